"""Tells the owners what went wrong: each kind once an hour, in plain English, never with what a person wrote."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from traceback import extract_tb
from typing import Any

import telegram
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackContext

from bot.storage.trouble import is_outage, log_failure

log = logging.getLogger(__name__)

#: The same kind of trouble is told again after this.
QUIET_FOR = timedelta(hours=1)
#: Kinds remembered at most; the oldest is forgotten first.
MOST_KINDS = 500
#: Characters of a text to the owners; well within one message.
LONGEST_TEXT = 3500


class Owners:
    """The people who run the bot, and what they were told lately."""

    def __init__(self, bot: telegram.Bot, ids: frozenset[int], now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._ids = ids
        self._now = now
        self._told: dict[str, datetime] = {}

    async def tell(self, kind: str, text: str) -> None:
        """Sends `text` to every owner, unless something of this kind was told within the hour."""
        now = self._now()
        told = self._told.get(kind)
        if told is not None and timedelta(0) <= now - told < QUIET_FOR:
            return
        self._told.pop(kind, None)
        self._told[kind] = now
        if len(self._told) > MOST_KINDS:
            self._told.pop(next(iter(self._told)))
        await self.say(text)

    async def say(self, text: str) -> None:
        """Sends `text` to every owner, always."""
        text = text.replace(self._bot.token, "<secret>")[:LONGEST_TEXT]
        for owner in sorted(self._ids):
            try:
                await self._bot.send_message(owner, text)
            except TelegramError as error:
                log.warning("owner %d could not be told: %s", owner, error)


def place_of(error: BaseException) -> str:
    """Where an error came from: the innermost place in this package, as "chat/handlers.py:41 in on_question"."""
    frames = [f for f in extract_tb(error.__traceback__) if "/bot/" in f.filename.replace("\\", "/")]
    if not frames:
        return "outside the bot"
    last = frames[-1]
    file = last.filename.replace("\\", "/").rpartition("/bot/")[2]
    return f"{file}:{last.lineno} in {last.name}"


def error_handler(
    owners: Owners, apologise: Callable[[telegram.Update], Awaitable[None]]
) -> Callable[[object, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]:
    """What the application does with an error: log it, tell the owners its kind and place, say sorry to the person."""

    async def on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        error = context.error
        assert error is not None
        log_failure(log, error, "an update could not be handled")
        if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
            return  # Telegram could not be reached: not by us, and so not with a word about it
        if not is_outage(error):  # of that they hear as it begins
            where = place_of(error)
            await owners.tell(f"{type(error).__name__} {where}", f"{type(error).__name__} in {where}; see the log.")
        if isinstance(update, telegram.Update):
            await apologise(update)

    return on_error
