"""Telegram at the request level: keeps updates until they are confirmed, records calls, fails when told to.

It stands where the library would speak HTTP, so everything above it is the real thing. It answers as Telegram does for
what the bot calls; what Telegram refuses in the contents of messages is not its business.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import telegram
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

TOKEN = "4242:AAsecretSecretSECRETsecret"
BOT = {"id": 4242, "is_bot": True, "first_name": "Briefing", "username": "briefing_bot"}
START = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Call:
    """One request the bot made."""

    method: str
    parameters: dict[str, Any]
    at: int  #: position among all calls


@dataclass(frozen=True)
class Fault:
    """An error answer."""

    code: int
    description: str
    parameters: dict[str, Any] | None = None

    def answer(self) -> tuple[int, bytes]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return self.code, json.dumps(body).encode()


@dataclass(frozen=True)
class Raw:
    """An answer as bytes, sense or nonsense."""

    code: int
    body: bytes


class Dropped:
    """The connection breaks before any answer."""

    def __repr__(self) -> str:
        return "Dropped"


class Late:
    """No answer within the time allowed."""

    def __repr__(self) -> str:
        return "Late"


FLOOD = Fault(429, "Too Many Requests: retry after 7", {"retry_after": 7})
BAD_GATEWAY = Raw(502, b"<html><h1>502 Bad Gateway</h1></html>")
INTERNAL = Fault(500, "Internal Server Error")
CONFLICT = Fault(
    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
UNAUTHORIZED = Fault(401, "Unauthorized")
BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")


class FakeTelegram(BaseRequest):
    """Give it to `telegram.Bot` as `request` and `get_updates_request`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.faults: dict[str, deque[Fault | Raw | Dropped | Late]] = {}
        self.updates: list[dict[str, Any]] = []
        self.confirmed = 0  #: every id below this was confirmed
        self.hold: dict[str, asyncio.Event] = {}  #: method -> answered only once this is set
        self._news = asyncio.Event()
        self._message_id = 1000

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def fail(self, method: str, *faults: Fault | Raw | Dropped | Late) -> None:
        """The next calls of `method` fail like this, one after the other."""
        self.faults.setdefault(method, deque()).extend(faults)

    def push(self, *updates: dict[str, Any]) -> None:
        """Updates that wait for the bot from now on."""
        self.updates.extend(updates)
        self._news.set()

    def made(self, method: str) -> list[Call]:
        """The calls of one method so far."""
        return [call for call in self.calls if call.method == method]

    @property
    def texts(self) -> list[str]:
        """The texts of the messages that were sent, failed attempts included."""
        return [call.parameters["text"] for call in self.made("sendMessage")]

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        name = url.partition("?")[0].rpartition("/")[2]
        parameters = dict(request_data.parameters) if request_data else query_of(url)
        self.calls.append(Call(name, parameters, len(self.calls)))
        if name in self.hold:
            await self.hold[name].wait()
        if self.faults.get(name):
            return self._failure(self.faults[name].popleft(), url)
        return 200, json.dumps({"ok": True, "result": await self._result(name, parameters)}).encode()

    def _failure(self, fault: Fault | Raw | Dropped | Late, url: str) -> tuple[int, bytes]:
        match fault:
            case Fault():
                return fault.answer()
            case Raw():
                return fault.code, fault.body
            case Late():
                raise TimedOut
            case _:
                raise NetworkError(f"httpx.ReadError: {url}")

    async def _result(self, name: str, parameters: dict[str, Any]) -> Any:
        match name:
            case "getMe":
                return BOT
            case "getMyDescription" | "getMyShortDescription":
                return {"description": "", "short_description": ""}
            case "getUpdates":
                return await self._waiting(parameters)
            case "answerGuestQuery":
                return {"inline_message_id": "guest"}
            case "sendMessage" | "sendDocument" | "sendPhoto" | "sendRichMessage":
                self._message_id += 1
                return self._message(parameters, self._message_id)
            case "editMessageText" | "editMessageReplyMarkup":
                return self._message(parameters, parameters["message_id"])
            case _:
                return True

    async def _waiting(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(parameters.get("offset", 0))
        self.confirmed = max(self.confirmed, offset)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates and parameters.get("timeout"):
            self._news.clear()
            await self._news.wait()
        return self.updates[: int(parameters.get("limit", 100))]

    def _message(self, parameters: dict[str, Any], message_id: int) -> dict[str, Any]:
        chat_id = int(parameters["chat_id"])
        chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
        text = parameters.get("text", "")
        return {"message_id": message_id, "date": 1769947200, "chat": chat, "from": BOT, "text": text}


class FakeTime:
    """A clock that only sleeping moves; `pace` is how long a second of it really takes."""

    def __init__(self, start: datetime = START, pace: float = 0) -> None:
        self.time = start
        self.pace = pace
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(seconds * self.pace)
        self.time += timedelta(seconds=seconds)


def make_bot(fake: FakeTelegram) -> telegram.Bot:
    """A real `telegram.Bot` whose Telegram is `fake`."""
    return telegram.Bot(TOKEN, request=fake, get_updates_request=fake)


def message(update_id: int, text: str, chat_id: int = 1, user_id: int | None = None, **more: Any) -> dict[str, Any]:
    """A text message as Telegram delivers it; a negative chat id is a supergroup."""
    sender = {"id": user_id or abs(chat_id), "is_bot": False, "first_name": "A", "language_code": "en"}
    chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
    body = {"message_id": update_id, "date": 1769947200, "chat": chat, "from": sender, "text": text}
    if text.startswith("/"):
        length = len(text.split()[0])
        body["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return {"update_id": update_id, "message": {**body, **more}}


def press(update_id: int, data: str, chat_id: int = 1, message_id: int = 1001) -> dict[str, Any]:
    """A pressed button under one of the bot's messages."""
    sender = {"id": abs(chat_id), "is_bot": False, "first_name": "A", "language_code": "en"}
    chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
    below = {"message_id": message_id, "date": 1769947200, "chat": chat, "from": BOT, "text": "..."}
    query = {"id": str(update_id), "from": sender, "chat_instance": "1", "data": data, "message": below}
    return {"update_id": update_id, "callback_query": query}


def query_of(url: str) -> dict[str, Any]:
    """The parameters of a GET request."""
    return dict(_pairs(url.partition("?")[2]))


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    for part in query.split("&"):
        name, equals, value = part.partition("=")
        if equals:
            yield name, value
