"""What the engine gives back.

An Answer (decision and what is shown, no words) and the Thread of talk it leaves behind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Status = Literal["answered", "choose", "unknown", "chat"]

#: How an answer is laid out. fact: lead facts of one entry; card: the entry itself; list: several entries, one line
#: each; upcoming: occurrences ahead; sources: where the last answer came from.
Shape = Literal["fact", "card", "list", "upcoming", "sources"]

#: Kinds of small talk that get a polite line and no fact.
Talk = Literal[
    "greeting",
    "wellbeing",
    "thanks",
    "bye",
    "who",
    "human",
    "can",
    "praise",
    "blame",
    "ok",
    "test",
    "laugh",
    "language",
]


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with the probability (0 to 1) that it is the right one."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was refused, chosen or preferred: a kind from a closed list and what it is about."""

    kind: str  #: country, person, organisation, year, role, attribute, ordinal, direction, beyond, unrelated, ...
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}" if self.detail else self.kind


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list.

    An entry, for recurring and dated ones with the day it is about, and the ref that is shown.
    """

    id: str
    day: str | None = None  #: ISO day of the occurrence, where one is meant
    ref: str | None = None  #: fact or field ref behind the line


@dataclass(frozen=True, slots=True)
class Thread:
    """What the next question of the same person in the same chat may refer to. Serialised as JSON by storage."""

    entries: tuple[str, ...] = ()  #: entries of the last answer, main one first
    facts: tuple[str, ...] = ()  #: refs shown
    question: str = ""  #: the last question, with its subject filled in
    asked: str = ""  #: the kind asked for last
    offered: tuple[str, ...] = ()  #: choices offered and not taken
    at: datetime | None = None  #: aware UTC; older than an hour means forgotten
    earlier: tuple[str, ...] = ()  #: main entries of the answers before, the latest first


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision. `shown` and `sources` say what the reader is shown; the wording is made in `chat/messages.py`."""

    question: str
    status: Status
    shape: Shape = "fact"
    entries: tuple[Scored, ...] = ()  #: best first; the choices for "choose"; empty for "unknown" and "chat"
    shown: tuple[str, ...] = ()  #: refs in the order shown: "entry#key", "entry#when", "entry#office-1"
    listed: tuple[Listed, ...] = ()  #: for lists: all lines, in order; the chat pages them
    window: tuple[str, str] | None = None  #: for lists bound to time: first and last ISO day, both included
    asked: str = ""  #: who, when, where, what, how-many, which, whether, status, why, next, last, list, card
    near: tuple[str, ...] = ()  #: ids of entries there are instead
    reason: Reason | None = None
    talk: Talk | None = None
    language: str = "en"  #: language of the question
    thread: Thread = field(default_factory=Thread)
    explain: tuple[str, ...] = ()  #: lines for `ask --explain`
