"""The heartbeat: every 15 s it takes in changes and plans. It carries no memory; late, skipped or twice is all one.

The library's job queue is only the ticking clock. A watchdog on a clock that cannot be set ticks in its stead when the
wall clock was set back, which would silence the job queue for as long.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from telegram.ext import CallbackContext, Job, JobQueue

from bot.chat.parts import Parts
from bot.jobs import note
from bot.jobs.notices import Notices
from bot.jobs.planner import Planner
from bot.jobs.sender import Sender
from bot.knowledge.entries import Knowledge
from bot.storage.database import StorageError
from bot.storage.news import News
from bot.storage.outbox import Outbox
from bot.storage.trouble import log_failure

log = logging.getLogger(__name__)

TICK_EVERY = 15.0  #: seconds
#: Silent for so long, in seconds: the watchdog ticks.
SILENT_FOR = 2.5 * TICK_EVERY
TIDY_EVERY = timedelta(hours=1)
#: The last tick lies so far ahead: the clock was set back. Less is a clock kept in time.
SET_BACK_BY = timedelta(minutes=1)
MARK = "tick"
NOTE_MARK = "note"


@dataclass
class Heartbeat:
    """Plans and wakes the sender. `clock` gives seconds that only ever grow."""

    parts: Parts
    planner: Planner
    notices: Notices
    sender: Sender
    outbox: Outbox
    news: News
    clock: Callable[[], float]
    _ticked: float = field(default=float("-inf"))
    _tidied: datetime | None = None
    _job: Job[Any] | None = None
    _ticking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _telling: asyncio.Task[None] | None = None

    def start(self, queue: JobQueue[Any]) -> None:
        """Lets the job queue tick from now on; a tick that comes late is not left out."""
        never_late = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._job = queue.run_repeating(self._on_tick, TICK_EVERY, first=0.1, name="tick", job_kwargs=never_late)

    async def tick(self) -> None:
        """Takes in changes, plans, wakes the sender. Whatever fails is logged and tried again with the next tick."""
        async with self._ticking:
            self._ticked = self.clock()
            now, knowledge = self.parts.now(), self.parts.base.knowledge
            try:
                await asyncio.to_thread(self._mind_the_clock, now)
                await self.notices.look(knowledge, now)
                await asyncio.to_thread(self.planner.plan, knowledge, now)
                await asyncio.to_thread(self.outbox.set_mark, MARK, now)
                await self._tidy(now)
            except StorageError as error:
                log_failure(log, error, "this tick could not plan; the next one will")
            self._ticked = self.clock()
        if self.parts.owners and (self._telling is None or self._telling.done()):
            self._telling = asyncio.create_task(self._tell_owners(knowledge, now))
        self.sender.wake()

    async def told(self) -> None:
        """Returns when the owners were told what the last tick had for them."""
        if self._telling is not None:
            await self._telling

    async def stop(self) -> None:
        """Ends what is being told to the owners; they are told after the next start."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)

    async def watch(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Ticks itself, and sets the job queue going again, whenever that has fallen silent."""
        while True:
            await sleep(TICK_EVERY)
            if self.clock() - self._ticked > SILENT_FOR:
                log.warning("the job queue fell silent, perhaps the clock was set back; it is set going again")
                if self._job is not None:
                    self._job.job.reschedule("interval", seconds=TICK_EVERY)
                try:
                    await self.tick()
                except Exception:  # as in the job queue: the next tick is another chance
                    log.exception("a tick failed")

    async def _on_tick(self, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await self.tick()

    def _mind_the_clock(self, now: datetime) -> None:
        """Lets nothing wait for moments that a clock named which was ahead and has been set back."""
        last, _ = self.outbox.mark(MARK)
        if last is not None and last > now + SET_BACK_BY:
            log.warning("the clock was set back by %s; what waits is looked at again", last - now)
            self.outbox.clock_set_back(now)
            self.notices.clock_set_back(now)

    async def _tell_owners(self, knowledge: Knowledge, now: datetime) -> None:
        """Shows them what is held and sends the weekly note. Beside the tick: an owner's chat may have to wait long."""
        try:
            await self.notices.show(knowledge, now)
            await asyncio.to_thread(self.notices.release_due, knowledge, now)
            await self._note(knowledge, now)
        except StorageError as error:
            log_failure(log, error, "the owners could not be told; they are with the next tick")
        except Exception:  # the next tick is another chance
            log.exception("the owners could not be told")
        self.sender.wake()

    async def _tidy(self, now: datetime) -> None:
        if self._tidied is not None and timedelta(0) <= now - self._tidied < TIDY_EVERY:
            return
        self._tidied = now
        await asyncio.to_thread(self.outbox.tidy, now)
        await asyncio.to_thread(self.news.tidy, now)

    async def _note(self, knowledge: Knowledge, now: datetime) -> None:
        """Tells the owners once a week how the base stands."""
        last, _ = await asyncio.to_thread(self.outbox.mark, NOTE_MARK)
        if not self.parts.owners or not note.is_due(last, now, self.parts.timezone):
            return
        withdrawn = await asyncio.to_thread(self.news.withdrawn)
        today = now.astimezone(ZoneInfo(self.parts.timezone)).date()
        await asyncio.to_thread(self.outbox.set_mark, NOTE_MARK, now)
        await self.parts.tell_owners("weekly note", note.weekly_note(knowledge, today, withdrawn))
