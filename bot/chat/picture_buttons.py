"""The buttons of pictures and of their text versions, and what these say back: `P1|turn|t|e=some-id|2`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.chat.keyboards import Button, saying

PREFIX = "P1"

Kind = Literal["t", "r", "m"]  #: timeline, trade, map
KINDS: tuple[Kind, ...] = ("t", "r", "m")
Act = Literal[
    "show",  # the picture, in a message of its own
    "turn",  # the same in place of the one whose button was pressed
    "text",  # the text version, in a message of its own
    "leaf",  # the same in place
]
_ACTS: tuple[Act, ...] = ("show", "turn", "text", "leaf")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which picture or text is meant."""

    kind: Kind
    code: str = ""  #: of a timeline's scope
    page: int = 1


def wanted_button(text: str, act: Act, wanted: Wanted) -> Button:
    """A button that asks for a picture or its text version."""
    return saying(text, PREFIX, act, wanted.kind, wanted.code, wanted.page)


def wanted_by(data: str) -> tuple[Act, Wanted] | None:
    """What a pressed button asks for, or None for one that is none of ours."""
    parts = data.split("|")
    if len(parts) != 5 or parts[0] != PREFIX:
        return None
    act = next((one for one in _ACTS if one == parts[1]), None)
    kind = next((one for one in KINDS if one == parts[2]), None)
    if act is None or kind is None or not (parts[4].isascii() and parts[4].isdigit() and len(parts[4]) < 5):
        return None
    return act, Wanted(kind, parts[3], max(1, int(parts[4])))
