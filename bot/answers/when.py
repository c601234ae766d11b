"""Whether a candidate is of the time that a question names."""

from __future__ import annotations

from datetime import date, timedelta

from bot.agenda.upcoming import days_of
from bot.answers.answer import Reason
from bot.answers.grammar import MONTHS, WEAK_MONTHS
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import folded_set, stem
from bot.answers.times import Window
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry

#: A month of which no year was said may be that of any event so lately.
LATELY = timedelta(days=2 * 365)
A_MONTH = timedelta(days=32)
#: Words for the day of asking: what lasts is not refused for having no date of that day.
_TODAY = folded_set("today now сегодня сейчас бүгін қазір آج ابھی aaj abhi")


def of_another_time(reading: Reading, candidate: Candidate, searcher: Searcher) -> list[Reason]:
    """Why a candidate is not of the time asked for; empty where it is, or no time is asked for."""
    window, entry = reading.window, candidate.entry
    if (
        window is None
        or not searcher.is_dated
        or (window.relative and window.precision == "season")
        or (entry.kind != "event" and _TODAY.issuperset(reading.words[i].word for i in window.places))
    ):
        return []
    if entry.kind == "recurring":
        is_another = window.precision == "day" and not candidate.named and not _on_day(window, candidate, searcher)
        return [Reason("year", window.name)] if is_another else []
    if entry.when and _is_of_time(reading, window, entry.when, entry, searcher.event_types):
        return []
    if _dated(window, candidate, searcher):
        return []
    return [Reason("year", window.name)]


def _is_of_time(reading: Reading, window: Window, when: FuzzyDate, entry: Entry, types: frozenset[str]) -> bool:
    """Whether an entry's own time is that of the question.

    What goes on says nothing of a year to come, nor a body that lasts of who held an office in it then, nor of events
    then; `types` are those of events.
    """
    if when.precision != "day" and window.precision == "day":
        return False
    if when.latest is None and window.first > reading.today:
        return False
    if entry.kind == "institution" and reading.kind == "who" and reading.refs("role"):
        return False
    if entry.kind != "event" and when.latest is None and types & set(reading.ids("type")):
        return False  # a body lasts, its summits are each of their year
    if entry.kind != "event" and _is_short(window) and not (_is_brief(when) or reading.kind == "status"):
        return False  # what goes on for years is told of a month where a fact names that month
    return window.overlaps(when.earliest, when.latest) or (window.yearless and _is_yearly(window, when, reading.today))


def _is_short(window: Window) -> bool:
    """Whether a day, a month or some days of a month are asked about, of a year that was said."""
    return not (window.relative or window.yearless) and window.last - window.first < A_MONTH


def _is_brief(when: FuzzyDate) -> bool:
    return when.earliest is not None and when.latest is not None and when.latest - when.earliest < A_MONTH


def _is_yearly(window: Window, when: FuzzyDate, today: date) -> bool:
    """Whether a day or month of which no year was said is an entry's own in its year; a month if it is not long ago."""
    if when.earliest is None or when.latest is None:
        return False
    if window.precision == "month":
        return _is_brief(when) and when.earliest.month == window.first.month and today - when.latest < LATELY
    first, last = ((one.month, one.day) for one in (when.earliest, when.latest))
    return when.precision == "day" and first <= (window.first.month, window.first.day) <= last


def _dated(window: Window, candidate: Candidate, searcher: Searcher) -> bool:
    """Whether one of the candidate's facts or questions names the time itself."""
    if window.yearless and window.precision == "day":
        return bool(_naming_day(window, candidate, searcher))
    years = [str(year) for year in range(window.first.year, window.last.year + 1)]
    groups = frozenset().union(*(searcher.groups_with(candidate.number, year) for year in years))
    if not groups or (window.precision in {"year", "range", "season"} and not _is_short(window)):
        return bool(groups)
    months = _in_month(window, candidate, searcher)
    when = candidate.entry.when
    if when and _is_brief(when):
        groups = frozenset(one for one in groups & months if one >= -1)  # what it is asked with may be of another time
    else:
        groups = months if -1 in groups else groups & months
    if window.precision == "day":
        groups &= searcher.groups_with(candidate.number, str(window.first.day))
    return bool(groups)


def _on_day(window: Window, candidate: Candidate, searcher: Searcher) -> bool:
    """Whether a recurring candidate falls on the day, or one of its facts or questions names it, of whatever year."""
    return bool(days_of(candidate.entry, window.first, window.last) or _naming_day(window, candidate, searcher))


def _naming_day(window: Window, candidate: Candidate, searcher: Searcher) -> frozenset[int]:
    """The candidate's facts and questions that name the day and the month, of whatever year."""
    return searcher.groups_with(candidate.number, str(window.first.day)) & _in_month(window, candidate, searcher)


def _in_month(window: Window, candidate: Candidate, searcher: Searcher) -> frozenset[int]:
    """The candidate's facts and questions that name the month."""
    names = [name for name, number in MONTHS.items() if number == window.first.month]
    sure = (stem(name) for name in names if name not in WEAK_MONTHS)
    weak = {stem(name) for name in names if name in WEAK_MONTHS}
    told = searcher.rows_with(searcher.statements(candidate.number), weak) if weak else ()
    groups = frozenset(int(searcher.groups[row]) for row in told)
    return groups.union(*(searcher.groups_with(candidate.number, name) for name in sure))
