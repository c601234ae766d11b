"""Times counted from today: "three years ago", "in the last two months", "in the next 30 days", in all languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.grammar import TENS
from bot.answers.text import fold, folded_set

_NUMBERS = (
    "a an one один одну одна ایک aik ek бір",
    "two couple два две двух دو do екі",
    "three три трех تین teen үш",
    "four четыре چار char төрт",
    "five пять پانچ panch paanch бес",
    "six шесть چھ chhe алты",
    "seven семь سات saat жеті",
    "eight восемь آٹھ aath сегіз",
    "nine девять نو nau тоғыз",
    "ten десять دس das он",
    "eleven одиннадцать گیارہ gyarah gyara",
    "twelve двенадцать بارہ barah bara",
    "thirteen тринадцать تیرہ terah tera",
    "fourteen четырнадцать چودہ chaudah",
    "fifteen пятнадцать پندرہ pandrah pandra",
    "sixteen шестнадцать سولہ solah",
    "seventeen семнадцать سترہ satrah",
    "eighteen восемнадцать اٹھارہ atharah",
    "nineteen девятнадцать انیس unnees",
)
_UNITS = {
    "day": "day days день дня дней دن din күн",
    "week": "week weeks неделя неделю недели недель ہفتہ ہفتے hafta hafte апта",
    "month": "month months месяц месяца месяцев مہینہ مہینے مہینوں ماہ mahina mahine mahinon mah ай айда айдағы",
    "year": "year years yr yrs год года лет سال سالوں برس برسوں saal saalon baras жыл жылда жылдағы",
    "decade": "decade decades десятилетие десятилетий десятилетия دہائی",
}
NUMBERS = {fold(word): number for number, words in enumerate(_NUMBERS, 1) for word in words.split()}
NUMBERS |= TENS | {fold("پچیس"): 25, fold("pachees"): 25}
UNITS = {fold(word): unit for unit, words in _UNITS.items() for word in words.split()}
#: Units that need no number: "a year ago" is "год назад".
_ALONE = folded_set("год месяц неделю день decade decades десятилетие")
_AGO = folded_set("ago back назад پہلے قبل pehle qabl бұрын")
#: Before a number and a unit these reach up to today.
_LATELY = folded_set(
    "last past recent previous последние последних последний последнюю прошедшие پچھلے گزشتہ pichle guzishta соңғы "
    "өткен"
)
#: The calendar's last year is not the year that ends today.
_ROLLING = folded_set("past последний последнюю")
_SOON = folded_set(
    "next coming following upcoming ближайшие ближайших ближайший следующие следующих اگلے آئندہ agle келесі алдағы"
)
MOST = 99
LEAST_TENS = min(TENS.values())


@dataclass(frozen=True, slots=True)
class Counted:
    """So many units back from today or on, and the positions of the words that say so."""

    unit: str  #: day, week, month, year
    count: int
    places: frozenset[int]


def ago(plain: Sequence[str]) -> Counted | None:
    """What "three years ago" in these folded words counts, or None."""
    for i in range(len(plain) - 1):
        if plain[i] in UNITS and plain[i + 1] in _AGO:
            count = _count(plain, i - 1)
            if count is not None or plain[i] in _ALONE:
                tens = TENS.get(plain[i - 2], 0) if i > 1 and count and count < LEAST_TENS else 0
                first = i if count is None else i - 2 if tens else i - 1
                return _counted(UNITS[plain[i]], (count or 1) + tens, frozenset(range(first, i + 2)))
    return None


def lately(plain: Sequence[str]) -> Counted | None:
    """What "in the last three years" in these folded words counts, or None."""
    for i in range(len(plain) - 1):
        if plain[i] not in _LATELY:
            continue
        count = _count(plain, i + 1)
        at = i + 1 if count is None else i + 2
        if at >= len(plain) or plain[at] not in UNITS:
            continue
        if count is not None or plain[i] in _ROLLING or UNITS[plain[at]] == "decade":
            return _counted(UNITS[plain[at]], count or 1, frozenset(range(i, at + 1)))
    return None


def soon(plain: Sequence[str]) -> Counted | None:
    """What "in the next 30 days" in these folded words counts, or None."""
    for i in range(len(plain) - 2):
        count = _count(plain, i + 1) if plain[i] in _SOON else None
        if count and plain[i + 2] in UNITS:
            return _counted(UNITS[plain[i + 2]], count, frozenset(range(i, i + 3)))
    return None


def _count(plain: Sequence[str], at: int) -> int | None:
    word = plain[at] if 0 <= at < len(plain) else ""
    number = int(word) if word.isdecimal() and len(word) <= 2 else NUMBERS.get(word)
    return number if number and number <= MOST else None


def _counted(unit: str, count: int, places: frozenset[int]) -> Counted:
    return Counted("year", 10 * count, places) if unit == "decade" else Counted(unit, count, places)
