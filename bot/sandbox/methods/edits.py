"""Changing and removing what was sent: text, caption, picture, buttons; deleting and pinning."""

from typing import Any

from bot.sandbox.access import find_chat, find_message
from bot.sandbox.calls import Call
from bot.sandbox.markup import read_inline_markup
from bot.sandbox.methods.files import media_content
from bot.sandbox.methods.messages import message_ids
from bot.sandbox.methods.rich import rich_content
from bot.sandbox.posting import post
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import Json, message_json
from bot.sandbox.world import Chat, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
#: Messages older than this cannot be deleted.
DELETABLE_SECONDS = 48 * 3600
_CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "rich_message")


def edit_message_text(call: Call) -> Json | bool:
    """editMessageText, for text and rich messages."""
    rich = call.has("rich_message")
    content = rich_content(call) if rich else call.message_text().fields()
    message = _own_message(call)
    if "text" not in message.content and "rich_message" not in message.content:
        raise bad_request("there is no text in the message to edit")
    preview = call.data("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return _edit(call, message, content, ("text", "entities", "rich_message", "link_preview_options"))


def edit_message_caption(call: Call) -> Json | bool:
    """editMessageCaption."""
    content = call.caption().fields("caption", "caption_entities")
    message = _own_message(call)
    if not {"photo", "document"} & message.content.keys():
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, message, content, ("caption", "caption_entities"))


def edit_message_media(call: Call) -> Json | bool:
    """editMessageMedia, for pictures and files."""
    content = media_content(call)
    message = _own_message(call)
    return _edit(call, message, content, _CONTENT)


def edit_message_reply_markup(call: Call) -> Json | bool:
    """editMessageReplyMarkup."""
    return _edit(call, _own_message(call), {}, ())


def _own_message(call: Call) -> Message:
    """The message to edit: one of the bot's own, by chat and number or by inline id."""
    if call.has("inline_message_id"):
        message = call.sandbox.inline_messages.get(call.text("inline_message_id"))
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    chat = find_chat(call, "edit")
    message = find_message(call, chat, "message to edit")
    may = call.sandbox.world.bot_member(chat).may("can_edit_messages")
    own = message.author is call.sandbox.bot or (chat.type == "channel" and may)
    if not own or "forward_origin" in message.content:
        raise bad_request("message can't be edited")
    return message


def _edit(call: Call, message: Message, content: dict[str, Any], replaced: tuple[str, ...]) -> Json | bool:
    markup = read_inline_markup(call, message.chat)
    new = {key: value for key, value in message.content.items() if key not in replaced} | content
    if new == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if new != message.content:
        message.edit_date = call.sandbox.clock.stamp()
    message.content, message.markup = new, markup
    call.sandbox.publish("edit", message)
    return True if call.has("inline_message_id") else message_json(message)


def delete_message(call: Call) -> bool:
    """deleteMessage."""
    chat = find_chat(call, "edit")
    message = find_message(call, chat, "message to delete")
    _check_deletable(call, chat, message)
    _delete(call, message)
    return True


def delete_messages(call: Call) -> bool:
    """deleteMessages; numbers that name nothing are passed over."""
    chat = find_chat(call, "edit")
    found = [chat.messages[number] for number in message_ids(call) if number in chat.messages]
    for message in found:
        _check_deletable(call, chat, message)
    for message in found:
        _delete(call, message)
    return True


def _check_deletable(call: Call, chat: Chat, message: Message) -> None:
    may = call.sandbox.world.bot_member(chat).may("can_delete_messages")
    if may and chat.type in ("supergroup", "channel"):
        return
    old = call.sandbox.clock.stamp() - message.date > DELETABLE_SECONDS
    own = message.author is call.sandbox.bot or chat.type == "private"
    if old or not (own or may or (chat.type == "channel" and message.sender_chat is chat)):
        raise bad_request("message can't be deleted for everyone" if old or own else "message can't be deleted")


def _delete(call: Call, message: Message) -> None:
    message.deleted = True
    call.sandbox.publish("delete", message)


def pin_chat_message(call: Call) -> bool:
    """pinChatMessage."""
    chat = find_chat(call, "write")
    message = find_message(call, chat, "message to pin")
    _check_pin(call, chat)
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    post(
        call.sandbox, chat, {"pinned_message": message_json(message, with_reply=False)},
        author=call.sandbox.bot,
    )  # fmt: skip
    return True


def unpin_chat_message(call: Call) -> bool:
    """unpinChatMessage; without a number the newest."""
    chat = find_chat(call, "write")
    _check_pin(call, chat)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.sandbox.publish_chat(chat)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """unpinAllChatMessages."""
    chat = find_chat(call, "write")
    _check_pin(call, chat)
    chat.pinned.clear()
    call.sandbox.publish_chat(chat)
    return True


def _check_pin(call: Call, chat: Chat) -> None:
    member = call.sandbox.world.bot_member(chat)
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if chat.type != "private" and not member.may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
