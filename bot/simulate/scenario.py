"""What a scenario is made of: people and chats, and steps with what is expected of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from bot.knowledge.entries import Place
from bot.sandbox.faults import Kind

Pattern = re.Pattern[str]
Doing = Literal["joins", "leaves", "blocks", "unblocks", "adds", "removes"]
DOINGS: tuple[Doing, ...] = ("joins", "leaves", "blocks", "unblocks", "adds", "removes")
ROOMS = ("group", "supergroup", "channel")

#: Where an expectation looks when it looks at every chat.
ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the bot."""

    name: str
    language: str = "en"  #: of their Telegram
    is_owner: bool = False  #: of the bot


@dataclass(frozen=True, slots=True)
class Room:
    """A group or channel; private chats need no mention."""

    name: str
    type: str = "supergroup"  #: one of ROOMS
    members: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    bot: str | None = "member"  #: its standing; None: not in it


@dataclass(frozen=True, slots=True)
class Where:
    """Who acts in which chat; without a room in private."""

    who: str
    room: str | None = None
    topic: str | None = None
    is_anonymous: bool = False  #: an admin who hides behind the group


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody writes."""

    where: Where
    text: str
    is_reply: bool = False  #: to what the bot said last there


@dataclass(frozen=True, slots=True)
class Edits:
    """Somebody changes what they wrote last."""

    where: Where
    text: str


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses a button; it is looked for from the bot's latest message upwards."""

    where: Where
    label: str  #: or its beginning


@dataclass(frozen=True, slots=True)
class Does:
    """Somebody comes, goes, blocks the bot, or brings it in."""

    where: Where
    what: Doing


@dataclass(frozen=True, slots=True)
class Moment:
    """A time on the scenario's clock: from now on, or written, or the next due instant."""

    step: timedelta | None = None
    time: datetime | None = None  #: in the base's zone where it has none
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Passes:
    """Time passes."""

    until: Moment


@dataclass(frozen=True, slots=True)
class Fails:
    """Telegram is told to fail from now on; without a kind it is told to work again."""

    kind: Kind | None
    method: str | None = None
    where: str | None = None  #: person or room; None: every chat
    times: int | None = 1  #: None: until told to work again
    numbers: dict[str, float] = field(default_factory=dict)  #: after, retry_after, seconds, code
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Saves:
    """A curator saves a file of the base: a text replaced by another, or lines added to its end."""

    file: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Restarts:
    """The bot is stopped and started anew; meanwhile so much time passes."""

    after: timedelta = timedelta()


Action = Says | Edits | Presses | Does | Passes | Fails | Saves | Restarts


@dataclass(frozen=True, slots=True)
class Expected:
    """What the bot is to do in one place because of a step."""

    at: Place
    where: str | None = None  #: person or room, ANYWHERE; None: where the step was made
    topic: str | None = None
    says: tuple[Pattern, ...] = ()  #: each in at least one of its messages, new or changed
    lacks: tuple[Pattern, ...] = ()  #: in none of them
    new: int | None = None  #: so many new messages
    changed: int | None = None  #: so many changes in place
    buttons: tuple[str, ...] = ()  #: on its last message, or how they begin
    popup: Pattern | None = None  #: in the word that answers a press


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens."""

    at: Place
    action: Action
    when: Moment | None = None  #: time passes until then first
    expected: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole file."""

    path: Path
    about: str = ""
    start: datetime | None = None
    knowledge: Path | None = None
    privacy: bool = True  #: Telegram's privacy mode: in groups the bot is given commands and replies only
    people: tuple[Person, ...] = ()
    rooms: tuple[Room, ...] = ()
    steps: tuple[Step, ...] = ()
