"""The real bot and the sandbox it talks to over HTTP, side by side in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from bot.app import Edge
from bot.sandbox.hooks import Hooks
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serve
from bot.simulate.passage import Heartbeat, Passage, Silent

T = TypeVar("T")

#: Runs the bot against the Bot API at this address until the event is set: `bot.app.run` with its settings.
Launch = Callable[[str, Edge, asyncio.Event], Coroutine[Any, Any, None]]


class BotEnded(Exception):
    """The bot came to its end without being asked to."""


class Stage:
    """A bot that can be started, stopped and started anew, and the time that passes for it."""

    def __init__(self, sandbox: Sandbox, address: str, launch: Launch) -> None:
        self.sandbox = sandbox
        self.address = address
        self._launch = launch
        self._passage = Passage(sandbox, self._beating)
        self._heartbeat: Heartbeat = Silent()
        self._stopping = asyncio.Event()
        self._bot: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def start(self) -> None:
        """Starts the bot; returns when it asks for updates, and raises what it ends with if it never does."""
        polls = self.sandbox.updates.polls
        clock, self._stopping = self.sandbox.clock, asyncio.Event()
        edge = Edge(now=clock.now, sleep=clock.sleep, seconds=clock.seconds, on_alerts=self._hear)
        self._bot = asyncio.create_task(self._launch(self.address, edge, self._stopping), name="bot")
        await self._beside_bot(self._asked_for_updates(polls))

    async def stop(self) -> None:
        """Stops the bot as a signal would; returns when it has ended, and raises what it ended with."""
        self._stopping.set()
        self._heartbeat = Silent()
        if self._bot is not None:
            bot, self._bot = self._bot, None
            await bot

    async def restart(self) -> None:
        """Stops the bot and starts it anew with the same settings and the same database."""
        await self.stop()
        await self.start()

    async def ended(self) -> None:
        """Returns when the bot has ended, as after a signal; raises what it ended with."""
        if self._bot is not None:
            await self._bot

    async def settle(self) -> None:
        """Returns when the bot has nothing in hand."""
        await self._beside_bot(self._passage.settle())

    async def pass_until(self, target: datetime) -> None:
        """Lets time pass up to `target`, playing what is due on the way."""
        async with self._one_at_a_time:
            await self._beside_bot(self._passage.until(target))

    async def next_due(self) -> datetime | None:
        """The next instant at which something is due."""
        return await self._passage.next_due()

    def _hear(self, heartbeat: Heartbeat) -> None:
        self._heartbeat = heartbeat

    def _beating(self) -> Heartbeat:
        return self._heartbeat

    async def _asked_for_updates(self, before: int) -> None:
        while self.sandbox.updates.polls == before:  # noqa: ASYNC110
            await asyncio.sleep(0.005)

    async def _beside_bot(self, work: Awaitable[T]) -> T:
        """What `work` gives; raises what the bot ends with when it does so first."""
        task = asyncio.ensure_future(work)
        beside = {self._bot} if self._bot is not None else set()
        try:
            await asyncio.wait({task, *beside}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await self.ended()
        raise BotEnded("the bot ended")


@asynccontextmanager
async def staged(
    sandbox: Sandbox, launch: Launch, *, port: int = 0, hooks: Hooks | None = None
) -> AsyncIterator[Stage]:
    """A stage whose sandbox is served, with the bot not yet started; leaving the block stops both.

    `hooks` are completed by how time passes. A port that is taken is an OSError.
    """
    stages: list[Stage] = []
    hooks = replace(
        hooks or Hooks(),
        on_advance=lambda target: stages[0].pass_until(target),
        next_due=lambda: stages[0].next_due(),
    )
    async with serve(sandbox, port, hooks=hooks) as address:
        stages.append(Stage(sandbox, address, launch))
        try:
            yield stages[0]
        finally:
            await stages[0].stop()
