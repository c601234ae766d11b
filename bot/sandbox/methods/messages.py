"""Sending: texts, copies, forwards, drafts, actions, reactions."""

import re
from typing import Any

from bot.sandbox.access import check_may_post, find_chat, find_message, find_reply, find_topic
from bot.sandbox.calls import Call
from bot.sandbox.markup import read_markup
from bot.sandbox.posting import SERVICE, post
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import Json, chat_json, message_json, user_json
from bot.sandbox.world import Chat, Message

_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
BATCH = 100


def send_message(call: Call) -> Json:
    """sendMessage."""
    formatted = call.message_text()
    chat = find_chat(call, "write")
    content = formatted.fields()
    preview = call.data("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return send(call, chat, content, "text messages")


def send(call: Call, chat: Chat, content: dict[str, Any], what: str) -> Json:
    """Post `content` as the call's other parameters say, within the flood limits."""
    check_may_post(call, chat, what)
    topic = find_topic(call, chat)
    reply_to = find_reply(call, chat)
    markup = read_markup(call, chat)
    call.sandbox.count_sent(call, chat)
    if call.flag("protect_content"):
        content = content | {"has_protected_content": True}
    message = post(
        call.sandbox, chat, content,
        author=call.sandbox.bot,
        markup=markup, reply_to=reply_to, topic=topic, silent=call.flag("disable_notification"),
    )  # fmt: skip
    return message_json(message)


def send_chat_action(call: Call) -> bool:
    """sendChatAction."""
    chat = find_chat(call, "write")
    action = call.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    find_topic(call, chat)
    call.sandbox.feed.publish("typing", chat_id=chat.id, action=action, by=call.sandbox.bot.first_name)
    return True


def send_message_draft(call: Call) -> bool:
    """sendMessageDraft."""
    chat = find_chat(call, "write")
    if chat.type != "private":
        raise bad_request("private chat is expected")
    if call.integer("draft_id") == 0:
        raise bad_request("invalid draft identifier specified")
    text = call.message_text().text if call.has("text") else ""
    call.sandbox.feed.publish("draft", chat_id=chat.id, text=text)
    return True


def forward_message(call: Call) -> Json:
    """forwardMessage."""
    chat = find_chat(call, "write")
    source = find_message(call, find_chat(call, "read", "from_chat_id"), "message to forward")
    return _forward(call, chat, source)


def forward_messages(call: Call) -> list[Json]:
    """forwardMessages; what cannot be forwarded is left out."""
    return [{"message_id": _forward(call, chat, m)["message_id"]} for chat, m in _batch(call)]


def _forward(call: Call, chat: Chat, source: Message) -> Json:
    if source.chat.protected or source.content.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    if SERVICE & source.content.keys():
        raise bad_request("message can't be forwarded")
    return send(call, chat, source.content | {"forward_origin": _origin(source)}, "text messages")


def _origin(source: Message) -> Json:
    if source.chat.type == "channel":
        place = {"type": "channel", "chat": chat_json(source.chat), "message_id": source.id}
        return place | {"date": source.date}
    if source.sender is None:
        return {"type": "chat", "sender_chat": chat_json(source.chat), "date": source.date}
    return {"type": "user", "sender_user": user_json(source.sender), "date": source.date}


def copy_message(call: Call) -> Json:
    """copyMessage."""
    chat = find_chat(call, "write")
    source = find_message(call, find_chat(call, "read", "from_chat_id"), "message to copy")
    return _copy(call, chat, source)


def copy_messages(call: Call) -> list[Json]:
    """copyMessages."""
    return [_copy(call, chat, message) for chat, message in _batch(call)]


def _copy(call: Call, chat: Chat, source: Message) -> Json:
    if SERVICE & source.content.keys():
        raise bad_request("message can't be copied")
    content = {k: v for k, v in source.content.items() if k != "forward_origin"}
    if call.has("caption") and "text" not in content:
        content = {k: v for k, v in content.items() if k not in ("caption", "caption_entities")}
        content |= call.caption().fields("caption", "caption_entities")
    return {"message_id": send(call, chat, content, "text messages")["message_id"]}


def _batch(call: Call) -> list[tuple[Chat, Message]]:
    chat = find_chat(call, "write")
    source = find_chat(call, "read", "from_chat_id")
    found = (source.messages.get(number) for number in message_ids(call))
    return [(chat, message) for message in found if message is not None and not message.deleted]


def message_ids(call: Call) -> list[int]:
    """The parameter message_ids, 1 to 100 of them."""
    given = call.data("message_ids")
    if not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > BATCH:
        raise bad_request("too many message identifiers specified")
    return [int(number) for number in given]


def set_message_reaction(call: Call) -> bool:
    """setMessageReaction."""
    chat = find_chat(call, "write")
    message = find_message(call, chat, "message to react")
    wanted = call.data("reaction") or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") == "emoji" and one.get("emoji") not in EMOJI for one in wanted):
        raise bad_request("REACTION_INVALID")
    message.reactions[call.sandbox.bot.id] = wanted
    call.sandbox.publish("edit", message)
    return True


#: Emoji that bots may react with.
EMOJI = frozenset(
    re.findall(
        r"\S+",
        "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 "
        "❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 "
        "👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 "
        "🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡",
    )
)
