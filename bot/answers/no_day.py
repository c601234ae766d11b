"""Days that no calendar has: "30 February", "31.04.2026"."""

from __future__ import annotations

import calendar
from collections.abc import Sequence

from bot.answers.grammar import MONTHS, WEAK_MONTHS
from bot.answers.text import Token

#: Larger numbers beside a month are no mistaken days.
MOST = 39
LAST_DAY, LAST_MONTH = 31, 12
#: A year of which nothing is said may have a 29 February.
LEAP = 2000


def no_such_day(words: Sequence[Token]) -> str:
    """The day named in these words that there is not, as it was written; empty where there is none."""
    plain = [token.word for token in words]
    for i, word in enumerate(plain):
        if word in MONTHS:
            found = _beside(plain, i, MONTHS[word])
        else:
            found = _in_numbers(plain, i)
        if found:
            said = [token.raw for token in words[found[0] : found[1]]]
            return " ".join(said) if word in MONTHS else ".".join(said)
    return ""


def _beside(plain: list[str], at: int, month: int) -> tuple[int, int] | None:
    """From where to where a day stands beside the month there that it does not have: "30th of February 2026"."""
    day_at = at - 2 if plain[at - 1 : at] == ["of"] else at - 1
    day, year = _day(plain, day_at), _year(plain, at + 1)
    if day and _is_none(day, month, year) and (year or (day <= LAST_DAY and plain[at] not in WEAK_MONTHS)):
        return day_at, at + (2 if year else 1)
    day, year = _day(plain, at + 1), _year(plain, at + 2)
    return (at, at + 3) if day and year and _is_none(day, month, year) else None


def _in_numbers(plain: list[str], at: int) -> tuple[int, int] | None:
    """From where to where a day is written in three numbers: "30.02.2026", "2026-02-30"."""
    one, two, three = (plain[i] if i < len(plain) else "" for i in (at, at + 1, at + 2))
    if len(two) != 2 or not two.isdecimal():
        return None
    day, month, year = (one, two, _year(plain, at + 2)) if len(one) == 2 else (three, two, _year(plain, at))
    if not year or len(day) != 2 or not day.isdecimal():
        return None
    number, of = int(day), int(month)
    swapped = number <= LAST_MONTH and 0 < of <= LAST_DAY  # the month before the day
    return (at, at + 3) if 0 < number <= MOST and not swapped and _is_none(number, of, year) else None


def _is_none(day: int, month: int, year: int) -> bool:
    return not 0 < month <= LAST_MONTH or day > calendar.monthrange(year or LEAP, month)[1]


def _day(plain: list[str], at: int) -> int:
    word = plain[at] if 0 <= at < len(plain) else ""
    digits = word.rstrip("stndrhгое")
    return int(digits) if digits.isdecimal() and len(digits) == 2 and int(digits) <= MOST else 0


def _year(plain: list[str], at: int) -> int:
    word = plain[at] if 0 <= at < len(plain) else ""
    return int(word) if len(word) == 4 and word.isdecimal() and word[:2] in {"19", "20"} else 0
