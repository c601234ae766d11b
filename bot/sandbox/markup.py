"""Keyboards: read as Telegram reads them, refused with its words, kept as it gives them back."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.urls import UrlError, mentioned_user, require_url
from bot.sandbox.world import Chat

CALLBACK_BYTES = 64
COPY_CHARACTERS = 256
BUTTONS_LIMIT = 100
_ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "web_app", "copy_text",
)  # fmt: skip
_STYLES = ("", "default", "primary", "danger", "success")


def read_markup(call: Call, chat: Chat | None) -> dict[str, Any] | None:
    """The parameter reply_markup; none if absent or without buttons. `chat` None: an inline message."""
    return check_markup(call.data("reply_markup"), chat)


def read_inline_markup(call: Call, chat: Chat | None) -> dict[str, Any] | None:
    """As `read_markup`, for edits, where nothing but inline buttons will do."""
    markup = read_markup(call, chat)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def check_markup(given: Any, chat: Chat | None) -> dict[str, Any] | None:
    """The keyboard as Telegram keeps it; none if it has no buttons."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if given.get("keyboard"):
        return _reply_keyboard(given, chat)
    rows = [_row(row, chat) for row in given.get("inline_keyboard") or ()]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    if rows:
        return {"inline_keyboard": rows}
    if given.get("remove_keyboard") or given.get("force_reply"):
        return dict(given)
    return None


def _row(row: Any, chat: Chat | None) -> list[dict[str, Any]]:
    if not isinstance(row, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return [_button(button, chat) for button in row]


def _button(button: Mapping[str, Any], chat: Chat | None) -> dict[str, Any]:
    _check_style(button)
    if not str(button["text"]).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    action = next((name for name in _ACTIONS if _is_given(name, button.get(name))), None)
    if action is None:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    kept = {key: button[key] for key in ("text", "style", "icon_custom_emoji_id") if button.get(key)}
    return kept | {action: _action(action, button[action], chat)}


def _is_given(name: str, value: Any) -> bool:
    return value not in (None, "") if name in ("url", "callback_data") else value is not None


def _check_style(button: Mapping[str, Any]) -> None:
    if str(button.get("style") or "").lower() not in _STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")


def _action(name: str, value: Any, chat: Chat | None) -> Any:
    if name == "url":
        return _url(str(value))
    if name == "callback_data" and len(str(value).encode()) > CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if name == "copy_text" and not 0 < len(str(value.get("text", ""))) <= COPY_CHARACTERS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if name == "web_app":
        _check_web_app(str(value.get("url", "")), chat)
    if name in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")
    return value


def _url(url: str) -> str:
    if mentioned_user(url):
        return url
    try:
        return require_url(url)
    except UrlError as error:
        raise bad_request(f"inline keyboard button {error}") from error


def _check_web_app(url: str, chat: Chat | None) -> None:
    if chat is None or chat.type != "private":
        raise bad_request("BUTTON_TYPE_INVALID")
    if urlsplit(url).scheme != "https":
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _reply_keyboard(given: Mapping[str, Any], chat: Chat | None) -> dict[str, Any] | None:
    rows = []
    for row in given["keyboard"]:
        if not isinstance(row, list):
            raise bad_request('field "keyboard" must be an Array of Arrays')
        buttons = [{"text": button} if isinstance(button, str) else dict(button) for button in row]
        for button in buttons:
            _check_reply_button(button, chat)
        rows += [buttons] if buttons else []
    return dict(given) | {"keyboard": rows} if rows else None


def _check_reply_button(button: Mapping[str, Any], chat: Chat | None) -> None:
    if not str(button["text"]).strip():
        raise bad_request("keyboard button text must be non-empty")
    private_only = {
        "request_contact": "Phone number", "request_location": "Location", "request_poll": "Poll",
        "request_users": "Users", "request_chat": "Chats",
    }  # fmt: skip
    for key, spoken in private_only.items():
        if button.get(key) and (chat is None or chat.type != "private"):
            raise bad_request(f"{spoken} can be requested in private chats only")
