"""Likeness in meaning, beside that in words: vectors of the base's texts, and what a question's vector is near to.

Optional: an engine without an embedder works by words alone. The model reads English, so only texts mostly in
Latin letters have vectors; for other questions there is no `Meant`, and all goes as without the extra. Meaning
ranks and makes sure or unsure; it never lifts a conflict that the gate has found, since near misses mean nearly
the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.answers.head import MIN_PHRASINGS
from bot.answers.index import Floats, Ints
from bot.answers.search import texts_of
from bot.knowledge.entries import Entry, Knowledge

#: How quickly likeness falls with distance in the head, and its ridge: the best of those tried on CLINC150 and
#: BANKING77 (ten phrasings an answer); as good as logistic regression, and solved at once.
SHARPNESS = 2.0
RIDGE = 0.1
#: A head is spanned by so many texts at most, evenly taken from all; half as many cost two points on the real base.
LANDMARKS = 2_000
#: The nearest texts that make up the density, and the power of their cosines in it.
NEAREST = 50
POWER = 8
#: At least this share of a text's letters must be Latin.
LATIN = 0.6
#: Rows that are compared at once while a head is made.
_PART = 2_000


class Embedder(Protocol):
    """Whatever turns texts into vectors of length one, a row each."""

    name: str  #: of the model; vectors of different models do not mix

    def __call__(self, texts: Sequence[str]) -> Floats:
        """The vectors."""
        ...


@dataclass(frozen=True, slots=True)
class Meant:
    """How near a question is in meaning to each entry."""

    close: Floats  #: cosine of its nearest text
    share: Floats  #: its part of the density around the question
    strength: Floats  #: eighth root of the density itself
    head: Floats  #: what the trained head says, about 0 to 1; zeros without one

    def nearest(self, count: int) -> tuple[int, ...]:
        """The entries that are nearest, the best first."""
        all_told = self.close + self.share + self.head
        return tuple(int(n) for n in np.argsort(-all_told, kind="stable")[:count])

    def signals(self, entry: int) -> dict[str, float]:
        """What speaks for an entry, by name; the weights know the same names."""
        return {
            "close": float(self.close[entry]),
            "share": float(self.share[entry]),
            "strength": float(self.strength[entry]),
            "meanthead": float(self.head[entry]),
        }


class Meaning:
    """The texts of a base as vectors."""

    def __init__(self, owner: Ints, trains: NDArray[np.bool_], vectors: Floats, entries: int, embed: Embedder) -> None:
        """Vectors in the order of `texts_for`, with the number of the entry each belongs to."""
        self.entries = entries
        self._owner, self._vectors, self._embed = owner, vectors, embed
        self._landmarks: Floats = np.zeros((0, vectors.shape[1]), dtype=np.float32)
        self._head: Floats | None = None
        self._train(np.flatnonzero(trains))
        self._meant = lru_cache(maxsize=64)(self._found)

    @property
    def has_head(self) -> bool:
        """Whether the base has phrasings enough to train one."""
        return self._head is not None

    def of(self, text: str) -> Meant | None:
        """What a question is near to; None for one that the model cannot read."""
        return self._meant(text) if len(self._owner) and is_latin(text) else None

    def _found(self, text: str) -> Meant:
        vector = self._embed([text])[0]
        alike = self._vectors @ vector
        close = np.zeros(self.entries, dtype=np.float32)
        np.maximum.at(close, self._owner, alike)
        count = min(NEAREST, len(alike))
        top = np.argpartition(-alike, count - 1)[:count]
        density = np.bincount(self._owner[top], np.maximum(alike[top], 0) ** POWER, minlength=self.entries)
        total = float(density.sum()) or 1.0
        head = np.zeros(self.entries, dtype=np.float32)
        if self._head is not None:
            head = _near(vector[None, :], self._landmarks)[0] @ self._head
        share, strength = (density / total).astype(np.float32), (density ** (1 / POWER)).astype(np.float32)
        return Meant(close, share, strength, head)

    def _train(self, asked: NDArray[np.int64]) -> None:
        """Learn a head from the questions and names, where there are enough for each answer.

        Kernel ridge regression; on large bases over a part of the texts only, which all others are told by.
        """
        answers = np.unique(self._owner[asked])
        if len(answers) < 2 or len(asked) < MIN_PHRASINGS * len(answers):
            return
        count = min(LANDMARKS, len(asked))
        chosen = asked[np.linspace(0, len(asked) - 1, count).astype(np.int64)]
        self._landmarks = np.ascontiguousarray(self._vectors[chosen])
        square = np.zeros((count, count))
        targets = np.zeros((count, self.entries))
        for start in range(0, len(asked), _PART):
            part = asked[start : start + _PART]
            near = _near(self._vectors[part], self._landmarks)
            square += near.T @ near
            for entry in np.unique(self._owner[part]):
                targets[:, entry] += near[self._owner[part] == entry].sum(axis=0)
        own = _near(self._landmarks, self._landmarks).astype(np.float64)
        square += RIDGE * own
        square[np.diag_indices(count)] += 1e-4
        self._head = np.linalg.solve(square, targets).astype(np.float32)


def _near(vectors: Floats, landmarks: Floats) -> Floats:
    alike: Floats = vectors @ landmarks.T
    near: Floats = np.exp(np.float32(SHARPNESS) * (alike - np.float32(1)))
    return near


def texts_for(knowledge: Knowledge) -> tuple[list[str], Ints, NDArray[np.bool_]]:
    """The texts that get vectors, the number of the entry of each, and whether it trains the head."""
    texts: list[str] = []
    owner: list[int] = []
    trains: list[bool] = []
    for number, entry in enumerate(knowledge.entries.values()):
        for text, asked in _own_texts(entry):
            texts.append(text)
            owner.append(number)
            trains.append(asked)
    return texts, np.array(owner, dtype=np.int32), np.array(trains, dtype=bool)


def _own_texts(entry: Entry) -> list[tuple[str, bool]]:
    """Each text once."""
    found: dict[str, bool] = {}
    for _, kind, text in texts_of(entry):
        if is_latin(text):
            found[text] = found.get(text, False) or kind in {"question", "name"}
    return list(found.items())


def is_latin(text: str) -> bool:
    """Whether a text is written mostly in Latin letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter < "\u0250" for letter in letters) >= LATIN * len(letters)
