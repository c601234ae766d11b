"""The sender: claims what is due, words it from the base as it is now, sends it, records what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import ParamSpec, TypeVar

from bot.alerts.delivery import Again, Attempt, Done, GiveUp, Verdict, verdict
from bot.alerts.digest import Waiting, sort
from bot.alerts.reminders import Planned
from bot.alerts.subscriptions import Follower, keys
from bot.chat import send
from bot.chat.adders import tell_adder, tell_somebody
from bot.chat.alert_parts import Context
from bot.chat.channel import channel_rows
from bot.chat.html import escape
from bot.chat.limiter import broadcasting
from bot.chat.markup import keyboard
from bot.chat.members import Members
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.jobs.briefing import briefing_context
from bot.jobs.writing import Writer
from bot.knowledge.entries import Knowledge
from bot.languages.catalogue import translate
from bot.storage.briefings import Briefings
from bot.storage.database import StorageError
from bot.storage.groups import Groups
from bot.storage.news import News
from bot.storage.outbox import Claimed, Outbox
from bot.storage.subscribers import Subscribers
from bot.storage.trouble import log_failure

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

#: Messages on their way at once; a kill may double so many.
IN_FLIGHT = 30
#: A message not recorded for so long is somebody else's; longer than any send may take.
LEASE = timedelta(minutes=5)
#: The sender looks at least so often, in seconds.
LOOK_EVERY = 15.0
FINISH_FOR = 8.0  #: seconds, when stopped; containers are killed after ten
#: While a notice of an entry is held, its reminders wait and look again after this.
HELD_FOR = timedelta(minutes=1)
FIRST_PAUSE = 0.5  #: seconds, while the database fails
LONGEST_PAUSE = 60.0
#: Changes told within this stand in a digest.
RECENT = timedelta(days=8)
FLOOD_MARK = "flood"


@dataclass
class Sender:
    """Sends the outbox. There is one sender for a database."""

    parts: Parts
    subscribers: Subscribers
    outbox: Outbox
    news: News
    writer: Writer
    members: Members = field(default_factory=Members)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _hands: set[asyncio.Task[None]] = field(default_factory=set)
    _filling: asyncio.Lock = field(default_factory=asyncio.Lock)
    _broken: BaseException | None = None

    @property
    def briefings(self) -> Briefings:
        """The regular briefings."""
        return Briefings(self.parts.store.database)

    async def run(self) -> None:
        """Sends until cancelled; what another process left in hand is taken up at once."""
        await self._surely(self.outbox.release_leases)
        try:
            while True:
                self._wake.clear()
                if not await self._fill():
                    await self._pause()
        finally:
            await self._finish()

    def wake(self) -> None:
        """Looks at the outbox at once."""
        self._wake.set()

    async def drain(self) -> None:
        """Sends everything that is due now, and returns when nothing more is."""
        while await self._fill() or self._hands:
            if self._hands:
                await asyncio.wait(self._hands)
            if self._broken is not None:
                raise self._broken

    async def _fill(self) -> bool:
        """Takes more in hand where there is room for it; False when there is no room or nothing due.

        One at a time, so that what another call has claimed is in hand when this one finds nothing left.
        """
        async with self._filling:
            return await self._claim()

    async def _claim(self) -> bool:
        free = IN_FLIGHT - len(self._hands)
        if free < IN_FLIGHT // 2:
            return False
        now = self.parts.now()
        claimed = await self._surely(self.outbox.claim, now, LEASE, free)
        if not claimed:
            return False
        chats: defaultdict[tuple[int, int], list[Claimed]] = defaultdict(list)
        for one in claimed:
            chats[one.waiting.planned.chat_id, one.waiting.planned.topic].append(one)
        ids = sorted({chat_id for chat_id, _ in chats})
        followers = {one.preferences.chat_id: one for one in await self._surely(self.subscribers.followers, ids)}
        for (chat_id, _), messages in chats.items():
            task = asyncio.create_task(self._chat(followers[chat_id], messages))
            self._hands.add(task)
            task.add_done_callback(self._done)
        return True

    def _done(self, task: asyncio.Task[None]) -> None:
        self._hands.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("sending broke; it is tried again when its lease is over", exc_info=error)
            self._broken = error

    async def _finish(self) -> None:
        """Lets what is on its way arrive and be recorded; it would be sent again otherwise."""
        if self._hands:
            await asyncio.wait(self._hands, timeout=FINISH_FOR)
        for task in self._hands:
            task.cancel()
        await asyncio.gather(*self._hands, return_exceptions=True)

    async def _pause(self) -> None:
        """Waits until there is something to do, room for it, or a while has passed."""
        now = self.parts.now()
        ready = await self._surely(self.outbox.next_ready, now)
        seconds = LOOK_EVERY if ready is None else min(max((ready - now).total_seconds(), 0.05), LOOK_EVERY)
        timer = asyncio.ensure_future(self.parts.sleep(seconds))
        woken = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait([timer, woken, *self._hands], return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
            woken.cancel()

    async def _chat(self, follower: Follower, messages: Sequence[Claimed]) -> None:
        """Sends, gathers, holds or drops the messages of one chat and topic."""
        by_id = {one.waiting.id: one for one in messages}
        now = self.parts.now()
        held = await self._surely(self.news.held)
        waiting = [one for one in by_id.values() if one.waiting.planned.kind != "change"]
        waiting = [one for one in waiting if one.waiting.planned.entry_id in held]
        if waiting:
            await self._surely(self.outbox.hold, [one.waiting.id for one in waiting], now + HELD_FOR)
        knowledge = self.parts.base.knowledge
        unwanted = [one for one in messages if not is_wanted(one.waiting.planned, follower, knowledge)]
        if unwanted:
            await self._surely(self.outbox.drop, [one.waiting.id for one in unwanted], "no longer followed", now)
        going = [one.waiting for one in messages if one not in waiting and one not in unwanted]
        fate = sort(going, follower.preferences, now)
        for dropped in fate.dropped:
            log.info("not sent to %d: %s (%s)", dropped.waiting.planned.chat_id, _subject(dropped.waiting), dropped.why)
            await self._surely(self.outbox.drop, [dropped.waiting.id], dropped.why, now)
        if fate.until is not None and fate.held:
            await self._surely(self.outbox.hold, [one.id for one in fate.held], fate.until)
        for one in fate.each:
            await self._send([by_id[one.id]], follower)
        if fate.together:
            await self._send([by_id[one.id] for one in fate.together], follower)

    async def _send(self, messages: Sequence[Claimed], follower: Follower) -> None:
        """Words and sends one message that stands for all of `messages`, and records the outcome for each of them."""
        first, numbers = messages[0], [one.waiting.id for one in messages]
        try:
            message = await self._worded(messages, follower)
        except StorageError:
            raise
        except Exception:
            log.exception("a message could not be worded: %s", _subject(first.waiting))
            await self.parts.tell_owners("alert", f"An alert could not be worded: {_subject(first.waiting)}")
            await self._surely(self.outbox.drop, numbers, "could not be worded", self.parts.now(), "failed")
            return
        if message is None:
            why = "nothing new" if first.waiting.planned.kind == "briefing" else "nothing left to say"
            await self._surely(self.outbox.drop, numbers, why, self.parts.now())
            return
        with broadcasting():
            delivery = await self._delivery(first, message)
            outcome = await send.deliver(self.parts.bot, delivery, self.parts.server)
        await self._record(messages, message, attempt_of(outcome))

    async def _worded(self, messages: Sequence[Claimed], follower: Follower) -> Message | None:
        now = self.parts.now()
        numbers = {number for one in messages if (number := notice_number(one.waiting)) is not None}
        needs_recent = any(one.waiting.planned.kind == "digest" for one in messages)
        briefed = [one.waiting.planned.chat_id for one in messages if one.waiting.planned.kind == "briefing"]

        def context() -> Context:
            notices = {number: found for number in numbers if (found := self.news.notice(number)) is not None}
            recent = self.news.notices("released") if needs_recent else ()
            lately = tuple(one for one in recent if one.decided_at is not None and one.decided_at > now - RECENT)
            briefing = briefing_context(self.parts, self.news, briefed[0], now) if briefed else None
            return Context(self.parts.base.knowledge, follower, now, self.news.withdrawn(), notices, lately, briefing)

        found = await self._surely(context)
        return self.writer.one(messages[0], found) if len(messages) == 1 else self.writer.together(messages, found)

    async def _delivery(self, first: Claimed, message: Message) -> send.Delivery:
        planned, manner = first.waiting.planned, first.manner
        answered = None
        if planned.kind == "change":
            answered = await self._surely(self.outbox.last_message, planned.chat_id, planned.topic, planned.entry_id)
        html = escape(send.plain(message.html)) if manner.plain else message.html
        topic = None if manner.topicless or planned.topic == 0 else planned.topic
        chat = await self._surely(self.parts.store.chat, planned.chat_id)
        is_post = chat is not None and chat.type == "channel"
        rows = channel_rows(message.buttons, self.parts.username) if is_post else message.buttons
        rich = None if manner.plain else message.rich
        return send.Delivery(planned.chat_id, html, keyboard(rows, self.parts.username), topic, answered, rich=rich)

    async def _record(self, messages: Sequence[Claimed], message: Message, attempt: Attempt) -> None:
        now, first = self.parts.now(), messages[0]
        expires = max(one.waiting.planned.expires for one in messages)
        found = verdict(attempt, first.manner, now, expires)
        numbers = [one.waiting.id for one in messages]
        match found:
            case Done(message_id):
                await self._surely(self.outbox.record_sent, numbers, message_id, message.shown, now)
            case GiveUp(why):
                log.warning("given up: %s to %d: %s", _subject(first.waiting), first.waiting.planned.chat_id, why)
                if found.pause_chat:
                    await self._surely(self.outbox.block_chat, first.waiting.planned.chat_id, now)
                await self._surely(self.outbox.drop, numbers, why, now, "failed")
            case Again():
                await self._again(messages, found)
        await self._tell(found, first.waiting)

    async def _again(self, messages: Sequence[Claimed], found: Again) -> None:
        planned = messages[0].waiting.planned
        log.info("again at %s: %s to %d: %s", found.at, _subject(messages[0].waiting), planned.chat_id, found.why)
        now = self.parts.now()
        if found.new_chat_id is not None:
            await self._surely(self.parts.store.migrate_chat, planned.chat_id, found.new_chat_id)
        if found.topic_gone:
            await self._surely(self.outbox.move_topic, planned.chat_id, planned.topic, 0)
            await self._surely(self.subscribers.move_topic, planned.chat_id, planned.topic, 0, now)
            await self._surely(self.briefings.move_topic, planned.chat_id, 0, now, planned.topic)
        if found.pause_chat:
            await self._surely(self.outbox.block_chat, planned.chat_id, now)
        for one in messages:
            await self._surely(self.outbox.try_again, one.waiting.id, found.at, found.manner, found.why)
        if found.hold_chat:
            await self._surely(self.outbox.hold_chat, planned.chat_id, found.at)
        if found.hold_chat and not found.is_mute:
            await self._surely(self.outbox.set_mark, FLOOD_MARK, now, f"{planned.chat_id}: {found.why}")
        # Last, when the rows are out of hand: to tell somebody may take longer than their lease.
        if found.topic_gone:
            await self._say_topic_is_gone(planned.chat_id)
        if found.is_mute:
            await tell_somebody(self.parts, self.members, planned.chat_id, "mute")

    async def _say_topic_is_gone(self, chat_id: int) -> None:
        """Tells whoever added the bot, else the group itself."""
        if await tell_adder(self.parts, self.members, chat_id, "topic"):
            return
        if not await self._surely(Groups(self.parts.store.database).may_tell, chat_id, "topic", self.parts.now()):
            return
        chat = await self._surely(self.parts.store.chat, chat_id)
        words = translate((chat.language if chat is not None else None) or self.parts.language)
        text = words._(
            "The topic for alerts is closed or gone; they come here now. /here in a topic brings them there."
        )
        with broadcasting():
            await send.deliver(self.parts.bot, send.Delivery(chat_id, escape(text)))

    async def _tell(self, found: Verdict, waiting: Waiting) -> None:
        if isinstance(found, Again | GiveUp) and found.tell_owner:
            await self.parts.tell_owners("rejected", f"Telegram did not take an alert as built: {found.why}")

    async def _surely(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the call to the database gives, tried until it works: what was sent and not recorded would double."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await asyncio.to_thread(partial(call, *args, **kwargs))
            except StorageError as error:
                log_failure(log, error, "the database failed; again in %g s", pause)
                await self.parts.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)


def is_wanted(planned: Planned, follower: Follower, knowledge: Knowledge) -> bool:
    """Whether what a reminder is about is still followed there; all else was wanted when it was planned."""
    entry = knowledge.find(planned.entry_id)
    if planned.kind != "reminder" or entry is None:
        return True
    followed = {one.key for one in follower.subscriptions if one.topic == planned.topic}
    return not followed.isdisjoint(keys(entry, knowledge))


def attempt_of(outcome: send.Outcome) -> Attempt:
    """What an outcome at Telegram means for a delivery."""
    match outcome:
        case send.Sent(message_id):
            return Attempt("sent", message_id=message_id)
        case send.RetryAfter(seconds):
            return Attempt("flood", seconds=seconds)
        case send.Blocked(text):
            return Attempt("blocked", text)
        case send.Mute(text):
            return Attempt("mute", text)
        case send.ChatGone(text):
            return Attempt("gone", text)
        case send.Migrated(new_id):
            return Attempt("migrated", new_chat_id=new_id)
        case send.TopicGone(text):
            return Attempt("topic-gone", text)
        case send.Rejected(text):
            return Attempt("rejected", text)
        case send.Unreachable(text):
            return Attempt("unreachable", text)


def notice_number(waiting: Waiting) -> int | None:
    """The number of the notice that a message is about, or None."""
    kind, _, number = waiting.planned.subject.partition("/")
    return int(number) if kind == "change" and number.isdigit() else None


def _subject(waiting: Waiting) -> str:
    return f"{waiting.planned.kind} {waiting.planned.subject}"
