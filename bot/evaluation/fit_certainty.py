"""Fits the net that says how sure a candidate is (`bot/answers/certainty.py`).

By gradient descent with moments (Adam, Kingma and Ba 2015) on the log loss; the net is so small that numpy does it in
seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.answers.certainty import Certainty

Floats = NDArray[np.float64]

#: As many as make no difference (8 to 32 tried); so few that a signal's weights stand on a line.
UNITS = 10
EPOCHS = 15
BATCH = 256
RATE = 0.003
#: How much large weights cost. Tried on held-back entries: between 0.001 and 0.003 it makes no difference.
RIDGE = 0.002
_MOMENTS = (0.9, 0.999)
#: Weights are written with so many decimals.
DECIMALS = 3


def fitted_certainty(
    names: Sequence[str], rows: Floats, labels: Floats, importance: Floats, seed: int = 0
) -> Certainty:
    """The net fitted on `rows` (a signal of `names` a column) with what is right (1) and wrong (0) of them.

    The same for the same rows; `importance` is how much each row counts.
    """
    dice = np.random.default_rng(seed)
    centre, spread = np.average(rows, axis=0, weights=importance), rows.std(axis=0) + 1e-9
    scaled, count = (rows - centre) / spread, rows.shape[1]
    parts = [
        dice.normal(0, count**-0.5, (count, UNITS)),
        np.zeros(UNITS),
        dice.normal(0, UNITS**-0.5, UNITS),
        np.zeros(1),
    ]
    first, second = ([np.zeros_like(part) for part in parts] for _ in _MOMENTS)
    steps, step = EPOCHS * -(-len(rows) // BATCH), 0
    for _ in range(EPOCHS):
        order = dice.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            step += 1
            chosen, rate = order[start : start + BATCH], RATE * (1 - step / steps)
            slopes = _slopes(parts, scaled[chosen], labels[chosen], importance[chosen])
            for part, slope, one, two in zip(parts, slopes, first, second, strict=True):
                one += (1 - _MOMENTS[0]) * (slope - one)
                two += (1 - _MOMENTS[1]) * (slope**2 - two)
                size = np.sqrt(two / (1 - _MOMENTS[1] ** step)) + 1e-8
                part -= rate * one / (1 - _MOMENTS[0] ** step) / size
    weights = parts[0] / spread[:, None]
    return _written(names, weights, parts[1] - centre @ weights, parts[2], float(parts[3][0]))


def rescaled(net: Certainty, scale: float, offset: float) -> Certainty:
    """The net whose log odds are `scale` times these and `offset` more."""
    return _written(
        list(net.weights),
        np.array(list(net.weights.values())),
        np.array(net.bias),
        scale * np.array(net.out),
        scale * net.last + offset,
    )


def _slopes(parts: Sequence[Floats], rows: Floats, labels: Floats, importance: Floats) -> list[Floats]:
    """How the log loss of some rows changes with every weight."""
    weights, bias, out, last = parts
    units = np.maximum(rows @ weights + bias, 0.0)
    chance = 1.0 / (1.0 + np.exp(-np.clip(units @ out + last, -30.0, 30.0)))
    error = importance * (chance - labels) / len(rows)
    back = np.outer(error, out) * (units > 0)
    return [rows.T @ back + RIDGE * weights, back.sum(axis=0), units.T @ error + RIDGE * out, error.sum(keepdims=True)]


def _written(names: Sequence[str], weights: Floats, bias: Floats, out: Floats, last: float) -> Certainty:
    """The net with its weights as they are written down."""

    def short(values: Floats) -> tuple[float, ...]:
        return tuple(round(float(value), DECIMALS) for value in values)

    by_name = {name: short(row) for name, row in zip(names, weights, strict=True)}
    return Certainty(by_name, short(bias), short(out), round(last, DECIMALS))
