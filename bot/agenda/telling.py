"""Which sentence of an entry is told on a day, whether it may be brought up unasked, and how much it weighs."""

from __future__ import annotations

from calendar import month_name
from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge

#: A sentence longer than this is told only where the entry has no shorter one.
COMFORTABLE = 420


def ref_of(entry: Entry, fact: Fact) -> str:
    """The name of a fact: "entry#key"."""
    return f"{entry.id}#{fact.key}"


def facts_by(entry: Entry, knowledge: Knowledge, today: date, silent: frozenset[str] = frozenset()) -> tuple[Fact, ...]:
    """The facts that readers may see, have a source, and were known on that day; in file order."""
    return tuple(
        fact
        for fact in entry.shown_facts
        if any(source in knowledge.sources for source in fact.sources)
        and ref_of(entry, fact) not in silent
        and _is_known(fact, knowledge, today)
    )


def sentence(facts: Iterable[Fact], told: Iterable[str] = (), entry: Entry | None = None) -> Fact | None:
    """The fact that stands for the entry: the first one not told yet and not too long, else the shortest."""
    known = tuple(facts)
    names = frozenset(told)
    fresh = [one for one in known if entry is None or ref_of(entry, one) not in names] or list(known)
    short = [one for one in fresh if len(one.text) <= COMFORTABLE]
    return short[0] if short else min(fresh, key=lambda one: len(one.text), default=None)


def summary_by(entry: Entry, today: date) -> str | None:
    """The entry's own sentence; None for a day before its newest fact, or where it is long."""
    if entry.summary is None or len(entry.summary) > COMFORTABLE:
        return None
    dates = [one.as_of.earliest for one in entry.shown_facts if one.as_of is not None and one.as_of.earliest]
    return entry.summary if all(day <= today for day in dates) else None


def tells_of_its_day(fact: Fact) -> bool:
    """Whether the sentence is about the time it is dated: it names the month and year of its date.

    The date of a fact says up to when it is known to be so; an old thing told in a new source is no news.
    """
    first = fact.as_of.earliest if fact.as_of is not None else None
    return first is not None and f"{first.year}" in fact.text and month_name[first.month] in fact.text


def newest(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts by their date, the newest first; those without one last, equals in file order."""
    return tuple(sorted(facts, key=lambda one: _day(one.as_of), reverse=True))


def weights(knowledge: Knowledge) -> Counter[str]:
    """Entry id -> how many others name it; what everything hangs on comes before what stands alone."""
    found: Counter[str] = Counter()
    for entry in knowledge.entries.values():
        found.update({*entry.neighbours} - {entry.id})
    return found


def names_of(entry: Entry) -> frozenset[str]:
    """The ids (or plain names) that the entry names: who takes part, who hosts, what it is related to."""
    named = {*entry.neighbours}
    return frozenset(named | {one for one in (entry.host, entry.guest) if one is not None})


def _is_known(fact: Fact, knowledge: Knowledge, today: date) -> bool:
    """Whether it was known by that day: said of it, or published, no later."""
    if fact.as_of is not None:
        return fact.as_of.earliest is None or fact.as_of.earliest <= today
    dates = [knowledge.sources[one].date for one in fact.sources if one in knowledge.sources]
    days = [one.earliest for one in dates if one is not None and one.earliest is not None]
    return not days or min(days) <= today


def _day(when: FuzzyDate | None) -> date:
    return date.min if when is None else when.latest or when.earliest or date.min
