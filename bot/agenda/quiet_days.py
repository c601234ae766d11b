"""What a chat may read on a day without news: what happened on this day, or what was promised and is still open."""

from __future__ import annotations

from datetime import date

from bot.agenda.briefing import Briefing, Item, Memory, Subject, Window
from bot.agenda.promises import open_promises
from bot.agenda.telling import facts_by, ref_of, sentence, weights
from bot.knowledge.entries import Entry, Knowledge

MOST_ON_THIS_DAY = 2
MOST_PROMISES = 3
_TOOK_PLACE = frozenset({"held", "adopted", "signed", "in-force", None})


def on_this_day(
    knowledge: Knowledge, subject: Subject, today: date, memory: Memory, most: int = MOST_ON_THIS_DAY
) -> Briefing:
    """What took place on this day of the month in an earlier year, what most hangs on first.

    Nothing sensitive, mourned or political, nothing near such an entry, and nothing that no other entry names.
    """
    counted = weights(knowledge)
    found = []
    for entry in knowledge.entries.values():
        if not _is_of(entry, today) or not subject.holds(entry) or entry.id in memory.silent:
            continue
        fact = sentence(facts_by(entry, knowledge, today, memory.silent))
        mark = f"{entry.id}#day={today.year}"
        if fact is None or entry.when is None or mark in memory.told or not counted[entry.id]:
            continue
        if not entry.is_guarded and not _is_near_guarded(entry, knowledge):
            found.append(Item("on-this-day", entry, fact, entry.when, mark))
    found.sort(key=lambda one: (-counted[one.entry.id], one.entry.id))
    return Briefing(subject, Window(today, today, today), tuple(found[:most]))


def still_open(
    knowledge: Knowledge, subject: Subject, today: date, memory: Memory, most: int = MOST_PROMISES
) -> Briefing:
    """What was announced and is still open, with when it was last confirmed; what was not told yet."""
    found = [
        Item("promises", one.entry, one.fact, one.confirmed, f"{one.entry.id}#open={one.entry.status}", None, None,
             one.overdue, one.summary)
        for one in open_promises(knowledge, today, memory.silent)
        if subject.holds(one.entry) and ref_of(one.entry, one.fact) not in memory.told
    ]  # fmt: skip
    kept = [one for one in found if one.mark not in memory.told]
    return Briefing(subject, Window(today, today, today), tuple(kept[:most]), len(found) - len(kept))


def _is_of(entry: Entry, today: date) -> bool:
    when = entry.when
    if entry.kind not in {"event", "agreement"} or entry.status not in _TOOK_PLACE or when is None:
        return False
    first = when.earliest
    if first is None or when.precision != "day" or when.approximate or when.uncertain:
        return False
    return first.year < today.year and (first.month, first.day) == (today.month, today.day)


def _is_near_guarded(entry: Entry, knowledge: Knowledge) -> bool:
    """Whether it belongs to a day of politics or mourning."""
    related = (knowledge.find(one) for one in entry.related)
    return any(one is not None and one.kind == "recurring" and one.is_guarded for one in related)
