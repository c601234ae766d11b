"""Entries for a text that is still being typed: as the engine ranks them, and by how their names begin."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.answers.decide import NEAR, judge
from bot.answers.engine import Engine
from bot.answers.framing import without_framing
from bot.answers.lexicon import names_of
from bot.answers.question import read
from bot.answers.text import tokens
from bot.knowledge.entries import Entry, Knowledge

#: A single letter begins too many names to say anything.
SHORTEST = 2
#: Names looked at for one word that has only begun.
MOST_NAMES = 2000


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may be meant, with the fact that lies nearest where one does."""

    entry_id: str
    ref: str | None = None


class Beginnings:
    """The words of all names in order, so that those which begin with some letters are found at once."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Read the names of `knowledge`."""
        self.version = knowledge.version
        self._ids = tuple(knowledge.entries)
        self._lengths = [len(entry.name) for entry in knowledge.entries.values()]
        pairs = {
            (token.word, number)
            for number, entry in enumerate(knowledge.entries.values())
            for name in names_of(entry)
            for token in tokens(name)
        }
        self._pairs = sorted(pairs)

    def entries(self, text: str) -> tuple[Hit, ...]:
        """The entries of which every word of the text begins a word of a name, those with the shortest names first."""
        words = [token.word for token in tokens(text)]
        if not words or max(map(len, words)) < SHORTEST:
            return ()
        found: set[int] | None = None
        for word in sorted(words, key=len, reverse=True):
            numbers = self._beginning(word)
            found = numbers if found is None else found & numbers
            if not found:
                return ()
        return tuple(Hit(self._ids[number]) for number in sorted(found or (), key=self._lengths.__getitem__))

    def _beginning(self, word: str) -> set[int]:
        first = bisect_left(self._pairs, (word, -1))
        some = self._pairs[first : first + MOST_NAMES]
        return {number for _, number in takewhile(lambda pair: pair[0].startswith(word), some)}


def ranked(engine: Engine, text: str, now: datetime) -> tuple[Hit, ...]:
    """The entries that a text names or lies near to, best first; none that contradicts what it asks for."""
    reading = read(without_framing(text), engine.searcher.lexicon, now.astimezone(engine.zone).date())
    if not reading.words:
        return ()
    judged = [one for one in judge(reading, engine.searcher) if not one.held.conflicts]
    fitting = [one.candidate for one in judged if one.candidate.named or one.candidate.nearest >= NEAR]
    return tuple(Hit(one.entry.id, _ref(one.entry, one.best_fact)) for one in fitting)


def _ref(entry: Entry, fact: int) -> str | None:
    return f"{entry.id}#{entry.facts[fact].key}" if fact >= 0 else None
