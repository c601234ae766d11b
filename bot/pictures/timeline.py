"""A timeline: which entries stand on it, some a picture; and where each text of a picture goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.knowledge.entries import Entry, Knowledge

#: Entries on one picture; more would be too small to read, or too tall to be seen whole.
ITEMS = 8

_DATED = ("event", "agreement")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a timeline is about: a stretch of days, both ends included, and an entry, theme or type; or everything."""

    window: tuple[date, date] | None = None
    kind: Literal["entry", "theme", "type"] | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it is drawn, in words."""

    year: str  #: beside the line where it is another than that of the row before
    when: str  #: as precise as the base has it; the place; that it was only announced
    title: str
    source: str = ""
    certain: bool = True  #: a full dot: it took place or stands; else a ring


@dataclass(frozen=True, slots=True)
class Timeline:
    """One picture, in words; the rows from the earliest to the latest."""

    title: str
    subtitle: str
    rows: tuple[Row, ...]
    today: tuple[int, str] | None = None  #: before which row the present stands, and how it is called
    legend: str = ""  #: what a ring means, where there is one
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text stands, in pixels of the picture: its top left corner, the room it takes, its lines."""

    role: Literal["title", "subtitle", "year", "when", "name", "source", "today", "legend", "foot"]
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """How texts of a role are measured and broken; the drawing side brings the letters."""

    broken: Callable[[str, str, float, int], tuple[str, ...]]  #: (role, text, room, most lines) -> lines
    line: Callable[[str], int]  #: (role) -> pixels from line to line


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything on the picture with its place."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    axis: float  #: where the line stands
    dots: tuple[tuple[float, bool], ...]  #: height of each dot, and whether it is full
    present: float | None = None  #: height of the mark of today
    ring: float | None = None  #: height of the ring that the legend explains


def entries_in(knowledge: Knowledge, scope: Scope) -> tuple[Entry, ...]:
    """What stands on the timeline, the earliest first; never what has an agreed wording, which is shown whole."""
    found = [e for e in knowledge.of_kind(*_DATED) if _day(e) is not None and e.sensitive is None]
    kept = [e for e in found if _is_about(e, scope, knowledge) and _is_within(e, scope)]
    return tuple(sorted(kept, key=lambda e: (_day(e) or date.min, e.id)))


def pages_of(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """The entries on pictures: the latest on the first, each from the earliest to the latest."""
    ends = range(len(entries), 0, -ITEMS)
    return tuple(tuple(entries[max(0, end - ITEMS) : end]) for end in ends)


def is_certain(entry: Entry, today: date) -> bool:
    """Whether it took place or stands, as far as the base knows."""
    if entry.status is None:
        return entry.when is not None and entry.when.is_over(today)
    return entry.status in {"held", "adopted", "signed", "in-force", "expired"}


def is_ahead(entry: Entry, today: date) -> bool:
    """Whether it begins after today."""
    return entry.when is not None and entry.when.earliest is not None and entry.when.earliest > today


def laid_out(timeline: Timeline, measure: Measure, width: int) -> Layout:
    """Where everything stands; texts are broken into lines and never beyond the margins."""
    page = _Page(measure, width)
    page.add("title", timeline.title, MARGIN, width - 2 * MARGIN, 2)
    page.add("subtitle", timeline.subtitle, MARGIN, width - 2 * MARGIN, 2)
    page.y += 40
    dots: list[tuple[float, bool]] = []
    present, year = None, ""
    for number, row in enumerate(timeline.rows):
        if timeline.today is not None and timeline.today[0] == number:
            present = page.y + page.line("today") / 2
            page.add("today", timeline.today[1], TEXT, width - TEXT - MARGIN, 1)
            page.y += GAP
        dots.append((page.y + page.line("when") / 2, row.certain))
        end = page.y
        if row.year != year:
            page.beside("year", year := row.year, MARGIN, AXIS - 2 * GUTTER - MARGIN)
            end += page.line("year")
        for role, text, most in _texts(row):
            page.add(role, text, TEXT, width - TEXT - MARGIN, most)
        page.y = max(page.y, end) + GAP
    ring = page.y + page.line("legend") / 2 if timeline.legend else None
    page.add("legend", timeline.legend, TEXT, width - TEXT - MARGIN, 2)
    page.y += GAP / 3
    page.add("foot", timeline.foot, MARGIN, width - 2 * MARGIN, 3)
    return Layout(width, round(page.y + MARGIN), tuple(page.boxes), AXIS, tuple(dots), present, ring)


#: Pixels: the margin of the sheet, where the line stands and the texts begin, room around the line, between rows.
MARGIN, AXIS, TEXT, GUTTER, GAP = 52, 186, 228, 18, 32

Role = Literal["title", "subtitle", "year", "when", "name", "source", "today", "legend", "foot"]


def _texts(row: Row) -> tuple[tuple[Role, str, int], ...]:
    return ("when", row.when, 2), ("name", row.title, 3), ("source", row.source, 1)


class _Page:
    """Boxes from the top down."""

    def __init__(self, measure: Measure, width: int) -> None:
        self._measure, self._width = measure, width
        self.boxes: list[Box] = []
        self.y: float = MARGIN

    def line(self, role: Role) -> int:
        return self._measure.line(role)

    def add(self, role: Role, text: str, left: float, room: float, most: int) -> None:
        """A text at the present height, which moves down below it."""
        box = self._box(role, text, left, room, most)
        if box is not None:
            self.y += box.height

    def beside(self, role: Role, text: str, left: float, room: float) -> None:
        """A text at the present height, which stays."""
        self._box(role, text, left, room, 1)

    def _box(self, role: Role, text: str, left: float, room: float, most: int) -> Box | None:
        lines = self._measure.broken(role, text, room, most) if text else ()
        if not lines:
            return None
        box = Box(role, left, self.y, room, len(lines) * self.line(role), lines)
        self.boxes.append(box)
        return box


def _day(entry: Entry) -> date | None:
    return (entry.when.earliest or entry.when.latest) if entry.when is not None else None


def _is_within(entry: Entry, scope: Scope) -> bool:
    if scope.window is None or entry.when is None:
        return scope.window is None
    first, last = scope.window
    earliest, latest = entry.when.earliest, entry.when.latest
    begins = earliest or latest or date.min
    ends = latest or earliest or date.max  # without an end it is told of when it begins
    return begins <= last and ends >= first


def _is_about(entry: Entry, scope: Scope, knowledge: Knowledge) -> bool:
    if scope.kind is None:
        return True
    if scope.kind == "theme":
        return scope.id in entry.themes
    if scope.kind == "type":
        return entry.type == scope.id
    named = (entry.id, entry.host, entry.guest, *entry.neighbours)
    if any(knowledge.entries.get(name) is not None and name == scope.id for name in named if name):
        return True
    subject = knowledge.entries.get(scope.id)
    return subject is not None and subject.kind != "official" and entry.id in subject.related
