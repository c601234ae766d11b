"""What of a message is meant for the bot: everything in private; in a group what mentions it or replies to it."""

from __future__ import annotations

import re

import telegram
from telegram.constants import ChatType, MessageEntityType

#: The command whose text is a question.
ASK = "ask"


def question_in(message: telegram.Message, bot_id: int, username: str) -> str | None:
    """The text that is meant for the bot, its own name taken out; None when nothing is."""
    text = message.text or (message.caption if is_private(message) else None)
    if text is None or is_ours(message, bot_id):
        return None
    if command_for(message, username) == ASK:
        return "".join(text.split(maxsplit=1)[1:])
    if is_private(message):
        return text
    mentioned = _mention(message, bot_id, username)
    if mentioned is not None:
        return re.sub(re.escape(mentioned), " ", text, count=1).strip(" ,:\n")
    return text if _replies_to_us(message, bot_id) else None


def replied_to(message: telegram.Message, bot_id: int) -> str | None:
    """What somebody wrote that the message replies to; None where that is nothing, or a bot's."""
    before = message.reply_to_message
    return None if before is None or is_ours(before, bot_id) else before.text or before.caption


def is_private(message: telegram.Message) -> bool:
    """Whether the message was written to the bot alone."""
    return message.chat.type == ChatType.PRIVATE


def is_ours(message: telegram.Message, bot_id: int) -> bool:
    """Whether a bot wrote it, this one or another; an anonymous admin or a channel speaking in a group did not."""
    if message.via_bot is not None and message.via_bot.id == bot_id:
        return True
    if message.is_automatic_forward:
        return True
    return message.sender_chat is None and message.from_user is not None and message.from_user.is_bot


def command_for(message: telegram.Message, username: str) -> str | None:
    """The command that the message opens with, without slash and name; None where it is for another bot or none."""
    found = re.match(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s|$)", message.text or "")
    if found is None or (found[2] or username).casefold() != username.casefold():
        return None
    return found[1].lower()


def names_us(message: telegram.Message, username: str) -> bool:
    """Whether a command is written with the bot's own name: `/help@name`."""
    return f"@{username}".casefold() in (message.text or "").split(maxsplit=1)[0].casefold()


def _mention(message: telegram.Message, bot_id: int, username: str) -> str | None:
    for entity, text in message.parse_entities([MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION]).items():
        if entity.type == MessageEntityType.MENTION and text.casefold() == f"@{username}".casefold():
            return text
        if entity.user is not None and entity.user.id == bot_id:
            return text
    return None


def _replies_to_us(message: telegram.Message, bot_id: int) -> bool:
    """Whether it replies to a message of ours; in a topic that we opened, all seem to reply to its opening."""
    before = message.reply_to_message
    if before is None or before.forum_topic_created is not None or before.from_user is None:
        return False
    return before.from_user.id == bot_id
