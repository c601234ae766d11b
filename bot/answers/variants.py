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
from bot.answers.text import Token, fold, roman, skeleton, tokens
from bot.knowledge.entries import Entry, Knowledge

#: An unknown word must be this like a word of a name (0 to 100), on the mean of Latin form and skeleton. Lower than
#: what the lexicon asks for, since here a person reads it before it counts.
ALIKE = 70.0
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

    def __init__(self, knowledge: Knowledge) -> None:
        """Read every name of the base once."""
        self._owners: dict[str, set[str]] = defaultdict(set)
        for entry in knowledge.entries.values():
            for word in _words_of(entry):
                self._owners[word.stem].add(entry.id)

    def variant(self, reading: Reading, entry: Entry) -> Variant | None:
        """The stretch of a question that spells the name of `entry` in a way the base does not know, or None.

        The words of the name that it stands for must belong to this entry alone.
        """
        own = _words_of(entry)
        known = {word.stem for word in own}
        best: Variant | None = None
        for start, end in _stretches(reading, known):
            found = self._variant(reading, entry, own, start, end)
            if found is not None and (best is None or found.alike > best.alike):
                best = found
        return best

    def _variant(self, reading: Reading, entry: Entry, own: tuple[Token, ...], start: int, end: int) -> Variant | None:
        least = 100.0
        meant: list[str] = []
        for position in range(start, end):
            score, word = max((_alike(reading.words[position], name), name.stem) for name in own)
            if score < ALIKE:
                return None
            least, meant = min(least, score), [*meant, word]
        owners = set.intersection(*(self._owners[word] for word in meant))
        return Variant(entry.id, _typed(reading, start, end), least) if owners == {entry.id} else None


def _words_of(entry: Entry) -> tuple[Token, ...]:
    found = (word for name in names_of(entry) for word in tokens(name))
    return tuple(dict.fromkeys(word for word in found if len(word.word) >= SHORTEST and word.word not in FILLERS))


def _stretches(reading: Reading, known: set[str]) -> Iterator[tuple[int, int]]:
    """Neighbouring words of which one is unknown and the others stand in the name."""
    content = set(reading.content)
    unknown = {i for i in content if _is_unknown(reading, i)}
    fitting = unknown | {i for i in content if reading.words[i].stem in known}
    start = 0
    while start < len(reading.words):
        end = start
        while end in fitting:
            end += 1
        if any(i in unknown for i in range(start, end)):
            yield start, end
        start = max(end, start + 1)


def _is_unknown(reading: Reading, position: int) -> bool:
    """Whether no name of the base covers the word as it is spelt; one that means something else is known."""
    word = reading.words[position]
    if len(word.word) < SHORTEST or word.script == "digit":
        return False
    covering = (span for span in reading.spans if span.start <= position < span.end)
    return not any(span.exact or not any(span.of("entry")) for span in covering)


def _alike(word: Token, name: Token) -> float:
    if word.stem == name.stem:
        return 100.0
    latin = fuzz.ratio(roman(word.stem), roman(name.stem))
    sound, sounds = skeleton(word.stem), skeleton(name.stem)
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
