"""Dates as people know them: EDTF levels 0 and 1, parsed and compared, never said.

The format: https://www.loc.gov/standards/datetime/. Bounds are the days the text allows, both included: `~`
and `?` are flags and do not widen them. Seasons are those of the north, winter beginning in December of its
year. Not taken: times of day (an entry has `starts_at`) and years outside 1 to 9999.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, total_ordering
from typing import Literal

Precision = Literal["day", "month", "season", "year", "decade", "century"]

#: Finest first.
PRECISIONS: tuple[Precision, ...] = ("day", "month", "season", "year", "decade", "century")

_SINGLE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_HOW = 'Write "2026", "2026-02", "2026-02-04", "2026-02-04/2026-02-06", "2026-02/.." or "../2026-02"'


@total_ordering
@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date, or an interval of dates, as precise as its source. Equal where the text is equal."""

    text: str
    earliest: date | None = field(compare=False)  #: first possible day, included; None: open or not known
    latest: date | None = field(compare=False)  #: last possible day, included; None: open or not known
    precision: Precision = field(compare=False)  #: of the coarser end
    approximate: bool = field(default=False, compare=False)  #: `~` or `%` at either end
    uncertain: bool = field(default=False, compare=False)  #: `?` or `%` at either end
    start: FuzzyDate | None = field(default=None, compare=False)  #: intervals; None: open or not known
    end: FuzzyDate | None = field(default=None, compare=False)  #: intervals; None: open or not known

    @staticmethod
    def parse(text: str) -> FuzzyDate:
        """The date that `text` writes; ValueError says what is wrong and what to write instead."""
        return _parse(text.strip())

    @property
    def is_interval(self) -> bool:
        """Whether two ends are written, one of them perhaps open."""
        return "/" in self.text

    @property
    def is_ongoing(self) -> bool:
        """Whether the end is open: `2026-02/..`, since February 2026. An end left empty is only not known."""
        return self.text.endswith("/..")

    @property
    def is_by(self) -> bool:
        """Whether the start is open: `../2026-02`, at some time up to February 2026."""
        return self.text.startswith("../")

    def is_over(self, today: date) -> bool:
        """Whether its last possible day lies before `today`."""
        return self.latest is not None and self.latest < today

    def is_before(self, other: FuzzyDate) -> bool:
        """Whether it surely ends before `other` begins."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def overlaps(self, first: date, last: date) -> bool:
        """Whether it can share a day with `first` to `last`, both included."""
        starts_in_time = self.earliest is None or self.earliest <= last
        return starts_in_time and (self.latest is None or self.latest >= first)

    def __lt__(self, other: FuzzyDate) -> bool:
        return self._reading_order() < other._reading_order()

    def __str__(self) -> str:
        return self.text

    def _reading_order(self) -> tuple[date, date, str]:
        return self.earliest or date.min, self.latest or date.max, self.text


@lru_cache(maxsize=16_384)
def _parse(text: str) -> FuzzyDate:
    if not text:
        raise ValueError("the date is empty. Write a date or leave the line out")
    if "/" in text:
        return _interval(text)
    return _single(text)


def _interval(text: str) -> FuzzyDate:
    if text.count("/") > 1:
        raise ValueError(f"it has {text.count('/')} slashes; a slash stands between two ends only. {_HOW}")
    first, last = text.split("/")
    if re.fullmatch("[0-9]{2}", last) and re.match("[0-9]{4}", first):
        raise ValueError(f'both ends are written in full. Write "{first}/{first[:-2]}{last}"')
    start = None if first in ("", "..") else _single(first)
    end = None if last in ("", "..") else _single(last)
    known = [one for one in (start, end) if one is not None]
    if not known:
        raise ValueError("neither end is known. Leave the line out")
    if start and end and _begins_later(start, end):
        raise ValueError(f'it ends before it begins. Write the earlier date first: "{last}/{first}"')
    return FuzzyDate(
        text=text,
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        precision=max((one.precision for one in known), key=PRECISIONS.index),
        approximate=any(one.approximate for one in known),
        uncertain=any(one.uncertain for one in known),
        start=start,
        end=end,
    )


def _begins_later(start: FuzzyDate, end: FuzzyDate) -> bool:
    return start.earliest is not None and end.latest is not None and start.earliest > end.latest


def _single(text: str) -> FuzzyDate:
    found = _SINGLE.fullmatch(text)
    if found is None:
        raise ValueError(_what_is_wrong(text))
    year, month, day, mark = found.groups()
    earliest, latest, precision = _bounds(year, month, day)
    return FuzzyDate(text, earliest, latest, precision, approximate=mark in {"~", "%"}, uncertain=mark in {"?", "%"})


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last == 0:
        raise ValueError("there is no year 0. Write a year from 0001 to 9999")
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(f'a day without its month is not taken. Write "{year}"')
        return date(max(first, 1), 1, 1), date(last, 12, 31), _year_precision(year)
    if "X" in year:
        raise ValueError(f'a month needs its whole year. Write "{year}" or the year in four digits')
    return _within(first, int(month), day)


def _within(year: int, month: int, day: str | None) -> tuple[date, date, Precision]:
    if month in _SEASONS:
        if day is not None:
            raise ValueError(f'{month} is a season and has no days. Write "{year:04}-{month}"')
        return *_season(year, month), "season"
    if not 1 <= month <= 12:
        nearest = f"{year:04}-{min(max(month, 1), 12):02}"
        raise ValueError(f'there is no month {month:02}. Write "{nearest}" or, for the year alone, "{year:04}"')
    length = monthrange(year, month)[1]
    if day is None or day == "XX":
        return date(year, month, 1), date(year, month, length), "month"
    if not 1 <= int(day) <= length:
        raise ValueError(
            f"{month_name[month]} {year} has {length} days and no day {day}."
            f' Write "{year:04}-{month:02}-{length}" or, for the month alone, "{year:04}-{month:02}"'
        )
    only = date(year, month, int(day))
    return only, only, "day"


def _season(year: int, season: int) -> tuple[date, date]:
    first, last = _SEASONS[season]
    ends_in = year if first < last else year + 1
    if ends_in > date.max.year:
        return date(year, first, 1), date.max
    return date(year, first, 1), date(ends_in, last, monthrange(ends_in, last)[1])


def _year_precision(year: str) -> Precision:
    if year.endswith("XX"):
        return "century"
    return "decade" if year.endswith("X") else "year"


def _what_is_wrong(text: str) -> str:
    if re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]|.*[0-9]:[0-9]", text):
        day = text[:10]
        return f'it holds a time of day. Write the day alone ("{day}") and the time with its zone in `starts_at`'
    if found := re.fullmatch("([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", text):
        padded = "-".join(part.zfill(2) for part in found.groups() if part)
        return f'months and days have two digits. Write "{padded}"'
    if found := re.fullmatch("([?~%])([0-9X-]+)", text):
        return f'the mark stands behind the date. Write "{found[2]}{found[1]}"'
    if _SINGLE.fullmatch(text.upper()):
        return f'unknown digits are capital X. Write "{text.upper()}"'
    if re.fullmatch(r"[0-9-]+\s*[–—]\s*[0-9-]+|[0-9]+ - [0-9]+", text):
        return "the two ends of an interval stand around a slash. " + _HOW
    if re.search("[‘’“”´`]", text):
        return "the quotes around it are curly ones. Write straight ones: '2026-02-04'"
    if re.fullmatch("Y?-?[0-9]{5,}|-[0-9]{1,4}", text):
        return "years go from 0001 to 9999. " + _HOW
    return f"that is not a date in the form year-month-day. {_HOW}"
