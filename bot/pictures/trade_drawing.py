"""Figures of trade drawn: a row for each year, a column for each side, a bar for each number with its source below.

All bars are to one scale, whoever gave the number. Bars for less than a calendar year, or for another year than that,
are open: they do not compare with the full ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures.canvas import COLOURS, FAINT, INK, PAPER, SOFT, WIDTH, Canvas
from bot.pictures.letters import Style, broken
from bot.pictures.trade import Bar, TradeTable

MARGIN, GUTTER, BETWEEN = 48, 104, 28  #: pixels: of the sheet, for the years, between the columns
BAR, AFTER, GAP = 26, 26, 22  #: pixels: height of a bar, below a figure, around the rule between years
NUMBER = 118  #: pixels kept beside the longest bar for its number

TITLE, SUBTITLE = Style(48, 700), Style(31, 400, SOFT)
YEAR, VALUE = Style(36, 700), Style(33, 700)
BY, SOURCE = Style(28, 500), Style(26, 400, SOFT)
HEAD, EMPTY, FOOT = Style(32, 700), Style(29, 400, SOFT), Style(28, 400, SOFT)


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with its place in pixels: top left, room, and how long the bar is."""

    bar: Bar
    column: int
    left: float
    top: float
    room: float
    length: float
    by: tuple[str, ...]
    source: tuple[str, ...]

    @property
    def height(self) -> float:
        """Pixels from top to the end of its last line."""
        return VALUE.line + len(self.by) * BY.line + len(self.source) * SOURCE.line


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything with its place."""

    height: int
    head: float  #: top of the heads of the columns
    figures: tuple[Placed, ...]
    years: tuple[tuple[float, str, str], ...]  #: top, years, and what stands beside them where no figure does
    blanks: tuple[tuple[float, float], ...]  #: where a country has no figure for a year: left, top
    rules: tuple[float, ...]
    foot: float
    columns: tuple[float, ...]  #: left ends
    room: float  #: width of a column


def laid_out(table: TradeTable) -> Layout:
    """Where everything stands. Bars are to one scale from zero, and never reach beyond their column."""
    count = max(1, len(table.heads) - 1)
    room = (WIDTH - 2 * MARGIN - GUTTER - BETWEEN * (count - 1)) / count
    columns = tuple(MARGIN + GUTTER + number * (room + BETWEEN) for number in range(count))
    most = max((bar.value for row in table.rows for column in row.columns for bar in column), default=1.0) or 1.0
    y: float = MARGIN + _height(table.title, TITLE, 2) + _height(table.subtitle, SUBTITLE, 3) + 26
    head, y = y, y + HEAD.line * max((len(_head(text, room)) for text in table.heads[:count]), default=1) + GAP
    figures: list[Placed] = []
    years, rules, blanks = [], [], []
    for row in table.rows:
        rules.append(y)
        y += GAP
        years.append((y, row.years, row.empty))
        bottoms = [y + (EMPTY if row.empty else YEAR).line]
        blanks += [(columns[n], y) for n, bars in enumerate(row.columns[:count]) if not bars]
        for column, bars in enumerate(row.columns):
            alone = column == count
            top = max(bottoms) if alone and any(row.columns[:count]) else y
            for bar in bars:
                placed = _placed(
                    bar, column, columns[0 if alone else column], top, room * count if alone else room, most
                )
                figures.append(placed)
                top += placed.height + AFTER
            bottoms.append(top)
        y = max(bottoms) + GAP - (AFTER if any(row.columns) else 0)
    foot = y + 6
    end = foot + _height(table.legend, FOOT, 3) + _height(table.foot, FOOT, 3) + MARGIN - 8
    return Layout(round(end), head, tuple(figures), tuple(years), tuple(blanks), tuple(rules), foot, columns, room)


def trade_png(table: TradeTable) -> bytes:
    """The picture."""
    layout = laid_out(table)
    canvas = Canvas(WIDTH, layout.height)
    inner = WIDTH - 2 * MARGIN
    y = canvas.paragraph(MARGIN, MARGIN, broken(table.title, TITLE, inner, 2), TITLE, inner)
    canvas.paragraph(MARGIN, y, broken(table.subtitle, SUBTITLE, inner, 3), SUBTITLE, inner)
    for left, text, colour in zip(layout.columns, table.heads, COLOURS, strict=False):
        canvas.paragraph(
            left, layout.head, _head(text, layout.room), Style(HEAD.size, HEAD.weight, colour), layout.room
        )
    for height in layout.rules:
        canvas.line([(MARGIN, height), (WIDTH - MARGIN, height)], FAINT, 2)
    for top, text, empty in layout.years:
        style = EMPTY if empty else YEAR
        line = f"{text}: {empty}" if empty else text
        canvas.paragraph(MARGIN, top - (0 if empty else 4), broken(line, style, inner, 1), style, inner)
    for left, top in layout.blanks:
        canvas.paragraph(left, top, broken(table.none, EMPTY, layout.room, 1), EMPTY, layout.room)
    for placed in layout.figures:
        _draw(canvas, placed, len(layout.columns))
    y = canvas.paragraph(MARGIN, layout.foot, broken(table.legend, FOOT, inner, 3), FOOT, inner)
    canvas.paragraph(MARGIN, y, broken(table.foot, FOOT, inner, 3), FOOT, inner)
    return canvas.png()


def _placed(bar: Bar, column: int, left: float, top: float, room: float, most: float) -> Placed:
    longest = min(room, (WIDTH - 2 * MARGIN - GUTTER) / 2) - NUMBER
    length = max(4.0, longest * bar.value / most)
    by, source = broken(bar.by, BY, room, 3), broken(bar.source, SOURCE, room, 2)
    return Placed(bar, column, left, top, room, length, by, source)


def _draw(canvas: Canvas, placed: Placed, columns: int) -> None:
    colour = COLOURS[placed.column] if placed.column < columns else COLOURS[7]
    middle = placed.top + VALUE.line / 2
    fill = colour if placed.bar.whole else PAPER
    canvas.box(placed.left, middle - BAR / 2, placed.left + placed.length, middle + BAR / 2, fill, colour)
    canvas.text(placed.left + placed.length + 12, middle + VALUE.size * 0.36, placed.bar.text, VALUE)
    y = canvas.paragraph(placed.left, placed.top + VALUE.line, placed.by, Style(BY.size, BY.weight, INK), placed.room)
    canvas.paragraph(placed.left, y, placed.source, SOURCE, placed.room)


def _head(text: str, room: float) -> tuple[str, ...]:
    return broken(text, HEAD, room, 2)


def _height(text: str, style: Style, most: int) -> float:
    return len(broken(text, style, WIDTH - 2 * MARGIN, most)) * style.line
