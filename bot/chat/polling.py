"""Our own polling: an update is confirmed to Telegram only after it was handled, so a kill loses none.

Updates of one chat are handled in order, those of different chats side by side. While something is in hand, Telegram
is asked on from the oldest unfinished update. One that takes very long is parked in the database and then confirmed,
or a single chat held by a 429 would in the end hold up all others.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar
from urllib.parse import urlencode

import telegram
from telegram.error import Conflict, NetworkError, TelegramError

from bot.chat.insist import insist
from bot.storage.database import StorageError
from bot.storage.store import Store
from bot.storage.trouble import log_failure

log = logging.getLogger(__name__)
T = TypeVar("T")
#: What keeps its order: a chat or person by id, or what is done for one of them beside that.
Lane = int | tuple[str, int]

#: The kinds of update the bot has a use for; Telegram sends no others.
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "inline_query",
    "guest_message",
)
LONG_POLL = 30  #: seconds Telegram may hold a request open; the HTTP read timeout comes on top
MOST_AT_ONCE = 100  #: updates in one answer, Telegram's own most
CHATS_AT_ONCE = 64  #: chats whose updates are handled side by side
LOOK_AGAIN = 0.5  #: seconds until Telegram is asked on while something is in hand
PARK_AFTER = timedelta(seconds=20)
DRAIN_FOR = 6.0  #: seconds at the end for what is in hand; containers are killed after ten
NO_LEASE = timedelta(0)
#: What the library raises over an update whose shape it does not expect.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(eq=False)
class Work:
    """One update in hand."""

    update: telegram.Update
    since: datetime
    before: Work | None  #: what its chat has to finish first
    task: asyncio.Task[None] | None = None
    has_room: bool = False  #: counts towards the chats handled side by side
    is_ours: bool = False  #: was not handled before
    is_parked: bool = False
    is_done: bool = False


@dataclass
class Polling:
    """The loop. `handle` gets every update once; `sleep` and `now` are the only time it knows."""

    bot: telegram.Bot
    store: Store
    handle: Callable[[telegram.Update], Awaitable[None]]
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    allowed_updates: Sequence[str] = ALLOWED_UPDATES

    def __post_init__(self) -> None:
        self.last_success: datetime | None = None  #: when Telegram last answered a poll
        self._offset: int | None = None
        self._work: dict[int, Work] = {}  # by update id, also finished ones that cannot be confirmed yet
        self._parked: set[Work] = set()
        self._lanes: dict[Lane, Work] = {}  # the last work begun in each chat
        self._room = asyncio.Semaphore(CHATS_AT_ONCE)
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Asks for no more; `run` finishes what is in hand, confirms it and returns."""
        self._stopping.set()

    async def run(self) -> None:
        """Polls until `stop`. Raises TokenRefused; retries everything else for ever."""
        try:
            await self._take_up_parked()
            while not self._stopping.is_set():
                await self._turn()
            await self._drain()
        finally:
            await self._cancel_rest()

    async def _turn(self) -> None:
        updates = await self._until_stop(self._ask())
        if updates is None:
            return
        fresh = [u for u in updates if u.update_id not in self._work]
        for update in fresh:
            self._begin(update)
        if self._unfinished():
            await self._until_stop(self._settle(LOOK_AGAIN))
        crowded = len(updates) >= MOST_AT_ONCE and not fresh
        await self._park_slow(timedelta(0) if crowded else PARK_AFTER)
        self._advance(updates)

    def _begin(self, update: telegram.Update) -> Work:
        lane = lane_of(update)
        work = Work(update, self.now(), self._lanes.get(lane))
        work.task = asyncio.create_task(self._process(work), name=f"update {update.update_id}")
        self._work[update.update_id] = work
        self._lanes[lane] = work
        work.task.add_done_callback(lambda task: self._finish(lane, work))
        return work

    def _finish(self, lane: Lane, work: Work) -> None:
        work.is_done = True
        self._parked.discard(work)
        self._leave_room(work)
        if self._lanes.get(lane) is work:
            del self._lanes[lane]

    async def _process(self, work: Work) -> None:
        if work.before is not None and work.before.task is not None:
            await asyncio.wait([work.before.task])
            work.before = None
        await self._room.acquire()
        work.has_room = True
        work.is_ours = await self._is_ours(work.update)
        if work.is_ours:
            try:
                await self.handle(work.update)
            except Exception:  # asking for it again would only fail again
                log.exception("update %d could not be handled", work.update.update_id)
            await self._remember(work.update.update_id)

    def _leave_room(self, work: Work) -> None:
        if work.has_room:
            work.has_room = False
            self._room.release()

    async def _is_ours(self, update: telegram.Update) -> bool:
        take = partial(self.store.take_update, update.update_id, fingerprint(update), self.now(), NO_LEASE)
        try:
            taken = await asyncio.to_thread(take)
        except StorageError as error:  # a broken database must not make the bot silent; the worst is a double
            log_failure(log, error, "update %d: the database cannot say whether it was handled", update.update_id)
            return True
        if taken == "given-up":
            log.error("update %d was begun too often and never finished; it is passed over", update.update_id)
        elif taken != "fresh":
            log.info("update %d was %s already", update.update_id, taken)
        return taken == "fresh"

    async def _remember(self, update_id: int) -> None:
        try:
            await asyncio.to_thread(self.store.finish_update, update_id, self.now())
        except StorageError as error:  # confirming it to Telegram is what counts most
            log_failure(log, error, "update %d was handled, but the database cannot remember it", update_id)

    def _unfinished(self) -> list[Work]:
        return [work for work in self._work.values() if not work.is_done and not work.is_parked]

    async def _settle(self, seconds: float) -> None:
        """Returns when everything in hand is finished, or after that many seconds."""
        tasks = [work.task for work in self._unfinished() if work.task is not None]
        timer = asyncio.ensure_future(self.sleep(seconds))
        finished = asyncio.ensure_future(asyncio.wait(tasks)) if tasks else timer
        try:
            await asyncio.wait([timer, finished], return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
            finished.cancel()

    async def _park_slow(self, after: timedelta) -> None:
        now = self.now()
        for work in self._unfinished():
            stuck = work.before is not None and work.before.is_parked
            if stuck or now - work.since >= after:
                await self._park(work)

    async def _park(self, work: Work) -> None:
        update = work.update
        kept = partial(self.store.park_update, update.update_id, fingerprint(update), update.to_json(), self.now())
        try:
            await asyncio.to_thread(kept)
        except StorageError as error:  # then it stays unconfirmed, which loses nothing
            log_failure(log, error, "update %d takes long and could not be parked", update.update_id)
            return
        if work.is_done:
            return
        log.info("update %d takes long; it is kept in the database meanwhile", update.update_id)
        work.is_parked = True
        self._parked.add(work)
        self._leave_room(work)

    def _advance(self, updates: Sequence[telegram.Update]) -> None:
        """Moves the offset up to the oldest update that is neither finished nor parked."""
        waiting = [work.update.update_id for work in self._unfinished()]
        if waiting:
            self._offset = min(waiting)
        elif updates:
            behind_last = max(update.update_id for update in updates) + 1
            # Back only for new updates: ids that start again. Old ones delivered twice change nothing.
            if self._offset is None or behind_last > self._offset or any(map(self._is_new, updates)):
                self._offset = behind_last
        floor = self._offset
        if floor is not None:
            self._work = {number: work for number, work in self._work.items() if number >= floor}

    def _is_new(self, update: telegram.Update) -> bool:
        work = self._work.get(update.update_id)
        return work is not None and work.is_ours

    async def _ask(self) -> Sequence[telegram.Update]:
        """The next updates, however long Telegram cannot be reached."""
        updates = await insist("getUpdates", self._get_updates, self.sleep)
        self.last_success = self.now()
        return updates

    async def _get_updates(self) -> Sequence[telegram.Update]:
        timeout = 0 if self._unfinished() else LONG_POLL
        try:
            return await self.bot.get_updates(
                offset=self._offset,
                limit=MOST_AT_ONCE,
                timeout=timedelta(seconds=timeout),
                allowed_updates=self.allowed_updates,
            )
        except Conflict as error:
            if "webhook" in error.message.lower():
                await self.bot.delete_webhook(drop_pending_updates=False)
            raise
        except UNREADABLE as error:  # the library could not read one of them, and gave none
            log.error("an update could not be read (%s); reading them one by one", type(error).__name__)
            return await self._get_readable()

    async def _get_readable(self) -> Sequence[telegram.Update]:
        """The updates the library can read; those it cannot are logged and count as handled."""
        query = urlencode({"timeout": 0, "limit": MOST_AT_ONCE} | ({"offset": self._offset} if self._offset else {}))
        payload = await self.bot.request.retrieve(f"{self.bot.base_url}/getUpdates?{query}")
        try:
            waiting = [(int(data["update_id"]), data) for data in json.loads(payload)["result"]]
        except UNREADABLE:
            raise NetworkError("the answer to getUpdates made no sense") from None
        found = []
        for number, data in waiting:
            try:
                found.append(telegram.Update.de_json(data, self.bot))
            except UNREADABLE as error:
                log.error("update %d cannot be read and is passed over: %r", number, error)
                found.append(telegram.Update(number))
        return found

    async def _take_up_parked(self) -> None:
        try:
            parked = await asyncio.to_thread(self.store.parked_updates)
        except StorageError as error:  # they stay parked until the next start
            log_failure(log, error, "the database cannot say what was parked")
            return
        for payload in parked:
            work = self._begin(telegram.Update.de_json(json.loads(payload), self.bot))
            work.is_parked = True
            self._parked.add(work)

    async def _drain(self) -> None:
        """Gives what is in hand a little time, then confirms what is finished."""
        if self._unfinished():
            await self._settle(DRAIN_FOR)
        self._advance([work.update for work in self._work.values()])
        if self._offset is None:
            return
        try:
            await self.bot.get_updates(offset=self._offset, limit=1, timeout=timedelta(0))
        except TelegramError as error:
            log.warning("what was handled last could not be confirmed: %s", error)

    async def _cancel_rest(self) -> None:
        rest = [work.task for work in (*self._work.values(), *self._parked) if work.task and not work.task.done()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _until_stop(self, work: Coroutine[Any, Any, T]) -> T | None:
        """What `work` gives, or None when a stop was asked for first."""
        task = asyncio.ensure_future(work)
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            stopped.cancel()
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


def lane_of(update: telegram.Update) -> Lane:
    """What keeps its order: the chat, or the person where there is no chat.

    What somebody types inline waits for no chat, and a chat where the bot is a guest may have the id of another.
    """
    if update.inline_query is not None:
        return "inline", update.inline_query.from_user.id
    if update.guest_message is not None:
        return "guest", update.guest_message.chat.id
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0


def fingerprint(update: telegram.Update) -> str:
    """Tells two updates with one id apart; the same for the same update, delivered however often."""
    text = json.dumps(update.to_dict(), sort_keys=True, default=str)
    return blake2b(text.encode(), digest_size=16).hexdigest()
