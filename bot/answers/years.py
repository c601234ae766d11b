"""Years said in words ("nineteen ninety one", "в две тысячи третьем") and the part of a year ("early 2025")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.answers.grammar import ORDINALS, TENS
from bot.answers.text import fold, folded_set

#: Places in a text and the year that stands there.
Found = list[tuple[frozenset[int], int]]

#: "Twenty twenty two", "nineteen ninety one", "twenty fifteen".
_CENTURIES = {"nineteen": 1900, "twenty": 2000}
_ONES = {word: number for number, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_DECADES = {"twenty": 20, "thirty": 30, "ninety": 90}
_IN_CENTURY = {word: number for number, word in enumerate(_TEENS, 10)} | _DECADES
#: How a year begins in languages that end it with an ordinal.
_BEGUN = {
    tuple(fold(text).split()): year
    for text, year in (
        ("две тысячи", 2000),
        ("тысяча девятьсот", 1900),
        ("екі мың", 2000),
        ("мың тоғыз жүз", 1900),
        ("бір мың тоғыз жүз", 1900),
    )
}
_TENS = (
    TENS | {fold(word): 90 for word in ("девяносто", "тоқсан")} | {fold(word): 80 for word in ("восемьдесят", "сексен")}
)
#: Parts of a year as the first and the last month, before the year and, in Kazakh, after it.
_PARTS = {
    word: months
    for words, months in (
        ("early beginning start outset начале начала начало началу басында басындағы басынан басы", (1, 4)),
        ("mid middle середине середина середины ортасында ортасындағы ортасы", (5, 8)),
        ("late end close конце конца концу конец соңында соңындағы аяғында аяғындағы", (9, 12)),
    )
    for word in folded_set(words)
}
_QUARTER = folded_set("quarter квартале квартал квартала тоқсанында тоқсанындағы тоқсаны")
_HALF = folded_set("half полугодии полугодие полугодия половине половина жартысында жартысындағы жартысы")
#: Between a part and its year.
_BETWEEN = folded_set("of the in year года году год жылдың жылғы жылы")
#: Nouns, without "of" verbs: "the start of 2027", and not "when does it start in 2027".
_WITH_OF = folded_set("start beginning end middle close")
_PART_OF = folded_set("of")
#: A part is at most so many words from its year.
_APART = 3


def year_in_words(plain: Sequence[str]) -> Found:
    """The year that is said in words, as places and number; none where none is said so."""
    for i, (century, tens) in enumerate(pairwise(plain)):
        if century in _CENTURIES and tens in _IN_CENTURY:
            one = _ONES.get("".join(plain[i + 2 : i + 3]), 0) if tens in _DECADES else 0
            return [(frozenset(range(i, i + (3 if one else 2))), _CENTURIES[century] + _IN_CENTURY[tens] + one)]
    for i in range(len(plain)):
        for begun, century_year in _BEGUN.items():
            if tuple(plain[i : i + len(begun)]) == begun:
                found = _ended(plain, i + len(begun))
                return [(frozenset(range(i, found[0])), century_year + found[1])] if found else []
    return []


def _ended(plain: Sequence[str], at: int) -> tuple[int, int] | None:
    """Where a year ends whose thousands end before `at`, and what it has beside them; None where it is no year."""
    tens = _TENS.get(plain[at], 0) if at < len(plain) else 0
    at += bool(tens)
    one = ORDINALS.get(plain[at], 0) if at < len(plain) else 0
    return (at + 1, tens + one) if one else None


def part_of_year(plain: Sequence[str], places: frozenset[int]) -> tuple[int, int, frozenset[int]] | None:
    """The first and the last month of the part of a year that stands at `places`, and the places of its words."""
    ahead, behind = _beside(plain, min(places), -1), _beside(plain, max(places), 1)
    for at in (ahead, behind):
        months = _PARTS.get(plain[at]) if at is not None and _is_noun(plain, at) else None
        if at is not None and months:
            return *months, frozenset({at})
        size = 0 if at is None else 3 if plain[at] in _QUARTER else 6 if plain[at] in _HALF else 0
        number = _nth(plain, at) if at is not None and size else 0
        if at is not None and 0 < number * size <= 12:
            return (number - 1) * size + 1, number * size, frozenset({at - 1, at})
    return None


def _beside(plain: Sequence[str], at: int, step: int) -> int | None:
    """The nearest place before or after a year that is no small word between it and its part."""
    for _ in range(_APART):
        at += step
        if not 0 <= at < len(plain):
            return None
        if plain[at] not in _BETWEEN:
            return at
    return None


def _is_noun(plain: Sequence[str], at: int) -> bool:
    return plain[at] not in _WITH_OF or "".join(plain[at + 1 : at + 2]) in _PART_OF


def _nth(plain: Sequence[str], at: int) -> int:
    word = plain[at - 1] if at else ""
    return int(word) if word.isdecimal() and len(word) == 1 else ORDINALS.get(word, 0)
