"""Buttons, and what they say back when pressed: versioned data of at most 64 bytes that needs no memory.

`1|e|state-visit-2026-02|2` is version 1, the action, then what it is about. An id that is too long stands as a hash of
itself, which is looked up in the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from bot.chat.html import clipped
from bot.knowledge.entries import Knowledge

VERSION = "1"
LONGEST_DATA = 64  #: bytes
LONGEST_START = 64  #: characters of a deep link's payload
LONGEST_ID = 45  #: bytes; a longer one is hashed in button data
LONGEST_TEXT = 60  #: UTF-16 units on a button
LONGEST_COPY = 256  #: UTF-16 units that a button can copy

Action = Literal[
    "a",  # card of an entry, in a message of its own
    "e",  # the same in place: page
    "o",  # the same in place, opened while browsing: page
    "t",  # all sources of an entry, in a message of its own
    "s",  # the same in place: page
    "c",  # a choice offered
    "n",  # none of the choices
    "w",  # this is wrong: entry#key
    "q",  # a question asked again: page, question
    "x",  # an example question
    "u",  # what is coming, page
    "b",  # browse: section, group, page
    "r",  # sources by rank: rank, page
    "k",  # keep unanswered questions of this chat, 1, or not, 0
    "g",  # what the base has no answer to: page
]
ACTIONS: frozenset[str] = frozenset("aeotscnwqxubrkg")


@dataclass(frozen=True, slots=True)
class Button:
    """One button: what stands on it and either what it says back, where it leads, what it copies or what it shares."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    share: str | None = None  #: payload of the deep link it shares; its address is made where the bot's name is known


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button, read."""

    action: str  #: one of ACTIONS
    about: tuple[str, ...] = ()

    def part(self, number: int) -> str:
        """That part of what it is about, or an empty text."""
        return self.about[number] if number < len(self.about) else ""

    def page(self, number: int) -> int:
        """That part as a page, counted from 1."""
        text = self.part(number)
        return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def button(text: str, action: Action, *about: object) -> Button:
    """A button that says back `action` and what it is about."""
    return saying(text, VERSION, action, *about)


def saying(text: str, *parts: object) -> Button:
    """A button that says back the parts, the first of which tells whose it is."""
    data = "|".join(str(part) for part in parts)
    assert len(data.encode()) <= LONGEST_DATA, data
    return Button(clipped(text, LONGEST_TEXT), data=data)


def copying(text: str, copied: str) -> Button:
    """A button that copies a text."""
    return Button(clipped(text, LONGEST_TEXT), copy_text=clipped(copied, LONGEST_COPY))


def pressed(data: str) -> Press | None:
    """What a pressed button says, or None for one of another version or none of ours."""
    version, _, rest = data.partition("|")
    action, _, about = rest.partition("|")
    if version != VERSION or action not in ACTIONS:
        return None
    return Press(action, tuple(about.split("|", 1 if action == "q" else -1)) if about else ())


def handle(entry_id: str, longest: int = LONGEST_ID) -> str:
    """The id as it fits into button data or a deep link: itself, or its hash when it is too long."""
    return entry_id if len(entry_id.encode()) <= longest else hashed(entry_id)


def handle_of_fact(ref: str) -> str:
    """A fact ref as it fits into button data; the key is left out where there is no room for it."""
    entry_id, _, key = ref.partition("#")
    whole = f"{handle(entry_id)}#{key}"
    return whole if key and len(whole.encode()) <= LONGEST_DATA - 4 else handle(entry_id)


def handle_of_question(question: str, page: int) -> str:
    """A question as it fits into button data behind its page: itself, or its hash."""
    room = LONGEST_DATA - len(f"{VERSION}|q|{page}|")
    return question if len(question.encode("utf-8", "replace")) <= room else hashed(question)


def resolved(text: str, knowledge: Knowledge) -> str | None:
    """The id that `handle` shortened, as it is in the base today; None when the base does not know it."""
    known = knowledge.find(text)
    if known is not None:
        return known.id
    if not is_hash(text):
        return None
    return next((e.id for e in knowledge.entries.values() if text in map(hashed, (e.id, *e.former_ids))), None)


def hashed(text: str) -> str:
    """A stable short hash, of a form that no id has: an underscore and sixteen hexadecimal digits."""
    return "_" + blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def is_hash(text: str) -> bool:
    """Whether it looks like a hash of ours."""
    return len(text) == 17 and text[0] == "_" and all(c in "0123456789abcdef" for c in text[1:])
