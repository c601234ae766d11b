"""What the chat side of alerts works with, and what a pushed message is worded from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.alerts.reminders import Planned
from bot.alerts.subscriptions import Follower
from bot.alerts.wishes import Named
from bot.chat.briefing_parts import BriefingContext
from bot.chat.members import Members
from bot.chat.parts import Parts
from bot.knowledge.entries import Knowledge
from bot.storage.briefings import Briefings
from bot.storage.groups import Groups
from bot.storage.news import News, Notice
from bot.storage.outbox import Outbox
from bot.storage.subscribers import Subscribers


@dataclass(frozen=True, slots=True)
class Context:
    """All that a message to one chat is worded from."""

    knowledge: Knowledge
    follower: Follower
    now: datetime
    withdrawn: frozenset[str]  #: facts and entries silenced by owners
    notices: Mapping[int, Notice]  #: those that the messages are about
    recent: tuple[Notice, ...] = ()  #: released lately, for digests
    briefing: BriefingContext | None = None  #: of a regular briefing


@dataclass(frozen=True)
class AlertParts:
    """Everything the alert handlers may use. The calls block: make them through `asyncio.to_thread`."""

    parts: Parts
    subscribers: Subscribers
    outbox: Outbox
    news: News
    #: (base, follower, now, how many) -> the next reminders
    preview: Callable[[Knowledge, Follower, datetime, int], tuple[Planned, ...]]
    chats: Callable[[Notice, Knowledge, datetime], int]  #: to how many chats a notice goes
    release: Callable[[str, Knowledge, datetime], int]  #: tells what is held of an entry; how many messages
    stop: Callable[[str, Knowledge, datetime], bool]  #: tells nobody of it; False: nothing was held
    #: (ref, reason, base, now) -> chats corrected; None: no such thing, or silent already
    withdraw: Callable[[str, str | None, Knowledge, datetime], int | None]
    wake: Callable[[], None]  #: lets the sender look at once
    names: Callable[[str], tuple[Named, ...]]  #: what the names in a text stand for, longest first
    members: Members = field(default_factory=Members)

    @property
    def groups(self) -> Groups:
        """How the bot stands in groups."""
        return Groups(self.parts.store.database)

    @property
    def briefings(self) -> Briefings:
        """The regular briefings."""
        return Briefings(self.parts.store.database)
