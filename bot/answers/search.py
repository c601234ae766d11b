"""From a reading to ranked candidates: which entries could be meant, each with the signals that speak for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bot.answers.agreement import agreements, kind_number
from bot.answers.direction import Stance, stance_of
from bot.answers.grammar import MONTHS
from bot.answers.index import NOBODY, Bags, Floats, Gathered, Index, Postings, Row, word_features
from bot.answers.lexicon import Lexicon, Span, names_of, numbered
from bot.answers.question import Reading
from bot.answers.spelling import Speller
from bot.answers.text import Token, tokens
from bot.answers.vocabulary import Vocabulary
from bot.knowledge.entries import Entry, Knowledge

if TYPE_CHECKING:
    from bot.answers.semantic import Meaning

#: How many entries are looked at closely for each question: with 8, 10 and 16 as many of 1,500 are answered right.
SHORTLIST = 10
#: How many more, at most, that the trained head holds likely.
LIKELY = 4
#: How many more, at most, that are near in meaning only.
MEANT = 8
#: As near as this to a question beyond some entry is any question, and says nothing.
USUAL_PAST = 0.25
#: The language that the embedder reads; Urdu in Latin letters is told apart from it.
READ = "en"
#: So many rows of an entry, the nearest, are looked at one by one.
NEAREST = 12
#: The unit of an entry that its names and its summary belong to (see `Searcher.groups_with`).
HEAD = -1
#: So many answers to "which facts of this entry have this word?" are kept.
MOST_HELD = 50_000


@dataclass(slots=True)
class Candidate:
    """An entry that may be meant, with its signals (each 0 to 1 unless said otherwise)."""

    entry: Entry
    number: int
    nearest: float = 0.0  #: similarity of its nearest question, name or fact
    question: float = 0.0  #: the same over questions and names only
    density: float = 0.0  #: its share of the sum of sim^4 of the nearest rows
    strength: float = 0.0  #: fourth root of its own sum of sim^4
    mean: float = 0.0  #: mean similarity of its five nearest rows
    centre: float = 0.0  #: similarity to all its rows together: their sum over the root of their number, a third of it
    worded: float = 0.0  #: similarity of its nearest row by words alone
    alike: float = 0.0  #: similarity of its nearest question that asks for the same kind of thing
    slots: float = 0.0  #: share of the question's names and numbers (by idf) that one of its nearest texts holds
    alikeslots: float = 0.0  #: the same among its nearest questions that ask for the same kind of thing
    covered: float = 0.0  #: share of the question's idf mass that its texts hold
    named: float = 0.0  #: how fully it is named
    score: float = 0.0
    ordinals: tuple[int, ...] = ()  #: the ordinals in its name
    head: float = 0.0  #: by how much the trained head falls short of the best, from 0 down; 0 without one
    headgap: float = 0.0  #: by how much it says more than of any other entry (or less, then below 0); 0 without one
    doubt: float = 0.0  #: by how much the question reads like those that nothing answers
    beyond: float = 0.0  #: similarity of the nearest question that is known to go beyond the entry; 0 without one
    past: float = 0.0  #: the same of any entry, or of quite other subjects; USUAL_PAST at least
    meant: dict[str, float] = field(default_factory=dict)  #: what likeness in meaning says; empty without the extra
    best_fact: int = -1  #: number of the fact behind the nearest row
    nearest_rows: tuple[int, ...] = ()  #: its rows that are close to the nearest one, the nearest first
    closest_rows: tuple[int, ...] = ()  #: those of them that are very close to it


class Searcher:
    """The searchable form of a base: lexicon, rows and bags, built once for each version of it."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index every name, question, summary and shown fact of `knowledge`."""
        self.knowledge = knowledge
        self.lexicon = Lexicon(knowledge)
        self.entries = tuple(knowledge.entries.values())
        self.number = {e.id: i for i, e in enumerate(self.entries)}
        self.people = frozenset(e.id for e in self.entries if e.kind == "official")
        self.stances: list[Stance] = []
        self.event_types = frozenset(e.type for e in self.entries if e.kind == "event" and e.type)
        self.ordinals = [_ordinals_of(e) for e in self.entries]
        #: What the base numbers: words and terms that follow an ordinal in its texts.
        self.counted: set[str] = set()
        kinds: list[int] = []
        rows: list[Row] = []
        chars, documents = Gathered(), Gathered()
        spelt: Counter[str] = Counter()
        stated: set[str] = set()
        self.index = Index(rows, self._read(rows, kinds, chars, documents, spelt, stated), chars, len(self.entries))
        self.lexicon.speller, self.lexicon.stated = Speller(spelt), frozenset(stated)
        #: What each row that its entry answers asks for.
        self.kinds = np.array(kinds, dtype=np.int8)
        #: Whether the base speaks of times at all; one that does not cannot contradict a question's time.
        self.is_dated = any(e.when is not None for e in self.entries)
        self.groups = np.array([_group(row, number) for number, row in enumerate(rows)], dtype=np.int32)
        self.documents = Postings(documents)
        self.lexicon.holders = self.documents.holders
        self.bags = Bags(self.documents)
        self.vocabulary = Vocabulary(self.documents.ids)
        self._held: dict[tuple[int, str], frozenset[int]] = {}
        #: What the texts mean, where there is an embedder.
        self.meaning: Meaning | None = None

    def _read(
        self,
        rows: list[Row],
        kinds: list[int],
        chars: Gathered,
        documents: Gathered,
        spelt: Counter[str],
        stated: set[str],
    ) -> Iterator[Counter[str]]:
        """The word features of every row, in order; fills in what else is known of rows and entries on the way."""
        stances: dict[Stance, Stance] = {}
        for number, entry in enumerate(self.entries):
            document: Counter[str] = Counter()
            for fact, kind, text in texts_of(entry):
                words = tokens(text)
                if not words:
                    continue
                plain = [token.word for token in words]
                for word in dict.fromkeys(plain):
                    spelt[word] += 1
                if kind != "question":
                    stated.update([token.stem for token in words])
                spans = self.lexicon.exact_spans(words)
                bag = word_features(words, spans)
                rows.append(Row(number, fact, kind))
                kinds.append(kind_number(words, kind in {"question", "name"}))
                chars.add_words(plain)
                stance = stance_of(words, spans, self.people)
                self.stances.append(stances.setdefault(stance, stance))
                self.counted |= _counted(words, spans)
                _join(document, bag)
                yield bag
            for text in self._around(entry):
                words = tokens(text)
                _join(document, word_features(words, self.lexicon.exact_spans(words)))
            documents.add(document)
        past = [(number, text) for number, entry in enumerate(self.entries) for text in entry.beyond]
        for number, text in (*past, *((NOBODY, text) for text in self.knowledge.words.unrelated)):
            words = tokens(text)
            if words:
                rows.append(Row(number, -1, "beyond"))
                chars.add_words(token.word for token in words)
                yield word_features(words, self.lexicon.exact_spans(words))

    def __getstate__(self) -> dict[str, object]:
        """All but the base itself, which is kept elsewhere, and what is made at first use."""
        state = dict(self.__dict__)
        for name in ("knowledge", "entries", "vocabulary", "_held", "meaning"):
            del state[name]
        return state

    def attach(self, knowledge: Knowledge) -> None:
        """Take up the base this index was built from, after reading it from a file."""
        self.knowledge = knowledge
        self.entries = tuple(knowledge.entries.values())
        self.vocabulary = Vocabulary(self.documents.ids)
        self.lexicon.holders = self.documents.holders
        self._held = {}
        self.meaning = None

    def _around(self, entry: Entry) -> tuple[str, ...]:
        """Texts that belong to an entry without being said in it: place, people, offices."""
        near = [entry.where or "", *(o.title for o in entry.offices), *(o.organisation or "" for o in entry.offices)]
        for person in (*entry.people, *(p.id for p in entry.participants)):
            other = self.knowledge.find(person)
            near.append(other.name if other else person)
        return tuple(t for t in near if t)

    def candidates(self, reading: Reading) -> list[Candidate]:
        """The entries that may be meant, best first by their plain signals; at most SHORTLIST."""
        by_words = self.index.words.similar(reading.bag)
        similar = self.index.similarities(reading.bag, reading.chars)
        density = self.index.density(similar)
        nearest = self.index.best(similar)
        covered = self.documents.covered(reading.bag)
        named = self._named(reading)
        total = float(density.sum()) or 1.0
        plain = nearest + 0.5 * covered + 0.6 * density / total + 0.5 * named
        count = min(SHORTLIST, len(self.entries))
        top = tuple(int(n) for n in np.argpartition(-plain, count - 1)[:count]) if count else ()
        heads = self.index.heads(reading.bag, reading.chars)
        if self.index.head is not None:
            top = tuple(dict.fromkeys((*top, *(int(n) for n in np.argsort(-heads)[:LIKELY]))))
        meant = self.meaning.of(reading.text) if self.meaning is not None and reading.language == READ else None
        if meant is not None:
            top = tuple(dict.fromkeys((*top, *meant.nearest(MEANT))))
        found = self._candidates(similar, by_words, top, density, nearest, covered, named, heads)
        self._doubt(found, reading)
        self._agree(found, reading, similar)
        if meant is not None:
            for candidate in found:
                candidate.meant = meant.signals(candidate.number)
        return sorted(found, key=lambda c: (-c.score, c.entry.id))

    def these(self, reading: Reading, similar: Floats, numbers: tuple[int, ...]) -> list[Candidate]:
        """Just these entries as candidates, whatever their signals."""
        found = self._candidates(
            similar,
            self.index.words.similar(reading.bag),
            numbers,
            self.index.density(similar),
            self.index.best(similar),
            self.documents.covered(reading.bag),
            self._named(reading),
            self.index.heads(reading.bag, reading.chars),
        )
        self._doubt(found, reading)
        self._agree(found, reading, similar)
        return found

    def _candidates(
        self,
        similar: Floats,
        by_words: Floats,
        numbers: tuple[int, ...],
        density: Floats,
        nearest: Floats,
        covered: Floats,
        named: Floats,
        heads: Floats,
    ) -> list[Candidate]:
        total = float(density.sum()) or 1.0
        likely = np.argsort(-heads)[:2].tolist() if self.index.head is not None else []
        first_two = [(float(heads[n]), n) for n in likely]
        found = []
        for n in numbers:
            first, last = self.index.span_of(n)
            own, share = similar[first:last], float(density[n]) / total
            order = (-own).argsort(kind="stable")[:NEAREST].tolist()
            top = own[order].tolist()
            found.append(
                Candidate(
                    self.entries[n],
                    n,
                    nearest=float(nearest[n]),
                    question=self._nearest_question(similar, n),
                    density=share,
                    strength=float(density[n]) ** 0.25,
                    mean=sum(top[:5]) / len(top[:5]) if top else 0.0,
                    centre=float(own.sum()) / math.sqrt(len(own)) / 3 if len(own) else 0.0,
                    worded=float(by_words[first:last].max()) if len(own) else 0.0,
                    head=float(heads[n]),
                    headgap=float(heads[n]) - _without(first_two, n),
                    ordinals=self.ordinals[n],
                    covered=float(covered[n]),
                    named=float(named[n]),
                    score=float(nearest[n]) + 0.5 * float(covered[n]) + 0.6 * share + 0.5 * float(named[n]),
                    best_fact=int(self.index.fact[first + order[0]]) if order else -1,
                    nearest_rows=tuple(first + i for i, s in zip(order, top, strict=True) if s >= 0.55 * top[0]),
                    closest_rows=tuple(first + i for i, s in zip(order, top, strict=True) if s >= 0.8 * top[0]),
                )
            )
        return found

    def _doubt(self, found: list[Candidate], reading: Reading) -> None:
        """Note what speaks for the question being one that nothing answers."""
        doubt = self.index.doubts(reading.bag, reading.chars)
        beyond, unrelated = self.index.beyond(reading.bag, reading.chars)
        if reading.typed:
            also, other = self.index.beyond(*reading.typed)
            beyond, unrelated = np.maximum(beyond, also), max(unrelated, other)
        past = max(USUAL_PAST, unrelated, float(beyond.max(initial=0.0)))
        for candidate in found:
            candidate.doubt, candidate.beyond, candidate.past = doubt, float(beyond[candidate.number]), past

    def _agree(self, found: list[Candidate], reading: Reading, similar: Floats) -> None:
        """Note how far their nearest texts agree with the question."""
        numbers = [candidate.number for candidate in found]
        agreed = agreements(self.index, self.kinds, reading, similar, numbers)
        for candidate, (alike, slots, alikeslots) in zip(found, agreed, strict=True):
            candidate.alike, candidate.slots, candidate.alikeslots = alike, slots, alikeslots

    def _nearest_question(self, similar: Floats, entry: int) -> float:
        first, last = self.index.span_of(entry)
        own = similar[first:last][self.index.is_question[first:last]]
        return float(own.max()) if len(own) else 0.0

    def _named(self, reading: Reading) -> Floats:
        named = np.zeros(len(self.entries), dtype=np.float32)
        for span, ref in reading.refs("entry"):
            number = self.number.get(ref.id)
            if number is None:
                continue
            share = (span.end - span.start) / max(1, len(reading.content) or len(reading.words))
            named[number] = max(
                named[number], ref.weight * (0.55 + 0.45 * min(1.0, share)) * (1 if span.exact else 0.85)
            )
        return named

    def groups_with(self, entry: int, feature: str) -> frozenset[int]:
        """The facts (number), entry questions (-2 - row) and head (-1) of an entry that have a word or term."""
        known = self._held.get((entry, feature))
        if known is not None:
            return known
        words = self.index.words
        number = words.ids.get(feature)
        if number is None:
            return frozenset()
        rows = words.rows[words.starts[number] : words.starts[number + 1]]
        first, last = rows.searchsorted(np.array(self.index.span_of(entry), dtype=rows.dtype)).tolist()
        own = rows[first:last]
        if len(self._held) >= MOST_HELD:
            self._held.clear()
        found = self._held[entry, feature] = frozenset(self.groups[own].tolist())
        return found

    def says(self, entry: int, feature: str) -> bool:
        """Whether a statement of an entry (a fact or its summary, or what it is called) has a word or term."""
        return bool(self.rows_with(self.statements(entry), (feature,)))

    def statements(self, entry: int) -> tuple[int, ...]:
        """The rows of an entry that state something: its facts, its summary and what it is called."""
        first, last = self.index.span_of(entry)
        return tuple(np.arange(first, last)[self.kinds[first:last] < 0].tolist())

    def rows_with(self, rows: tuple[int, ...], features: Iterable[str]) -> tuple[int, ...]:
        """Those of `rows` that have one of the features."""
        wanted, found = np.array(rows, dtype=np.int64), np.zeros(len(rows), dtype=bool)
        for feature in features:
            found |= self.index.words.holding(feature, wanted)
        return tuple(wanted[found].tolist())

    def fact_similarities(self, similar: Floats, entry: int) -> dict[int, float]:
        """For each shown fact of an entry the similarity of its nearest row (text or question)."""
        first, last = self.index.span_of(entry)
        found: dict[int, float] = {}
        for i in range(first, last):
            fact = int(self.index.fact[i])
            if fact >= 0:
                found[fact] = max(found.get(fact, 0.0), float(similar[i]))
        return found


def _join(whole: Counter[str], bag: Counter[str]) -> None:
    """Put the features of `bag` into `whole`, each with the larger of its values."""
    for feature, value in bag.items():
        if value > whole.get(feature, 0):
            whole[feature] = value


def _without(best: list[tuple[float, int]], entry: int) -> float:
    """The best value that is not the entry's own; 0 where there is no other entry."""
    return next((value for value, owner in best if owner != entry), 0.0)


def _ordinals_of(entry: Entry) -> tuple[int, ...]:
    return tuple(number for token in tokens(entry.name) if (number := numbered(token.word)) is not None)


def _counted(words: tuple[Token, ...], spans: tuple[Span, ...]) -> set[str]:
    places = [i + 1 for i, token in enumerate(words[:-1]) if (numbered(token.word) or 0) > 1]
    if not places:
        return set()
    terms = {r.feature for s in spans if s.start in places for r in s.refs if r.kind in {"type", "word"}}
    return terms | {words[i].stem for i in places if words[i].word not in MONTHS and words[i].word != "of"}


def _group(row: Row, number: int) -> int:
    """The unit of an entry that a row belongs to: its fact, itself (a question on the entry), or the head."""
    if row.fact >= 0:
        return row.fact
    return HEAD if row.kind in {"name", "summary"} else -2 - number


def texts_of(entry: Entry) -> list[tuple[int, str, str]]:
    """(fact number or -1, kind of row, text) of everything that finds an entry."""
    found = [(-1, "name", name) for name in names_of(entry)]
    found += [(-1, "question", q) for q in entry.questions]
    if entry.summary:
        found.append((-1, "summary", entry.summary))
    for number, fact in enumerate(entry.facts):
        if fact.withdrawn or fact.superseded_by:
            continue
        found += [(number, "question", q) for q in fact.questions]
        found.append((number, "fact", fact.text))
    return found
