"""What loading hands on: the problems found, and the parts of a base that could be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.knowledge.entries import About, Entry, Fact, Place, Source, Words

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a curator has to see; `str()` is one line to jump to. Sorts by file and line."""

    file: str  #: path relative to the base folder, "/" separated
    line: int  #: counted from 1
    entry: str | None = field(compare=False)  #: id of the entry or source, where there is one
    text: str  #: what is there, what is wrong, what to write
    severity: Severity = field(default="error", compare=False)

    def __str__(self) -> str:
        who = f"{self.entry}: " if self.entry else ""
        return f"{self.file}:{self.line}: {who}{self.text}"


@dataclass(slots=True)
class Notepad:
    """Collects the problems of one file, or of one entry of it."""

    file: str
    entry: str | None = None
    problems: list[Problem] = field(default_factory=list)

    def of(self, entry: str | None) -> Notepad:
        """A notepad for this entry that writes into the same list."""
        return Notepad(self.file, entry, self.problems)

    def error(self, line: int, text: str) -> None:
        """Write down what keeps the base from being used."""
        self.problems.append(Problem(self.file, line, self.entry, text))

    def warning(self, line: int, text: str) -> None:
        """Write down what a curator should look at."""
        self.problems.append(Problem(self.file, line, self.entry, text, "warning"))


@dataclass(frozen=True, slots=True)
class Parts:
    """What could be read of a base, in file order, equal ids included: enough to check it as a whole."""

    entries: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    about: About = field(default_factory=lambda: About(title=""))
    words: Words = field(default_factory=Words)
    #: where an entry or source stands -> its key -> the line of that key
    lines: Mapping[Place, Mapping[str, int]] = field(default_factory=dict)
    #: every word of what could not be read: an id among them may exist
    unread: frozenset[str] = frozenset()

    def line(self, thing: Entry | Source, key: str) -> int:
        """The line on which this key of an entry or source stands."""
        if thing.at is None:
            return 1
        return self.lines.get(thing.at, {}).get(key, thing.at.line)

    def error(self, thing: Entry | Source, key: str, text: str) -> Problem:
        """A problem with this key of an entry or source."""
        return Problem(thing.at.file if thing.at else "", self.line(thing, key), thing.id, text)

    def warning(self, thing: Entry | Source, key: str, text: str) -> Problem:
        """Something to look at in this key of an entry or source."""
        return Problem(thing.at.file if thing.at else "", self.line(thing, key), thing.id, text, "warning")


def fact_problem(entry: Entry, fact: Fact, text: str, severity: Severity = "error") -> Problem:
    """A problem with one fact of an entry."""
    place = fact.at or entry.at or Place("", 1)
    return Problem(place.file, place.line, entry.id, f"fact {fact.key}: {text}", severity)
