"""What a briefing is asked for as, how its buttons say so, and what a scheduled one is worded from.

`B1|m|w20261121|state-visit-2026-02`: of the briefing of the week to that day, one thing in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from bot.agenda.briefing import Memory, Note, Subject, Window
from bot.alerts.briefings import BriefingSchedule
from bot.alerts.changes import Change
from bot.chat.alert_buttons import Pressed
from bot.chat.html import clipped
from bot.chat.keyboards import LONGEST_TEXT, Button, handle, hashed, resolved, saying
from bot.chat.links import address, entry_payload
from bot.knowledge.entries import Entry, Knowledge
from bot.storage.news import Notice

PREFIX = "B1"
#: Days that something may be dated before it stands in the base: they are looked at again.
COMES_LATE = timedelta(days=2)

#: today, week and month; theme and entry; new: since this chat looked last; scheduled: the regular one of this chat;
#: open: what was announced and is not there yet; day: what happened on this day.
Kind = Literal["today", "week", "month", "theme", "entry", "new", "scheduled", "open", "day"]
#: Days back and ahead that each looks at.
REACH: Mapping[Kind, tuple[int, int]] = {
    "today": (1, 7),
    "week": (7, 30),
    "month": (31, 60),
    "theme": (90, 365),
    "entry": (90, 365),
    "new": (7, 7),
    "scheduled": (1, 7),
    "open": (0, 0),
    "day": (0, 0),
}
_LETTERS: Mapping[str, Kind] = {
    "d": "today",
    "w": "week",
    "m": "month",
    "t": "theme",
    "e": "entry",
    "n": "new",
    "s": "scheduled",
    "o": "open",
    "y": "day",
}
#: Bytes of an entry's handle beside what was asked for.
_HANDLE = 28
_TARGET = 17

Act = Literal[
    "m",  # asked for, entry: one thing in full, in place
    "b",  # asked for: the briefing again, in place
    "a",  # asked for: with what was told here before, in a message of its own
    "g",  # asked for: give this briefing, in a message of its own
    "p",  # entry: its prep sheet
]
_ACTS = frozenset("mbagp")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A briefing as it was asked for."""

    kind: Kind
    day: date
    target: str = ""  #: the theme or entry
    since: date | None = None  #: of `new` and `scheduled`: from when on

    @property
    def window(self) -> Window:
        """The days it looks at."""
        back, ahead = REACH[self.kind]
        since = self.since if self.since is not None else self.day - timedelta(days=back)
        long_ago = self.kind == "scheduled" and self.day - since > timedelta(days=5)
        return Window(min(since, self.day), self.day, self.day + timedelta(days=30 if long_ago else ahead))

    @property
    def subject(self) -> Subject:
        """What it is about."""
        if self.kind == "theme":
            return Subject(themes=(self.target,))
        return Subject(entry_id=self.target) if self.kind == "entry" else Subject()

    @property
    def leaves_out_told(self) -> bool:
        """Whether what the chat was told is left out; who asks for one thing gets all of it."""
        return self.kind in {"today", "week", "month", "new", "scheduled"}

    def code(self) -> str:
        """As it stands in a button."""
        letter = next(one for one, kind in _LETTERS.items() if kind == self.kind)
        since = f"{(self.day - self.since).days}" if self.since is not None else ""
        return f"{letter}{self.day:%Y%m%d}{since or _short(self.target)}"


@dataclass(frozen=True)
class BriefingContext:
    """What a scheduled briefing is worded from, beside what every alert is."""

    schedule: BriefingSchedule
    told: Mapping[str, datetime]  #: what this chat was told, and when
    silent: frozenset[str]
    username: str
    released: tuple[Notice, ...] = field(default=())

    def memory(self, followed: frozenset[str], muted: frozenset[str]) -> Memory:
        """What is not to be told here, or not again."""
        return Memory(self.told, self.silent | muted, followed)


def notes_of(notices: tuple[Notice, ...]) -> tuple[tuple[Note, ...], dict[int, Change]]:
    """What followers were told of changes, and each change under its number."""
    told = [one for one in notices if one.decided_at is not None and one.change.audience == "followers"]
    notes = [Note(one.change.entry_id, one.decided_at, one.number) for one in told if one.decided_at is not None]
    return tuple(notes), {one.number: one.change for one in told}


def previous_day(schedule: BriefingSchedule, day: date) -> date:
    """The day of the briefing before, as the schedule has it now."""
    gaps = (gap for gap in range(1, 8) if (day - timedelta(days=gap)).weekday() in schedule.days)
    return day - timedelta(days=next(gaps, 7))


def scheduled(schedule: BriefingSchedule, day: date) -> Wanted:
    """The regular briefing of a day: from the one before on."""
    return Wanted("scheduled", day, since=previous_day(schedule, day) - COMES_LATE)


def read_wanted(code: str, knowledge: Knowledge) -> Wanted | None:
    """What a button asks for; None where the base has it no more, or it is none of ours."""
    kind, digits, rest = _LETTERS.get(code[:1]), code[1:9], code[9:]
    if kind is None or len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    if kind == "entry":
        found = resolved(rest, knowledge)
    elif kind == "theme":
        found = next((one.id for one in knowledge.words.themes if rest in (one.id, hashed(one.id))), None)
    elif rest:
        valid = rest.isascii() and rest.isdigit() and len(rest) < 5
        return Wanted(kind, day, since=day - timedelta(days=int(rest))) if valid else None
    else:
        return Wanted(kind, day)
    return None if found is None else Wanted(kind, day, found)


def act(text: str, what: Act, *about: str) -> Button:
    """A button that says back `what` and what it is about."""
    return saying(text, PREFIX, what, *about)


def more_button(text: str, wanted: Wanted, entry: Entry, username: str | None) -> Button:
    """Opens one thing of a briefing: in place, or by a link into the private chat where `username` is given."""
    if username is not None:
        return Button(clipped(text, LONGEST_TEXT), url=address(username, entry_payload(entry.id)))
    return act(text, "m", wanted.code(), handle(entry.id, _HANDLE))


def read(data: str) -> Pressed | None:
    """What a pressed button says, or None for one that is none of ours."""
    prefix, _, rest = data.partition("|")
    what, *about = rest.split("|")
    return Pressed(what, tuple(about)) if prefix == PREFIX and what in _ACTS else None


def _short(text: str) -> str:
    return handle(text, _TARGET) if text else ""
