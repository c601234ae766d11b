"""Typed differences between two versions of the base, as people are told of them.

A changed date is a postponement (or was brought forward) only where the entry's `history` keeps the former date;
otherwise the base had it wrong and says so. What was over before, and a better wording, is no news.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.agenda.upcoming import COMING
from bot.alerts.snapshot import Snapshot, State, date_of, start_of, state
from bot.knowledge.dates import PRECISIONS, FuzzyDate
from bot.knowledge.entries import Entry, Knowledge

ChangeKind = Literal[
    "announced",
    "confirmed",
    "postponed",
    "brought-forward",
    "made-precise",
    "venue",
    "cancelled",
    "held",
    "status",
    "corrected",
    "withdrawn",
]
#: Changes after which an occurrence has another date.
DATE_KINDS: frozenset[ChangeKind] = frozenset(
    {"announced", "postponed", "brought-forward", "made-precise", "corrected"}
)
#: followers: whoever follows the entry; told: whoever heard the thing in a push.
Audience = Literal["followers", "told"]

#: More notices than this from one reload wait for an owner's yes.
MOST_UNASKED = 10
#: An event that the base never said was coming is told of as held only for so long after it.
HELD_IS_NEWS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: old value -> new value, as written in the base."""

    kind: ChangeKind
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be told of one entry after one reload."""

    id: str  #: the same for the same differences of the same entry
    entry_id: str
    name: str  #: of the entry; all that is left of one that was taken out
    differences: tuple[Difference, ...]
    audience: Audience
    ref: str  #: what must have been told for the audience `told`: "entry#when", or a fact

    @property
    def kinds(self) -> frozenset[ChangeKind]:
        """The kinds of its differences."""
        return frozenset(one.kind for one in self.differences)


def changes(old: Snapshot, knowledge: Knowledge, today: date) -> tuple[Change, ...]:
    """What is to be told after the base became `knowledge`; nothing where nothing was known before."""
    if not old:
        return ()
    found: list[Change] = []
    for entry in knowledge.entries.values():
        before = _before(old, entry)
        found += _of_entry(entry, before, today)
        found += _withdrawn_facts(entry, before)
    found += _taken_out(old, knowledge)
    return tuple(found)


def needs_a_yes(found: Iterable[Change]) -> bool:
    """Whether an owner has to agree before these go out."""
    return len(tuple(found)) > MOST_UNASKED


def withdrawal(ref: str, entry: Entry, reason: str | None) -> Change:
    """The correction of a fact, or of a whole entry, that an owner took back."""
    return _change(entry.id, entry.name, (Difference("withdrawn", ref, reason),), "told", ref)


def _of_entry(entry: Entry, before: State | None, today: date) -> Iterator[Change]:
    now = state(entry)
    if entry.kind == "event":
        differences = tuple(_event(entry, before, now, today))
    elif before is not None and entry.kind in {"agreement", "initiative", "corridor"}:
        differences = tuple(_project(before, now))
    else:
        differences = ()
    if not differences:
        return
    only_correction = all(one.kind == "corrected" for one in differences)
    over = before is not None and _is_over(before, today) and _is_over(now, today)
    audience: Audience = "told" if only_correction and over else "followers"
    yield _change(entry.id, entry.name, differences, audience, f"{entry.id}#when")


def _event(entry: Entry, before: State | None, now: State, today: date) -> Iterator[Difference]:
    is_coming = entry.status in COMING and not _is_over(now, today)
    was_coming = before is not None and before.get("status") in COMING
    if is_coming and not was_coming:
        yield Difference("announced", None, _written(now))
    elif before is None:
        return
    elif entry.status == "cancelled" and was_coming:
        if not _is_over(before, today):
            yield Difference("cancelled", before.get("status"), _written(before))
    elif entry.status == "held" and before.get("status") != "held":
        if was_coming or _ended_lately(now, today):
            yield Difference("held", before.get("status"), _written(now))
    elif _is_over(before, today) and _is_over(now, today):
        yield from _correction(before, now)
    elif was_coming:
        yield from _moved(entry, before, now)
        yield from _firmness(entry, before, now)
        yield from _venue(before, now)


def _moved(entry: Entry, before: State, now: State) -> Iterator[Difference]:
    old, new = _written(before), _written(now)
    if old == new:
        if entry.status == "postponed" and before.get("status") != "postponed":
            yield Difference("postponed", old, None)
        return
    if _is_within(before, now):
        yield Difference("made-precise", old, new)
    elif _is_kept(before, now) and _span(before) != _span(now):
        yield Difference(_direction(before, now), old, new)
    else:
        yield Difference("corrected", old, new)


def _correction(before: State, now: State) -> Iterator[Difference]:
    """The date of something that was over before and is over now: no news, unless it was said wrongly."""
    old, new = _written(before), _written(now)
    if old is not None and old != new and not _is_within(before, now):
        yield Difference("corrected", old, new)


def _firmness(entry: Entry, before: State, now: State) -> Iterator[Difference]:
    old, new = before.get("status"), entry.status
    if new == "confirmed" and old != "confirmed":
        yield Difference("confirmed", old, _written(now))
    elif new not in COMING:
        yield Difference("status", old, new)


def _venue(before: State, now: State) -> Iterator[Difference]:
    old, new = before.get("where"), now.get("where")
    if new and old != new and not (old and _says_the_same(old, new)):
        yield Difference("venue", old, new)


def _project(before: State, now: State) -> Iterator[Difference]:
    old, new = before.get("status"), now.get("status")
    if old and new and old != new:
        yield Difference("status", old, new)


def _withdrawn_facts(entry: Entry, before: State | None) -> Iterator[Change]:
    known: Mapping[str, str] = (before or {}).get("withdrawn", {})
    for fact in entry.facts:
        if fact.withdrawn is not None and fact.key not in known:
            ref = f"{entry.id}#{fact.key}"
            yield _change(entry.id, entry.name, (Difference("withdrawn", ref, fact.withdrawn.reason),), "told", ref)


def _taken_out(old: Snapshot, knowledge: Knowledge) -> Iterator[Change]:
    """Events that stood in the base as coming and are gone from it, not merged into another entry."""
    for entry_id, before in old.items():
        if before.get("kind") == "event" and before.get("status") in COMING and knowledge.find(entry_id) is None:
            ref = f"{entry_id}#when"
            yield _change(entry_id, before["name"], (Difference("withdrawn", ref, None),), "told", ref)


def _before(old: Snapshot, entry: Entry) -> State | None:
    """What was known of this entry, also under an id it had before."""
    for name in (entry.id, *entry.former_ids):
        if name in old:
            return old[name]
    return None


def _change(entry_id: str, name: str, differences: tuple[Difference, ...], audience: Audience, ref: str) -> Change:
    text = "\n".join([entry_id, *(f"{one.kind}|{one.old}|{one.new}" for one in differences)])
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Change(digest, entry_id, name, differences, audience, ref)


def _written(state: State) -> str | None:
    """The date as the base has it: the moment of start where that is known, or the date."""
    return state.get("starts_at") or state.get("when")


def _days(state: State) -> tuple[date | None, date | None]:
    start = start_of(state)
    when = date_of(state)
    if when is None and start is not None:
        return start.date(), start.date()
    return (when.earliest, when.latest) if when else (None, None)


def _is_over(state: State, today: date) -> bool:
    earliest, latest = _days(state)
    last = latest or earliest
    return last is not None and last < today


def _ended_lately(state: State, today: date) -> bool:
    last = _days(state)[1]
    return last is not None and today - HELD_IS_NEWS_FOR <= last <= today


def _is_within(before: State, now: State) -> bool:
    """Whether the new date says the same as the old one, only more closely; a first date is closer than none."""
    old, new = date_of(before), date_of(now)
    if old is None or new is None:
        return old is None and start_of(before) is None
    if start_of(now) is None:
        return start_of(before) is None and _finer(old, new) and _holds(old, new)
    return start_of(before) is None and _holds(old, new)


def _finer(old: FuzzyDate, new: FuzzyDate) -> bool:
    """Whether `new` is written more closely than `old`, or with fewer doubts."""
    rank = PRECISIONS.index(new.precision) - PRECISIONS.index(old.precision)
    if rank != 0:
        return rank < 0
    doubts = (old.approximate or old.uncertain, new.approximate or new.uncertain)
    return doubts == (True, False) or old.is_by or old.is_interval


def _holds(old: FuzzyDate, new: FuzzyDate) -> bool:
    starts = old.earliest is None or (new.earliest is not None and old.earliest <= new.earliest)
    return starts and (old.latest is None or (new.latest is not None and new.latest <= old.latest))


def _is_kept(before: State, now: State) -> bool:
    """Whether the new state remembers the former date as one that had been set."""
    kept = now.get("history", [])
    if before.get("when") != now.get("when"):
        return before.get("when") in kept
    return len(kept) > len(before.get("history", []))


def _direction(before: State, now: State) -> ChangeKind:
    return "brought-forward" if _span(now) < _span(before) else "postponed"


def _span(state: State) -> tuple[date, datetime | str, date]:
    """Its first day, its moment and its last day; a date that only got or lost a doubt has not moved."""
    earliest, latest = _days(state)
    return earliest or latest or date.max, state.get("starts_at", ""), latest or date.max


def _says_the_same(old: str, new: str) -> bool:
    """Whether one of two places only says more than the other: "Astana" and "Astana, Kazakhstan"."""
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (old, new))
    return first <= second or second <= first


def announces(change: Change) -> bool:
    """Whether whoever hears of it learns of a date and needs no reminder of a moment before."""
    return not DATE_KINDS.isdisjoint(change.kinds)
