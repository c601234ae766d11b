"""How sure it is that a candidate is right: a small net over its signals.

What a signal is worth depends on others: that words are missing says little of a candidate that a phrasing of the
base asks for nearly word for word. Measured on 29,500 questions that the base at hand had not seen (three parts of
it held back in turn, tested on other entries than fitted): the share of questions answered right where one in fifty
answers is wrong is 63 % with a weighted sum of the same signals as it stood, 66 % with one fitted anew, 70 % with this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Certainty:
    """A net of one hidden layer of rectified units."""

    weights: Mapping[str, tuple[float, ...]]  #: of every signal for each unit
    bias: tuple[float, ...]  #: of each unit
    out: tuple[float, ...]  #: of each unit for the outcome
    last: float  #: of the outcome
    _matrix: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_matrix", np.array(list(self.weights.values())))

    def log_odds(self, signals: Mapping[str, float]) -> float:
        """That the candidate of these signals is right; what the net does not know is not weighed.

        Raises:
            KeyError: when a signal is missing.
        """
        units = np.array([signals[name] for name in self.weights]) @ self._matrix + self.bias
        return float(np.maximum(units, 0.0) @ self.out + self.last)
