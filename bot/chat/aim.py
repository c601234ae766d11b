"""Buttons in a private chat that set something in a group: their data names the group, `A1@<group>|quiet|22-08`."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.alert_buttons import PREFIX
from bot.chat.keyboards import LONGEST_DATA, Button, Rows

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def group_code(chat_id: int) -> str:
    """The id of a group or channel, short enough for a button or a link."""
    number, code = -chat_id, ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        code = _DIGITS[digit] + code
    return code


def group_of(code: str) -> int | None:
    """The id behind a code, or None where it is none."""
    if not code or len(code) > 12 or not set(code) <= set(_DIGITS):
        return None
    return -int(code, len(_DIGITS))


def aim_of(data: str) -> int | None:
    """The group that a pressed button is about, None where it is the chat it stands in."""
    head = data.partition("|")[0]
    prefix, _, code = head.partition("@")
    return group_of(code) if prefix == PREFIX and code else None


def aimed(rows: Rows, chat_id: int) -> Rows:
    """The buttons made to be about that group; what then is too long is left out."""
    found = (tuple(_aimed(one, chat_id) for one in row) for row in rows)
    kept = (tuple(one for one in row if len((one.data or "").encode()) <= LONGEST_DATA) for row in found)
    return tuple(row for row in kept if row)


def _aimed(one: Button, chat_id: int) -> Button:
    if one.data is None or not one.data.startswith(f"{PREFIX}|"):
        return one
    return replace(one, data=f"{PREFIX}@{group_code(chat_id)}{one.data.removeprefix(PREFIX)}")
