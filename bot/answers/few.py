"""So many of the first or the last of a kind: "the last two visits", "three most recent agreements"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answers.answer import Answer
from bot.answers.fitting import NOT_HELD, about, belongs, day_of, led_by, listed, took_place_in
from bot.answers.question import Reading
from bot.answers.text import folded_set
from bot.answers.tools import Tools
from bot.answers.wanted import Wanted

#: Numbers in words; others are written in digits.
_COUNTS = {
    2: folded_set("two couple два две دو екі do"),
    3: folded_set("three few три تین үш teen tin"),
    4: folded_set("four четыре چار төрт char"),
    5: folded_set("five пять پانچ бес panch paanch"),
}
#: Words that say whether the first or the last are asked for, beside the number.
_LAST = folded_set(
    "last latest recent newest последние последних последними آخری حالیہ تازہ соңғы aakhri akhri haliya taza"
)
_FIRST = folded_set("first earliest первые первых پہلے پہلی پہلا алғашқы бірінші pehle pehli")
#: What may stand between: "the three most recent visits".
_MOST = folded_set("most самые самых")


def few_outermost(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """The list of so many of the first (oldest first) or of the last (newest first) that took place.

    None where no number is asked for or the base has no more than one.
    """
    count, is_last = _asked_for(reading)
    if not count or not (wanted.types or wanted.kinds):
        return None
    said = tuple(i for i in wanted.rest if not _number(reading.words[i].word) and reading.words[i].word not in _MOST)
    found = [e for e in tools.knowledge.entries.values() if e.when and belongs(e, reading, wanted)]
    begun = [e for e in found if e.status not in NOT_HELD and day_of(e)[0] <= today and e.when and e.when.earliest]
    begun = about(begun, reading, replace(wanted, rest=said), tools)
    ordered = sorted(led_by(took_place_in(begun, reading, tools), reading, tools), key=day_of, reverse=is_last)
    return listed(question, reading, ordered[:count], reading.window) if len(ordered) > 1 else None


def _asked_for(reading: Reading) -> tuple[int, bool]:
    """How many are asked for, 0 where no number is; and whether the last ones are."""
    words = [token.word for token in reading.words]
    times = reading.window.places if reading.window else frozenset()
    for at, word in enumerate(words):
        count = _number(word)
        if not count or at in times:
            continue
        before, after = words[max(0, at - 1) : at], words[at + 1 : at + 3]
        after = after[1:] if after and after[0] in _MOST else after[:1]
        beside = {*before, *after}
        if beside & (_LAST | _FIRST):
            return count, bool(beside & _LAST)
    return 0, False


def _number(word: str) -> int:
    if word.isdigit() and len(word) == 1:
        return int(word) if int(word) > 1 else 0
    return next((number for number, names in _COUNTS.items() if word in names), 0)
