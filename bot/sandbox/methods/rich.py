"""Rich messages: checked by their limits and kept as blocks."""

from typing import Any

from bot.sandbox.access import find_chat
from bot.sandbox.calls import Call
from bot.sandbox.methods.messages import send
from bot.sandbox.refusals import bad_request
from bot.sandbox.rich_text import RichError, parse_rich
from bot.sandbox.shapes import Json


def send_rich_message(call: Call) -> Json:
    """sendRichMessage."""
    content = rich_content(call)
    return send(call, find_chat(call, "write"), content, "the rich message")


def send_rich_message_draft(call: Call) -> bool:
    """sendRichMessageDraft."""
    content = rich_content(call)
    chat = find_chat(call, "write")
    if call.integer("draft_id") == 0:
        raise bad_request("invalid draft identifier specified")
    call.sandbox.feed.publish("draft", chat_id=chat.id, text="", rich=content["rich_message"])
    return True


def rich_content(call: Call) -> dict[str, Any]:
    """The content that the parameter rich_message describes."""
    given = call.data("rich_message")
    if not isinstance(given, dict):
        raise bad_request("rich message must be non-empty")
    return rich_from(given)


def rich_from(given: dict[str, Any]) -> dict[str, Any]:
    """The content of an InputRichMessage."""
    if bool(given.get("html")) == bool(given.get("markdown")):
        raise bad_request("exactly one of the fields html and markdown must be specified in the rich message")
    try:
        blocks = parse_rich(str(given.get("html") or ""), str(given.get("markdown") or ""))
    except RichError as error:
        raise bad_request(f"can't parse rich message: {error}") from error
    message: dict[str, Any] = {"blocks": blocks}
    if given.get("is_rtl"):
        message["is_rtl"] = True
    return {"rich_message": message}
