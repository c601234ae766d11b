"""Times named in a question.

Years, months, days, seasons and "last year", as windows of days with both ends included.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.answers.ago import Counted, ago, lately, soon
from bot.answers.grammar import DAYS, HOLIDAY, MONTHS, OF_TIME, ORDINALS, PAST, RELATIVE, SEASONS, TENS, WEAK_MONTHS
from bot.answers.text import Token, folded_set
from bot.answers.urdu_years import year_in_urdu
from bot.answers.years import part_of_year, year_in_words

#: A year with what is written on to it: "FY2012", "2017го", "2017ші".
_YEAR = re.compile(r"(?:fy)?((?:19|20)\d\d)(?:го|й|м|ом|ый|г|гг|ши|жыл|ge|da|de|s|ka|ki|ke|mein)?")
#: "1990s", "90s", "1990-х".
_DECADE = re.compile(r"(?:((?:19|20)\d0)|([7-9]0))(?:s| ?(?:е|х|ые|ых|ші|ши|жж))")
#: After "in" and a month these are years of this century ("in July 23"), not days.
FIRST_SHORT, LAST_SHORT = 13, 40
_IN = folded_set("in since")
#: "96-го", "в 22-м": two numbers of a year with its ending; from 1990 on, and before no day of a month.
_SHORT_YEAR = re.compile(r"(\d\d)(?:го|м|ом)")
_YEARS = folded_set("году года год")
_IN_IT = folded_set("в с до после")
LEAST_SHORT, FIRST_NINETIES = 5, 90
_NOWADAYS = (["کل"], ["kal"])  # "aaj kal" is "nowadays", "aaj" today
#: "after today", "from today on": no window of one day.
_FROM_NOW = folded_set("after from until since till на после سے кейін se")


#: With one of these a month or a season without a year is one that is coming.
_AHEAD = folded_set("next coming upcoming ahead will awaits")
#: With one of these a month without a year is over.
_OVER = folded_set("happened was were did took held было были состоялось произошло ہوا ہوئے болды өтті hua")
#: With one of these around or between two years mean all from one to the other.
_RANGE = folded_set(
    "to between from till until и по до с между سے تک درمیان se tak darmiyan мен пен арасында дейін дейінгі"
)
#: Two months joined by one of the first are all between them only with one of the second.
_AND = folded_set("and и اور aur мен пен бен және")
_BETWEEN = folded_set("between между درمیان darmiyan арасында аралығында арасындағы")
#: Between two days of a month: "9th to 20th November", "3 or 4 February".
_TO_DAY = folded_set("to till until or and по до или и سے یا اور se ya aur")
#: Words for seasons that are other words too.
_AMBIGUOUS = folded_set("spring fall жаз қыс")
#: Words around a time that make it a limit, before it ("before 2026") and after it ("2026 se pehle").
_BEFORE_IT = folded_set("before until till prior до")
_AFTER_IT = folded_set("after since после")
_IT_BEFORE = folded_set("پہلے قبل pehle qabl дейін дейінгі бұрын бұрынғы")
_IT_AFTER = folded_set("بعد baad кейін кейінгі бері бергі")
_SINCE_IT = folded_set("since с со")
_ONWARDS = folded_set("onwards onward on бері бергі اب ab")
#: How the first of two Kazakh times ends: what stands after the second is where they end.
_FROM_IT = ("дан", "ден", "тан", "тен", "нан", "нен")
#: Such a word is at most so far from the time ("before the year 2026", "2026 жылға дейін").
_APART = 3


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included, and how precisely it was named: day, month, season, year, range."""

    first: date
    last: date
    precision: str
    relative: bool = False  #: named from today ("last year"), not by the calendar
    places: frozenset[int] = frozenset()  #: positions of the tokens that name it
    yearless: bool = False  #: a day or a month of which no year was said, so that another year may be meant

    @property
    def name(self) -> str:
        """As a reason has it: a year, a day, or the first and the last day; without a first one "before 1980"."""
        if self.first == date.min:
            end = (self.last + timedelta(days=1)).isoformat()
            return f"before {end.removesuffix('-01').removesuffix('-01')}"
        if self.first == self.last:
            return self.last.isoformat()
        if (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31)):
            return str(self.first.year)
        return f"{self.first} to {self.last}"

    def overlaps(self, earliest: date | None, latest: date | None) -> bool:
        """Whether it shares a day with the stretch from `earliest` to `latest` (None: open)."""
        return (earliest is None or earliest <= self.last) and (latest is None or latest >= self.first)


def month_window(year: int, month: int, places: frozenset[int] = frozenset()) -> Window:
    """The days of one month."""
    return Window(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", places=places)


def window_of(words: tuple[Token, ...], today: date) -> Window | None:
    """The time a question names, or None. A month without a year is the nearest one that fits (see `_year_for`).

    The words for "year" and "month" beside it belong to it.
    """
    window = _window_of(words, today)
    if window is None or not window.places:
        return window
    first, last = min(window.places), max(window.places)
    beside = {i for i in range(first - 1, last + 3) if 0 <= i < len(words) and words[i].word in OF_TIME}
    if last + 1 not in beside:
        beside.discard(last + 2)
    return replace(window, places=window.places | beside) if beside else window


def _window_of(words: tuple[Token, ...], today: date) -> Window | None:
    iso = _iso(words)
    if iso:
        return iso
    plain = [t.word for t in words]
    decade = _decade(plain)
    if decade:
        return decade
    explicit = [(i, year) for i, w in enumerate(plain) if (year := _year(w)) is not None]
    years = [(frozenset({i}), year) for i, year in explicit] or year_in_words(plain) or year_in_urdu(plain)
    years = years or _short_year(plain) or _year_from(plain, today)
    named = _months(plain, bool(years))
    if len(named) > 1 and len(explicit) > 1:  # "between September 2025 and February 2026"
        ends = (month_window(year, month) for (_, month), (_, year) in zip(named, explicit, strict=False))
        first, last = sorted(one.first for one in ends)[:2]
        places = frozenset(i for i, _ in (*named[:2], *explicit[:2]))
        return Window(first, month_window(last.year, last.month).last, "range", places=places)
    if named:
        place, month = named[0]
        return _with_month(plain, years, place, month, named, today)
    for i, word in enumerate(plain):
        if word in SEASONS and (word not in _AMBIGUOUS or _beside_in(plain, i) or _is_of_year(plain, i, bool(years))):
            return _season(plain, years, i, today)
    counted = _relative(plain, today) or _counted(plain, today)
    if counted and not explicit:
        return counted
    if len(explicit) >= 2 and _is_range(plain, explicit[0][0], explicit[1][0]):
        low, high = sorted((explicit[0][1], explicit[1][1]))
        return Window(date(low, 1, 1), date(high, 12, 31), "range", places=frozenset(i for i, _ in explicit[:2]))
    return _year_or_part(plain, *years[0]) if years else None


def _year_or_part(plain: list[str], places: frozenset[int], year: int) -> Window:
    """A year, or the part of it that "early 2025" and "в первом квартале 2026 года" name."""
    part = part_of_year(plain, places)
    if part is None:
        return Window(date(year, 1, 1), date(year, 12, 31), "year", places=places)
    first, last, said = part
    return Window(date(year, first, 1), month_window(year, last).last, "season", places=places | said)


def _decade(plain: list[str]) -> Window | None:
    """ "The 1990s", "1990-х", "the 90s"."""
    for i, word in enumerate(plain):
        found = _DECADE.fullmatch(f"{word} {plain[i + 1]}" if i + 1 < len(plain) and word.isdigit() else word)
        if found:
            first = int(found.group(1) or f"19{found.group(2)}")
            places = frozenset({i, i + 1} if word.isdigit() else {i})
            return Window(date(first, 1, 1), date(first + 9, 12, 31), "range", places=places)
    return None


def _short_year(plain: list[str]) -> list[tuple[frozenset[int], int]]:
    """The year of "в 96-м", "в июле 93", "в 22-м году", "в четырнадцатом году", as places and number."""
    for i, word in enumerate(plain):
        found, before = _SHORT_YEAR.fullmatch(word), plain[i - 1] if i else ""
        number = int(found.group(1)) if found else ORDINALS.get(word, 0)
        if not number or word.isascii() or before.isascii():
            number = int(word) if word.isdigit() and before in MONTHS and not before.isascii() else 0
        is_named = plain[i + 1 : i + 2] and plain[i + 1] in _YEARS
        is_dated = (before in MONTHS and not is_named) or (found and before in _IN_IT)
        if number and (is_named or is_dated) and (number >= FIRST_NINETIES or LEAST_SHORT <= number <= LAST_SHORT):
            places = frozenset({i, i + 1} if is_named else {i})
            return [(places, number + (1900 if number >= FIRST_NINETIES else 2000))]
    return []


def _year_from(plain: list[str], today: date) -> list[tuple[frozenset[int], int]]:
    """The year that "last year" or "three years ago" names, as places and number; none where none is named so."""
    back = ago(plain)
    if back and back.unit == "year":
        return [(back.places, today.year - back.count)]
    said = _relative(plain, today)
    return [(said.places, said.first.year)] if said and said.precision == "year" else []


def _counted(plain: list[str], today: date) -> Window | None:
    """The time that is counted from today: the one year, month, week or day then, or all between."""
    back = ago(plain)
    if back:
        kind = f"{back.unit}:{-back.count}"
        return _shifted(kind, today, back.places) if back.unit != "year" or back.count < today.year else None
    since, until = lately(plain), soon(plain)
    if since:
        return Window(today - _length(since), today, "range", True, since.places)
    return Window(today, today + _length(until), "range", True, until.places) if until else None


def _length(counted: Counted) -> relativedelta:
    return relativedelta(
        days=counted.count * (counted.unit == "day"),
        weeks=counted.count * (counted.unit == "week"),
        months=counted.count * (counted.unit == "month"),
        years=counted.count * (counted.unit == "year"),
    )


def limited(words: tuple[Token, ...], window: Window, today: date) -> Window:
    """The days that "before 2026" or "since 2015" names, up to `today`; `window` itself where it is no such limit."""
    if not window.places or (window.relative and window.precision == "day"):
        return window
    plain = [t.word for t in words]
    first, last = min(window.places), max(window.places)
    ahead, behind = plain[max(0, first - _APART) : first], plain[last + 1 : last + 1 + _APART]
    is_end = window.precision == "range" and any(word.endswith(_FROM_IT) for word in plain[first:last])
    if _BEFORE_IT.intersection(ahead) or (_IT_BEFORE.intersection(behind) and not is_end):
        return Window(date.min, min(window.first - timedelta(days=1), today), "range", places=window.places)
    if window.precision == "range":
        return window  # "с 2015 по 2017" ends where it says
    since = not _SINCE_IT.isdisjoint(ahead[-2:]) or not _ONWARDS.isdisjoint(behind)
    start = window.first if since else window.last + timedelta(days=1)
    if start <= today and (since or _AFTER_IT.intersection(ahead) or (_IT_AFTER | _ONWARDS).intersection(behind)):
        return Window(start, today, "range", places=window.places)
    return window


def _iso(words: tuple[Token, ...]) -> Window | None:
    plain = [t.word for t in words]
    for i in range(len(plain) - 1):
        year = _year(plain[i])
        if year is not None and len(plain[i + 1]) == 2 and plain[i + 1].isdigit() and 1 <= int(plain[i + 1]) <= 12:
            month = int(plain[i + 1])
            if i + 2 < len(plain) and len(plain[i + 2]) == 2 and plain[i + 2].isdigit():
                day = _day(year, month, int(plain[i + 2]))
                if day:
                    return Window(day, day, "day", places=frozenset({i, i + 1, i + 2}))
            return month_window(year, month, frozenset({i, i + 1}))
    for i in range(len(plain) - 2):
        year = _year(plain[i + 2])
        if year is not None and all(1 <= len(w) <= 2 and w.isdigit() for w in plain[i : i + 2]):
            day = _day(year, int(plain[i + 1]), int(plain[i]))
            if day:
                return Window(day, day, "day", places=frozenset({i, i + 1, i + 2}))
    return None


def _year(word: str) -> int | None:
    """The year that "2012" or "FY2012" or "2017го", folded, means, or None."""
    found = _YEAR.fullmatch(word)
    return int(found.group(1)) if found else None


def _months(plain: list[str], has_year: bool) -> list[tuple[int, int]]:
    found = []
    for i, word in enumerate(plain):
        if word not in MONTHS:
            continue
        is_said = has_year or _beside_number(plain, i) or _beside_in(plain, i) or _beside_month(plain, i)
        if word in WEAK_MONTHS and not is_said:
            continue
        found.append((i, MONTHS[word]))
    return found


def _beside_number(plain: list[str], i: int) -> bool:
    return any(0 <= j < len(plain) and _number(plain[j]) for j in (i - 1, i + 1))


def _beside_month(plain: list[str], i: int) -> bool:
    """Whether a word for a month is one end of a stretch of months: "between March and May"."""
    ends = [j for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(plain) and plain[j] in MONTHS]
    return any(_is_month_range(plain, *sorted((i, j))) for j in ends)


def _beside_in(plain: list[str], i: int) -> bool:
    before = plain[i - 1] if i else ""
    after = plain[i + 1] if i + 1 < len(plain) else ""
    return before in {
        "in",
        "since",
        "of",
        "this",
        "last",
        "next",
        "в",
        "during",
        "early",
        "late",
        "mid",
        "by",
    } or after in {
        *folded_set("میں mein main"),
    }


def _is_of_year(plain: list[str], i: int, has_year: bool) -> bool:
    """Whether a year belongs to the word there: "spring 2025", "the fall of last year"."""
    after = plain[i + 1] if i + 1 < len(plain) else ""
    return _year(after) is not None or (has_year and after == "of")


def _with_month(
    plain: list[str],
    years: list[tuple[frozenset[int], int]],
    place: int,
    month: int,
    named: list[tuple[int, int]],
    today: date,
) -> Window:
    places = {place}
    if years:
        year = years[0][1]
        places |= years[0][0]
    else:
        year = _year_for(month, plain, place, today)
        places |= {place - 1} if place and plain[place - 1] in PAST else set()
    short = plain[place + 1] if place and not years and place + 1 < len(plain) else ""
    if len(short) == 2 and short.isdigit() and FIRST_SHORT <= int(short) <= LAST_SHORT and plain[place - 1] in _IN:
        return month_window(2000 + int(short), month, frozenset({place, place + 1}))
    before = place - 2 if place > 1 and plain[place - 1] == "of" else place - 1
    for j in (before, place + 1):
        number, told = _day_number(plain, j, is_before=j < place)
        day = _day(year, month, number) if number else None
        begun = _day_begun(plain, j, month, year) if day and j < place else None
        if day and begun and begun[0] < day:
            return Window(begun[0], day, "range", not years, frozenset(places | told | begun[1]))
        if day:
            return Window(day, day, "day", not years, frozenset(places | told), not years)
    if len(named) > 1 and years and named[1][1] > month:
        last = month_window(year, named[1][1]).last
        return Window(date(year, month, 1), last, "range", places=frozenset(places | {named[1][0]}))
    window = month_window(year, month, frozenset(places))
    if len(named) > 1 and not years and _is_month_range(plain, named[0][0], named[1][0]):
        last = month_window(year + (named[1][1] < month), named[1][1]).last
        is_over = not window.first <= today <= last
        return Window(window.first, last, "range", is_over, window.places | {named[1][0]}, True)
    return Window(window.first, window.last, "month", not years, window.places, not years)


def _day_number(plain: list[str], at: int, is_before: bool) -> tuple[int | None, frozenset[int]]:
    """The day of a month that the word there means, with the tens before it, and the places of both."""
    if not 0 <= at < len(plain) or plain[at] in HOLIDAY:
        return None, frozenset()
    number = _number(plain[at]) or (DAYS.get(plain[at]) if is_before else None)
    tens = TENS.get(plain[at - 1], 0) if at and number and number < 10 and not plain[at].isdigit() else 0
    return (number + tens, frozenset({at - 1, at})) if number and tens else (number, frozenset({at}))


def _day_begun(plain: list[str], at: int, month: int, year: int) -> tuple[date, frozenset[int]] | None:
    """The first of two days whose last stands there ("9th to 20th November", "9-20 November"), with its places."""
    joined = at > 1 and plain[at - 1] in _TO_DAY
    first = at - 2 if joined else at - 1
    number = _number(plain[first]) if first >= 0 and plain[first] not in TENS else None
    day = _day(year, month, number) if number else None
    return (day, frozenset(range(first, at))) if day else None


def _number(word: str) -> int | None:
    """The day of a month that "5", "5th", "fifth" or "пятого" means, or None."""
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|го|ое|ого|е)?", word)
    return int(digits.group(1)) if digits else ORDINALS.get(word)


def _year_for(month: int, plain: list[str], place: int, today: date) -> int:
    """A month without a year: the latest that is over with "last", the next one with "next", else the latest begun.

    The month that is going on is "coming up in December" too, but not "next December".
    """
    if place and plain[place - 1] in PAST:
        return today.year if month < today.month else today.year - 1
    if _OVER.intersection(plain) and month > today.month:
        return today.year - 1
    if _AHEAD.intersection(plain):
        begun = month == today.month and "next" not in plain[place - 1 : place]
        return today.year if begun or month > today.month else today.year + 1
    return today.year if month <= today.month else today.year if month - today.month <= 1 else today.year - 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_range(plain: list[str], first: int, second: int) -> bool:
    between = {*plain[max(0, first - 1) : second], *plain[second + 1 : second + 3]}
    return bool(between & _RANGE) or second == first + 1


def _is_month_range(plain: list[str], first: int, second: int) -> bool:
    """Whether two months mean all from one to the other: "from May to July", "between May and July", "May-July"."""
    between = set(plain[first + 1 : second])
    if between & _AND:
        return not _BETWEEN.isdisjoint({*plain[max(0, first - 1) : first], *plain[second + 1 : second + 3]})
    return second == first + 1 or bool(between & _RANGE)


def _relative(plain: list[str], today: date) -> Window | None:
    said = set(plain)
    for phrase, kind in RELATIVE:
        if not said.issuperset(phrase) or (kind == "day:0" and said & _FROM_NOW):
            continue
        for i in range(len(plain) - len(phrase) + 1):
            if tuple(plain[i : i + len(phrase)]) == phrase and plain[i + 1 : i + 2] not in _NOWADAYS:
                return _shifted(kind, today, frozenset(range(i, i + len(phrase))))
    return None


def _shifted(kind: str, today: date, places: frozenset[int]) -> Window:
    unit, _, text = kind.partition(":")
    offset = int(text)
    if unit == "day":
        day = today + timedelta(days=offset)
        return Window(day, day, "day", True, places)
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        return Window(first, first + timedelta(days=6), "range", True, places)
    if unit == "month":
        number = today.year * 12 + today.month - 1 + offset
        window = month_window(number // 12, number % 12 + 1)
        return Window(window.first, window.last, "month", True, places)
    year = today.year + offset
    return Window(date(year, 1, 1), date(year, 12, 31), "year", True, places)


def _season(plain: list[str], years: list[tuple[frozenset[int], int]], place: int, today: date) -> Window:
    start, end = SEASONS[plain[place]]
    over = {place - 1} if place and plain[place - 1] in PAST else set()
    if years:
        year = years[0][1]
    elif over:  # the latest that is over
        year = today.year if start <= end < today.month else today.year - 1
        year -= start > end and today.month <= end
    elif _AHEAD.intersection(plain):  # the one that is going on, or else the next
        year = today.year if today.month <= end or start > end else today.year + 1
    else:
        year = today.year if start <= today.month + 1 else today.year - 1
    last = month_window(year + 1 if start > end else year, end).last
    places = frozenset({place} | over).union(*(found for found, _ in years[:1]))
    return Window(date(year, start, 1), last, "season", not (years or over), places)
