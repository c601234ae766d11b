"""Everything of alerts put together: built once, registered with the application, run beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram.ext import Application

from bot.alerts.wishes import Named
from bot.answers.engine import Engine
from bot.answers.lexicon import Lexicon, Ref
from bot.answers.text import tokens
from bot.chat.alert_handlers import register_alerts
from bot.chat.alert_messages import Wording
from bot.chat.alert_parts import AlertParts
from bot.chat.awaited_handlers import register_awaited
from bot.chat.briefing_handlers import register_briefings
from bot.chat.link_following import register_links
from bot.chat.members import Members
from bot.chat.parts import Base, Parts
from bot.jobs.heartbeat import Heartbeat
from bot.jobs.note import next_note
from bot.jobs.notices import Notices
from bot.jobs.planner import Planner
from bot.jobs.sender import Sender
from bot.storage.briefings import Briefings
from bot.storage.news import News
from bot.storage.outbox import Outbox
from bot.storage.subscribers import Subscribers

App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class Alerts:
    """The alerts of one bot."""

    desk: AlertParts
    planner: Planner
    sender: Sender
    heart: Heartbeat

    def register(self, application: App) -> None:
        """Adds the handlers; to be called before those that answer questions are added."""
        register_awaited(application, self.desk)
        register_alerts(application, self.desk)
        register_links(application, self.desk)
        register_briefings(application, self.desk)

    async def run(self, application: App, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Ticks and sends until cancelled; what is on its way then still arrives. `sleep` is in real seconds."""
        assert application.job_queue is not None
        self.heart.start(application.job_queue)
        sending, watching = asyncio.create_task(self.sender.run()), asyncio.create_task(self.heart.watch(sleep))
        try:
            await asyncio.gather(sending, watching)
        finally:
            watching.cancel()
            sending.cancel()
            await asyncio.gather(sending, watching, self.heart.stop(), return_exceptions=True)

    async def next_due(self) -> datetime | None:
        """The next instant at which anything is due: a message, a held notice, a reminder not planned yet.

        Where nothing of that is to come, the owners' next weekly note.

        Ticks first: what has changed by now is taken in, and what is due by now stands in the outbox.
        """
        await self.heart.tick()
        await self.heart.told()
        return await asyncio.to_thread(self._next_due)

    async def play(self, until: datetime) -> None:
        """Does everything that is due now, and returns when it is done. `until` is now, as the clock has it."""
        await self.heart.tick()
        await self.heart.told()
        await self.sender.drain()

    def _next_due(self) -> datetime | None:
        parts = self.desk.parts
        now, knowledge = parts.now(), parts.base.knowledge
        held = [one.hold_until for one in self.desk.news.notices("held")]
        found = [self.desk.outbox.next_ready(now), self.planner.next_due(knowledge, now), *held]
        note = next_note(now, parts.timezone) if parts.owners else None
        return min((one for one in found if one is not None), default=note)


def build_alerts(parts: Parts, hold: timedelta, clock: Callable[[], float]) -> Alerts:
    """The alerts over the store of `parts`. `hold`: how long notices wait; `clock`: seconds that only ever grow."""
    database = parts.store.database
    subscribers = Subscribers(database, parts.language, parts.timezone)
    outbox, news, writer = Outbox(database), News(database), Wording()
    planner = Planner(subscribers, outbox, news, Briefings(database))
    members = Members()
    sender = Sender(parts, subscribers, outbox, news, writer, members)
    notices = Notices(parts, subscribers, outbox, news, writer, hold)
    desk = AlertParts(
        parts=parts,
        subscribers=subscribers,
        outbox=outbox,
        news=news,
        preview=planner.preview,
        chats=notices.chats,
        release=notices.release,
        stop=notices.stop,
        withdraw=notices.withdraw,
        wake=sender.wake,
        names=Names(parts.base),
        members=members,
    )
    return Alerts(desk, planner, sender, Heartbeat(parts, planner, notices, sender, outbox, news, clock))


class Names:
    """What the names in a text stand for, by the lexicon of the base in use."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._made: tuple[str, Lexicon] | None = None

    def __call__(self, text: str) -> tuple[Named, ...]:
        """(kind, id) of every name in the text, longest first."""
        found: dict[tuple[int, float], list[Ref]] = {}
        for number, span in enumerate(self._lexicon().spans(tokens(text))):
            for ref in sorted(span.refs, key=lambda ref: -ref.weight):
                found.setdefault((number, ref.weight), []).append(ref)
        return tuple(Named(ref.kind, ref.id, name) for name, alike in enumerate(found.values()) for ref in alike)

    def _lexicon(self) -> Lexicon:
        engine, knowledge = self._base.engine, self._base.knowledge
        if isinstance(engine, Engine):
            return engine.searcher.lexicon
        if self._made is None or self._made[0] != knowledge.version:
            self._made = (knowledge.version, Lexicon(knowledge))
        return self._made[1]
