"""What a briefing is made of: what it is about, the days it looks at, what was told before, and the things told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.agenda.telling import names_of, ref_of
from bot.agenda.upcoming import Occurrence
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact

Section = Literal["changed", "latest", "coming", "watch", "on-this-day", "promises"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is about: everything, some themes, or one entry."""

    themes: tuple[str, ...] = ()
    entry_id: str | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.themes and self.entry_id is None

    def holds(self, entry: Entry) -> bool:
        """Whether the entry belongs to it."""
        if self.entry_id is not None:
            return self.entry_id == entry.id or self.entry_id in names_of(entry)
        return not self.themes or not set(self.themes).isdisjoint(entry.themes)


@dataclass(frozen=True, slots=True)
class Window:
    """The days a briefing looks at, all included."""

    since: date
    today: date
    until: date


@dataclass(frozen=True, slots=True)
class Note:
    """A change of the base that people may be told of."""

    entry_id: str
    at: datetime  #: when it was made known
    number: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What was told already, and what is not to be told."""

    told: Mapping[str, datetime] = field(default_factory=dict)  #: refs and marks -> when
    silent: frozenset[str] = frozenset()  #: entries and facts that are withdrawn, held or muted
    followed: frozenset[str] = frozenset()  #: entries that may be brought up here though they are guarded


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be told."""

    section: Section
    entry: Entry
    fact: Fact  #: its sentence, or what that rests on; has a source
    date: FuzzyDate  #: when it was, is to be, or was last confirmed
    mark: str  #: names the thing told: the same thing is told once
    occurrence: Occurrence | None = None  #: of what is coming
    notice: int | None = None  #: the number of the change it tells
    overdue: bool = False  #: its date has passed and nothing says that it came
    summary: str | None = None  #: the entry's own sentence, where it says more than the fact

    @property
    def text(self) -> str:
        """The sentence of the base that is told."""
        return self.summary or self.fact.text

    @property
    def is_report(self) -> bool:
        """Whether it tells a newly dated fact of something that goes on."""
        return self.mark == ref_of(self.entry, self.fact)

    @property
    def refs(self) -> tuple[str, ...]:
        """What is told by it: its mark, its fact, and its date where the entry has one."""
        dated = self.entry.when is not None or self.occurrence is not None
        refs = (self.mark, ref_of(self.entry, self.fact), *((f"{self.entry.id}#when",) if dated else ()))
        return tuple(dict.fromkeys(refs))


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a chat should read."""

    subject: Subject
    window: Window
    items: tuple[Item, ...] = ()
    told_before: int = 0  #: things left out because they were told here

    @property
    def refs(self) -> tuple[str, ...]:
        """Everything that is told by it."""
        return tuple(dict.fromkeys(ref for item in self.items for ref in item.refs))
