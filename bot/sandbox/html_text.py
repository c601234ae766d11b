"""Telegram's HTML: tags and character references to plain text with entities, and its words for every mistake."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.entities import Entity, in_order
from bot.sandbox.urls import checked_url, mentioned_user

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*))")
_SPACE = b" \t\r\n\0\v"
_TAG_NAME = re.compile(rb"[^ \t\r\n\0\v>]*")
_ATTRIBUTE = re.compile(rb"[^ \t\r\n\0\v=>/\"']*")
_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_BLANK = re.compile(rb"[ \t\r\n\v]*")


class ParseError(ValueError):
    """What is wrong with the markup, in Telegram's words without its prefix."""


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    date: int
    offset: int
    begin: int  # index of the first piece of text inside


def parse_html(text: str) -> tuple[str, tuple[Entity, ...]]:
    """Plain text and entities in order; a ParseError names the byte offset, as Telegram does."""
    return _Parser(text.encode("utf-8", "surrogatepass")).parse()


class _Parser:
    def __init__(self, source: bytes) -> None:
        self.source = source + b"\0"
        self.end = len(source)
        self.at = 0
        self.pieces: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.code_languages: dict[int, str] = {}  # index of an entity -> language of its <code class>

    def parse(self) -> tuple[str, tuple[Entity, ...]]:
        while self.at < self.end:
            byte = self.source[self.at : self.at + 1]
            if byte == b"<":
                self._tag()
            elif byte == b"&":
                self._add(self._reference() or self._one("&"))
            else:
                self._plain()
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.pieces)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise ParseError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        return text, tuple(in_order(self.entities))

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.units += len(text.encode("utf-16-le", "surrogatepass")) // 2

    def _one(self, character: str) -> str:
        self.at += 1
        return character

    def _plain(self) -> None:
        stop = re.compile(rb"[<&]").search(self.source, self.at, self.end)
        upto = stop.start() if stop else self.end
        self._add(self.source[self.at : upto].decode("utf-8", "surrogatepass"))
        self.at = upto

    def _reference(self) -> str:
        """The character that a reference here stands for, having passed it; empty if it stands for none."""
        found = _REFERENCE.match(self.source, self.at)
        if found is None:
            return ""
        sixteen, ten, name = found.groups()
        if name is not None:
            character = _NAMED.get(name, "")
        else:
            code = int(sixteen or b"0", 16) if sixteen is not None else int(ten or b"0")
            fits = 0 < code < 0x10FFFF and found.end() - found.start() < 10
            character = chr(code) if fits else ""
        if character:
            self.at = found.end() + (self.source[found.end() : found.end() + 1] == b";")
        return character

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.source[self.at : self.at + 1] == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._take(_TAG_NAME)
        if self.at >= self.end:
            raise ParseError(f"Unclosed start tag at byte offset {begin}")
        tag = name.decode("utf-8", "replace").lower()
        if tag not in _TAGS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument, date = "", 0
        while self.source[self.at : self.at + 1] != b">":
            self._take(_BLANK)
            if self.source[self.at : self.at + 1] == b">":
                break
            attribute, value = self._attribute(tag, begin)
            if tag == "tg-time" and attribute == "unix":
                date = _leading_integer(value or "")
            else:
                argument = _argument(tag, attribute, value, argument)
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, date, self.units, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        name = self._take(_ATTRIBUTE)
        if not name:
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._take(_BLANK)
        if self.source[self.at : self.at + 1] != b"=":
            self._refuse_end(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return name.decode("utf-8", "replace"), None
        self.at += 1
        self._take(_BLANK)
        self._refuse_end(f'Unclosed start tag "{tag}" at byte offset {begin}')
        quote = self.source[self.at : self.at + 1]
        value = self._quoted(quote) if quote in (b"'", b'"') else self._token()
        self._refuse_end(f"Unclosed start tag at byte offset {begin}")
        return name.decode("utf-8", "replace"), value

    def _token(self) -> str:
        begin = self.at
        token = self._take(_TOKEN)
        if self.source[self.at : self.at + 1] not in _SPACE and self.source[self.at : self.at + 1] != b">":
            raise ParseError(f"Unexpected end of name token at byte offset {begin}")
        return token.decode().lower()

    def _quoted(self, quote: bytes) -> str:
        self.at += 1
        value: list[bytes] = []
        while self.at < self.end and (byte := self.source[self.at : self.at + 1]) != quote:
            character = self._reference() if byte == b"&" else ""
            if not character:
                self.at += 1
            value.append(character.encode("utf-8", "surrogatepass") or byte)
        self.at = min(self.at + 1, self.end)
        return b"".join(value).decode("utf-8", "surrogatepass")

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        name = self._take(_TAG_NAME).decode("utf-8", "replace").lower()
        self._take(_BLANK)
        if self.source[self.at : self.at + 1] != b">":
            raise ParseError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open[-1]
        if name not in ("", opened.tag):
            raise ParseError(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"')
        if self.units > opened.offset:
            self._close(opened)
        self.open.pop()

    def _close(self, opened: _Open) -> None:
        length = self.units - opened.offset
        kind = _TAGS[opened.tag]
        if opened.tag in ("pre", "code"):
            self._close_code(opened, length)
            return
        extra: Mapping[str, Any] | None = {}
        if opened.tag == "a":
            kind, extra = self._link(opened)
        elif opened.tag == "tg-emoji":
            extra = {"custom_emoji_id": _emoji_id(opened.argument)}
        elif opened.tag == "tg-time":
            extra = date_time_extra(opened.date, opened.argument)
        elif opened.tag == "blockquote" and opened.argument:
            kind = "expandable_blockquote"
        if extra is not None:
            self.entities.append(Entity(kind, opened.offset, length, extra))

    def _close_code(self, opened: _Open, length: int) -> None:
        """`<pre><code class="language-x">` in either order over the same text is one block with a language."""
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last.offset, last.length) == (opened.offset, length)
        index = len(self.entities) - 1
        if same and opened.tag == "pre" and last is not None and last.kind == "code" and index in self.code_languages:
            language = self.code_languages.pop(index)
        elif same and opened.tag == "code" and last is not None and last.kind == "pre" and opened.argument:
            language = opened.argument
        else:
            self.entities.append(Entity(opened.tag, opened.offset, length))
            if opened.tag == "code" and opened.argument:
                self.code_languages[index + 1] = opened.argument
            return
        self.entities[-1] = Entity("pre", opened.offset, length, {"language": language})

    def _link(self, opened: _Open) -> tuple[str, Mapping[str, Any] | None]:
        url = opened.argument or "".join(self.pieces[opened.begin :])
        user = mentioned_user(url)
        if user:
            return "text_mention", {"user": {"id": user}}
        checked = checked_url(url)
        return "text_link", {"url": checked} if checked else None

    def _take(self, pattern: re.Pattern[bytes]) -> bytes:
        found = pattern.match(self.source, self.at)
        taken = found.group() if found else b""
        self.at += len(taken)
        return taken

    def _refuse_end(self, message: str) -> None:
        if self.at >= self.end:
            raise ParseError(message)


def _argument(tag: str, attribute: str, value: str | None, before: str) -> str:
    if tag == "blockquote" and attribute == "expandable":
        return "1"
    text = value or ""
    if value is None:
        return before
    if (tag, attribute) in (("a", "href"), ("tg-emoji", "emoji-id"), ("tg-time", "format")):
        return text
    if (tag, attribute) == ("code", "class") and text.startswith("language-"):
        return text.removeprefix("language-")
    if (tag, attribute) == ("span", "class") and text.startswith("tg-"):
        return text.removeprefix("tg-")
    return before


def _leading_integer(text: str) -> int:
    found = re.match(r"-?[0-9]+", text)
    return int(found.group()) if found else 0


def _emoji_id(argument: str) -> str:
    if not re.fullmatch(r"-?[0-9]+", argument) or int(argument) == 0:
        raise ParseError("Invalid custom emoji identifier specified")
    return str(int(argument))


def date_time_extra(unix_time: int, written: str) -> Mapping[str, Any] | None:
    """The fields of a date_time entity; none for a time before 1970; ParseError for an unknown format letter."""
    if written not in ("r", "R") and not set(written) <= set("tTdDwW"):
        raise ParseError("Invalid date format used")
    if unix_time <= 0:
        return None
    return (
        {"unix_time": unix_time, "date_time_format": _canonical_format(written)}
        if written
        else {"unix_time": unix_time}
    )


def _canonical_format(written: str) -> str:
    """Telegram keeps which parts are shown, not how they were written: weekday, date, time; short beats long."""
    if written in ("r", "R"):
        return "r"
    weekday = "w" if set(written) & set("wW") else ""
    date = "d" if "d" in written else "D" if "D" in written else ""
    time = "t" if "t" in written else "T" if "T" in written else ""
    return weekday + date + time
