"""What the bot did at the sandbox, as people see it: messages, changes of messages, words that answer a press."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.rich_plain import rich_plain
from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Got:
    """One thing that somebody got."""

    chat_id: int
    text: str
    stamp: int  #: Unix seconds
    buttons: tuple[str, ...] = ()
    topic: int | None = None
    is_change: bool = False  #: of a message that was there
    is_popup: bool = False  #: a word that answers a press, shown to whoever pressed


def received(sandbox: Sandbox, since: int) -> tuple[Got, ...]:
    """What the calls from number `since` on gave people, in order."""
    return tuple(one for call in sandbox.calls[since:] for one in _of(sandbox, *call))


def _of(sandbox: Sandbox, method: str, given: Json, answer: Json) -> Iterator[Got]:
    result = answer.get("result")
    if method == "answerCallbackQuery" and answer["ok"] and given.get("text"):
        query = sandbox.callbacks[str(given["callback_query_id"])]
        chat_id = query.chat.id if query.chat is not None else query.user.id
        yield Got(chat_id, str(given["text"]), sandbox.clock.stamp(), is_popup=True)
    for message in result if isinstance(result, list) else [result]:
        if isinstance(message, dict) and "message_id" in message and "chat" in message:
            yield _message(message, method.startswith(("edit", "stop")))


def _message(message: Json, is_change: bool) -> Got:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    stamp: int = message["date"]
    if is_change:
        stamp = message.get("edit_date", stamp)
    return Got(
        chat_id=message["chat"]["id"],
        text="\n".join(part for part in (_media(message), *_words(message)) if part),
        stamp=stamp,
        buttons=tuple(button["text"] for row in rows for button in row),
        topic=message.get("message_thread_id") if message.get("is_topic_message") else None,
        is_change=is_change,
    )


def _media(message: Json) -> str:
    if "photo" in message:
        return "[picture]"
    return f"[file {message['document'].get('file_name', '')}]" if "document" in message else ""


def _words(message: Json) -> Iterator[str]:
    yield str(message.get("text") or message.get("caption") or "")
    yield rich_plain(message.get("rich_message", {}).get("blocks", []))
