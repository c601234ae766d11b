"""How long a fact counts as current, and when it was last confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge

#: The subject of what stays true: never out of date.
HISTORY = "history"

#: Days a fact of each subject counts as current; about.yaml may say otherwise.
DAYS: Mapping[str, int] = MappingProxyType(
    {"borders": 30, "visas": 30, "flights": 30, "offices": 90, "projects": 180, "negotiations": 180}
)

#: Statuses after which nothing more happens to a thing, by kind.
_SETTLED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "event": frozenset({"held", "cancelled"}),
        "agreement": frozenset({"adopted", "signed", "in-force", "expired"}),
        "initiative": frozenset({"completed"}),
        "corridor": frozenset({"completed"}),
    }
)


@dataclass(frozen=True, slots=True)
class Freshness:
    """Whether a fact may be said in the present tense, and what to say when it may not."""

    current: bool
    subject: str  #: a key of About.currency, one of DAYS, or HISTORY
    days: int | None  #: how long a fact of this subject counts as current; None: always
    confirmed: FuzzyDate | None  #: the last date on which a source or a curator showed it
    decider: str | None  #: the body that decides on this subject, as said to readers


def freshness(knowledge: Knowledge, entry: Entry, fact: Fact, today: date) -> Freshness:
    """Whether `fact` counts as current on `today`. A month or year of confirmation counts from its first day."""
    subject = fact.currency or entry.currency or kind_subject(entry, today)
    days = None if subject == HISTORY else knowledge.about.currency.get(subject, DAYS.get(subject))
    confirmed = last_confirmed(knowledge, fact)
    return Freshness(
        current=days is None or _age(confirmed, today) <= days,
        subject=subject,
        days=days,
        confirmed=confirmed,
        decider=knowledge.about.deciders.get(subject),
    )


def last_confirmed(knowledge: Knowledge, fact: Fact) -> FuzzyDate | None:
    """The latest of `as_of` and `checked`; without both, the latest date of its sources; None if all are undated."""
    stated = [when for when in (fact.as_of, fact.checked) if when is not None]
    if not stated:
        sources = (knowledge.sources.get(source_id) for source_id in fact.sources)
        stated = [source.date for source in sources if source is not None and source.date is not None]
    return max(stated, default=None, key=_since)


def kind_subject(entry: Entry, today: date) -> str:
    """The subject that the facts of an entry have by its kind and status."""
    if entry.kind == "official":
        return "offices"
    settled = _SETTLED.get(entry.kind)
    if settled is None or entry.status in settled:
        return HISTORY
    if entry.kind == "agreement" and entry.status is None:
        return HISTORY
    if entry.kind == "event" and entry.status is None and entry.when is not None and entry.when.is_over(today):
        return HISTORY
    return "projects"


def _age(confirmed: FuzzyDate | None, today: date) -> float:
    return float("inf") if confirmed is None else (today - _since(confirmed)).days


def _since(when: FuzzyDate) -> date:
    return when.earliest or date.min
