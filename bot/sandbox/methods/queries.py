"""Answers to what people start by a tap or a mention: buttons, inline queries, guest questions."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.markup import check_markup
from bot.sandbox.methods.rich import rich_from
from bot.sandbox.posting import post
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import Json, user_json
from bot.sandbox.texts import caption, message_text
from bot.sandbox.world import Chat, Message, User

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
#: How long a query may be answered, in seconds of the sandbox's clock.
CALLBACK_SECONDS = 15 * 60
INLINE_SECONDS = 60
RESULTS_LIMIT = 50
ANSWER_CHARACTERS = 200
OFFSET_BYTES = 64


@dataclass(slots=True)
class Query:
    """Something a person started and the bot is to answer."""

    id: str
    user: User
    chat: Chat
    asked: int
    message: Message | None = None
    data: str = ""
    answered: bool = False
    #: Of a button: what is shown over the chat, as an alert or in passing.
    text: str = ""
    show_alert: bool = False
    url: str = ""
    #: Of an inline query: what may be chosen.
    results: list[dict[str, Any]] = field(default_factory=list)
    button: dict[str, Any] | None = None
    next_offset: str = ""


def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery."""
    query = _find(call, call.sandbox.callbacks, "callback_query_id", CALLBACK_SECONDS)
    if len(call.text("text")) > ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered, query.text = True, call.text("text")
    query.show_alert, query.url = call.flag("show_alert"), call.text("url")
    call.sandbox.feed.publish(
        "answer", query_id=query.id, user_id=query.user.id, text=query.text, alert=query.show_alert, url=query.url
    )
    return True


def _find(call: Call, queries: dict[str, Query], name: str, seconds: int) -> Query:
    query = queries.get(call.text(name))
    if query is None or call.sandbox.clock.stamp() - query.asked > seconds:
        raise bad_request(TOO_OLD)
    return query


def answer_inline_query(call: Call) -> bool:
    """answerInlineQuery."""
    query = _find(call, call.sandbox.inline_queries, "inline_query_id", INLINE_SECONDS)
    results = call.data("results") or []
    if len(results) > RESULTS_LIMIT:
        raise bad_request("too many inline query results specified")
    if len(call.text("next_offset").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    ids = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(number.encode()) <= 64 for number in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        inline_content(call, result)
    query.answered, query.results = True, results
    query.button, query.next_offset = call.data("button"), call.text("next_offset")
    call.sandbox.feed.publish("inline", query_id=query.id, user_id=query.user.id, results=results, button=query.button)
    return True


def answer_guest_query(call: Call) -> Json:
    """answerGuestQuery: one message in a chat that the bot is not in."""
    query = _find(call, call.sandbox.guest_queries, "guest_query_id", CALLBACK_SECONDS)
    if query.answered:
        raise bad_request(TOO_OLD)
    result = call.data("result")
    if not result:
        raise bad_request("result isn't specified")
    content, markup = inline_content(call, result)
    query.answered = True
    message = post_inline(call, query, content | {"guest_bot_caller_user": user_json(query.user)}, markup)
    return {"inline_message_id": message.inline_id}


def inline_content(call: Call, result: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What a result puts into the chat when it is chosen, and its buttons; a Refusal if it cannot."""
    kind = result.get("type")
    words = result.get("input_message_content")
    if kind == "article" and not str(result.get("title") or ""):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    if words is not None:
        content = _input_content(words)
    elif kind in ("photo", "document"):
        content = _file_content(call, kind, result)
    elif kind == "article":
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    else:
        raise bad_request(f'can\'t parse inline query result: type "{kind}" is unsupported for the inline query result')
    return content, check_markup(result.get("reply_markup"), None)


def _input_content(words: dict[str, Any]) -> dict[str, Any]:
    if "rich_message" in words:
        return rich_from(words["rich_message"])
    if "message_text" not in words:
        raise bad_request("can't parse inline query result: Can't find field \"message_text\"")
    formatted = message_text(words["message_text"] or "", words.get("parse_mode") or "", words.get("entities") or ())
    content = formatted.fields()
    if words.get("link_preview_options"):
        content["link_preview_options"] = words["link_preview_options"]
    return content


def _file_content(call: Call, kind: str, result: dict[str, Any]) -> dict[str, Any]:
    words = caption(result.get("caption") or "", result.get("parse_mode") or "", result.get("caption_entities") or ())
    stored = call.sandbox.files.by_id.get(str(result.get(f"{kind}_file_id", "")))
    if stored is None:
        raise bad_request("WEBDOCUMENT_URL_INVALID" if f"{kind}_url" in result else "MEDIA_EMPTY")
    shown = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
    if kind == "photo":
        return {"photo": [shown | {"width": stored.width, "height": stored.height}]} | words.fields(
            "caption", "caption_entities"
        )
    return {"document": shown | {"file_name": stored.upload.name}} | words.fields("caption", "caption_entities")


def post_inline(call: Call, query: Query, content: dict[str, Any], markup: dict[str, Any] | None) -> Message:
    """A message of the bot in a chat where it is a guest, editable by its inline id."""
    message = post(call.sandbox, query.chat, content, author=call.sandbox.bot, markup=markup, reply_to=query.message)
    message.inline_id = f"CAAAA{query.id}"
    call.sandbox.inline_messages[message.inline_id] = message
    return message


def callback_json(query: Query, message: Json | None, inline_id: str | None) -> Json:
    """A CallbackQuery."""
    body: Json = {
        "id": query.id, "from": user_json(query.user), "chat_instance": str(_instance(query.chat)), "data": query.data
    }  # fmt: skip
    if inline_id is not None:
        body["inline_message_id"] = inline_id
    elif message is not None:
        body["message"] = message
    return body


def _instance(chat: Chat) -> int:
    """The number that stands for a chat in queries; the same for all its messages."""
    return (chat.id * 6364136223846793005 + 1442695040888963407) % (1 << 62)


def inline_query_json(query: Query, text: str, offset: str) -> Json:
    """An InlineQuery."""
    kind = "sender" if query.chat.type == "private" else query.chat.type
    return {"id": query.id, "from": user_json(query.user), "chat_type": kind, "query": text, "offset": offset}
