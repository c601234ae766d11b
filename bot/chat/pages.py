"""A message ready to go out, and how what has to be said is laid onto pages: never cut within a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.chat.html import Html, plain, tidy, units
from bot.chat.keyboards import Rows
from bot.chat.rich import RichDocument

#: What one message holds, in UTF-16 units once its marks are read.
LONGEST = 4096
#: What is comfortable to read in a chat; a page ends before the fact that would go beyond.
COMFORTABLE = 900
#: A single fact longer than this stands on several pages; cut between sentences where it can be.
LONGEST_FACT = 1700


@dataclass(frozen=True, slots=True)
class Message:
    """What a chat is shown: Telegram's HTML and rows of buttons."""

    html: Html
    buttons: Rows = ()
    shown: tuple[str, ...] = ()  #: the refs of the facts and fields in it, in order
    rich: RichDocument | None = None  #: the same for servers that take rich messages


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a message that stays whole, with the ref it stands for, if any."""

    html: Html
    ref: str | None = None


def length(text: str) -> int:
    """The length of HTML as Telegram counts it, in UTF-16 units without the marks."""
    return units(plain(text))


def laid_out(blocks: Iterable[Block], first: int, others: int) -> tuple[tuple[Block, ...], ...]:
    """The blocks on pages: at least one a page, and no more than so many units on the first and on the others."""
    pages: list[list[Block]] = [[]]
    used = 0
    for block in blocks:
        size = length(block.html) + 2
        room = first if len(pages) == 1 else others
        if pages[-1] and used + size > room:
            pages.append([])
            used = 0
        pages[-1].append(block)
        used += size
    return tuple(tuple(page) for page in pages)


def portions(text: str, longest: int = LONGEST_FACT) -> tuple[str, ...]:
    """The text on one line, in parts of at most so many units: between sentences, else between words."""
    parts: list[str] = []
    rest = tidy(text)
    while units(rest) > longest:
        head = rest.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
        ends = [found.end() for found in re.finditer(r"[.;:۔।!?]\s", head)]
        cut = ends[-1] if ends and ends[-1] > len(head) // 3 else head.rfind(" ") + 1 or len(head)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*parts, rest) if rest or not parts else tuple(parts)
