"""What a handler is handed: the base as it is now, the store, the bot, the clock, and who may do what."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import telegram

from bot.answers.answer import Answer, Thread
from bot.chat.server import Server
from bot.knowledge.entries import Knowledge
from bot.storage.store import Store


class Engine(Protocol):
    """Whatever turns a question into an answer, over one state of the base."""

    def answer(self, question: str, now: datetime, thread: Thread, language: str | None = None) -> Answer:
        """The answer; `language` None means: the language of the question."""
        ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """One state of the base and the engine made from it; the two always belong together."""

    knowledge: Knowledge
    engine: Engine


class Base:
    """Holds the state of the base in use. A reload swaps it whole.

    Who needs knowledge and engine together, or either across an `await`, takes `current` once and keeps it.
    """

    def __init__(self, current: Loaded) -> None:
        self._current = current

    @property
    def current(self) -> Loaded:
        """Knowledge and engine, of the same state."""
        return self._current

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge in use."""
        return self._current.knowledge

    @property
    def engine(self) -> Engine:
        """The engine in use."""
        return self._current.engine

    def swap(self, current: Loaded) -> None:
        """Puts another state of the base in use, at once and whole."""
        self._current = current


async def nobody(kind: str, text: str) -> None:
    """Tells nobody: what `Parts.tell_owners` is where there are no owners."""


@dataclass(frozen=True)
class Parts:
    """Everything a handler may use. Nothing else is reached for from inside a handler."""

    base: Base
    store: Store  #: blocking: call it through `asyncio.to_thread`
    bot: telegram.Bot
    now: Callable[[], datetime]  #: aware UTC
    owners: frozenset[int]
    allowed_chats: frozenset[int] | None  #: None: every chat
    language: str  #: for chats that chose none
    timezone: str  #: IANA name, for chats that chose none
    username: str  #: of the bot, without "@"
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep  #: seconds
    tell_owners: Callable[[str, str], Awaitable[None]] = nobody  #: (kind, text); once a kind and hour
    server: Server = field(default_factory=Server)  #: what the Bot API server takes
