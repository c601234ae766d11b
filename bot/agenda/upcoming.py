"""Occurrences in a window: plans with their dates, and recurring days laid out by their rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulebase, rrulestr

from bot.knowledge.dates import PRECISIONS, FuzzyDate
from bot.knowledge.entries import Entry, Knowledge

#: Statuses in which an event is still to come. Cancelled and unconfirmed ones are never said to be coming.
COMING = frozenset({"announced", "planned", "scheduled", "confirmed", "postponed"})
#: Days in a row that one rule yields are one occurrence up to this length; a daily rule stays single days.
LONGEST_RUN = timedelta(days=7)
#: Where a rule starts to count when the entry does not say since when the day is kept.
ANCHOR = date(2000, 1, 1)
#: How far `upcoming` looks ahead.
AHEAD = 365
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something takes place, as precisely as it is known."""

    entry: Entry
    when: FuzzyDate
    earliest: date  #: first possible day
    latest: date  #: last possible day, included
    number: int | None = None  #: recurring days: years since the first one, where that is known

    @property
    def is_dated(self) -> bool:
        """Whether its days are known; otherwise it has only a window in which it may fall."""
        return self.when.precision == "day" and not (self.when.approximate or self.when.is_by)

    @property
    def expected(self) -> date:
        """The day to sort it by: its first day, or the end of the window in which it may fall."""
        return self.earliest if self.is_dated else self.latest


def occurrences(knowledge: Knowledge, first: date, last: date) -> tuple[Occurrence, ...]:
    """What may take place from `first` to `last`, both included; the undated ordered by the end of their window."""
    found = [one for entry in knowledge.entries.values() for one in _of(entry, first, last)]
    return tuple(sorted(found, key=_order))


def upcoming(knowledge: Knowledge, today: date, days: int = AHEAD, limit: int | None = None) -> tuple[Occurrence, ...]:
    """What comes from `today` on. A recurring day gives way to an event of that day that names it as related."""
    last = min(today, date.max - timedelta(days=days)) + timedelta(days=days)
    found = occurrences(knowledge, today, last)
    marked = {(other, o.earliest) for o in found if o.entry.kind == "event" for other in o.entry.related}
    kept = tuple(o for o in found if o.entry.kind == "event" or (o.entry.id, o.earliest) not in marked)
    return kept[:limit]


def _order(one: Occurrence) -> tuple[date, int, str]:
    return one.expected, PRECISIONS.index(one.when.precision), one.entry.id


def _of(entry: Entry, first: date, last: date) -> Iterator[Occurrence]:
    if entry.kind == "event" and entry.status in COMING and entry.when is not None:
        yield from _planned(entry, entry.when, first, last)
    if entry.kind == "recurring" and entry.status != "suspended":
        yield from _recurring(entry, first, last)


def _planned(entry: Entry, when: FuzzyDate, first: date, last: date) -> Iterator[Occurrence]:
    begins = when.earliest
    if when.latest is None:  # open or unknown end: only its beginning is still to come
        if begins is not None and first <= begins <= last:
            yield Occurrence(entry, when, begins, begins)
    elif when.overlaps(first, last):
        yield Occurrence(entry, when, begins or min(first, when.latest), when.latest)


def _recurring(entry: Entry, first: date, last: date) -> Iterator[Occurrence]:
    since = entry.when.earliest if entry.when is not None else None
    until = entry.when.latest if entry.when is not None else None
    days = _days(entry, _shifted(first, -LONGEST_RUN), _shifted(last, LONGEST_RUN), since, until)
    for begins, ends in _runs(days):
        if begins <= last and ends >= first:
            number = begins.year - since.year if since is not None else None
            yield Occurrence(entry, _day_or_days(begins, ends), begins, ends, number)


def days_of(entry: Entry, first: date, last: date) -> tuple[date, ...]:
    """The days from `first` to `last`, both included, on which a recurring entry falls."""
    return tuple(_days(entry, first, last, None, None))


def _days(entry: Entry, first: date, last: date, since: date | None, until: date | None) -> list[date]:
    found = {day for day in entry.extra_dates if first <= day <= last}
    if entry.rrule:
        moments = _rule(entry.rrule, since or ANCHOR).between(_midnight(first), _midnight(last), inc=True)
        found |= {moment.date() for moment in moments}
        found -= set(entry.except_dates)
    return sorted(day for day in found if until is None or day <= until)


@lru_cache(maxsize=1024)
def _rule(text: str, since: date) -> rrulebase:
    """The rule, which remembers the days it was once asked for: laying them out anew takes 2 ms each time."""
    return rrulestr(text, dtstart=_midnight(since), cache=True)


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Neighbouring days as one stretch; longer stretches than LONGEST_RUN as their single days."""
    stretch: list[date] = []
    for day in days:
        if stretch and day - stretch[-1] != _DAY:
            yield from _stretches(stretch)
            stretch = []
        stretch.append(day)
    if stretch:
        yield from _stretches(stretch)


def _stretches(days: list[date]) -> Iterator[tuple[date, date]]:
    if days[-1] - days[0] < LONGEST_RUN:
        yield days[0], days[-1]
    else:
        yield from ((day, day) for day in days)


def _day_or_days(begins: date, ends: date) -> FuzzyDate:
    text = begins.isoformat() if begins == ends else f"{begins.isoformat()}/{ends.isoformat()}"
    return FuzzyDate.parse(text)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _shifted(day: date, by: timedelta) -> date:
    """The day moved by `by`, or the calendar's end where it would fall off."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min
