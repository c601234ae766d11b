"""Slips of the keyboard by which a file cannot be read: what was meant, found above the place where reading ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_ENTRY = re.compile(r"- +\S")
_STRUCTURE = re.compile(r" *(?:- +\S|[a-z_]+:(?: |$))")
_NO_SPACE_AFTER_COLON = re.compile(r" *(?:- +)?([a-z_]+):([^\s/:].*)")
_NO_SPACE_AFTER_DASH = re.compile(r" *-([^\W\d].*)")
_SPACES_AFTER_DASH = re.compile(r" *- {2,}\S")
_SINGLE_QUOTE = re.compile(r" *(?:- +)?(?:[a-z_]+: +)?'(?!')")
_CLOSED = re.compile(r"((?:[^']|'')*?\w)'(?!')(?=\s*[^\s#'])")
#: Lines above the end of reading where a missing space is looked for; an indentation is looked for in the whole entry.
_NEAR = 2


def slip(lines: Sequence[str], line: int) -> tuple[int, str] | None:
    """The line of a slip at `line` (from 1) or above it in its entry, and what to write; None where none is seen."""
    entry = _beginning(lines, line)
    near = range(line, max(entry, line - _NEAR) - 1, -1)
    whole = range(line, entry - 1, -1)
    tried: tuple[tuple[Callable[[Sequence[str], int], str | None], range], ...] = (
        (_space, near),
        (_apostrophe, near),
        (_indentation, whole),
    )
    for look, among in tried:
        for number in among:
            if found := look(lines, number):
                return number, found
    return None


def _beginning(lines: Sequence[str], line: int) -> int:
    """The line on which the entry begins."""
    return next((number for number in range(line, 0, -1) if _ENTRY.match(lines[number - 1])), 1)


def _space(lines: Sequence[str], number: int) -> str | None:
    """A space that is missing after `:` or `-`."""
    if found := _NO_SPACE_AFTER_COLON.fullmatch(lines[number - 1]):
        return f'there is no space after "{found[1]}:". Write `{found[1]}: {_short(found[2])}`'
    if found := _NO_SPACE_AFTER_DASH.fullmatch(lines[number - 1]):
        return f'there is no space after "-". Write `- {_short(found[1])}`'
    return None


def _apostrophe(lines: Sequence[str], number: int) -> str | None:
    """A text in single quotes that ends at its own apostrophe."""
    text = lines[number - 1]
    begin = _SINGLE_QUOTE.match(text)
    found = _CLOSED.match(text, begin.end()) if begin else None
    if found is None:
        return None
    word = found[1].split()[-1]
    return f"the text in single quotes ends at its apostrophe, after {word}. Double it: `{word}''`"


def _indentation(lines: Sequence[str], number: int) -> str | None:
    """An odd number of spaces, in a file whose levels have two."""
    text = lines[number - 1]
    if not _STRUCTURE.match(text) or not _column(text) % 2:
        return None
    odd = [_column(one) % 2 for one in lines if _STRUCTURE.match(one)]
    if sum(odd) * 2 > len(odd):
        return None
    if _SPACES_AFTER_DASH.match(text):
        return 'there is more than one space after "-". Write one'
    spaces = len(text) - len(text.lstrip(" "))
    counted = "1 space" if spaces == 1 else f"{spaces} spaces"
    return f"the line is indented by {counted}, and each level has two. Line it up with what it belongs to"


def _column(text: str) -> int:
    """The column at which a key or the text of an item begins."""
    return len(text) - len(text.lstrip(" -"))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40].rstrip()}..."
