"""How dates and times are said: "3–4 February 2026", "about 2003", "15:00 Astana / Islamabad (UTC+5)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, get_day_names

from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Term
from bot.languages.catalogue import Words

#: CLDR's plain English puts the month first; the bot writes "4 February 2026".
_LOCALES = {"en": "en_GB"}
_DASH = "–"
#: Thin, narrow and non-breaking spaces, as CLDR sets them; not every font has them.
_SPACES = dict.fromkeys((0x2009, 0x202F, 0xA0), " ")


def said(when: FuzzyDate, words: Words) -> str:
    """The date as it stands in a date line: "4 February 2026", "about 2003", "by June 2023", "since 2021"."""
    if when.is_interval:
        return _marked(when, _interval(when, words), words)
    return _marked(when, _single(when, words), words)


def at(when: FuzzyDate, words: Words) -> str:
    """The date as it stands in a sentence: "on 4 February 2026", "in February 2026", "in spring 2026"."""
    if when.is_interval or when.approximate or when.uncertain:
        return said(when, words)
    if when.precision == "day":
        return words._("on {date}").format(date=_single(when, words))
    return words._("in {date}").format(date=_single(when, words))


def expected(when: FuzzyDate, words: Words) -> str:
    """The date of something to come: a day as it is, anything wider as "expected December 2026"."""
    if when.precision == "day" and not (when.approximate or when.uncertain or when.is_by):
        return said(when, words)
    if when.is_ongoing:
        return said(when, words)
    return words._("expected {date}").format(date=said(when, words))


def said_day(day: date, words: Words) -> str:
    """One day: "4 February 2026"."""
    return _day(day, _locale(words))


def said_weekday(number: int, words: Words, *, short: bool = False) -> str:
    """A day of the week, 0 for Monday: "Monday", "Mon"."""
    names = get_day_names("abbreviated" if short else "wide", "stand-alone", _locale(words))
    return str(names[number])


def said_window(first: date, last: date, words: Words) -> str:
    """A stretch of days, both included, said as short as it can be: "2025", "February 2026", "3–4 February 2026"."""
    next_day = last + timedelta(days=1) if last < date.max else last
    if (first.month, first.day, next_day.month, next_day.day) == (1, 1, 1, 1):
        return f"{first.year}" if first.year == last.year else f"{first.year}{_DASH}{last.year}"
    if (first.day, next_day.day) == (1, 1) and (first.year, first.month) == (last.year, last.month):
        return _month(first, words)
    return said_day(first, words) if first == last else _days(first, last, words)


def said_time(moment: datetime, places: Iterable[Term], words: Words, zone: str = "UTC") -> str:
    """A time of day by the clocks of the places' capitals, one clock named once: "15:00 Astana / Islamabad (UTC+5)"."""
    clocks: dict[str, list[str]] = {}
    for place in places:
        if place.zone and place.capital:
            clocks.setdefault(_clock(moment, place.zone, words), []).append(place.capital)
    if not clocks:
        return f"{_clock(moment, zone, words)} ({_offset(moment, zone)})"
    zones = {_clock(moment, p.zone, words): _offset(moment, p.zone) for p in places if p.zone and p.capital}
    return ", ".join(f"{clock} {' / '.join(sorted(names))} ({zones[clock]})" for clock, names in clocks.items())


def _marked(when: FuzzyDate, text: str, words: Words) -> str:
    if when.uncertain:
        text = words._("{date} (uncertain)").format(date=text)
    if when.approximate:
        text = words._("about {date}").format(date=text)
    return text


def _interval(when: FuzzyDate, words: Words) -> str:
    if when.start is None and when.end is not None:
        wording = words._("by {date}") if when.is_by else words._("until {date}")
        return wording.format(date=_single(when.end, words))
    if when.start is None:
        return when.text
    if when.end is None:
        wording = words._("since {date}") if when.is_ongoing else words._("from {date}")
        return wording.format(date=_single(when.start, words))
    return _between(when.start, when.end, words)


def _between(start: FuzzyDate, end: FuzzyDate, words: Words) -> str:
    if start.text == end.text:
        return _single(start, words)
    if start.precision == end.precision == "day" and start.earliest and end.earliest:
        return _days(start.earliest, end.earliest, words)
    if start.precision == end.precision == "year":
        return f"{_single(start, words)}{_DASH}{_single(end, words)}"
    if start.precision == end.precision == "month" and start.earliest and end.earliest:
        return _months(start.earliest, end.earliest, words)
    return f"{_single(start, words)} {_DASH} {_single(end, words)}"


def _days(first: date, last: date, words: Words) -> str:
    end = said_day(last, words)
    if (first.year, first.month) == (last.year, last.month):
        return re.sub(rf"(?<!\d){last.day}(?!\d)", f"{first.day}{_DASH}{last.day}", end, count=1)
    if first.year == last.year and not end.startswith(str(last.year)):
        return f"{_plain(format_skeleton('MMMMd', first, locale=_locale(words)))} {_DASH} {end}"
    return f"{said_day(first, words)} {_DASH} {end}"


def _months(first: date, last: date, words: Words) -> str:
    end = _month(last, words)
    if first.year == last.year and not end.startswith(str(last.year)):
        return f"{_plain(format_date(first, 'LLLL', locale=_locale(words)))} {_DASH} {end}"
    return f"{_month(first, words)} {_DASH} {end}"


def _single(when: FuzzyDate, words: Words) -> str:
    first = when.earliest
    if first is None:
        return when.text
    match when.precision:
        case "day":
            return said_day(first, words)
        case "month":
            return _month(first, words)
        case "season":
            return _season(first, words)
        case "decade":
            return words._("the {year}s").format(year=when.text[:3] + "0")
        case "century":
            return words._("the {year}s").format(year=when.text[:2] + "00")
        case _:
            return when.text[:4]


def _season(first: date, words: Words) -> str:
    wordings = {
        3: words._("spring {year}"),
        6: words._("summer {year}"),
        9: words._("autumn {year}"),
        12: words._("winter {year}"),
    }
    year = f"{first.year}{_DASH}{(first.year + 1) % 100:02}" if first.month == 12 else f"{first.year}"
    return wordings[first.month].format(year=year)


def _month(day: date, words: Words) -> str:
    return _month_of(day, _locale(words))


@lru_cache(maxsize=4096)
def _day(day: date, locale: str) -> str:
    return _plain(format_date(day, "long", locale=locale))


@lru_cache(maxsize=4096)
def _month_of(day: date, locale: str) -> str:
    return _plain(format_skeleton("yMMMM", day, locale=locale))


def _clock(moment: datetime, zone: str, words: Words) -> str:
    return _plain(format_time(moment, "HH:mm", tzinfo=ZoneInfo(zone), locale=_locale(words)))


def _offset(moment: datetime, zone: str) -> str:
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = round(offset.total_seconds()) // 60
    sign = "+" if minutes >= 0 else "-"
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" if minutes == 0 else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _locale(words: Words) -> str:
    return _LOCALES.get(words.language, words.language)


def _plain(text: str) -> str:
    return text.translate(_SPACES)
