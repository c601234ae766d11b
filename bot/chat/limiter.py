"""Keeps within Telegram's flood limits, so that one chat told to wait stalls nobody else.

Telegram names no figures that bind (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits): about one message a
second to a chat with short bursts, 20 a minute to a group, 30 a second over all chats. The library's own limiter lets
ten messages into one chat at once and stalls every chat when one is told to wait.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.chat.send import seconds_to_wait

#: Messages to one chat at once, when they answer somebody; broadcasts have no burst.
BURST = 3
CHAT_SECONDS = 1.0  #: between two messages to one chat in the long run
GROUP_MESSAGES = 20
GROUP_SECONDS = 60.0
#: Different chats told to wait within GLOBAL_SECONDS that show it is the bot which is held, not a chat.
GLOBAL_EVIDENCE = 3
GLOBAL_SECONDS = 1.0
#: In seconds. A timer that rings a moment early must not ring a million times.
SHORTEST_WAIT = 0.001
LOOK_AGAIN = 0.05  #: seconds until a broadcast looks again whether its chat is free
#: Chats remembered before those long silent are forgotten.
MOST_CHATS = 2000

_COUNTED = ("send", "edit", "copy", "forward", "stop")
_FREE = frozenset({"sendChatAction"})
_is_broadcast: ContextVar[bool] = ContextVar("is_broadcast", default=False)


@contextmanager
def broadcasting() -> Iterator[None]:
    """What is sent inside gives way to answers, and is not sent at all to a chat that is on hold: RetryAfter."""
    before = _is_broadcast.get()
    _is_broadcast.set(True)
    try:
        yield
    finally:  # may run in another context, where a token could not be given back
        _is_broadcast.set(before)


@dataclass
class _Chat:
    """What one chat may have."""

    is_group: bool
    tokens: float = float(BURST)
    filled: float = 0.0  #: when the tokens were counted
    last: float = float("-inf")  #: when the last message was through
    held_until: float = float("-inf")
    lately: deque[float] = field(default_factory=deque)  #: of a group: its messages of the last minute
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Limiter(BaseRateLimiter[None]):
    """The bot's rate limiter. `clock` gives seconds that only ever grow; `sleep` waits that many."""

    def __init__(
        self,
        per_second: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_second = per_second
        self._clock = clock
        self._sleep = sleep
        self._chats: dict[int | str, _Chat] = {}
        self._sent: deque[float] = deque(maxlen=per_second)
        self._last_broadcast = float("-inf")
        self._held_until = float("-inf")
        self._floods: deque[tuple[float, int | str, float]] = deque(maxlen=GLOBAL_EVIDENCE)
        self._door = asyncio.Lock()
        self._lane = asyncio.Lock()  # broadcasts pass one by one
        self._most_chats = MOST_CHATS
        self._people = 0  # answers waiting at the door

    @property
    def last_flood(self) -> tuple[float, int | str, float] | None:
        """The last 429: when on the limiter's clock, which chat, and how many seconds to wait."""
        return self._floods[-1] if self._floods else None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Calls Telegram when it may be called. A message to a chat on hold waits; a broadcast is refused at once."""
        chat_id = data.get("chat_id")
        if chat_id is None or endpoint in _FREE or not endpoint.startswith(_COUNTED):
            return await callback(*args, **kwargs)
        chat = self._chat(chat_id)
        chat.waiting += 1
        try:
            await (self._broadcast_turn(chat) if _is_broadcast.get() else self._answer_turn(chat))
            try:
                return await self._call(callback, args, kwargs, chat_id, chat)
            finally:
                chat.turn.release()
        finally:
            chat.waiting -= 1

    async def _call(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        chat_id: int | str,
        chat: _Chat,
    ) -> Any:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._hold(chat_id, chat, seconds_to_wait(error))
            raise
        finally:
            chat.last = self._clock()

    async def _answer_turn(self, chat: _Chat) -> None:
        """Waits until an answer may go out: in order within its chat, and before all broadcasts."""
        await chat.turn.acquire()
        try:
            while (wait := max(self._held(chat), self._chat_wait(chat))) > 0:
                await self._wait(wait)
            self._people += 1
            try:
                async with self._door:
                    while (wait := max(self._window(), self._held_until - self._clock())) > 0:
                        await self._wait(wait)
                    self._count(chat)
            finally:
                self._people -= 1
        except BaseException:
            chat.turn.release()
            raise

    async def _broadcast_turn(self, chat: _Chat) -> None:
        """Waits until a broadcast may go out: evenly spaced, while no answer is waiting; RetryAfter on a hold.

        It queues without holding its chat's turn, so that an answer to that chat passes it.
        """
        while True:
            if (held := self._held(chat)) > 0:
                raise RetryAfter(timedelta(seconds=held))
            if (wait := self._broadcast_wait(chat)) > 0:
                await self._wait(wait)
                continue
            async with self._lane:
                due = None
                while (wait := self._slot_wait()) > 0:
                    due = self._clock() + wait
                    await self._wait(wait)
                if self._held(chat) <= 0 and self._broadcast_wait(chat) <= 0:
                    await chat.turn.acquire()  # nobody holds it: this does not wait
                    self._last_broadcast = self._on_time(due)
                    self._count(chat, self._last_broadcast)
                    return

    async def _wait(self, seconds: float) -> None:
        await self._sleep(max(seconds, SHORTEST_WAIT))

    def _held(self, chat: _Chat) -> float:
        return max(chat.held_until, self._held_until) - self._clock()

    def _chat_wait(self, chat: _Chat) -> float:
        """How long until the chat may have another answer."""
        now = self._clock()
        chat.tokens = min(float(BURST), chat.tokens + max(0.0, now - chat.filled) / CHAT_SECONDS)
        chat.filled = now
        minute = _window_wait(chat.lately, now, GROUP_MESSAGES, GROUP_SECONDS) if chat.is_group else 0.0
        return max((1 - chat.tokens) * CHAT_SECONDS, minute)

    def _broadcast_wait(self, chat: _Chat) -> float:
        """How long until the chat may have another broadcast: no bursts, and answers to it go first."""
        if chat.turn.locked():
            return LOOK_AGAIN
        return max(self._chat_wait(chat), chat.last + CHAT_SECONDS - self._clock())

    def _slot_wait(self) -> float:
        """How long until any broadcast may go out."""
        now = self._clock()
        spacing = 1 / self._per_second
        wait = max(self._last_broadcast + spacing - now, self._window(), self._held_until - now)
        return max(wait, spacing) if self._people else wait

    def _on_time(self, due: float | None) -> float:
        """When the slot that was waited for began: a timer that rings late makes only this one late, not all after."""
        now = self._clock()
        return now if due is None else min(now, max(due, now - 1 / self._per_second))

    def _window(self) -> float:
        """How long until fewer than the limit were sent within a second."""
        return _window_wait(self._sent, self._clock(), self._per_second, 1.0)

    def _count(self, chat: _Chat, at: float | None = None) -> None:
        now = self._clock()
        self._sent.append(now if at is None else at)
        chat.tokens -= 1
        if chat.is_group:
            chat.lately.append(now)

    def _hold(self, chat_id: int | str, chat: _Chat, seconds: float) -> None:
        now = self._clock()
        chat.held_until = max(chat.held_until, now + seconds)
        self._floods.append((now, chat_id, seconds))
        lately = [one for one in self._floods if one[0] > now - GLOBAL_SECONDS]
        if len({one[1] for one in lately}) >= GLOBAL_EVIDENCE:
            self._held_until = max(self._held_until, now + min(one[2] for one in lately))

    def _chat(self, chat_id: int | str) -> _Chat:
        if chat_id not in self._chats:
            if len(self._chats) >= self._most_chats:
                self._forget_silent()
                self._most_chats = max(MOST_CHATS, 2 * len(self._chats))
            self._chats[chat_id] = _Chat(is_group(chat_id), filled=self._clock())
        return self._chats[chat_id]

    def _forget_silent(self) -> None:
        now = self._clock()
        self._chats = {
            name: chat
            for name, chat in self._chats.items()
            if chat.waiting or chat.held_until > now or chat.last > now - GROUP_SECONDS
        }


def is_group(chat_id: int | str) -> bool:
    """Whether the id is that of a group or channel."""
    return not isinstance(chat_id, int) or chat_id < 0


def _window_wait(sent: deque[float], now: float, most: int, seconds: float) -> float:
    while sent and sent[0] <= now - seconds:
        sent.popleft()
    return sent[len(sent) - most] + seconds - now if len(sent) >= most else 0.0
