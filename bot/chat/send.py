"""One delivery -> Telegram -> an outcome in our own words; and answers to people, tried again until they arrive."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import cast

import telegram
from telegram.constants import MessageLimit, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    TelegramError,
)
from telegram.error import RetryAfter as FloodControl

from bot.chat.parts import Parts
from bot.chat.rich import RichDocument, fits, rich_message
from bot.chat.server import Server, knows_no_moments

# The library then gives lengths of time as timedelta, as its next major version will; without it, it warns.
os.environ.setdefault("PTB_TIMEDELTA", "true")

log = logging.getLogger(__name__)

#: An answer is given up when it could not be delivered for so long.
UNREACHABLE_FOR = timedelta(minutes=10)
#: A longer wait than this is not obeyed but taken as a no.
LONGEST_WAIT = timedelta(hours=1)
#: Telegram takes no answer to a press after some ten seconds; it names no figure.
PRESS_WAITS = timedelta(seconds=10)
FIRST_PAUSE = 0.5  #: seconds
LONGEST_PAUSE = 30.0  #: seconds

_NO_LINK_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way to one chat."""

    chat_id: int
    html: str  #: Telegram's HTML, at most 4,096 characters once parsed
    keyboard: telegram.InlineKeyboardMarkup | None = None
    topic: int | None = None  #: message_thread_id of a forum topic
    reply_to: int | None = None  #: id of the message it answers; sent all the same when that one is gone
    edit: int | None = None  #: id of the message of ours to change in place
    silent: bool = False
    rich: RichDocument | None = None  #: goes out instead of `html` where the server takes it


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Too fast: nothing for this chat before that long has passed (429)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """The chat does not want the bot: blocked, kicked, gone (403)."""

    text: str


@dataclass(frozen=True, slots=True)
class Mute:
    """The bot is in the chat and may not write there."""

    text: str


@dataclass(frozen=True, slots=True)
class ChatGone:
    """There is no such chat."""

    text: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup with another id."""

    new_id: int


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The chat is there, the forum topic is closed or deleted."""

    text: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram will never take this message as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody knows whether it arrived: network, 5xx, or an answer that made no sense."""

    text: str


Outcome = Sent | RetryAfter | Blocked | Mute | ChatGone | Migrated | TopicGone | Rejected | Unreachable

#: What Telegram writes in a 400, in lower case, and what it means for the delivery.
_CHAT_GONE = ("chat not found", "user not found", "peer_id_invalid", "group chat was deactivated", "chat_id is empty")
_MUTE = (
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights in the channel",
    "chat_write_forbidden",
    "chat_restricted",
)
TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic is closed")
_NOT_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_UNCHANGED = "message is not modified"


async def deliver(bot: telegram.Bot, delivery: Delivery, server: Server | None = None) -> Outcome:
    """What became of one attempt."""
    return await _attempt(bot, server or Server(), delivery, delivery.html, ParseMode.HTML)


async def answer(parts: Parts, delivery: Delivery) -> Outcome:
    """Delivers an answer to a person: waits when told to, tries again while Telegram cannot be reached.

    When Telegram does not take the formatting, the answer goes out as plain text and the owners are told.
    A changed chat id and a blocked bot are remembered.
    """
    outcome = await _persistently(parts, delivery, ParseMode.HTML)
    if isinstance(outcome, Migrated):
        await asyncio.to_thread(parts.store.migrate_chat, delivery.chat_id, outcome.new_id)
        delivery = replace(delivery, chat_id=outcome.new_id, reply_to=None)
        outcome = await _persistently(parts, delivery, ParseMode.HTML)
    if isinstance(outcome, TopicGone):
        delivery = replace(delivery, topic=None)
        outcome = await _persistently(parts, delivery, ParseMode.HTML)
    if isinstance(outcome, Rejected) and _is_about(outcome.text, _NOT_EDITABLE):
        delivery = replace(delivery, edit=None)
        outcome = await _persistently(parts, delivery, ParseMode.HTML)
    if isinstance(outcome, Rejected):
        await parts.tell_owners("rejected", f"Telegram did not take a message as built: {outcome.text}")
        outcome = await _persistently(parts, delivery, None)
    if isinstance(outcome, Blocked):
        await asyncio.to_thread(parts.store.set_blocked, delivery.chat_id, parts.now())
    if not isinstance(outcome, Sent):
        log.warning("an answer was not delivered: %s", outcome)
    return outcome


async def acknowledge(parts: Parts, query_id: str, text: str | None = None, *, alert: bool = False) -> None:
    """Ends the waiting sign of a pressed button, with a short text if there is one. Too late is no trouble.

    Tries again while the press waits for it. Where Telegram asks for a wait, a press without text goes on without it:
    what it does is not to be held up by a sign that ends by itself.
    """
    started, pause = parts.now(), FIRST_PAUSE
    while True:
        try:
            await parts.bot.answer_callback_query(query_id, text=text, show_alert=alert)
            return
        except TelegramError as error:
            outcome = _outcome(error, Delivery(0, text or ""))
            log.info("a button press was not acknowledged: %s", outcome)
        wait = pause if isinstance(outcome, Unreachable) else None
        if isinstance(outcome, RetryAfter) and text is not None:
            wait = outcome.seconds
        if wait is None or parts.now() - started + timedelta(seconds=wait) > PRESS_WAITS:
            return
        await parts.sleep(wait)
        pause *= 2


def plain(html: str) -> str:
    """The text of Telegram HTML without its marks, cut to what one message holds."""
    reader = _PlainReader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.pieces)
    if len(text.encode("utf-16-le")) // 2 <= MessageLimit.MAX_TEXT_LENGTH:
        return text
    room = (MessageLimit.MAX_TEXT_LENGTH - 1) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + "…"


def seconds_to_wait(error: FloodControl) -> float:
    """How long a 429 asks to wait, in seconds."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def _persistently(parts: Parts, delivery: Delivery, parse_mode: ParseMode | None) -> Outcome:
    text = delivery.html if parse_mode else plain(delivery.html)
    started, pause = parts.now(), FIRST_PAUSE
    while True:
        outcome = await _attempt(parts.bot, parts.server, delivery, text, parse_mode)
        if isinstance(outcome, RetryAfter) and outcome.seconds <= LONGEST_WAIT.total_seconds():
            log.info("told to wait %g s before answering", outcome.seconds)
            await parts.sleep(outcome.seconds)
        elif isinstance(outcome, Unreachable) and parts.now() - started < UNREACHABLE_FOR:
            log.warning("an answer did not get through, again in %g s: %s", pause, outcome.text)
            await parts.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return outcome


async def _attempt(
    bot: telegram.Bot, server: Server, delivery: Delivery, text: str, parse_mode: ParseMode | None
) -> Outcome:
    """One attempt in the best form that the server takes."""
    if parse_mode is None:
        return await _plainly(bot, delivery, text, None)
    if delivery.rich is not None and server.takes("rich") and fits(delivery.rich):
        outcome = await _richly(bot, server, delivery, delivery.rich)
        if outcome is not None:
            return outcome
    outcome = await _plainly(bot, delivery, server.html(text), parse_mode)
    if isinstance(outcome, Rejected) and server.takes("moments") and knows_no_moments(outcome.text, text):
        await server.note_refusal("moments")
        return await _plainly(bot, delivery, server.html(text), parse_mode)
    return outcome


async def _richly(bot: telegram.Bot, server: Server, delivery: Delivery, document: RichDocument) -> Outcome | None:
    """One attempt as a rich message; None where the server does not take it, and the other form has to do."""
    try:
        if delivery.edit is not None:
            await bot.edit_message_text(
                cast(str, None),
                chat_id=delivery.chat_id,
                message_id=delivery.edit,
                reply_markup=delivery.keyboard,
                api_kwargs={"rich_message": rich_message(document)},
            )
            return Sent(delivery.edit)
        given = {
            "chat_id": delivery.chat_id,
            "rich_message": rich_message(document),
            "reply_markup": delivery.keyboard,
            "message_thread_id": delivery.topic,
            "disable_notification": delivery.silent or None,
            "reply_parameters": _reply_to(delivery.reply_to),
        }
        known = {name: value for name, value in given.items() if value is not None}
        message = await bot.do_api_request("sendRichMessage", known)
        return Sent(int(message["message_id"]))
    except (EndPointNotFound, InvalidToken):
        await server.note_refusal("rich")
        return None
    except TelegramError as error:
        outcome = _outcome(error, delivery)
        if isinstance(outcome, Rejected):
            log.warning("a rich message was not taken and goes out in the other form: %s", outcome.text)
            return None
        return outcome


async def _plainly(bot: telegram.Bot, delivery: Delivery, text: str, parse_mode: ParseMode | None) -> Outcome:
    try:
        if delivery.edit is not None:
            await bot.edit_message_text(
                text,
                chat_id=delivery.chat_id,
                message_id=delivery.edit,
                parse_mode=parse_mode,
                reply_markup=delivery.keyboard,
                link_preview_options=_NO_LINK_PREVIEW,
            )
            return Sent(delivery.edit)
        message = await bot.send_message(
            delivery.chat_id,
            text,
            parse_mode=parse_mode,
            reply_markup=delivery.keyboard,
            message_thread_id=delivery.topic,
            disable_notification=delivery.silent or None,
            link_preview_options=_NO_LINK_PREVIEW,
            reply_parameters=_reply_to(delivery.reply_to),
        )
        return Sent(message.message_id)
    except TelegramError as error:
        return _outcome(error, delivery)


def _outcome(error: TelegramError, delivery: Delivery) -> Outcome:
    match error:
        case FloodControl():
            return RetryAfter(seconds_to_wait(error))
        case ChatMigrated(new_chat_id=new_id):
            return Migrated(new_id)
        case Forbidden():
            return Blocked(error.message)
        case BadRequest():  # before its base class NetworkError, or it would be tried again for ever
            return _refusal(error.message, delivery)
        case _:
            return Unreachable(f"{type(error).__name__}: {error.message}")


def _refusal(text: str, delivery: Delivery) -> Outcome:
    if delivery.edit is not None and _is_about(text, (_UNCHANGED,)):
        return Sent(delivery.edit)
    if _is_about(text, _CHAT_GONE):
        return ChatGone(text)
    if _is_about(text, _MUTE):
        return Mute(text)
    if _is_about(text, TOPIC_GONE):
        return TopicGone(text)
    return Rejected(text)


def _is_about(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text.lower() for phrase in phrases)


def _reply_to(message_id: int | None) -> telegram.ReplyParameters | None:
    if message_id is None:
        return None
    return telegram.ReplyParameters(message_id, allow_sending_without_reply=True)


class _PlainReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
