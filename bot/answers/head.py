"""The trained head: weights of features for each answer, learnt from the base's own texts.

An averaged passive-aggressive classifier (PA-I of Crammer and others, "Online Passive-Aggressive Algorithms", 2006)
over hashed features. Measured beside a linear support vector machine on the same features it places as many questions
first, and learns in a tenth of the time without another library.
"""

from __future__ import annotations

import operator
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
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
#: Of five orders tried any would do: of 2,668 questions 1,940 to 1,943 were answered right and 37 to 42 wrong.
_SEED = 20261123


class Texts:
    """The features of all texts in some views, to learn heads from; they are put in order once, when first needed."""

    def __init__(self, views: tuple[Postings, ...]) -> None:
        """All rows of these views, which have the same rows."""
        self.views = views

    def placed(self, places: tuple[Ints, ...]) -> _Placed:
        """With their features at these places, one of which each feature of each view has."""
        features, values, starts = self._in_order
        return _Placed(np.concatenate(places).astype(np.intp)[features], values, starts)

    @cached_property
    def _in_order(self) -> tuple[Ints, Floats, list[int]]:
        """The features (those of later views counted on) and values, text after text, and where each text begins."""
        parts = [view.by_row() for view in self.views]
        before = np.cumsum([0, *(len(view.ids) for view in self.views[:-1])], dtype=np.int32)
        rows = np.concatenate([row for row, _, _ in parts])
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(self.views[0].size + 1))
        features = np.concatenate([part[1] + first for part, first in zip(parts, before, strict=True)])
        return features[order], np.concatenate([value for _, _, value in parts])[order], starts.tolist()


@dataclass(frozen=True, slots=True)
class _Placed:
    """The places and values of every text's features, text after text, and where each text begins."""

    at: NDArray[np.intp]
    values: Floats
    starts: list[int]

    def marks(self) -> NDArray[np.uint64]:
        """A number for each text that is the same wherever the text has the same features."""
        features = np.append(_mixed(self.at.astype(np.uint64), 0), np.uint64(0))
        lengths = np.diff(self.starts)
        return np.where(lengths > 0, np.add.reduceat(features, self.starts[:-1]), np.uint64(0))

    def once(self) -> Floats:
        """The values less those whose place another feature of the text takes after them: these change nothing."""
        values, last = self.values.copy(), np.zeros(int(self.at.max(initial=0)) + 1, dtype=np.int32)
        for first, end in pairwise(self.starts):
            here, number = self.at[first:end], np.arange(end - first, dtype=np.int32)
            last[here] = number
            values[first:end][last[here] != number] = 0
        return values


class _Steps:
    """The steps that changed weights: which text, for which answer and against which, and what the average lacks."""

    def __init__(self) -> None:
        """Begin with none."""
        self.who, self.sizes, self.taken = array("i"), array("f"), 1

    def add(self, text: int, right: int, rival: int, size: float) -> None:
        """One more."""
        self.who.extend((text, right, rival))
        self.sizes.append(size)


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


def learnt(texts: Texts, owner: Ints, asked: NDArray[np.bool_], answers: int) -> Head | None:
    """A head for these texts; None where there is too little or too much to learn from.

    `owner`: the answer each text belongs to; `asked`: which texts are questions or names.
    """
    known = len(np.unique(owner[asked]))
    if known < 2 or int(asked.sum()) < MIN_PHRASINGS * known or len(owner) * answers > MOST_WORK:
        return None
    room = min(PLACES_A_TEXT * len(owner), WEIGHTS // answers)
    room = int(np.clip(1 << room.bit_length() - 1, *PLACES))
    places = tuple(_places(view.ids, number, room) for number, view in enumerate(texts.views))
    placed = texts.placed(places)
    weights = np.zeros((room, answers), dtype=np.float32)
    steps = _learn(weights, placed, owner)
    _average(weights, placed, steps)
    return Head(places, weights.astype(np.float16))


def _learn(weights: Floats, texts: _Placed, owner: Ints) -> _Steps:
    """Go over the texts round after round; the steps that changed `weights`, which is written to."""
    answer, starts = owner.tolist(), texts.starts
    rounds = int(np.clip(STEPS // len(answer), *ROUNDS))
    every = max(SNAPSHOT, len(answer) // SNAPSHOTS)
    unclear = np.ones(len(answer), dtype=np.bool_)
    room = np.empty((max(map(operator.sub, starts[1:], starts)), weights.shape[1]), dtype=np.float32)
    steps = _Steps()
    for step, text in enumerate(_order(rounds, unclear, texts.marks())):
        here, value = texts.at[starts[text] : starts[text + 1]], texts.values[starts[text] : starts[text + 1]]
        scores = value @ weights.take(here, axis=0, out=room[: len(here)], mode="clip")
        right = answer[text]
        own = scores[right]
        scores[right] = -np.inf
        rival = int(scores.argmax())
        loss = 1 - own + scores[rival]
        unclear[text] = loss > 0
        if loss > 0:
            size = min(MOST_CHANGE, loss / (2 * float(value @ value)))
            change = np.float32(size) * value
            weights[:, right][here] += change
            weights[:, rival][here] -= change
            steps.add(text, right, rival, size * (step // every))
    steps.taken = (step + 1) // every + 1
    return steps


def _average(weights: Floats, texts: _Placed, steps: _Steps) -> None:
    """Make of the last weights, which are written to, their average over all snapshots and the end.

    A change that came after the first n of N snapshots is in N - n of them, so that n / N of it is taken away again.
    """
    count = len(texts.starts) - 1
    text, right, rival = np.frombuffer(steps.who, dtype=np.int32).astype(np.int64).reshape(-1, 3).T
    size = np.frombuffer(steps.sizes, dtype=np.float32)
    changed, of = np.unique(np.concatenate([right, rival]) * count + np.tile(text, 2), return_inverse=True)
    sizes = np.bincount(of, np.concatenate([size, -size]), minlength=len(changed))
    cuts = np.searchsorted(changed, count * np.arange(weights.shape[1] + 1)).tolist()
    starts, lengths, values = np.array(texts.starts), np.diff(texts.starts), texts.once()
    for answer, (first, last) in enumerate(pairwise(cuts)):
        which = changed[first:last] % count
        long = lengths[which]
        places = spread(starts[which], long)
        surplus = np.bincount(
            texts.at[places], values[places] * np.repeat(sizes[first:last], long), minlength=len(weights)
        )
        weights[:, answer] -= (surplus / steps.taken).astype(np.float32)


def spread(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers in stretches that start there and are so long, one stretch after the other."""
    return np.repeat(starts + lengths - np.cumsum(lengths), lengths) + np.arange(lengths.sum())


def _places(features: Iterable[str], view: int, room: int) -> Ints:
    """The place of each feature: the same in every base, so that a changed entry leaves the others where they are."""
    return np.array([crc32(feature.encode(), view) % room for feature in features], dtype=np.int32)


def _order(rounds: int, unclear: NDArray[np.bool_], marks: NDArray[np.uint64]) -> Iterator[int]:
    """The texts in the order they are gone over; `unclear` is written to on the way.

    As good as by chance, but the same for the same texts: a changed one leaves the others in the order they had.
    """
    for number in range(rounds):
        texts = np.arange(len(unclear)) if number < WHOLE else np.flatnonzero(unclear)
        yield from texts[np.argsort(_mixed(marks[texts], number), kind="stable")].tolist()


def _mixed(marks: NDArray[np.uint64], number: int) -> NDArray[np.uint64]:
    """The marks with their bits mixed, otherwise in each round (finaliser of SplitMix64, Steele and others 2014)."""
    mixed = marks + np.uint64((_SEED + number) * 0x9E3779B97F4A7C15 % (1 << 64))
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
