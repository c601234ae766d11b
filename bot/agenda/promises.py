"""What was announced and is still open: plans, projects and drafts, with when they were last confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.agenda.telling import facts_by, sentence, summary_by, weights
from bot.agenda.upcoming import COMING
from bot.knowledge.currency import last_confirmed
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge

#: The statuses in which something was said and is not there yet, by kind.
OPEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "initiative": frozenset({"proposed", "planned", "under-construction"}),
        "corridor": frozenset({"proposed", "planned", "under-construction"}),
        "agreement": frozenset({"proposed", "draft"}),
        "event": COMING,
    }
)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something announced that is still open as far as the base knows."""

    entry: Entry
    fact: Fact  #: its sentence; beside a summary, the fact that confirmed it last
    confirmed: FuzzyDate  #: when it was last confirmed
    overdue: bool  #: the date it was announced for has passed
    summary: str | None = None  #: the entry's own sentence


def open_promises(knowledge: Knowledge, today: date, silent: frozenset[str] = frozenset()) -> tuple[Promise, ...]:
    """All of them that were known on that day, those that most hangs on first. Nothing that has a firm date to come."""
    counted = weights(knowledge)
    found = [one for entry in knowledge.entries.values() if (one := _promise(entry, knowledge, today, silent))]
    return tuple(sorted(found, key=lambda one: (-counted[one.entry.id], one.entry.id)))


def is_overdue(entry: Entry, today: date) -> bool:
    """Whether the date that something was announced for has passed, and nothing says that it came."""
    if entry.when is None or entry.status not in OPEN.get(entry.kind, frozenset()):
        return False
    if entry.kind == "event":
        return entry.when.is_over(today)
    dated = entry.status == "planned" and not entry.when.is_ongoing
    return dated and entry.kind != "agreement" and entry.when.is_over(today)


def _promise(entry: Entry, knowledge: Knowledge, today: date, silent: frozenset[str]) -> Promise | None:
    if entry.status not in OPEN.get(entry.kind, frozenset()) or entry.id in silent or entry.is_guarded:
        return None
    if entry.kind == "event" and not is_overdue(entry, today) and has_firm_date(entry):
        return None
    facts = facts_by(entry, knowledge, today, silent)
    confirmed = [(when, fact) for fact in facts if (when := _confirmed(knowledge, fact, today)) is not None]
    last = max(confirmed, key=lambda pair: _day(pair[0]), default=None)
    summary = summary_by(entry, today)
    fact = sentence(facts) if summary is None or last is None else last[1]
    if fact is None or last is None:
        return None
    return Promise(entry, fact, last[0], is_overdue(entry, today), summary)


def has_firm_date(entry: Entry) -> bool:
    """Whether it is known to the month or closer when an event is to be."""
    when = entry.when
    return when is not None and when.precision in {"day", "month", "season"} and not when.approximate


def _confirmed(knowledge: Knowledge, fact: Fact, today: date) -> FuzzyDate | None:
    when = last_confirmed(knowledge, fact)
    return when if when is not None and when.earliest is not None and when.earliest <= today else fact.as_of


def _day(when: FuzzyDate) -> date:
    return when.latest or when.earliest or date.min
