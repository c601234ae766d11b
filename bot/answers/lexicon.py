"""The names and words of the base, ready to be found in a question: entries, countries, roles, types,
attributes, synonyms.

A `Lexicon` is built once from a base. `spans` finds every name in a list of tokens, also inflected, misspelt
or written in another script (rapidfuzz `ratio` on Latin forms and on sound skeletons: the best of the
measured name matchers).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from bot.answers.grammar import AFTER, BEFORE, DAYS, FILLERS, MONTHS, OF_TIME, ORDINALS
from bot.answers.office_words import CURRENT, FORMER, NEWEST, PREVIOUS
from bot.answers.spelling import ASKING, Speller
from bot.answers.text import Token, folded_set, roman, skeleton, tokens, uncut
from bot.knowledge.entries import Entry, Knowledge, Term

#: Longest name looked for, in words.
LONGEST = 9
#: A misspelt single word must be this like a name's word (0 to 100), on the mean of Latin form and skeleton.
ALIKE = 83.0
#: What a term weighs among the features of a text, by its kind; a city also stands for its country, a little.
_WEIGHT: Mapping[str, float] = {
    "entry": 1.6,
    "country": 0.8,
    "city": 0.5,
    "place": 1.4,
    "role": 1.2,
    "type": 0.9,
    "word": 1.0,
    "attribute": 1.2,
    "organisation": 1.4,
    "foreigner": 1.4,
    "theme": 0.5,
}
CITY_COUNTRY = 0.4
#: No part of somebody's name: "the first president" is not called First.
_NO_NAME = FILLERS | frozenset(ORDINALS)
#: Words of a language that are like some name.
_NOT_MISSPELT = FILLERS | ASKING | OF_TIME | frozenset(MONTHS) | CURRENT | PREVIOUS | FORMER | NEWEST
#: "Do" in Urdu, which makes verbs of nouns.
_DO = folded_set("کرو کریں کرنا کرے کیجیے karo karen karein karna kare kijiye kijie kijiay")
#: Words that have the stem of another ("после" that of "посла").
_TIMES = BEFORE | AFTER
#: Shorter words have too many neighbours to be repaired.
SHORTEST_REPAIRED = 5
#: A case of a word begins with the same letters, so many at least.
SAME_BEGINNING = 4
#: A word in the texts of fewer entries may be a slip in them.
FEWEST_HOLDERS = 2


@dataclass(frozen=True, slots=True)
class Ref:
    """What a name stands for. Kinds: entry country place role type theme attribute organisation word foreigner."""

    kind: str
    id: str
    weight: float = 1.0  #: 1 for a full name, less for an adjective or a part of one shared by several
    capital: bool = False  #: cities: the capital, which often stands for its country
    feature: str = field(init=False, compare=False)  #: its name among the features of a text
    weighed: tuple[tuple[str, float], ...] = field(init=False, compare=False)  #: the features it makes, with weights

    def __post_init__(self) -> None:
        feature = f"@{self.kind}:{self.id}"
        country = ((f"@country:{self.id}", CITY_COUNTRY),) if self.kind == "city" else ()
        object.__setattr__(self, "feature", feature)
        object.__setattr__(self, "weighed", ((feature, _WEIGHT.get(self.kind, 1.0) * self.weight), *country))

    def __reduce__(self) -> tuple[type[Ref], tuple[str, str, float, bool]]:
        """Made anew when read from a file, which is four times as fast as setting its fields."""
        return Ref, (self.kind, self.id, self.weight, self.capital)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of tokens (end excluded) that stands for something."""

    start: int
    end: int
    refs: tuple[Ref, ...]
    exact: bool  #: False: found in spite of its spelling

    def of(self, kind: str) -> Iterator[Ref]:
        """The refs of one kind."""
        return (r for r in self.refs if r.kind == kind)

    def is_within(self, others: Iterable[Span]) -> bool:
        """Whether it is a part of one of `others`: "Sharif" in "Shehbaz Sharif"."""
        return any(other.start <= self.start and self.end <= other.end for other in others)


def outermost(spans: set[Span]) -> set[Span]:
    """Those that are no part of another: not the "Sharif" in "Shehbaz Sharif"."""
    return {span for span in spans if not span.is_within(spans - {span})}


class Lexicon:
    """All names of a base; `spans` finds them in a text."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Read every name of `knowledge` once."""
        #: Words of which the base says that they carry nothing in a question.
        self.fillers = frozenset(t.word for phrase in knowledge.words.fillers for t in tokens(phrase))
        self._phrases: dict[tuple[str, ...], tuple[Ref, ...]] = {}
        self._fill(knowledge)
        #: By first Latin letter the words of names, each with its Latin form.
        self._by_first: dict[str, dict[str, str]] = defaultdict(dict)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        #: By its first two words how long the longest name is that begins with them.
        self._pairs: dict[tuple[str, ...], int] = {}
        for key in self._phrases:
            if len(key) > 1:
                self._pairs[key[:2]] = max(len(key), self._pairs.get(key[:2], 0))
        self._firsts = {key[0] for key in self._phrases}
        self._singles = {key[0]: refs for key, refs in self._phrases.items() if len(key) == 1}
        self._words: set[str] = {w for key in self._phrases for w in key}
        self._index_single(w for key, refs in self._phrases.items() for w in key if refs)
        #: The stems of all that the base states, once it is read: none of them is a misspelt name.
        self.stated: frozenset[str] = frozenset()
        #: The entries whose texts hold a word or a name, by its feature, once they are read.
        self.holders: Callable[[str], frozenset[int]] = _nobody
        #: Knows how the base's texts are spelt, once they are read.
        self.speller = Speller()

    def __getstate__(self) -> dict[str, object]:
        """All but what the searcher lends it."""
        return {**self.__dict__, "holders": None}

    def _add(self, name: str, ref: Ref) -> None:
        key = tuple(t.stem for t in tokens(name))[:LONGEST]
        if not key or (len(key) == 1 and (key[0] in FILLERS or len(key[0]) < 2)):
            return
        refs = self._phrases.get(key, ())
        if not any(r.kind == ref.kind and r.id == ref.id for r in refs):
            self._phrases[key] = (*refs, ref)

    def _fill(self, knowledge: Knowledge) -> None:
        words, about = knowledge.words, knowledge.about
        for country in about.countries:
            self._country(country, "country")
        for place in words.places:
            self._country(place, "place")
        for kind, terms in (
            ("role", words.roles),
            ("type", words.types),
            ("theme", words.themes),
            ("attribute", words.attributes),
            ("organisation", words.organisations),
        ):
            for term in terms:
                for name in (term.name, *term.names.values(), *term.aliases):
                    self._add(name, Ref(kind, term.id))
        for group in words.synonyms:
            for name in group:
                self._add(name, Ref("word", group[0]))
        for entry in knowledge.entries.values():
            for name in (entry.name, *entry.names.values(), *entry.aliases):
                self._add(name, Ref("entry", entry.id))
        self._name_parts(knowledge)

    def _country(self, term: Term, kind: str) -> None:
        for name in (term.name, *term.names.values(), *term.aliases):
            self._add(name, Ref(kind, term.id))
        for name in term.adjectives:
            self._add(name, Ref(kind, term.id, 0.9))
        for city in (term.capital, *term.capitals):
            if city:
                self._add(city, Ref("city", term.id, capital=True))
        for city in term.cities:
            self._add(city, Ref("city" if kind == "country" else "place", term.id))
        for person in term.people:
            self._add(person, Ref("foreigner", term.id))

    def _name_parts(self, knowledge: Knowledge) -> None:
        """Single words of people's names, weighted down by how many people share them."""
        owners: dict[str, set[str]] = defaultdict(set)
        titles = {t.stem for r in knowledge.words.roles for n in (r.name, *r.aliases) for t in tokens(n)}
        titles |= {t.stem for t in tokens("field marshal general lieutenant major dr professor sir syed sayed sayyid")}
        for entry in knowledge.of_kind("official"):
            for name in (entry.name, *entry.names.values(), *entry.aliases):
                parts = [t for t in tokens(name) if t.stem not in titles]
                if len(parts) < 2 or len(parts) > 5:
                    continue
                for token in parts:
                    if len(token.word) >= 3 and token.word not in _NO_NAME and token.stem not in MONTHS:
                        owners[token.stem].add(entry.id)
        for word, people in owners.items():
            existing = self._phrases.get((word,), ())
            if any(r.kind not in {"entry"} for r in existing) or len(people) > 12:
                continue
            others = sorted(people - {r.id for r in existing})
            self._phrases[(word,)] = (*existing, *(Ref("entry", person, 0.9 / len(people)) for person in others))

    def _index_single(self, words: Iterable[str]) -> None:
        for word in sorted(set(words)):
            if len(word) < 4 or word.isdigit() or word in FILLERS:
                continue
            latin = roman(word)
            if latin:
                self._by_first[latin[0]][word] = latin
                self._by_sound[skeleton(word)].append(word)

    def knows(self, stem: str) -> bool:
        """Whether some name has this word."""
        return stem in self._words

    def has_word(self, word: str) -> bool:
        """Whether a folded word stands so in a name or a text of the base."""
        return word in self._words or self.speller.has(word)

    def near(self, token: Token) -> str | None:
        """The word of a name that a misspelt or transliterated token most likely means, or None."""
        if (
            len(token.word) < SHORTEST_REPAIRED
            or token.script == "digit"
            or token.stem in FILLERS
            or token.word in FILLERS
        ):
            return None
        latin, sound = roman(token.stem), skeleton(token.stem)
        if not latin:
            return None
        names = dict(self._by_first.get(latin[0], {}))
        names.update((w, roman(w)) for w in self._by_sound.get(sound, ()))
        if token.script != "latin":
            for key in (
                ("k", "q", "c", "g", "i", "y", "e", "a", "u", "o", "z", "j") if latin[0] in "kqcgiyeauozj" else ()
            ):
                near = self._by_first.get(key, {}).items()
                names.update((w, form) for w, form in near if abs(len(w) - len(token.stem)) <= 3)
        if not names:
            return None
        best, best_score = None, ALIKE
        for _, score, word in process.extract(latin, names, scorer=fuzz.ratio, limit=8, score_cutoff=60):
            sounds = skeleton(word)
            alike = (score + fuzz.ratio(sound, sounds)) / 2 if min(len(sound), len(sounds)) >= 3 else score
            if token.script == "latin" and (score < 80 if script_is_latin(word) else sounds != sound):
                continue
            if alike > best_score or (alike == best_score and best is not None and word < best):
                best, best_score = word, alike
        return best

    def spans(self, words: tuple[Token, ...]) -> tuple[Span, ...]:
        """Every name in a question, the longest first.

        Shorter ones inside longer ones are kept, misspelt ones found.
        """
        repaired = self._repaired(words)
        found = self._spans(words, repaired) if any(repaired) else self.exact_spans(words)
        if _DO.isdisjoint([token.word for token in words]):
            return found
        return tuple(s for s in found if s.end - s.start > 1 or not _is_done(s.refs, words[s.end : s.end + 1]))

    def exact_spans(self, words: tuple[Token, ...]) -> tuple[Span, ...]:
        """The same for a text of the base, whose spelling is taken as it stands."""
        stems = [t.stem for t in words]
        found = [
            (-1, start, refs)
            for start, refs in enumerate(map(self._singles.get, stems))
            if refs and words[start].word not in _TIMES
        ]
        for start, longest in enumerate(map(self._pairs.get, pairwise(stems))):
            if longest:
                for length in range(min(longest, len(stems) - start), 1, -1):
                    refs = self._phrases.get(tuple(stems[start : start + length]))
                    if refs:
                        found.append((-length, start, refs))
        found.sort()
        return tuple([Span(start, start - less, refs, True) for less, start, refs in found])

    def _repaired(self, words: tuple[Token, ...]) -> list[str | None]:
        repaired: list[str | None] = [None] * len(words)
        for position, token in enumerate(words):
            if token.word in _NOT_MISSPELT:
                continue
            if token.stem not in self._words:
                repaired[position] = self._inflected(token, self._words) or self._name_meant(token)
            elif token.stem not in self._singles:
                repaired[position] = self._inflected(token, self._singles)
        return repaired

    def _name_meant(self, token: Token) -> str | None:
        """The name that a word is misspelt for: none for what the base states; for a word of a language its case."""
        near = self.near(token) if token.stem not in self.stated else None
        if near and self._is_of_others(token.stem, near):
            return None
        if near and self.speller.is_listed(token) and near[:SAME_BEGINNING] != token.stem[:SAME_BEGINNING]:
            return None
        return near

    def _is_of_others(self, stem: str, near: str) -> bool:
        """Whether a word stands mostly with entries that have nothing of the name it is like, so is another word."""
        named, held = self._singles.get(near, ()), self.holders(stem)
        owners = frozenset[int]().union(*(self.holders(ref.feature) for ref in named))
        is_entry = bool(named) and all(ref.kind == "entry" for ref in named)
        return is_entry and len(held) >= FEWEST_HOLDERS and 2 * len(held & owners) < len(held)

    def _inflected(self, token: Token, known: Container[str]) -> str | None:
        """The known word that a Cyrillic one is a case of, where stemming cut it elsewhere."""
        if token.script != "cyrillic":
            return None
        return next((cut for cut in uncut(token.word) if cut in known), None)

    def _spans(self, words: tuple[Token, ...], repaired: list[str | None]) -> tuple[Span, ...]:
        stems = [t.stem for t in words]
        found: list[Span] = []
        for start, stem in enumerate(stems):
            if stem not in self._firsts and (repaired[start] or stem) not in self._firsts:
                continue
            known = self._pairs.get(tuple(stems[start : start + 2]), 1)
            longest = LONGEST if any(repaired[start : start + 2]) else known
            for length in range(min(longest, len(words) - start), 0, -1):
                if length == 1 and words[start].word in _TIMES:
                    continue
                key = tuple(stems[start : start + length])
                refs, exact = self._phrases.get(key), True
                if refs is None and any(repaired[start : start + length]):
                    key = tuple(repaired[i] or stems[i] for i in range(start, start + length))
                    refs = self._phrases.get(key)
                    exact = all(
                        repaired[i] is None
                        or (words[i].word.startswith(str(repaired[i])[:4]) and words[i].script == "cyrillic")
                        for i in range(start, start + length)
                    )
                if refs:
                    found.append(Span(start, start + length, refs, exact))
        return tuple(sorted(found, key=lambda s: (-(s.end - s.start), s.start)))


def _is_done(refs: tuple[Ref, ...], after: tuple[Token, ...]) -> bool:
    """Whether a word that is a part of somebody's name makes a verb with the next: "zahir karo" is "show"."""
    return bool(after) and after[0].word in _DO and all(ref.kind == "entry" and ref.weight < 1 for ref in refs)


def _nobody(_: str) -> frozenset[int]:
    return frozenset()


def script_is_latin(word: str) -> bool:
    """Whether a folded word is written in plain Latin letters."""
    return word.isascii()


def names_of(entry: Entry) -> tuple[str, ...]:
    """All names of an entry, the plain one first."""
    return (entry.name, *entry.names.values(), *entry.aliases)


@lru_cache(maxsize=50_000)
def numbered(word: str) -> int | None:
    """The number an ordinal word stands for ("13th", "thirteenth", "тринадцатое"), or None."""
    if word in ORDINALS:
        return ORDINALS[word]
    for ending in (
        "st",
        "nd",
        "rd",
        "th",
        "го",
        "ое",
        "ая",
        "ыи",
        "ои",
        "м",
        "е",
        "х",
        "и",
        "я",
        "وان",
        "وین",
        "wan",
        "wen",
        "wein",
        "wi",
        "шы",
        "ши",
        "инши",
        "ншы",
    ):
        if word.endswith(ending) and word[: -len(ending)].isdigit():
            return int(word[: -len(ending)])
    return _numbered_in_urdu(word.replace("v", "w")) if word.isascii() else None


def _numbered_in_urdu(word: str) -> int | None:
    """The number of an ordinal that is a number with an ending: "barahwan", "gyarahwi"."""
    if word in ORDINALS:
        return ORDINALS[word]
    ending = next((end for end in ("ween", "wein", "wan", "wen", "win", "wi") if word.endswith(end)), "")
    return DAYS.get(word[: -len(ending)]) if ending else None
