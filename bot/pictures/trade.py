"""Figures of trade: whose number is which, what is a year and what a part of one, and where everything goes.

A figure belongs here when its theme is `trade` and it is related to a topic of that theme. The unit that most of them
have is the one that is drawn. Nothing is added up, averaged or filled in: years without a figure stay empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.knowledge.entries import Entry, Knowledge, Term, Value

THEME = "trade"
_UNIT = re.compile(r"\s*([^()]+?)\s*(?:\((.*)\))?\s*")
_ONE_WAY = re.compile(r"\b(?:ex|im)ports?\b", re.IGNORECASE)
_HOPED_FOR = re.compile(r"\b(?:goal|target|potential|planned|forecast)\b", re.IGNORECASE)
_SHORTEST = 45  #: days; what is shorter is when somebody spoke, not the time that was counted

#: What stands together on a picture: both ways in calendar years, in other stretches of time, exports or imports,
#: and what was said without naming the time it is for.
Panel = Literal["years", "periods", "one-way", "undated"]
PANELS: tuple[Panel, ...] = ("years", "periods", "one-way", "undated")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number somebody gave for a stretch of time."""

    entry: Entry
    value: Value
    side: str | None  #: the country whose number it is; None: of neither, or not to be told
    panel: Panel
    remark: str | None  #: what stands in brackets behind the unit: "about", "exports to ..."
    year: int  #: in which the time counted begins, or in which it was said
    whole: bool  #: a calendar year; else a part of one, or a year that begins in another month


@dataclass(frozen=True, slots=True)
class Trade:
    """All figures of a base, in order of time."""

    unit: str
    figures: tuple[Figure, ...]

    def of(self, panel: Panel) -> tuple[Figure, ...]:
        """Those of one picture."""
        return tuple(one for one in self.figures if one.panel == panel)


@dataclass(frozen=True, slots=True)
class Bar:
    """One number in words."""

    value: float
    text: str  #: the number as it is written
    by: str  #: whose it is, and for what where that is not the year of the row
    source: str
    whole: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """What was said of a year, a column for each side and last what neither said; nothing where nothing is known."""

    years: str
    columns: tuple[tuple[Bar, ...], ...]
    empty: str = ""  #: what stands there where no figure does


@dataclass(frozen=True, slots=True)
class TradeTable:
    """One picture, in words."""

    title: str
    subtitle: str
    heads: tuple[str, ...]  #: of the columns, and what stands before figures of neither side
    rows: tuple[YearRow, ...]
    none: str  #: what stands in the column of a country without a figure in a year that others have one for
    legend: str
    foot: str


def trade_in(knowledge: Knowledge) -> Trade:
    """The figures of trade that the base holds, each once."""
    entries = [e for e in knowledge.of_kind("figure") if is_drawn(e, knowledge)]
    units = Counter(_parts(v.unit)[0] for e in entries for v in e.series)
    if not units:
        return Trade("", ())
    unit = units.most_common(1)[0][0]
    found: dict[tuple[object, ...], Figure] = {}
    for entry in entries:
        for value in entry.series:
            figure = _figure(knowledge, entry, value, unit)
            if figure is not None:
                found.setdefault((value.value, value.period.text, value.by, value.unit), figure)
    return Trade(unit, tuple(sorted(found.values(), key=_in_time)))


def is_drawn(entry: Entry, knowledge: Knowledge) -> bool:
    """Whether the figures of this entry are figures of trade."""
    related = (knowledge.find(other) for other in entry.related)
    topics = [other for other in related if other is not None and other.kind == "topic" and THEME in other.themes]
    is_figure = entry.kind == "figure" and THEME in entry.themes and entry.sensitive is None
    return is_figure and bool(topics)


def side_of(knowledge: Knowledge, by: str | None) -> str | None:
    """The country of the base whose name, adjective or official stands in `by`; None where none does, or several."""
    if not by:
        return None
    words = set(re.findall(r"[^\W\d_]{3,}", by.casefold()))
    found = {country.id for country in knowledge.about.countries if words & _words_of(country)}
    return found.pop() if len(found) == 1 else (None if found else _of_person(knowledge, by))


def years_of(figures: Iterable[Figure]) -> tuple[tuple[int, int, tuple[Figure, ...]], ...]:
    """(first year, last year, figures) from the earliest to the latest; stretches without any are one row."""
    by_year: dict[int, list[Figure]] = {}
    for one in figures:
        by_year.setdefault(one.year, []).append(one)
    rows: list[tuple[int, int, tuple[Figure, ...]]] = []
    for year in sorted(by_year):
        if rows and year - rows[-1][1] > 1:
            rows.append((rows[-1][1] + 1, year - 1, ()))
        rows.append((year, year, tuple(by_year[year])))
    return tuple(rows)


def sides(knowledge: Knowledge, figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], ...]:
    """The figures of each country of the base, in the order of its countries, and last those of neither."""
    countries = [country.id for country in knowledge.about.countries]
    return (
        *(tuple(one for one in figures if one.side == country) for country in countries),
        tuple(one for one in figures if one.side not in countries),
    )


def _figure(knowledge: Knowledge, entry: Entry, value: Value, unit: str) -> Figure | None:
    own, remark = _parts(value.unit)
    if not own.startswith(unit) or (remark and _HOPED_FOR.search(remark)) or value.period.earliest is None:
        return None
    first, last = value.period.earliest, value.period.latest
    days = (last - first).days + 1 if last is not None else 0
    whole = (first.month, first.day) == (1, 1) and last is not None and (last.month, last.day) == (12, 31)
    whole = whole and days < 367
    panel: Panel = "years" if whole else "periods"
    if remark and _ONE_WAY.search(remark):
        panel = "one-way"
    if days < _SHORTEST:
        panel = "undated"
    return Figure(entry, value, side_of(knowledge, value.by), panel, remark, first.year, whole)


def _parts(unit: str) -> tuple[str, str | None]:
    found = _UNIT.fullmatch(unit)
    return (found[1], found[2]) if found else (unit, None)


def _words_of(country: Term) -> set[str]:
    names = (country.name, *country.names.values(), *country.aliases, *country.adjectives)
    return {word for name in names for word in re.findall(r"[^\W\d_]{3,}", name.casefold())} - {"republic", "islamic"}


def _of_person(knowledge: Knowledge, by: str) -> str | None:
    """The country of the people whose surname stands in `by`, where all of them have the same."""
    names = {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", by) if word[0].isupper()}
    people = (p for p in knowledge.of_kind("official") if p.name.split()[-1].casefold() in names)
    found = {p.country or next((o.country for o in p.offices if o.country), None) for p in people}
    return found.pop() if len(found) == 1 else None


def _in_time(one: Figure) -> tuple[object, ...]:
    return (one.year, not one.whole, str(one.value.period.earliest), str(one.value.period.latest), one.value.value)
