"""Notices of changes: found when the base changes, shown to owners, held, and then put in the outbox of who follows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.alerts.changes import changes, withdrawal
from bot.alerts.reminders import Planned
from bot.alerts.snapshot import snapshot, state
from bot.alerts.subscriptions import keys
from bot.chat.limiter import broadcasting
from bot.chat.markup import keyboard
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.chat.send import Delivery, Sent, deliver
from bot.jobs.writing import Writer
from bot.knowledge.entries import Knowledge
from bot.storage.news import News, Notice
from bot.storage.outbox import Outbox
from bot.storage.subscribers import Subscribers

log = logging.getLogger(__name__)

#: A notice that could not be sent for so long is left out; the base has moved on.
COUNTS_FOR = timedelta(days=30)


class Notices:
    """Takes changes of the base to people. `now` is an argument everywhere."""

    def __init__(
        self, parts: Parts, subscribers: Subscribers, outbox: Outbox, news: News, writer: Writer, hold: timedelta
    ) -> None:
        self._parts = parts
        self._subscribers = subscribers
        self._outbox = outbox
        self._news = news
        self._writer = writer
        self._hold = hold
        self._seen: str | None = None

    async def look(self, knowledge: Knowledge, now: datetime) -> None:
        """Takes in a new version, releases what was held long enough and shown to the owners."""
        if knowledge.version != self._seen:
            await asyncio.to_thread(self.take_in, knowledge, now)
            self._seen = knowledge.version
        await asyncio.to_thread(self.release_due, knowledge, now)

    def clock_set_back(self, now: datetime) -> None:
        """Holds nothing by a clock that was ahead. Blocking."""
        self._news.clock_set_back(now, self._hold)

    def take_in(self, knowledge: Knowledge, now: datetime) -> None:
        """Notes what there is to tell since the version last seen. Blocking."""
        if self._news.version() == knowledge.version:
            return
        silenced = self._news.withdrawn()
        today = now.astimezone(ZoneInfo(self._parts.timezone)).date()
        found = [
            one
            for one in changes(self._news.published(), knowledge, today)
            if one.entry_id not in silenced and one.ref not in silenced
            if one.audience == "followers" or self._outbox.told(one.ref, now)
        ]
        named = {one.entry_id for one in found}
        former = {name for one in named if (entry := knowledge.find(one)) for name in entry.former_ids}
        untold = frozenset(named | former)
        self._news.take_in(knowledge.version, snapshot(knowledge), found, untold, now, self._hold)
        if found:
            log.info("base %s: %d changes to tell", knowledge.version, len(found))

    def release_due(self, knowledge: Knowledge, now: datetime) -> None:
        """Puts in the outbox what was held long enough and shown to the owners there are. Blocking."""
        due = [one for one in self._news.notices("held") if one.hold_until <= now]
        for entry_id in dict.fromkeys(one.change.entry_id for one in due if one.is_shown or not self._parts.owners):
            self.release(entry_id, knowledge, now)

    def release(self, entry_id: str, knowledge: Knowledge, now: datetime) -> int:
        """Puts all that is held of an entry in the outbox; gives how many messages. Blocking.

        The messages are there before the notice counts as released: a kill in between repeats, and doubles nothing.
        """
        entry = knowledge.find(entry_id)
        added = 0
        for notice in self._open(entry_id):
            added += self._outbox.add(self._messages(notice, knowledge, now))
        self._news.decide(entry_id, "released", now, None if entry is None else state(entry))
        log.info("notices of %s released: %d messages", entry_id, added)
        return added

    def stop(self, entry_id: str, knowledge: Knowledge, now: datetime) -> bool:
        """Tells nobody of what is held of an entry; False where nothing was held. Blocking."""
        entry = knowledge.find(entry_id)
        return self._news.decide(entry_id, "stopped", now, None if entry is None else state(entry))

    def withdraw(self, ref: str, reason: str | None, knowledge: Knowledge, now: datetime) -> int | None:
        """Silences a fact or entry at once and corrects whoever was told it; gives how many chats. Blocking.

        None where it was silent already, or there is no such thing.
        """
        entry = knowledge.find(ref.partition("#")[0])
        if entry is None or ("#" in ref and knowledge.fact(ref) is None):
            return None
        key = ref.partition("#")[2]
        ref = f"{entry.id}#{key}" if key else entry.id
        if not self._news.withdraw(ref, reason, now):
            return None
        change = withdrawal(ref if key else f"{entry.id}#when", entry, reason)
        notice = self._news.add(change, knowledge.version, now)
        places = self._places(notice, knowledge, now)
        self._outbox.add(self._messages(notice, knowledge, now))
        self._news.decide_one(notice.number, "released", now)
        return len(places)

    def chats(self, notice: Notice, knowledge: Knowledge, now: datetime) -> int:
        """To how many chats and topics a notice goes. Blocking."""
        return len(self._places(notice, knowledge, now))

    def _open(self, entry_id: str) -> list[Notice]:
        return [one for one in self._news.notices("held", "asked") if one.change.entry_id == entry_id]

    def _places(self, notice: Notice, knowledge: Knowledge, now: datetime) -> list[tuple[int, int]]:
        entry = knowledge.find(notice.change.entry_id)
        if notice.change.audience == "told":
            return self._outbox.told(notice.change.ref, now)
        return [] if entry is None else self._subscribers.places(keys(entry, knowledge))

    def _messages(self, notice: Notice, knowledge: Knowledge, now: datetime) -> list[Planned]:
        subject, about = f"change/{notice.number}", notice.change.entry_id
        return [
            Planned(chat_id, topic, "change", subject, now, now + COUNTS_FOR, about)
            for chat_id, topic in self._places(notice, knowledge, now)
        ]

    async def show(self, knowledge: Knowledge, now: datetime) -> None:
        """Shows the owners what is held and not yet shown; what nobody could be shown is tried again.

        This waits for Telegram, perhaps long.
        """
        if not self._parts.owners:
            return
        open_ones = await asyncio.to_thread(self._news.notices, "held", "asked")
        fresh = [notice for notice in open_ones if not notice.is_shown]
        asked = [notice for notice in fresh if notice.state == "asked"]
        if asked:
            await self._shown(asked, self._writer.preview_many(asked, knowledge, now), now)
        for notice in (one for one in fresh if one.state == "held"):
            chats = await asyncio.to_thread(self.chats, notice, knowledge, now)
            await self._shown([notice], self._writer.preview(notice, chats, knowledge, now), now)

    async def _shown(self, notices: Sequence[Notice], message: Message, now: datetime) -> None:
        going = [Delivery(owner, message.html, keyboard(message.buttons)) for owner in sorted(self._parts.owners)]
        with broadcasting():  # an owner whose chat is on hold keeps no other waiting
            sent = [await deliver(self._parts.bot, one, self._parts.server) for one in going]
        waited = all(now >= notice.hold_until + self._hold for notice in notices)
        if waited or any(isinstance(one, Sent) for one in sent):
            await asyncio.to_thread(self._news.set_shown, [notice.number for notice in notices])
