"""A mapping of a file, read key by key into typed values; what nobody asked for is an unknown key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from math import isfinite
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from anyascii import anyascii
from rapidfuzz import fuzz, process

from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import LANGUAGES, Place
from bot.knowledge.parts import Notepad
from bot.knowledge.reading import Items, Node, Pairs, Skipped, Text

_CLOSE_ENOUGH = 70  #: of 100: two letters of six may be others; what is less like would only mislead
_LONGEST_ID = 64  #: so that a link to an entry fits Telegram's start parameter

#: Words for what a file calls otherwise.
_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("place", "location", "venue", "city"), "where"),
    **dict.fromkeys(("date", "day", "year", "time"), "when"),
    **dict.fromkeys(("title", "heading"), "name"),
    **dict.fromkeys(("link", "address", "web"), "url"),
    **dict.fromkeys(("description", "abstract"), "summary"),
    **dict.fromkeys(("tags", "topics", "subjects"), "themes"),
    **dict.fromkeys(("position", "positions", "posts", "jobs"), "offices"),
    **dict.fromkeys(("synonyms", "spellings"), "aliases"),
    **dict.fromkeys(("attendees", "parties", "guests", "members"), "participants"),
    **dict.fromkeys(("outlet", "author"), "publisher"),
    **dict.fromkeys(("sentence", "statement"), "text"),
    **dict.fromkeys(("comment", "remark", "note"), "notes"),
}

_V = TypeVar("_V")

_SHAPES: Mapping[type, str] = {Text: "a text", Items: "a list", Pairs: "a mapping", Skipped: "nothing"}


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that `word` may have been meant to be."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_CLOSE_ENOUGH)
    return found[0] if found else None


def frozen(values: dict[str, _V]) -> Mapping[str, _V]:
    """The mapping as nobody can change it."""
    return MappingProxyType(values)


def one_of(known: Collection[str]) -> str:
    """Known words as they are told to a curator."""
    return ", ".join(known)


class Fields:
    """One mapping being read. Absent keys give None or an empty tuple; so do unreadable ones, with a problem."""

    def __init__(self, pairs: Pairs, notes: Notepad) -> None:
        self.notes = notes
        self.line = pairs.line
        self.lines = pairs.lines
        self._pairs = pairs.pairs
        self._asked: set[str] = set()

    @property
    def place(self) -> Place:
        """Where the mapping begins."""
        return Place(self.notes.file, self.line)

    def line_of(self, key: str) -> int:
        """The line of this key, or of the mapping."""
        return self.lines.get(key, self.line)

    def error(self, key: str, text: str) -> None:
        """Write down a problem with this key."""
        self.notes.error(self.line_of(key), f"`{key}` {text}")

    def done(self) -> None:
        """Name every key that nobody asked for."""
        for key in self._pairs.keys() - self._asked:
            like = _MEANT.get(key) if _MEANT.get(key) in self._asked else nearest(key, self._asked)
            hint = (
                f"Write `{like}`, or delete it" if like else f"Delete it, or write one of {one_of(sorted(self._asked))}"
            )
            self.notes.error(self.line_of(key), f"`{key}` is not a key that is known here. {hint}")

    def text(self, key: str) -> str | None:
        """The text of this key."""
        node = self._take(key, Text, "a text")
        return self._clean(key, node) if isinstance(node, Text) else None

    def required(self, key: str) -> str:
        """The text of this key, which has to be there; empty with a problem when it is not."""
        if key not in self._pairs:
            self._asked.add(key)
            self.notes.error(self.line, f"`{key}` is missing. Write `{key}: ...`")
        return self.text(key) or ""

    def choice(self, key: str, known: Collection[str]) -> str | None:
        """The text of this key, one of the known words."""
        value = self.text(key)
        if value is None or value in known:
            return value
        like = nearest(value, known)
        self.error(key, f'is "{value}". Write ' + (f'"{like}"' if like else f"one of {one_of(known)}"))
        return None

    def an_id(self, key: str) -> str | None:
        """The text of this key in the form of an id."""
        value = self.text(key)
        if value is not None and not re.fullmatch("[a-z0-9]+(?:[_-]+[a-z0-9]+)*", value):
            like = "-".join(re.findall("[a-z0-9]+", anyascii(value).lower()))
            hint = f'"{like}"' if like else "small Latin letters, digits and hyphens"
            self.error(key, f'is "{value}", and ids are small Latin letters, digits and hyphens. Write {hint}')
        elif value is not None and len(value) > _LONGEST_ID:
            self.error(key, f"has {len(value)} characters. Write at most {_LONGEST_ID}")
        return value

    def flag(self, key: str) -> bool:
        """Whether this key is there and true."""
        value = self.text(key)
        if value not in (None, "true", "false"):
            self.error(key, f'is "{value}". Write true or false')
        return value == "true"

    def number(self, key: str, lowest: float | None = None, highest: float | None = None) -> float:
        """The number of this key, which has to be there; 0 with a problem when it is not one."""
        value = self.required(key)
        if not value:
            return 0.0
        if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value) or not isfinite(float(value)):
            self.error(key, f'is "{value}", which is no number. Write digits with a decimal point, like "1234.5"')
            return 0.0
        if lowest is not None and highest is not None and not lowest <= float(value) <= highest:
            self.error(key, f'is "{value}". Write a number from {lowest:g} to {highest:g}')
        return float(value)

    def when(self, key: str) -> FuzzyDate | None:
        """The date of this key."""
        value = self.text(key)
        return self._date(key, value, self.line_of(key)) if value is not None else None

    def whens(self, key: str) -> tuple[FuzzyDate, ...]:
        """The dates listed under this key."""
        found = (self._date(key, value, line) for line, value in self._listed(key))
        return tuple(when for when in found if when is not None)

    def days(self, key: str) -> tuple[date, ...]:
        """The days listed under this key, each a whole date."""
        days = []
        for line, value in self._listed(key):
            when = self._date(key, value, line)
            if when is None or when.earliest is None:
                continue
            if when.text != when.earliest.isoformat():
                self.notes.error(line, f'`{key}` holds "{value}". Write single days, like "2026-02-04"')
            days.append(when.earliest)
        return tuple(days)

    def moment(self, key: str) -> datetime | None:
        """The time of this key, with its zone."""
        value = self.text(key)
        if value is None:
            return None
        how = 'Write "2026-02-04T10:00+02:00" or "2026-02-04 10:00 Europe/London"'
        stamp, _, zone = value.partition(" ") if "T" in value[:11] else _split_zone(value)
        try:
            moment = datetime.fromisoformat(stamp)
        except ValueError:
            self.error(key, f'is "{value}", which is no date and time. {how}')
            return None
        if zone and moment.tzinfo is None:
            named = self._zone(key, zone)
            moment = moment.replace(tzinfo=named) if named else moment
        if moment.tzinfo is None or len(stamp) <= len("2026-02-04"):
            self.error(key, f'is "{value}", without a time or without its zone. {how}')
            return None
        return moment

    def zone(self, key: str) -> str | None:
        """The time zone of this key, by its IANA name."""
        value = self.text(key)
        return value if value is None or self._zone(key, value) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts listed under this key."""
        return tuple(value for _, value in self._listed(key))

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """The lists of texts listed under this key."""
        node = self._take(key, Items, "a list of lists")
        found = []
        for item in node.items if isinstance(node, Items) else ():
            if isinstance(item, Items):
                found.append(tuple(self._clean(key, t) or "" for t in item.items if isinstance(t, Text)))
            elif not isinstance(item, Skipped):
                self.notes.error(item.line, f"`{key}` holds {_SHAPES[type(item)]}. Write a list, like [one, other]")
        return tuple(found)

    def languages(self, key: str) -> dict[str, Node]:
        """What stands under this key for each language."""
        node = self._take(key, Pairs, "a mapping from language to text, like {ru: ...}")
        if not isinstance(node, Pairs):
            return {}
        for language in node.pairs.keys() - set(LANGUAGES):
            self.notes.error(
                node.lines[language],
                f'`{key}` has the language "{language}". Known are {one_of(LANGUAGES)}',
            )
        return {language: value for language, value in node.pairs.items() if language in LANGUAGES}

    def table(self, key: str) -> dict[str, str]:
        """The texts under this key, each by its own key."""
        node = self._take(key, Pairs, "a mapping, one `key: value` a line")
        return self._texts_of(key, node) if isinstance(node, Pairs) else {}

    def names(self, key: str) -> dict[str, str]:
        """The texts under this key by language."""
        return self._texts_of(key, Pairs(self.line_of(key), self.languages(key), {}))

    def below(self, key: str, example: str) -> Fields | None:
        """The mapping under this key."""
        node = self._take(key, Pairs, f"a mapping, like {example}")
        return Fields(node, self.notes) if isinstance(node, Pairs) else None

    def each(self, key: str, example: str) -> Iterator[Fields]:
        """The mappings listed under this key."""
        for item in self.nodes(key):
            if isinstance(item, Pairs):
                yield Fields(item, self.notes)
            elif not isinstance(item, Skipped):
                self.notes.error(item.line, f"`{key}` holds {_SHAPES[type(item)]}. Write {example}")

    def nodes(self, key: str) -> list[Node]:
        """What is listed under this key."""
        node = self._take(key, Items, "a list, each item on a line of its own after `- `")
        return node.items if isinstance(node, Items) else []

    def _take(self, key: str, shape: type, wanted: str) -> Node | None:
        self._asked.add(key)
        node = self._pairs.get(key)
        if node is None or isinstance(node, (shape, Skipped)):
            return node
        self.error(key, f"is {_SHAPES[type(node)]}. Write {wanted}")
        return None

    def _listed(self, key: str) -> Iterator[tuple[int, str]]:
        self._asked.add(key)
        if key not in self._pairs:
            return
        alone = self._pairs[key]
        items = self.nodes(key)
        for item in [alone] if isinstance(alone, Text) else items:  # a text for a list is one problem, not two
            if isinstance(item, Text):
                value = self._clean(key, item)
                if value is not None:
                    yield item.line, value
            elif not isinstance(item, Skipped):
                hint = 'Write a text, and put quotes around one that holds ": "'
                self.notes.error(item.line, f"`{key}` holds {_SHAPES[type(item)]}. {hint}")

    def _texts_of(self, key: str, pairs: Pairs) -> dict[str, str]:
        found = {}
        for name, node in pairs.pairs.items():
            if isinstance(node, Text):
                value = self._clean(key, node)
                if value is not None:
                    found[name] = value
            elif not isinstance(node, Skipped):
                self.notes.error(node.line, f"`{key}` holds {_SHAPES[type(node)]} for {name}. Write a text")
        return found

    def _clean(self, key: str, node: Text) -> str | None:
        """The text with single spaces: how a file breaks its lines is no part of it."""
        value = " ".join(node.value.split())
        if not value:
            self.notes.error(node.line, f"`{key}` is empty. Write a value or delete the line")
        return value or None

    def _date(self, key: str, value: str, line: int) -> FuzzyDate | None:
        try:
            return FuzzyDate.parse(value)
        except ValueError as error:
            self.notes.error(line, f'`{key}` is "{value}", and {error}.')
            return None

    def _zone(self, key: str, name: str) -> ZoneInfo | None:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.error(key, f'has the time zone "{name}". Write an IANA name, like "Europe/London", or "UTC"')
            return None


def _split_zone(value: str) -> tuple[str, str, str]:
    day, _, rest = value.partition(" ")
    time, space, zone = rest.partition(" ")
    return f"{day} {time}".strip(), space, zone
