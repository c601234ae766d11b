"""Rich messages (Bot API 10.1): a document of headings, tables, details and footnotes, as the HTML Telegram reads.

What stands in its texts is the HTML of every other message. See
https://core.telegram.org/bots/api#rich-message-formatting-options for the tags and limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.chat.html import Html, plain

LONGEST_RICH = 32_768  #: characters of text
MOST_BLOCKS = 500  #: at every depth, list items and table rows among them
MOST_COLUMNS = 20
DEEPEST = 16  #: levels of blocks and formatting
#: Languages that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the largest, 6 the smallest."""

    text: Html
    level: int = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text."""

    text: Html


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    lines: tuple[Html, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has a cell for each heading."""

    head: tuple[Html, ...]
    rows: tuple[tuple[Html, ...], ...]
    caption: Html | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What opens at a tap on its summary."""

    summary: Html
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a footnote says; `name` is what leads to it."""

    name: str
    text: Html


@dataclass(frozen=True, slots=True)
class Footer:
    """A closing line in small letters."""

    text: Html


Block = Heading | Paragraph | Items | Table | Details | Note | Footer


@dataclass(frozen=True, slots=True)
class RichDocument:
    """A whole message."""

    blocks: tuple[Block, ...]
    is_rtl: bool = False


@dataclass(eq=False)
class Footnotes:
    """Numbers notes in the order in which they are first referred to; the same note has one number."""

    texts: list[Html] = field(default_factory=list)

    def mark(self, text: Html) -> Html:
        """What stands in the text and leads to the note."""
        if text not in self.texts:
            self.texts.append(text)
        number = self.texts.index(text) + 1
        return Html(f'<a href="#{_name(number)}">[{number}]</a>')

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, in order."""
        return tuple(Note(_name(number), Html(f"{number}. {text}")) for number, text in enumerate(self.texts, 1))


def rich_message(document: RichDocument) -> dict[str, Any]:
    """The document as the parameter `rich_message` takes it."""
    return {"html": rich_html(document.blocks)} | ({"is_rtl": True} if document.is_rtl else {})


def rich_html(blocks: Iterable[Block]) -> str:
    """The blocks as Telegram's rich HTML."""
    return "".join(_html(block) for block in blocks)


def fits(document: RichDocument) -> bool:
    """Whether Telegram takes a document of this size."""
    return (
        bool(document.blocks)
        and len(plain(rich_html(document.blocks))) <= LONGEST_RICH
        and _count(document.blocks) <= MOST_BLOCKS
        and _depth(document.blocks) <= DEEPEST
        and all(len(row) <= MOST_COLUMNS for table in _tables(document.blocks) for row in (table.head, *table.rows))
    )


def _html(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{_lines(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{_lines(text)}</p>"
        case Items(lines):
            return f"<ul>{''.join(f'<li>{_lines(line)}</li>' for line in lines)}</ul>"
        case Table():
            return _table(block)
        case Details(summary, blocks):
            return f"<details><summary>{_lines(summary)}</summary>{rich_html(blocks)}</details>"
        case Note(name, text):
            return f'<p><tg-reference name="{name}">{_lines(text)}</tg-reference></p>'
        case Footer(text):
            return f"<footer>{_lines(text)}</footer>"


def _table(table: Table) -> str:
    caption = f"<caption>{_lines(table.caption)}</caption>" if table.caption else ""
    rows = [_row(table.head, "th"), *(_row(row, "td") for row in table.rows)]
    return f"<table bordered striped>{caption}{''.join(rows)}</table>"


def _row(cells: Sequence[Html], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_lines(cell)}</{tag}>' for cell in cells)}</tr>" if cells else ""


def _lines(text: Html) -> str:
    return text.replace("\n", "<br>")


def _name(number: int) -> str:
    return f"note-{number}"


def _count(blocks: Iterable[Block]) -> int:
    return sum(1 + _inside(block) for block in blocks)


def _inside(block: Block) -> int:
    match block:
        case Items(lines):
            return 2 * len(lines)  # each with its own paragraph
        case Table(rows=rows):
            return len(rows) + 1
        case Details(blocks=blocks):
            return _count(blocks)
        case _:
            return 0


def _depth(blocks: Iterable[Block]) -> int:
    """Levels of blocks, and a few for the formatting inside them."""
    return max((1 + _depth(block.blocks) if isinstance(block, Details) else 6 for block in blocks), default=0)


def _tables(blocks: Iterable[Block]) -> Iterable[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Details):
            yield from _tables(block.blocks)
