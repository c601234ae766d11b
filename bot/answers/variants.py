"""Other spellings of a name: what in a question the lexicon did not know, and whose name it most likely is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answers.grammar import FILLERS
from bot.answers.lexicon import names_of
from bot.answers.question import Reading
from bot.answers.search import Searcher
from bot.answers.text import Token, fold, roman, skeleton, tokens
from bot.knowledge.entries import Entry

#: An unknown word must be this like a word of a name (0 to 100), on the mean of Latin form and skeleton. Lower than
#: what the lexicon asks for, since here a person reads it before it counts.
ALIKE = 76.0
#: The same for a word of fewer letters than this: short words are alike by chance.
LONG = 6
ALIKE_SHORT = 88.0
SAME = 100.0
SHORTEST = 4
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`´ʻ][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Variant:
    """A stretch of a question that spells the name of an entry another way."""

    entry_id: str
    text: str  #: as it was typed
    alike: float  #: 0 to 100, of its least alike word


class Names:
    """Who has which word in a name."""

    def __init__(self, searcher: Searcher) -> None:
        """Read every name of the base once."""
        self._stems = searcher.index.words.ids
        self._owners: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entry in searcher.entries:
            for word in _words_of(entry):
                self._owners[entry.kind, word.stem].add(entry.id)

    def variant(self, reading: Reading, entry: Entry) -> Variant | None:
        """The stretch of a question that spells the name of `entry` in a way the base does not know, or None.

        Among entries of its kind, the words of the name that it stands for must belong to this one alone; a part of a
        name may do for people only.
        """
        own = _words_of(entry)
        meant = {i: found for i in reading.content if (found := self._meant(reading, i, own)) is not None}
        best: Variant | None = None
        for start, end in _runs(sorted(meant)):
            least = min(meant[i][0] for i in range(start, end))
            stems = {meant[i][1] for i in range(start, end)}
            owners = set.intersection(*(self._owners[entry.kind, stem] for stem in stems))
            sure = owners == {entry.id} and (entry.kind == "official" or _is_whole(stems, entry))
            if least < SAME and sure and (best is None or least > best.alike):
                best = Variant(entry.id, _typed(reading, start, end), least)
        return best

    def _meant(self, reading: Reading, position: int, own: tuple[Token, ...]) -> tuple[float, str] | None:
        """How much alike the word is to which stem of the name; None where it is another word or not alike."""
        word = reading.words[position]
        if any(name.stem == word.stem for name in own):
            return SAME, word.stem
        if word.stem in self._stems or not own or not _is_unknown(reading, position):
            return None
        score, stem = max((_alike(word, name), name.stem) for name in own)
        return (score, stem) if score >= (ALIKE if len(word.word) >= LONG else ALIKE_SHORT) else None


def _words_of(entry: Entry) -> tuple[Token, ...]:
    return tuple(dict.fromkeys(word for name in names_of(entry) for word in _telling(name)))


def _telling(name: str) -> Iterator[Token]:
    return (word for word in tokens(name) if len(word.word) >= SHORTEST and word.word not in FILLERS)


def _is_whole(stems: set[str], entry: Entry) -> bool:
    """Whether these are all the telling words of one of its names."""
    wholes = ({word.stem for word in _telling(name)} for name in names_of(entry))
    return any(whole and whole <= stems for whole in wholes)


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Places that follow each other, as first and one after the last."""
    start = 0
    for i in range(1, len(places) + 1):
        if i == len(places) or places[i] != places[i - 1] + 1:
            yield places[start], places[i - 1] + 1
            start = i


def _is_unknown(reading: Reading, position: int) -> bool:
    """Whether the base knows no such word as it is spelt; one that means a country, a role ... is known."""
    word = reading.words[position]
    if len(word.word) < SHORTEST or word.script == "digit":
        return False
    covering = (span for span in reading.spans if span.start <= position < span.end)
    return not any(span.exact or not any(span.of("entry")) for span in covering)


def _alike(word: Token, name: Token) -> float:
    latin = fuzz.ratio(roman(word.stem), roman(name.stem))
    sound, sounds = skeleton(word.stem), skeleton(name.stem)
    if sound[:1] != sounds[:1]:
        return 0.0
    return (latin + fuzz.ratio(sound, sounds)) / 2 if min(len(sound), len(sounds)) >= 3 else latin


def _typed(reading: Reading, start: int, end: int) -> str:
    """The words as they were typed, or in folded form where letters and words do not pair up."""
    typed = _WORD.findall(reading.text)[: len(reading.words)]
    if len(typed) != len(reading.words) or any(
        not fold(raw).startswith(word.word[:1]) for raw, word in zip(typed, reading.words, strict=True)
    ):
        typed = [word.word for word in reading.words]
    last = re.sub(r"['’ʼ‘`´ʻ]s$", "", typed[end - 1])
    return " ".join([*typed[start : end - 1], last])
