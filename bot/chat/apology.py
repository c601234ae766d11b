"""One plain sentence to a person whose message or button press could not be handled."""

from __future__ import annotations

import asyncio

import telegram

from bot.chat.html import escape
from bot.chat.parts import Parts
from bot.chat.send import Delivery, acknowledge, answer
from bot.languages.catalogue import translate
from bot.storage.database import StorageError


async def apologise(parts: Parts, update: telegram.Update) -> None:
    """Says that something went wrong here and what to do, where the update came from."""
    chat = update.effective_chat
    if chat is None:
        return
    text = translate(await _language(parts, chat.id))._(
        "Something went wrong on this side and has been noted. Please try once more in a minute."
    )
    if update.callback_query is not None:
        await acknowledge(parts.bot, update.callback_query.id, text, alert=True)
    elif update.message is not None:
        topic = update.message.message_thread_id if update.message.is_topic_message else None
        await answer(parts, Delivery(chat.id, str(escape(text)), topic=topic, reply_to=update.message.message_id))


async def _language(parts: Parts, chat_id: int) -> str:
    try:
        chat = await asyncio.to_thread(parts.store.chat, chat_id)
    except StorageError:  # it may be what went wrong
        return parts.language
    return (chat.language if chat is not None else None) or parts.language
