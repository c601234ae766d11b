"""The index: rows of text (questions, names, facts) as weighted features, and entries as bags of terms.

Two views of each text: words (stems, pairs of words, and what the lexicon found in them, so that "посол",
"safeer" and "envoy" are one term) and characters (3- and 4-grams of the Latin form). A row's vector is both,
each scaled to length one and mixed; similarity is their cosine. Postings are numpy arrays, so a question
touches only rows that share something with it.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, count, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.answers.head import Texts, learnt, spread
from bot.answers.lexicon import Span
from bot.answers.text import Token, roman

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

#: A text this like a phrasing of the base (mixed cosine, 0 to 1) is that phrasing.
SAME = 0.8
#: One that has another name or number is another, however much else is alike; what is not known of one town is seldom
#: known of the next.
LESS_THAN_SAME = 0.75
TOWN, COUNTRY = "@city:", "@country:"
#: The features of names of every sort: with numbers, what somebody asks about.
SLOTS = (
    "@entry:",
    "@country:",
    "@city:",
    "@place:",
    "@foreigner:",
    "@organisation:",
    "@role:",
    "@attribute:",
)
#: The owner of a text that is about no entry.
NOBODY = -1
#: The doubt that an answered question has on average.
USUAL = -1.0
#: Share of the word view in a row's vector; the rest is characters. Measured on the public sets: flat.
WORD_SHARE = 0.5
#: A feature in more than this share of rows (of a large base) says nothing and is not looked up.
COMMON = 0.2
#: So many postings are weighed at once.
PART = 4_000_000
#: So many rows that come in parts are counted at once.
ROWS_AT_ONCE = 2_000
#: So many bags are kept once made.
MOST_BAGS = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One text of the base: whose it is and what it is."""

    entry: int  #: number of the entry, NOBODY for what is about none
    fact: int  #: number of the fact in the entry, -1 for the entry itself
    kind: str  #: question, name, fact, summary, beyond


def word_features(words: Sequence[Token], spans: Sequence[Span]) -> Counter[str]:
    """Stems, pairs of neighbouring content stems and lexicon terms of a text, with their weights."""
    stems = [token.stem for token in words]
    found = Counter(chain(stems, map(" ".join, pairwise(["^", *stems]))))
    for span in spans:
        for ref in span.refs:
            for feature, weight in ref.weighed:
                if weight > found.get(feature, 0):
                    found[feature] = weight  # type: ignore[assignment]
    return found


@lru_cache(maxsize=20_000)
def grams_of(word: str) -> tuple[str, ...]:
    """The 3- and 4-grams of the Latin form of a word with its borders."""
    padded = f"#{roman(word)}#"
    return tuple(padded[i : i + size] for size in (3, 4) for i in range(len(padded) - size + 1))


def char_features(words: Sequence[Token]) -> Counter[str]:
    """The grams of all words, each with how often it stands there."""
    return Counter(chain.from_iterable(grams_of(token.word) for token in words))


class Gathered:
    """Rows of features, taken up one at a time into little room: either all as bags or all by their words."""

    def __init__(
        self, bags: Iterable[Mapping[str, float]] = (), features_of: Callable[[str], tuple[str, ...]] = grams_of
    ) -> None:
        """Begin with these bags; `features_of` tells those of a word."""
        #: A feature or word that is new takes the next number.
        self.ids: dict[str, int] = defaultdict(count().__next__)
        self._words: dict[str, int] = defaultdict(count().__next__)
        self._features_of = features_of
        self.features, self.values, self.lengths = array("i"), array("f"), array("i")
        self._of_words, self._begins = array("i"), array("i", [0])
        self._waiting, self._ends = array("i"), array("i")
        for bag in bags:
            self.add(bag)

    def add(self, bag: Mapping[str, float]) -> None:
        """One more row."""
        self.features.extend(map(self.ids.__getitem__, bag))
        self.values.extend(bag.values())
        self.lengths.append(len(bag))

    def add_words(self, words: Iterable[str]) -> None:
        """One more row, of the features of these words; each counts as often as it stands there."""
        self._waiting.extend(map(self._words.__getitem__, words))
        self._ends.append(len(self._waiting))
        if len(self._ends) >= ROWS_AT_ONCE:
            self._count()

    def _count(self) -> None:
        """Take up the rows that wait, with each feature once."""
        ends = np.frombuffer(self._ends, dtype=np.int32)
        if not len(ends):
            return
        for word in islice(self._words, len(self._begins) - 1, None):
            self._of_words.extend(map(self.ids.__getitem__, self._features_of(word)))
            self._begins.append(len(self._of_words))
        words, begins = np.frombuffer(self._waiting, dtype=np.int32), np.array(self._begins, dtype=np.int64)
        lengths = np.diff(begins)[words]
        features = np.array(self._of_words, dtype=np.int64)[spread(begins[words], lengths)]
        rows = np.repeat(np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0)), lengths)
        found, counts = np.unique(rows * len(self.ids) + features, return_counts=True)
        self.features.frombytes((found % len(self.ids)).astype(np.int32).tobytes())
        self.values.frombytes(counts.astype(np.float32).tobytes())
        lengths = np.bincount(found // max(1, len(self.ids)), minlength=len(ends))
        self.lengths.frombytes(lengths.astype(np.int32).tobytes())
        self._waiting, self._ends = array("i"), array("i")

    def sorted(self) -> tuple[NDArray[np.int64], Ints, Floats]:
        """How many rows have each feature, then these rows and their values, feature by feature; leaves nothing."""
        self._count()
        self._words, self._of_words, self._begins = {}, array("i"), array("i")
        columns = np.frombuffer(self.features, dtype=np.int32) if self.features else _no_ints()
        values = np.frombuffer(self.values, dtype=np.float32) if self.values else _no_floats()
        counts = np.bincount(columns, minlength=len(self.ids)).astype(np.int64)
        order = np.argsort(columns, kind="stable")
        del columns
        self.features = array("i")
        values = values[order]
        self.values = array("f")
        lengths = np.frombuffer(self.lengths, dtype=np.int32) if self.lengths else _no_ints()
        rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[order]
        return counts, rows, values


class Postings:
    """Feature -> rows that have it, with weights scaled so that every row has length one."""

    _last: tuple[Mapping[str, float], Floats] | None = None
    _vector: tuple[Mapping[str, float], tuple[NDArray[np.int64], Floats]] | None = None

    def __init__(self, bags: Iterable[Mapping[str, float]] | Gathered, counted: int | None = None) -> None:
        """Build from one bag of features a row; the bags may come one at a time and are not kept.

        How rare a feature is, is counted over the first `counted` rows; None: over all.
        """
        gathered = bags if isinstance(bags, Gathered) else Gathered(bags)
        counts, self.rows, self.weights = gathered.sorted()
        self.ids = dict(gathered.ids)
        self.size = len(gathered.lengths)
        self.counted = self.size if counted is None else counted
        self.starts = np.zeros(len(counts) + 1, dtype=np.int64)
        np.cumsum(counts, out=self.starts[1:])
        among = counts
        if self.counted < self.size:
            features = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
            among = np.bincount(features[self.rows < self.counted], minlength=len(counts))
        self.idf = (np.log((1 + self.counted) / (1 + among)) + 1.0).astype(np.float32)
        self.most = float(self.idf.max()) if len(self.idf) else 1.0
        self._weigh(counts)
        self._too_common = int(COMMON * self.size) if self.size > 20_000 else self.size + 1

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name not in {"_last", "_vector"}}

    def _weigh(self, counts: NDArray[np.int64]) -> None:
        """Make weights of the values, a part at a time, so that a large base needs no second copy of them."""
        norms = np.zeros(self.size, dtype=np.float64)
        parts = [slice(start, start + PART) for start in range(0, len(self.rows), PART)]
        features = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        for part in parts:
            raw = self.weights[part]
            many = raw > 1
            raw[many] = 1.0 + np.log(raw[many])
            raw *= self.idf[features[part]]
            norms += np.bincount(self.rows[part].astype(np.int64), raw * raw, minlength=self.size)
        lengths = np.sqrt(norms).astype(np.float32)
        lengths[lengths == 0] = 1.0
        for part in parts:
            self.weights[part] /= lengths[self.rows[part]]

    def similar(self, bag: Mapping[str, float]) -> Floats:
        """Cosine of `bag` with every row; features nobody has lengthen the question and so lower every cosine.

        Not to be written to: a question is compared more than once, and the last answer is kept for that.
        """
        last = self._last
        if last is None or last[0] is not bag:
            last = self._last = bag, self._similar(bag)
        return last[1]

    def _similar(self, bag: Mapping[str, float]) -> Floats:
        numbers, weights = self.vector(bag)
        lengths = self.starts[numbers + 1] - self.starts[numbers]
        known = lengths <= self._too_common
        numbers, weights, lengths = numbers[known], weights[known], lengths[known]
        if not len(numbers):
            return np.zeros(self.size, dtype=np.float32)
        spans = [slice(*span) for span in zip(*(self.starts[numbers + n].tolist() for n in (0, 1)), strict=True)]
        # bincount takes five times as long over any other type of integers
        rows = np.concatenate([self.rows[span] for span in spans], dtype=np.int64)
        found = np.concatenate([self.weights[span] for span in spans])
        found *= np.repeat(weights, lengths)
        return np.bincount(rows, found, minlength=self.size).astype(np.float32)

    def vector(self, bag: Mapping[str, float]) -> tuple[NDArray[np.int64], Floats]:
        """The features of `bag` that rows have, and their weights; with those that none has, the length is one.

        Not to be written to; the last one is kept.
        """
        last = self._vector
        if last is None or last[0] is not bag:
            last = self._vector = bag, self._made(bag)
        return last[1]

    def _made(self, bag: Mapping[str, float]) -> tuple[NDArray[np.int64], Floats]:
        unseen = math.log(1 + self.counted) + 1.0
        total = 0.0
        numbers, weights = [], []
        for feature, value in bag.items():
            weight = 1.0 + math.log(value) if value > 1 else value
            number = self.ids.get(feature)
            if number is None:
                total += (weight * unseen) ** 2
                continue
            weight *= float(self.idf[number])
            total += weight**2
            numbers.append(number)
            weights.append(weight)
        found = np.array(weights, dtype=np.float32)
        return np.array(numbers, dtype=np.int64), found / np.float32(math.sqrt(total) or 1.0)

    def weight(self, feature: str) -> float:
        """Its idf; that of the rarest where no row has it."""
        number = self.ids.get(feature)
        return self.most if number is None else float(self.idf[number])

    def holding(self, feature: str, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of `rows` have it."""
        number = self.ids.get(feature)
        if number is None or not len(rows):
            return np.zeros(len(rows), dtype=bool)
        held = self.rows[self.starts[number] : self.starts[number + 1]]
        places = np.minimum(held.searchsorted(rows.astype(held.dtype)), len(held) - 1)
        return np.asarray(held[places] == rows)

    def holders(self, feature: str) -> frozenset[int]:
        """The rows that have a feature."""
        at = self.ids.get(feature)
        return frozenset() if at is None else frozenset(self.rows[self.starts[at] : self.starts[at + 1]].tolist())

    def by_row(self) -> tuple[Ints, Ints, Floats]:
        """The row, the feature and the weight of every posting."""
        return self.rows, np.repeat(np.arange(len(self.ids), dtype=np.int32), np.diff(self.starts)), self.weights

    def covered(self, bag: Mapping[str, float]) -> Floats:
        """Share of the idf mass of `bag` that each row has: BM25 divided by what the question could reach at most."""
        unseen = math.log(1 + self.counted) + 1.0
        mass = np.zeros(self.size, dtype=np.float32)
        total = 0.0
        for feature, value in bag.items():
            number = self.ids.get(feature)
            if number is None:
                total += value * unseen
                continue
            weight = value * float(self.idf[number])
            total += weight
            mass[self.rows[self.starts[number] : self.starts[number + 1]]] += weight
        return mass / np.float32(total) if total else mass


def _no_ints() -> Ints:
    return np.zeros(0, dtype=np.int32)


def _no_floats() -> Floats:
    return np.zeros(0, dtype=np.float32)


def _largest(values: Floats, count: int) -> NDArray[np.int64]:
    """The places of the `count` largest: they are among those as large as the least of the largest of as many parts."""
    part = len(values) // count
    border = values[: part * count].reshape(count, part).max(axis=1).min()
    among = np.flatnonzero(values >= border)
    return among[np.argpartition(-values[among], count - 1)[:count]]


class Bags:
    """The features of every row of postings, as sets; made when asked for."""

    def __init__(self, postings: Postings) -> None:
        """Turn the postings round."""
        counts = np.diff(postings.starts)
        order = np.argsort(postings.rows, kind="stable")
        self._postings = postings
        self._features: Ints = np.repeat(np.arange(len(counts), dtype=np.int32), counts)[order]
        self._starts = np.searchsorted(postings.rows[order], np.arange(postings.size + 1))
        self._names: list[str] = []
        self._made: dict[int, frozenset[str]] = {}

    def __getitem__(self, row: int) -> frozenset[str]:
        found = self._made.get(row)
        if found is None:
            names = self._names = self._names or list(self._postings.ids)
            own = self._features[self._starts[row] : self._starts[row + 1]].tolist()
            if len(self._made) >= MOST_BAGS:
                self._made.clear()
            found = self._made[row] = frozenset(map(names.__getitem__, own))
        return found

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_names": [], "_made": {}}


class Index:
    """All rows of a base, searchable by words and characters."""

    _last: tuple[Mapping[str, float], Mapping[str, float], Floats] | None = None

    def __init__(
        self,
        rows: Sequence[Row],
        bags: Iterable[Counter[str]],
        chars: Iterable[Counter[str]] | Gathered,
        entries: int,
    ) -> None:
        """Rows with their word and character features; `entries` is how many entries there are.

        The features may come one at a time; `rows` need be complete only when they are through. Those that an entry
        does not answer (`beyond`) come after all others; they are searched apart.
        """
        words, letters = Gathered(bags), chars if isinstance(chars, Gathered) else Gathered(chars)
        beyond = np.array([r.kind == "beyond" for r in rows], dtype=bool)
        #: How many rows are answered by their entry; the others follow them.
        self.said = len(rows) - int(beyond.sum())
        self.words, self.chars = Postings(words, self.said), Postings(letters, self.said)
        self.entries = entries
        owner = np.array([r.entry for r in rows], dtype=np.int32)
        self.fact = np.array([r.fact for r in rows[: self.said]], dtype=np.int32)
        self.owner, self._beyond = owner[: self.said], owner[self.said :]
        self.is_question = np.array([r.kind in {"question", "name"} for r in rows[: self.said]], dtype=bool)
        texts = Texts((self.words, self.chars))
        self.head = learnt(texts, self.owner, self.is_question, entries)
        self.doubt = learnt(texts, beyond.astype(np.int32), beyond | ~beyond, 2) if beyond.any() else None
        self._starts = np.searchsorted(self.owner, np.arange(entries + 1)).astype(np.int64)
        self._with_rows = np.flatnonzero(np.diff(self._starts))

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_last"}

    def heads(self, bag: Mapping[str, float], chars: Mapping[str, float]) -> Floats:
        """For each entry by how much the trained head falls short of the best, from 0 down; zeros without a head."""
        if self.head is None:
            return np.zeros(self.entries, dtype=np.float32)
        scores = self.head.scores((self.words, self.chars), (bag, chars))
        found: Floats = scores - scores.max()
        return found

    def span_of(self, entry: int) -> tuple[int, int]:
        """First row of an entry and the one after its last; rows of an entry stand together."""
        return int(self._starts[entry]), int(self._starts[entry + 1])

    def similarities(self, bag: Mapping[str, float], chars: Mapping[str, float]) -> Floats:
        """Mixed cosine of a question with every row that its entry answers; not to be written to, the last is kept."""
        last = self._last
        if last is None or last[0] is not bag or last[1] is not chars:
            similar = self.mixed(self.words.similar(bag)[: self.said], self.chars.similar(chars)[: self.said])
            last = self._last = bag, chars, similar
        return last[2]

    def beyond(self, bag: Mapping[str, float], chars: Mapping[str, float]) -> tuple[Floats, float]:
        """For each entry the mixed cosine of a question with the nearest row that it does not answer, 0 without any.

        And the same with the nearest row that is about no entry at all.
        """
        found, unrelated = np.zeros(self.entries, dtype=np.float32), 0.0
        if len(self._beyond):
            similar = self.mixed(self.words.similar(bag)[self.said :], self.chars.similar(chars)[self.said :])
            same = np.flatnonzero(similar >= SAME)
            for feature in self._telling(bag) if len(same) else ():
                others = same[self.words.holding(feature, same + self.said) != (feature in bag)]
                similar[others] = np.minimum(similar[others], LESS_THAN_SAME)
            of_entries, starts, owners, of_none = self._beyond_by_entry
            if len(owners):
                found[owners] = np.maximum.reduceat(similar[of_entries], starts)
            unrelated = float(similar[of_none].max(initial=0.0))
        return found, unrelated

    @cached_property
    def _beyond_by_entry(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The rows that an entry does not answer, by entry; where each of these begins; whose they are; nobody's."""
        order = np.argsort(self._beyond, kind="stable")
        owned = order[self._beyond[order] != NOBODY]
        owners, starts = np.unique(self._beyond[owned], return_index=True)
        return owned, starts, owners.astype(np.int64), np.flatnonzero(self._beyond == NOBODY)

    @cached_property
    def _countries(self) -> list[str]:
        return [feature for feature in self.words.ids if feature.startswith(COUNTRY)]

    def _telling(self, bag: Mapping[str, float]) -> list[str]:
        """The names and numbers of a question by which another one differs from it, and the countries it may have."""
        slots = [f for f in bag if f.isdigit() or (f.startswith(SLOTS) and not f.startswith(COUNTRY))]
        if any(f.startswith(TOWN) for f in bag):
            return slots
        return slots + self._countries

    def doubts(self, bag: Mapping[str, float], chars: Mapping[str, float]) -> float:
        """By how much a question reads like those that nothing answers: above 0 it does; USUAL where none are known."""
        if self.doubt is None:
            return USUAL
        said, beyond = self.doubt.scores((self.words, self.chars), (bag, chars)).tolist()
        return float(beyond - said)

    def mixed(self, by_words: Floats, by_chars: Floats) -> Floats:
        """Two cosines as one."""
        return np.float32(WORD_SHARE) * by_words + np.float32(1 - WORD_SHARE) * by_chars

    def density(self, similarities: Floats, nearest: int = 10, power: int = 4) -> Floats:
        """For each entry the sum of sim^4 of its rows among the nearest ones: the best untrained ranking measured."""
        count = min(max(nearest * 5, 50), len(similarities))
        if count == 0:
            return np.zeros(self.entries, dtype=np.float32)
        top = _largest(similarities, count)
        return np.bincount(self.owner[top], similarities[top] ** power, minlength=self.entries).astype(np.float32)

    def best(self, similarities: Floats) -> Floats:
        """For each entry the similarity of its nearest row."""
        found = np.zeros(self.entries, dtype=np.float32)
        if len(similarities):
            found[self._with_rows] = np.maximum.reduceat(similarities, self._starts[self._with_rows])
        return found
