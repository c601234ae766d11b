"""The real application against a Telegram that records what it is asked for, and what people do there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import telegram
from chat_samples import BASE, EVENTS, answered, choice, listing, refused
from telegram_fake import BOT, TOKEN, FakeTelegram, message, press

from bot.answers.answer import Answer, Listed, Thread
from bot.chat.connection import build_application
from bot.chat.handlers import register
from bot.chat.html import plain
from bot.chat.parts import Base, Loaded, Parts
from bot.knowledge.entries import Knowledge
from bot.storage.database import open_database
from bot.storage.migrate import upgrade
from bot.storage.store import Store

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
TODAY = NOW.date()
GROUP = -100200
VISIT = "when was the state visit"
TALKS = listing(*(Listed(entry.id) for entry in EVENTS))
LONG_QUESTION = "which talks of any kind were held between both countries in the year 2025"
ANSWERS = {
    VISIT: answered("state-visit-2026-02#outcome"),
    "ambassador of narnia": refused("country", "Narnia", "declaration"),
    "meeting": choice("summit-2027", "missed"),
    "the long one": answered("long-story#1", "long-story#2", "long-story#3"),
    "hello": Answer("hello", "chat", talk="greeting"),
    "talks of 2025": TALKS,
    LONG_QUESTION: TALKS,
    "": refused("empty"),
}


@dataclass
class Engine:
    """Answers by heart, and writes down what it is asked."""

    asked: list[tuple[str, Thread]] = field(default_factory=list)
    broken: bool = False

    def answer(self, question: str, now: datetime, thread: Thread, language: str | None = None) -> Answer:
        if self.broken:
            raise KeyError("a bug")
        self.asked.append((question, thread))
        found = ANSWERS.get(question.lower().removesuffix("?"), refused("unrelated"))
        after = Thread(tuple(s.id for s in found.entries), found.shown, question, "what", (), now)
        if found.status == "choose":
            after = replace(after, entries=(), offered=after.entries)
        return replace(found, question=question, thread=after)


@dataclass
class World:
    """The bot and its Telegram; `say` and `tap` are what a person does."""

    fake: FakeTelegram
    engine: Engine
    store: Store
    parts: Parts
    application: Any
    clock: list[datetime]
    update_id: int = 0

    async def take(self, update: dict[str, Any]) -> list[dict[str, Any]]:
        """Handles the update; gives the parameters of the calls it led to, each with its method."""
        before = len(self.fake.calls)
        read = telegram.Update.de_json(json.loads(json.dumps(update)), self.application.bot)
        await self.application.process_update(read)
        return [{**call.parameters, "method": call.method} for call in self.fake.calls[before:]]

    async def say(self, text: str, chat_id: int = 1, **more: Any) -> list[dict[str, Any]]:
        self.update_id += 1
        return await self.take(message(self.update_id, text, chat_id, **more))

    async def tap(self, data: str, chat_id: int = 1, **below: Any) -> list[dict[str, Any]]:
        self.update_id += 1
        update = press(self.update_id, data, chat_id)
        update["callback_query"]["message"].update(below)
        return [call for call in await self.take(update) if call["method"] != "answerCallbackQuery"]

    async def other(self, **body: Any) -> list[dict[str, Any]]:
        """A message without text, or with another kind of update around it."""
        self.update_id += 1
        update = message(self.update_id, "x", body.pop("chat_id", 1))
        kind = body.pop("kind", "message")
        content = update.pop("message")
        if "text" not in body:
            del content["text"]
        return await self.take({**update, kind: {**content, **body}})


@cache
def empty_database() -> bytes:
    """A database file as the bot creates it; made once, since that takes longer than most tests."""
    with TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/bot.db")
        upgrade(database)
        with sqlite3.connect(f"{folder}/bot.db") as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        database.close()
        return Path(folder, "bot.db").read_bytes()


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    if not (path / "bot.db").exists():
        (path / "bot.db").write_bytes(empty_database())
    store = Store(open_database(f"sqlite:///{path}/bot.db"))
    try:
        yield store
    finally:
        store.close()


@asynccontextmanager
async def world(path: Path, knowledge: Knowledge = BASE, **more: Any) -> AsyncIterator[World]:
    fake, engine, clock = FakeTelegram(), Engine(), [NOW]
    application = build_application(TOKEN, "http://telegram.example", lambda connections: fake)
    await application.initialize()
    with opened(path) as store:
        parts = Parts(
            base=Base(Loaded(knowledge, engine)),
            store=store,
            bot=application.bot,
            now=lambda: clock[0],
            **{"owners": frozenset({77}), "allowed_chats": None, **more},
            language="en",
            timezone="Asia/Karachi",
            username=BOT["username"],
        )
        register(application, parts)
        fake.calls.clear()
        yield World(fake, engine, store, parts, application, clock)
        await application.shutdown()


def rows(call: dict[str, Any]) -> list[list[dict[str, Any]]]:
    markup = call.get("reply_markup") or {"inline_keyboard": []}
    return (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]


def buttons(call: dict[str, Any]) -> list[dict[str, Any]]:
    return [button for row in rows(call) for button in row]


def data_of(call: dict[str, Any], text: str) -> str:
    return next(b["callback_data"] for b in buttons(call) if b["text"] == text)


def texts(calls: list[dict[str, Any]]) -> list[str]:
    return [plain(call["text"]) for call in calls]


def quoted(text: str, message_id: int = 5) -> dict[str, Any]:
    """A message that a reply of the bot quotes."""
    chat = {"id": 1, "type": "private"}
    return {"message_id": message_id, "date": 1769947200, "chat": chat, "text": text}


def photo() -> dict[str, Any]:
    return {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}


def mention(text: str = "@briefing_bot", offset: int = 0) -> list[dict[str, Any]]:
    return [{"type": "mention", "offset": offset, "length": len(text)}]
