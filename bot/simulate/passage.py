"""How time passes for a bot on the sandbox's clock: every due instant is played, and nobody is left in mid-sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.sandbox.sandbox import Sandbox

T = TypeVar("T")

#: In seconds of real time: a look at what goes on, and how many in a row have to see nothing.
LOOK = 0.002
LOOKS = 5
#: Turns of the event loop in a look, of which each takes a word between bot and sandbox a step on, however crowded the
#: machine is: where a process is given its time in slices, a pause alone may be over before anything had its turn.
TURNS = 5
#: Nothing at all happens for so long, in seconds of real time, though the bot has something in hand: it is stuck.
STUCK_AFTER = 30.0
#: On the sandbox's clock: what the bot has in hand for longer is not waited for.
PATIENCE = timedelta(minutes=1)
#: Time passes in strides that grow. Who sleeps for a few seconds wakes to the second just after something has happened,
#: and together with others later on; what is due is always met exactly.
LONGEST_STRIDE = timedelta(days=3)


class Heartbeat(Protocol):
    """What the bot does of its own accord, as far as it can be played."""

    async def next_due(self) -> datetime | None:
        """The next instant at which something is due, aware; None when nothing is or nobody knows."""
        ...

    async def play(self, until: datetime) -> None:
        """Does everything that is due by `until`, where the clock stands now, and returns when it is done."""
        ...


class Silent:
    """The heartbeat of a bot that does nothing of its own accord."""

    async def next_due(self) -> datetime | None:
        """Nothing is ever due."""
        return None

    async def play(self, until: datetime) -> None:
        """Does nothing."""


class Stuck(Exception):
    """The bot has something in hand and does nothing about it."""


class Threads(ThreadPoolExecutor):
    """The threads of an event loop, counting what they have in hand.

    What a thread has done is given out by the event loop, and counts until then: there is no moment at which the work
    is over and whoever waits for it does not know of it yet.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(thread_name_prefix="bot")
        self.in_hand = 0
        self._loop = loop

    def submit(self, *arguments: Any, **named: Any) -> Future[Any]:
        """As the base class does; to be called in the event loop."""
        self.in_hand += 1
        given: Future[Any] = Future()
        super().submit(*arguments, **named).add_done_callback(
            lambda done: self._loop.call_soon_threadsafe(self._give, done, given)
        )
        return given

    def _give(self, done: Future[Any], given: Future[Any]) -> None:
        self.in_hand -= 1
        if not given.set_running_or_notify_cancel():
            return
        error = done.exception()
        if error is not None:
            given.set_exception(error)
        else:
            given.set_result(done.result())


class Passage:
    """Lets time pass in a sandbox whose bot runs in this event loop."""

    def __init__(self, sandbox: Sandbox, heartbeat: Callable[[], Heartbeat], stuck_after: float = STUCK_AFTER) -> None:
        self._sandbox = sandbox
        self._heartbeat = heartbeat
        self._stuck_after = stuck_after
        loop = asyncio.get_running_loop()
        self._threads = Threads(loop)
        loop.set_default_executor(self._threads)

    async def next_due(self) -> datetime | None:
        """The next due instant."""
        return await self._finished(asyncio.ensure_future(self._heartbeat().next_due()))

    async def until(self, target: datetime) -> None:
        """Lets time pass up to `target`; what is due on the way is played at its instant."""
        clock, stride = self._sandbox.clock, timedelta(seconds=1)
        is_settled, due = await self._play(target, PATIENCE, None)
        while clock.now() < target:
            clock.set(max(clock.now(), min(target, self._next_stop(stride, due))))
            stride = min(2 * stride, LONGEST_STRIDE)
            is_settled, due = await self._play(target, PATIENCE if is_settled else timedelta(), due)

    async def settle(self) -> None:
        """Returns when the bot has nothing in hand; the clock goes on where the bot has to wait for that.

        Raises Stuck when the bot does nothing and waits for nothing.
        """
        await self._settled(self._sandbox.clock.now() + PATIENCE)

    async def _play(self, target: datetime, patience: timedelta, due: datetime | None) -> tuple[bool, datetime | None]:
        """Does what is due now; whether nothing is in hand in the end, and what is due next.

        What was known to be `due` is played though the bot may have taken it in hand by itself: it is to be done.
        """
        clock = self._sandbox.clock
        is_settled = await self._settled(min(target, clock.now() + patience))
        if due is None or due > clock.now():
            due = await self.next_due()
        if due is None or due > clock.now():
            return is_settled, due
        await self._finished(asyncio.ensure_future(self._heartbeat().play(clock.now())))
        return await self._settled(min(target, clock.now() + patience)), await self.next_due()

    async def _finished(self, playing: asyncio.Future[T]) -> T:
        """What the heartbeat gives; the clock goes on where it has to wait for that, as for a chat's next message."""
        clock = self._sandbox.clock
        try:
            while not (await asyncio.wait([playing], timeout=LOOK))[0]:
                await self._quiet()
                if not playing.done() and (wake := clock.next_wake()) is not None:
                    clock.set(max(clock.now(), wake))
        finally:
            playing.cancel()
            await asyncio.wait([playing])
        return playing.result()

    async def _settled(self, latest: datetime) -> bool:
        """Whether nothing is in hand any more by `latest`."""
        clock = self._sandbox.clock
        while True:
            await self._quiet()
            if not self._sandbox.updates.queue or clock.now() >= latest:
                return not self._sandbox.updates.queue
            wake = clock.next_wake()
            if wake is None:
                await self._something()
            else:
                clock.set(max(clock.now(), min(wake, latest)))

    def _next_stop(self, stride: timedelta, due: datetime | None) -> datetime:
        now, wake = self._sandbox.clock.now(), self._sandbox.clock.next_wake()
        stop = now + LONGEST_STRIDE if wake is None else max(wake, now + stride)
        return due if due is not None and now < due < stop else stop

    async def _quiet(self) -> None:
        """Returns when nothing has happened during several looks."""
        before, looks = self._traces(), 0
        while looks < LOOKS:
            await asyncio.sleep(LOOK)
            for _ in range(TURNS):
                await asyncio.sleep(0)
            traces = self._traces()
            looks = looks + 1 if traces == before and not self._is_busy() else 0
            before = traces

    async def _something(self) -> None:
        before = self._traces()
        try:
            async with asyncio.timeout(self._stuck_after):
                while self._traces() == before and not self._is_busy():  # noqa: ASYNC110
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise Stuck("the bot was given something and does nothing about it") from None

    def _traces(self) -> tuple[int, int, int]:
        updates = self._sandbox.updates
        return len(self._sandbox.calls), updates.polls, len(updates.queue)

    def _is_busy(self) -> bool:
        return bool(self._threads.in_hand or self._sandbox.in_hand)
