"""One photo or file on its way to one chat, tried again until it arrives or is refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.error import RetryAfter as FloodControl

from bot.chat.html import Html
from bot.chat.keyboards import Rows
from bot.chat.markup import keyboard
from bot.chat.scene import Scene, topic_of
from bot.chat.send import FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT, TOPIC_GONE, UNREACHABLE_FOR, seconds_to_wait

log = logging.getLogger(__name__)

#: What Telegram writes, in lower case, when it no longer knows a file by its id.
_FILE_GONE = ("wrong file identifier", "wrong remote file", "file_reference", "wrong type of the web page content")
_UNCHANGED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Photo:
    """What is to be shown: bytes of a PNG, or the id of a photo that Telegram has."""

    data: bytes | str
    caption: Html
    buttons: Rows


@dataclass(frozen=True, slots=True)
class There:
    """It is there; by this id it can be sent again."""

    file_id: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """It is not: no right to send photos, or what was to be changed is gone. `forgotten`: only its id is of no use."""

    forgotten: bool = False
    by_chat: bool = False  #: such a thing may not be sent there, a text perhaps may


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is to go."""

    chat_id: int
    topic: int | None = None  #: message_thread_id
    is_new: bool = False  #: the group has this id since a moment ago, and its messages other numbers


async def send_photo(scene: Scene, photo: Photo, edit: int | None = None) -> There | Refused:
    """Sends the photo into the scene, or puts it in place of the one of message `edit`."""
    return await insistently(scene, partial(_attempt, scene, photo, edit), moves=edit is None)


async def insistently(
    scene: Scene, attempt: Callable[[Place], Awaitable[str | None]], *, moves: bool = True
) -> There | Refused:
    """Makes the attempt, which gives the id of the file, until it is taken or refused.

    `moves`: it goes to the group itself where the topic is gone, and to the new id of a group that has one.
    """
    parts, pause = scene.parts, FIRST_PAUSE
    started, place = parts.now(), Place(scene.chat.id, topic_of(scene.message))
    while True:
        try:
            return There(await attempt(place))
        except FloodControl as error:
            wait = seconds_to_wait(error)
            if wait > LONGEST_WAIT.total_seconds():
                return Refused()
            await parts.sleep(wait)
        except BadRequest as error:
            text = error.message.lower()
            if _UNCHANGED in text:
                return There(None)
            if place.topic is not None and any(sign in text for sign in TOPIC_GONE):
                place = replace(place, topic=None)
                continue
            log.info("a file was refused: %s", error.message)
            return Refused(forgotten=any(sign in text for sign in _FILE_GONE), by_chat=True)
        except ChatMigrated as error:
            await asyncio.to_thread(parts.store.migrate_chat, place.chat_id, error.new_chat_id)
            if not moves or place.is_new:
                return Refused()
            place = Place(error.new_chat_id, is_new=True)
        except Forbidden as error:
            log.info("a file was refused: %s", error.message)
            return Refused()
        except TelegramError as error:
            if parts.now() - started >= UNREACHABLE_FOR:
                log.warning("a file did not get through: %s", error)
                return Refused()
            await parts.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _attempt(scene: Scene, photo: Photo, edit: int | None, place: Place) -> str | None:
    bot, buttons = scene.parts.bot, keyboard(photo.buttons, scene.parts.username)
    if edit is not None:
        media = telegram.InputMediaPhoto(photo.data, caption=photo.caption, parse_mode=ParseMode.HTML)
        changed = await bot.edit_message_media(media, chat_id=place.chat_id, message_id=edit, reply_markup=buttons)
        return _file_id(changed) if isinstance(changed, telegram.Message) else None
    quoted = telegram.ReplyParameters(scene.message.message_id, allow_sending_without_reply=True)
    message = await bot.send_photo(
        place.chat_id,
        photo.data,
        caption=photo.caption,
        parse_mode=ParseMode.HTML,
        reply_markup=buttons,
        message_thread_id=place.topic,
        reply_parameters=None if scene.is_private or place.is_new else quoted,
        filename="picture.png" if isinstance(photo.data, bytes) else None,
    )
    return _file_id(message)


def _file_id(message: telegram.Message) -> str | None:
    return max(message.photo, key=lambda size: size.width).file_id if message.photo else None
