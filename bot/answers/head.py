"""The trained head: weights of features for each answer, learnt from the base's own texts.

An averaged passive-aggressive classifier (PA-I of Crammer and others, "Online Passive-Aggressive Algorithms", 2006)
over hashed features. Measured beside a linear support vector machine on the same features it places as many questions
first, and learns in a tenth of the time without another library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bot.answers.index import Postings

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

#: A head is learnt from at least so many questions an answer, and where texts times answers are at most so many.
MIN_PHRASINGS = 3
MOST_WORK = 80_000_000
#: Features share places: so many for a text, within these borders and the room for weights. Measured: few texts (ten
#: for each of 77 answers) need the sharing, with 16 times the places 5 points fewer come first; with 49,000 texts four
#: times as many put 0.5 points more first, and with two answers 8 times as many told much better (AUC 0.75 to 0.81).
PLACES_A_TEXT = 4
PLACES = (1 << 13, 1 << 18)
WEIGHTS = 1 << 25
#: Every text is gone over so often, small bases more often, until this many steps are done. After the first two rounds
#: only those are that were not yet told clearly: with 69,000 texts six rounds put 1.0 points more first than three
#: whole ones, in the same time.
ROUNDS = (6, 8)
WHOLE = 2
STEPS = 60_000
#: No single text may change the weights by more.
MOST_CHANGE = 0.3
#: The weights are taken into the average after so many steps, of many texts so many times a round: it costs time.
SNAPSHOT = 500
SNAPSHOTS = 20
_SEED = 20261122


class Head:
    """What the features of a question speak for, each answer on its own."""

    def __init__(self, places: tuple[Ints, ...], weights: NDArray[np.float16]) -> None:
        """`places`: of the features of each view; `weights`: a row for each place, a column for each answer."""
        self._places, self._weights = places, weights

    def scores(self, views: tuple[Postings, ...], bags: tuple[Mapping[str, float], ...]) -> Floats:
        """For each answer how much speaks for it; the right one is to have 1 more than any other."""
        at, values = [], []
        for places, view, bag in zip(self._places, views, bags, strict=True):
            numbers, weights = view.vector(bag)
            at.append(places[numbers])
            values.append(weights)
        scores: Floats = np.concatenate(values) @ self._weights[np.concatenate(at)].astype(np.float32)
        return scores


def learnt(views: tuple[Postings, ...], owner: Ints, asked: NDArray[np.bool_], answers: int) -> Head | None:
    """A head for texts whose features stand in `views`; None where there is too little or too much to learn from.

    `owner`: the answer each text belongs to; `asked`: which texts are questions or names.
    """
    known = len(np.unique(owner[asked]))
    if known < 2 or int(asked.sum()) < MIN_PHRASINGS * known or len(owner) * answers > MOST_WORK:
        return None
    chance = np.random.default_rng(_SEED)
    room = min(PLACES_A_TEXT * len(owner), WEIGHTS // answers)
    room = int(np.clip(1 << room.bit_length() - 1, *PLACES))
    places = tuple(_places(view.ids, number, room) for number, view in enumerate(views))
    at, values, starts = _texts(views, places)
    weights = np.zeros((room, answers), dtype=np.float32)
    total, taken = np.zeros_like(weights), 0
    rounds = int(np.clip(STEPS // len(owner), *ROUNDS))
    every = max(SNAPSHOT, len(owner) // SNAPSHOTS)
    unclear = np.ones(len(owner), dtype=np.bool_)
    for step, text in enumerate(_order(rounds, unclear, chance), 1):
        here, value = at[starts[text] : starts[text + 1]], values[starts[text] : starts[text + 1]]
        scores = value @ weights.take(here, axis=0)
        right = owner[text]
        own = scores[right]
        scores[right] = -np.inf
        rival = int(scores.argmax())
        loss = 1 - own + scores[rival]
        unclear[text] = loss > 0
        if loss > 0:
            change = np.float32(min(MOST_CHANGE, loss / (2 * float(value @ value)))) * value
            weights[here, right] += change
            weights[here, rival] -= change
        if step % every == 0:
            total += weights
            taken += 1
    return Head(places, ((total + weights) / np.float32(taken + 1)).astype(np.float16))


def _places(features: Iterable[str], view: int, room: int) -> Ints:
    """The place of each feature: the same in every base, so that a changed entry leaves the others where they are."""
    return np.array([crc32(feature.encode(), view) % room for feature in features], dtype=np.int32)


def _order(rounds: int, unclear: NDArray[np.bool_], chance: np.random.Generator) -> Iterator[int]:
    """The texts in the order they are gone over; `unclear` is written to on the way."""
    for number in range(rounds):
        texts = np.arange(len(unclear)) if number < WHOLE else np.flatnonzero(unclear)
        yield from chance.permutation(texts).tolist()


def _texts(views: tuple[Postings, ...], places: tuple[Ints, ...]) -> tuple[Ints, Floats, list[int]]:
    """The places and values of every text's features, text after text, and where each begins."""
    parts = [view.by_row() for view in views]
    rows = np.concatenate([row for row, _, _ in parts])
    at = np.concatenate([place[feature] for place, (_, feature, _) in zip(places, parts, strict=True)])
    values = np.concatenate([value for _, _, value in parts])
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], np.arange(views[0].size + 1))
    return at[order], values[order], starts.tolist()
