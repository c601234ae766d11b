"""A mapping of a scenario file, read key by key; what is wrong is noted with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from bot.knowledge import reading
from bot.knowledge.parts import Notepad
from bot.simulate.scenario import Moment, Pattern

T = TypeVar("T")

UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


class Fields:
    """Reads one mapping."""

    def __init__(self, node: reading.Pairs, notes: Notepad) -> None:
        self.node = node
        self.notes = notes

    def __contains__(self, key: str) -> bool:
        return key in self.node.pairs

    @property
    def line(self) -> int:
        """Where the mapping begins."""
        return self.node.line

    def error(self, key: str, text: str) -> None:
        """Notes what is wrong with a key."""
        self.notes.error(self.node.lines.get(key, self.node.line), text)

    def refuse_unknown(self, *known: str) -> None:
        """Notes every key that means nothing here."""
        for key in self.node.pairs:
            if key not in known:
                self.error(key, f"`{key}` means nothing here. Write one of {', '.join(known)}")

    def text(self, key: str) -> str | None:
        """The text under a key; None where there is none."""
        value = self.node.pairs.get(key)
        if isinstance(value, reading.Text):
            return value.value
        if value is not None and not isinstance(value, reading.Skipped):
            self.error(key, f"`{key}` is not one text. Write `{key}: ...` on one line")
        return None

    def required(self, key: str) -> str:
        """The text under a key that has to be there."""
        if key not in self:
            self.error(key, f"`{key}` is missing. Write `{key}: ...`")
        return self.text(key) or ""

    def texts(self, key: str) -> tuple[tuple[int, str], ...]:
        """Lines and texts under a key: a list, or one text alone."""
        value = self.node.pairs.get(key)
        if isinstance(value, reading.Text):
            return ((value.line, value.value),)
        if isinstance(value, reading.Items):
            return tuple(self._items(key, value))
        if value is not None and not isinstance(value, reading.Skipped):
            self.error(key, f"`{key}` is not a list. Write `{key}: [one, another]`")
        return ()

    def names(self, key: str) -> tuple[str, ...]:
        """The texts under a key."""
        return tuple(text for _, text in self.texts(key))

    def read(self, key: str, read: Callable[[str], T]) -> T | None:
        """What `read` makes of the text under a key; its ValueError says what to write."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return read(text.strip())
        except ValueError as error:
            self.error(key, f"`{key}` is `{text}`. {error}")
            return None

    def patterns(self, key: str) -> tuple[Pattern, ...]:
        """The regular expressions under a key."""
        found = []
        for line, text in self.texts(key):
            try:
                found.append(pattern(text))
            except ValueError as error:
                self.notes.error(line, f"`{text}` is not a regular expression ({error}). Write one that Python reads")
        return tuple(found)

    def mappings(self, key: str, example: str) -> Iterator[Fields]:
        """The mappings listed under a key."""
        value = self.node.pairs.get(key)
        if value is not None and not isinstance(value, reading.Items | reading.Skipped):
            self.error(key, f"`{key}` is not a list. Begin every item with `{example}`")
        for item in value.items if isinstance(value, reading.Items) else ():
            if isinstance(item, reading.Pairs):
                yield Fields(item, self.notes)
            elif not isinstance(item, reading.Skipped):
                self.notes.error(item.line, f"this item says nothing. Write `{example}`")

    def _items(self, key: str, value: reading.Items) -> Iterator[tuple[int, str]]:
        for item in value.items:
            if isinstance(item, reading.Text):
                yield item.line, item.value
            elif not isinstance(item, reading.Skipped):
                self.notes.error(item.line, f"an item of `{key}` is not a text. Write `{key}: [one, another]`")


def pattern(text: str) -> Pattern:
    """A regular expression, in which capitals do not count; a ValueError says what is wrong with it."""
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ValueError(str(error)) from None


def stretch(text: str) -> timedelta:
    """A stretch of time like "3d", "1h30m" or "2w"."""
    if not re.fullmatch(r"(\d{1,6}[wdhms])+", text):
        raise ValueError("Write numbers with units, like 30s, 15m, 2h, 3d, 1w or 1h30m")
    return sum(
        (timedelta(**{UNITS[unit]: int(number)}) for number, unit in re.findall(r"(\d+)([wdhms])", text)), timedelta()
    )


def written_time(text: str) -> datetime:
    """A time as written, with a zone or without."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("Write a time like 2026-03-01T09:00 or 2026-03-01T09:00+05:00") from None


def moment(text: str) -> Moment:
    """A moment: "+3d" from now, "2026-03-01T09:00", or "next"."""
    if text == "next":
        return Moment(is_next=True)
    if text.startswith("+"):
        return Moment(step=stretch(text[1:]))
    try:
        return Moment(time=written_time(text))
    except ValueError:
        raise ValueError("Write +3d (or +2h, +1w ...), a time like 2026-03-01T09:00, or next") from None


def whole(text: str) -> int:
    """A number without sign."""
    if not re.fullmatch(r"\d{1,9}", text):
        raise ValueError("Write a whole number")
    return int(text)


def number(text: str) -> float:
    """A number without sign."""
    if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text):
        raise ValueError("Write a number")
    return float(text)


def yes_or_no(text: str) -> bool:
    """True for "yes"."""
    if text not in ("yes", "no"):
        raise ValueError("Write yes or no")
    return text == "yes"


def one_of(*allowed: str) -> Callable[[str], str]:
    """Reads one of these words."""

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"Write one of {', '.join(allowed)}")
        return text

    return read
