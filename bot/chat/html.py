"""The HTML that Telegram reads: every text is escaped here and nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

#: What no message may hold: control characters, and halves of characters.
_NEVER = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


class Html(str):
    """Text that is Telegram's HTML already and is not escaped again."""

    __slots__ = ()


def escape(text: object) -> Html:
    """The text as HTML on one line; HTML stays as it is."""
    return text if isinstance(text, Html) else Html(html.escape(tidy(str(text)), quote=False))


def tidy(text: str) -> str:
    """The text on one line, without control characters and doubled spaces."""
    return " ".join(_NEVER.sub(" ", text).split())


def fill(wording: str, /, **values: object) -> Html:
    """The wording with its {placeholders} filled, everything escaped that is not HTML."""
    return Html(html.escape(wording, quote=False).format(**{name: escape(value) for name, value in values.items()}))


def bold(text: object) -> Html:
    """The text in bold."""
    return Html(f"<b>{escape(text)}</b>")


def italic(text: object) -> Html:
    """The text in italics."""
    return Html(f"<i>{escape(text)}</i>")


def code(text: object) -> Html:
    """The text as something to copy."""
    return Html(f"<code>{escape(text)}</code>")


def moment(text: object, when: datetime, form: str = "") -> Html:
    """The text, known to be this moment: a tap shows it by the reader's own clock.

    With a `form` clients show that instead of the text: "r" how far off it is, letters of "wdDtT" weekday, date, time.
    """
    stamp = int(when.timestamp())
    if stamp <= 0:  # Telegram knows no earlier times
        return escape(text)
    shown = f' format="{form}"' if form else ""
    return Html(f'<tg-time unix="{stamp}"{shown}>{escape(text)}</tg-time>')


def without_moments(text: str) -> str:
    """The HTML without the marks of moments, for servers that do not know them."""
    return re.sub(r"</?tg-time[^>]*>", "", text)


def link(text: object, url: str | None) -> Html:
    """The text, leading to `url` where that is an address on the web."""
    if url is None or not is_address(url):
        return escape(text)
    return Html(f'<a href="{html.escape(url, quote=True)}">{escape(text)}</a>')


def is_address(url: str) -> bool:
    """Whether it is an address on the web that a message may lead to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)


def joined(pieces: Iterable[object | None], between: str = "\n") -> Html:
    """The pieces that are there, with `between` between them."""
    return Html(escape_gap(between).join(escape(piece) for piece in pieces if piece))


def escape_gap(between: str) -> str:
    """What stands between two pieces, as HTML; line breaks and spaces stay."""
    return html.escape(between, quote=False)


def plain(text: str) -> str:
    """The text of Telegram's HTML without its marks."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return "".join(reader.pieces)


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, most: int) -> str:
    """The text on one line in at most so many UTF-16 units, "…" in place of what is left out."""
    text = tidy(text)
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    at_word = kept.rpartition(" ")[0]
    return (at_word if units(at_word) > most // 2 else kept).rstrip(" ,;:–-") + "…"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
