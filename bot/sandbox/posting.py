"""Putting messages into chats, and deciding which of them the bot gets to see."""

import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.entities import utf16_slice
from bot.sandbox.shapes import chat_json, message_json, user_json
from bot.sandbox.world import Chat, Message, Topic, User

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

#: Fields that make a message a service message, which every bot in the chat gets.
SERVICE = frozenset({
    "new_chat_members", "left_chat_member", "new_chat_title", "group_chat_created", "supergroup_chat_created",
    "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "forum_topic_created", "forum_topic_edited",
    "forum_topic_closed", "forum_topic_reopened",
})  # fmt: skip


def post(
    sandbox: "Sandbox",
    chat: Chat,
    content: dict[str, Any],
    *,
    author: User,
    hidden: bool = False,
    markup: dict[str, Any] | None = None,
    reply_to: Message | None = None,
    topic: Topic | None = None,
    via_bot: User | None = None,
    signature: str | None = None,
    silent: bool = False,
) -> Message:
    """A new message at the sandbox's time, told to the bot if it may see it.

    `hidden`: the chat itself appears as sender; in channels it always does.
    """
    hidden = hidden or chat.type == "channel"
    message = Message(
        sandbox.world.next_message_id(chat), chat, sandbox.clock.stamp(), None if hidden else author,
        chat if hidden else None, author, content, markup, via_bot=via_bot, signature=signature, silent=silent,
    )  # fmt: skip
    _place(message, reply_to, topic)
    chat.messages[message.id] = message
    _remember(sandbox, chat, message)
    deliver(sandbox, message)
    sandbox.publish("message", message)
    return message


def _place(message: Message, reply_to: Message | None, topic: Topic | None) -> None:
    """The thread that Telegram files a message under: its topic, or the first message of a row of replies."""
    message.reply_to = reply_to
    if topic is not None:
        message.thread_id, message.is_topic = topic.id, True
        message.reply_to = reply_to or message.chat.messages.get(topic.id)
    elif reply_to is not None and reply_to.is_topic and reply_to.chat is message.chat:
        message.thread_id, message.is_topic = reply_to.thread_id, True
    elif reply_to is not None and message.chat.type == "supergroup":
        message.thread_id = reply_to.thread_id or reply_to.id


def _remember(sandbox: "Sandbox", chat: Chat, message: Message) -> None:
    if message.author is not None and message.author.is_bot:
        chat.last_bot_speaker = message.author.id
    if message.markup is not None and "inline_keyboard" not in message.markup:
        chat.reply_markup = None if message.markup.get("remove_keyboard") else message.markup
    elif (
        message.author is not sandbox.bot
        and chat.reply_markup
        and (chat.reply_markup.get("force_reply") or chat.reply_markup.get("one_time_keyboard"))
    ):
        chat.reply_markup = None


def deliver(sandbox: "Sandbox", message: Message, *, edited: bool = False) -> None:
    """Queue the update about a new or edited message, if the bot may see it."""
    if message.author is sandbox.bot:
        if not SERVICE & message.content.keys():
            return
    elif not sees(sandbox, message):
        return
    kind = "channel_post" if message.chat.type == "channel" else "message"
    sandbox.tell(f"edited_{kind}" if edited else kind, message_json(message))


def sees(sandbox: "Sandbox", message: Message) -> bool:
    """Whether the bot is given this message: membership, then the rules of privacy mode."""
    chat, bot = message.chat, sandbox.bot
    if chat.type == "private":
        return message.author is not bot
    member = chat.member(bot)
    if not member.is_here:
        return any(user["id"] == bot.id for user in [message.content.get("left_chat_member") or {"id": 0}])
    if message.author is not None and message.author.is_bot and message.via_bot is not bot:
        return False
    if chat.type == "channel" or member.is_admin or member.reads_all or SERVICE & message.content.keys():
        return True
    if message.via_bot is bot or (message.reply_to is not None and message.reply_to.author is bot):
        return True
    return _is_command_for(bot, message)


def _is_command_for(bot: User, message: Message) -> bool:
    """`/x@bot` always; a bare `/x` unless another bot spoke last. A bare @mention is not delivered."""
    for entity in message.entities:
        if entity["type"] != "bot_command":
            continue
        written = utf16_slice(message.text, entity["offset"], entity["length"])
        found = re.fullmatch(r"/\w+(?:@(\w+))?", written)
        addressee = found.group(1) if found else None
        if addressee is not None:
            if bot.username and addressee.lower() == bot.username.lower():
                return True
        elif message.chat.last_bot_speaker in (None, bot.id):
            return True
    return False


def membership_changed(
    sandbox: "Sandbox", chat: Chat, actor: User, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Queue my_chat_member (about the bot) or chat_member (others; administrators only)."""
    about_bot = after["user"]["id"] == sandbox.bot.id
    if not about_bot and not sandbox.world.bot_member(chat).is_admin:
        return
    body = {
        "chat": chat_json(chat), "from": user_json(actor), "date": sandbox.clock.stamp(),
        "old_chat_member": before, "new_chat_member": after,
    }  # fmt: skip
    sandbox.tell("my_chat_member" if about_bot else "chat_member", body)
