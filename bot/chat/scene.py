"""Where and for whom a reply is made: the chat, the person, the base and the moment; and how it goes out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import telegram

from bot.answers.answer import Reason, Thread
from bot.chat.addressed import is_private
from bot.chat.keyboards import Rows, is_hash, pressed
from bot.chat.markup import keyboard
from bot.chat.messages import edition_of
from bot.chat.names import GROUP_LINES, GROUP_ROOM, Edition
from bot.chat.pages import Message
from bot.chat.parts import Loaded, Parts
from bot.chat.send import Delivery, Sent, answer
from bot.knowledge.entries import Knowledge
from bot.storage.database import StorageError
from bot.storage.store import Chat
from bot.storage.talk import Awaited
from bot.storage.trouble import log_failure

log = logging.getLogger(__name__)
T = TypeVar("T")

#: How the data of buttons begins that stand for one choice of several: to read, to follow or mute, to brief on.
CHOICES = ("1|c|", "1|a|", "A1|follow|entry|", "A1|mute|", "B1|g|e", "B1|p|")


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a talk. Base and engine are taken once and belong together."""

    parts: Parts
    loaded: Loaded
    chat: Chat
    message: telegram.Message | telegram.InaccessibleMessage  #: the person's, or ours that has the pressed button
    user_id: int
    now: datetime
    person_language: str | None  #: of the person's Telegram

    @property
    def knowledge(self) -> Knowledge:
        """The base in use."""
        return self.loaded.knowledge

    @property
    def is_private(self) -> bool:
        """Whether it is a chat with one person."""
        return self.chat.type == "private"

    @property
    def today(self) -> date:
        """The day in the chat's time zone."""
        return self.now.astimezone(ZoneInfo(self.chat.timezone or self.parts.timezone)).date()

    def edition(self, asked_in: str | None = None) -> Edition:
        """The base in the language chosen in the chat, else the question's, else the person's, else the bot's."""
        chosen = self.chat.language or asked_in or (self.person_language if self.is_private else None)
        found = edition_of(self.knowledge, self.today, chosen or self.parts.language)
        return found if self.is_private else replace(found, room=GROUP_ROOM, lines=GROUP_LINES)


async def scene_of(parts: Parts, update: telegram.Update) -> Scene:
    """The scene of a message, an edited one, or a pressed button; the chat is noted in the store."""
    message, user, chat = update.effective_message, update.effective_user, update.effective_chat
    if update.callback_query is not None and update.callback_query.message is not None:
        message = update.callback_query.message  # type: ignore[assignment]
        chat = update.callback_query.message.chat
    assert message is not None
    assert chat is not None
    now = parts.now()
    unknown = Chat(chat.id, chat.type, None, None, keep_misses=False, created_at=now, blocked_at=None)
    seen = await remembered(unknown, parts.store.see_chat, chat.id, str(chat.type), now)
    language = (user.language_code or "").partition("-")[0] or None if user is not None else None
    return Scene(parts, parts.base.current, seen, message, user.id if user is not None else chat.id, now, language)


async def reply(scene: Scene, message: Message, *, quoting: bool | None = None, edit: int | None = None) -> int | None:
    """Sends the message into the scene, or changes one of ours; gives its id, None when it did not get through.

    It quotes what it answers in groups, and where a button needs the question to be found again.
    """
    quotes = quoting if quoting is not None else not scene.is_private or needs_question(message.buttons)
    outcome = await answer(
        scene.parts,
        Delivery(
            chat_id=scene.chat.id,
            html=message.html,
            keyboard=keyboard(message.buttons, scene.parts.username),
            topic=topic_of(scene.message),
            reply_to=scene.message.message_id if quotes and edit is None else None,
            edit=edit,
            rich=message.rich,
        ),
    )
    return outcome.message_id if isinstance(outcome, Sent) else None


def needs_question(rows: Rows) -> bool:
    """Whether a button asks a question again that is too long to stand in its data."""
    read = (pressed(one.data) for row in rows for one in row if one.data)
    return any(press is not None and press.action == "q" and is_hash(press.part(1)) for press in read)


async def thread_of(scene: Scene) -> Thread:
    """What the person last talked about in this chat."""
    return await remembered(Thread(), scene.parts.store.thread, scene.chat.id, scene.user_id, scene.now)


async def save_thread(scene: Scene, thread: Thread, awaited: Awaited | None = None) -> None:
    """Keeps what the person talks about now, and what the bot waits for, if anything."""
    await remembered(None, scene.parts.store.save_thread, scene.chat.id, scene.user_id, thread, scene.now, awaited)


async def await_answer(scene: Scene, awaited: Awaited) -> None:
    """Keeps what the bot offered or asked for just now; what the person talks about stays."""
    await save_thread(scene, await thread_of(scene), awaited)


def choices_in(message: Message) -> Awaited:
    """What a message offers to choose from: each of its buttons that leads on to an entry."""
    buttons = (one for row in message.buttons for one in row)
    return Awaited(tuple((one.text, one.data) for one in buttons if one.data and one.data.startswith(CHOICES)))


async def keep_miss(scene: Scene, question: str, reason: Reason | str, near: tuple[str, ...], language: str) -> None:
    """Keeps a question that found no answer, unless the chat wants none kept."""
    if scene.chat.keep_misses and question.strip():
        miss = (scene.chat.id, question, str(reason), near, language, scene.today)
        await remembered(False, scene.parts.store.keep_miss, *miss)


async def remembered(otherwise: T, call: Callable[..., T], *arguments: object) -> T:
    """What a call to the store gives; `otherwise` when the database fails: the bot then answers without memory."""
    try:
        return await asyncio.to_thread(call, *arguments)
    except StorageError as error:
        log_failure(log, error, "the database failed; the answer goes out without it")
        return otherwise


def topic_of(message: telegram.Message | telegram.InaccessibleMessage) -> int | None:
    """The topic of a group's forum that a message stands in, or None."""
    if isinstance(message, telegram.Message) and message.is_topic_message and not is_private(message):
        return message.message_thread_id
    return None
