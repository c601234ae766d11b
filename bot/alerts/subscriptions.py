"""What a chat follows and how it wants to be told: subscriptions, lead times, quiet hours, mutes and pauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Literal

from bot.alerts.quiet import Quiet, zone
from bot.knowledge.entries import Entry, Knowledge

#: all: everything; kind: entries of a kind (recurring days, agreements); the target of `all` is empty.
Scope = Literal["all", "kind", "type", "theme", "country", "entry"]
SCOPES: tuple[Scope, ...] = ("all", "kind", "type", "theme", "country", "entry")

#: Lead times, longest first. `window` is not chosen: the one notice of what is known to a month or season.
Stage = Literal["30d", "7d", "3d", "1d", "12h", "1h", "start", "window"]
STAGES: tuple[Stage, ...] = ("30d", "7d", "3d", "1d", "12h", "1h", "start")
#: How long before the event each stage is. Stages of days come at MORNING, local time of the chat.
LEADS: Mapping[Stage, timedelta] = {
    "30d": timedelta(days=30),
    "7d": timedelta(days=7),
    "3d": timedelta(days=3),
    "1d": timedelta(days=1),
    "12h": timedelta(hours=12),
    "1h": timedelta(hours=1),
    "start": timedelta(0),
}
DAY_STAGES: frozenset[Stage] = frozenset({"30d", "7d", "3d", "1d"})
DEFAULT_STAGES: tuple[Stage, ...] = ("7d", "1d")
DEFAULT_QUIET = Quiet(time(22), time(8))

#: The scope of a recurring day that belongs to every country the base is about.
SHARED = "both"

#: Which subscription's lead times count when several match: the nearest to the entry.
Nearness = Literal[0, 1, 2, 3]
VERY_ENTRY: Nearness = 0
TAKES_PART: Nearness = 1
GROUP: Nearness = 2
EVERYTHING: Nearness = 3

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One thing followed from one chat, or from one topic of a forum."""

    chat_id: int
    scope: Scope
    target: str = ""  #: id of an entry, type, theme or country, or a kind; empty for everything
    topic: int = 0  #: message_thread_id; 0: no topic
    stages: tuple[Stage, ...] | None = None  #: None: the lead times of the chat
    since: datetime | None = None  #: aware; None: from the beginning
    id: int | None = None  #: given by the database

    @property
    def key(self) -> Key:
        """Scope and target, as `keys` lists them for an entry."""
        return self.scope, self.target


@dataclass(frozen=True, slots=True)
class Digest:
    """A regular digest for a private chat."""

    every: Literal["day", "week"]
    hour: int = 9  #: local
    weekday: int = 0  #: 0 is Monday; of weekly ones
    always: bool = False  #: also sent when there is nothing to say


@dataclass(frozen=True)
class Preferences:
    """How one chat wants to be told."""

    chat_id: int
    zone: str  #: IANA name
    language: str
    stages: tuple[Stage, ...] = DEFAULT_STAGES
    quiet: Quiet | None = DEFAULT_QUIET
    muted: frozenset[str] = frozenset()  #: entry ids
    paused_until: datetime | None = None
    digest: Digest | None = None

    @cached_property
    def place(self) -> tzinfo:
        """The chat's time zone."""
        return zone(self.zone)

    def is_paused(self, now: datetime) -> bool:
        """Whether the chat asked for silence that is not over yet."""
        return self.paused_until is not None and now < self.paused_until


@dataclass(frozen=True)
class Follower:
    """A chat with all it follows."""

    preferences: Preferences
    subscriptions: tuple[Subscription, ...]


def may_be_quoted(entry: Entry) -> bool:
    """Whether its facts may stand in a push; a sensitive entry's one wording is shown only when asked for."""
    return entry.sensitive is None


def keys(entry: Entry, knowledge: Knowledge) -> Mapping[Key, Nearness]:
    """Every key under which this entry is followed, with how near to it each is."""
    own: dict[Key, Nearness] = {("entry", name): VERY_ENTRY for name in (entry.id, *entry.former_ids)}
    if entry.is_guarded:
        return own
    found: dict[Key, Nearness] = {("all", ""): EVERYTHING, ("kind", entry.kind): GROUP}
    if entry.type is not None:
        found["type", entry.type] = GROUP
    found |= {("theme", theme): GROUP for theme in entry.themes}
    found |= {("country", country): GROUP for country in _countries(entry, knowledge)}
    for other in _concerned(entry, knowledge):
        found |= {("entry", name): TAKES_PART for name in (other.id, *other.former_ids)}
    return found | own


def lead_times(preferences: Preferences, matching: Mapping[Subscription, Nearness]) -> tuple[Stage, ...]:
    """The stages of the matching subscriptions nearest to the entry, together; longest lead first."""
    nearest = min(matching.values())
    chosen = {
        stage
        for subscription, nearness in matching.items()
        if nearness == nearest
        for stage in (preferences.stages if subscription.stages is None else subscription.stages)
    }
    return tuple(stage for stage in STAGES if stage in chosen)


def _countries(entry: Entry, knowledge: Knowledge) -> set[str]:
    known = {country.id for country in knowledge.about.countries}
    named = {entry.country, entry.host, entry.guest, *(one.id for one in entry.participants)}
    return known if entry.scope == SHARED else {country for country in named if country in known}


def _concerned(entry: Entry, knowledge: Knowledge) -> list[Entry]:
    """The entries that take part, and the projects, bodies and days it belongs to."""
    names = {*entry.people, *(one.id for one in entry.participants), entry.host or "", entry.guest or ""}
    taking_part = [one for name in sorted(names) if (one := knowledge.find(name)) is not None]
    related = [one for name in entry.related if (one := knowledge.find(name)) is not None and one.kind != "event"]
    return [*taking_part, *related]
