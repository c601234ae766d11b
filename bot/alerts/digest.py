"""What of a chat's due messages goes out, and how: each by itself, late, gathered in one digest, held, or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.reminders import Planned
from bot.alerts.subscriptions import STAGES, Preferences

#: More than this for one chat and topic at a time become one digest.
MOST_AT_ONCE = 3
#: What comes later than this after its time is marked as late.
LATE_AFTER = timedelta(minutes=30)
#: Digests and briefings that pile up are told by the last one.
_PERIODIC = frozenset({"digest", "briefing"})
#: Never gathered: each of these is a message of its own.
_ALONE = frozenset({"digest", "broadcast", "briefing"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A planned message in the outbox, under its number there."""

    id: int
    planned: Planned


@dataclass(frozen=True, slots=True)
class Dropped:
    """A message that is not sent, and why."""

    waiting: Waiting
    why: str


@dataclass(frozen=True, slots=True)
class Sorted:
    """What to do with the due messages of one chat and topic."""

    each: tuple[Waiting, ...] = ()  #: to be sent one by one
    together: tuple[Waiting, ...] = ()  #: to be sent as one digest
    dropped: tuple[Dropped, ...] = ()
    held: tuple[Waiting, ...] = ()  #: to be looked at again `until` then
    until: datetime | None = None


def sort(due: Iterable[Waiting], preferences: Preferences, now: datetime) -> Sorted:
    """What becomes of the messages of one chat and topic that are due `now`."""
    in_order = sorted(due, key=lambda one: (one.planned.due, one.planned.subject))
    dropped = [Dropped(one, "over") for one in in_order if one.planned.expires <= now]
    kept = _only_last([one for one in in_order if now < one.planned.expires], dropped)
    kept = _not_muted(kept, preferences, dropped)
    until = _silent_until(preferences, now)
    if until is not None:
        asked = tuple(one for one in kept if _is_at_its_hour(one.planned, preferences, now))
        kept = [one for one in kept if one not in asked]
        overdue = [one for one in kept if one.planned.expires <= until]
        dropped += [Dropped(one, "over before the chat may be disturbed") for one in overdue]
        held = tuple(one for one in kept if until < one.planned.expires)
        return Sorted(each=asked, dropped=tuple(dropped), held=held, until=until)
    alone = tuple(one for one in kept if one.planned.kind in _ALONE)
    others = tuple(one for one in kept if one.planned.kind not in _ALONE)
    if len(others) > MOST_AT_ONCE:
        return Sorted(each=alone, together=others, dropped=tuple(dropped))
    return Sorted(each=tuple(one for one in kept if one in others or one in alone), dropped=tuple(dropped))


def _only_last(kept: list[Waiting], dropped: list[Dropped]) -> list[Waiting]:
    """Of several stages of one event, and of several periodic digests, only the last."""
    last: dict[tuple[str, str], Waiting] = {}
    for one in kept:
        key = _series(one.planned)
        if key in last:
            later, earlier = _later(last[key], one)
            dropped.append(Dropped(earlier, "a later stage is due"))
            last[key] = later
        else:
            last[key] = one
    return list(last.values())


def _series(planned: Planned) -> tuple[str, str]:
    if planned.kind == "reminder":
        return "reminder", planned.subject.partition("/")[0]
    if planned.kind in _PERIODIC:
        return planned.kind, ""
    return planned.kind, planned.subject


def _later(first: Waiting, second: Waiting) -> tuple[Waiting, Waiting]:
    """The later stage and the earlier one."""
    if _order(second.planned) >= _order(first.planned):
        return second, first
    return first, second


def _order(planned: Planned) -> tuple[datetime, int]:
    stage = [name for name in STAGES if name == planned.stage]
    return planned.due, STAGES.index(stage[0]) if stage else -1


def _not_muted(kept: list[Waiting], preferences: Preferences, dropped: list[Dropped]) -> list[Waiting]:
    muted = [one for one in kept if one.planned.entry_id in preferences.muted]
    dropped += [Dropped(one, "muted") for one in muted]
    return [one for one in kept if one not in muted]


def _is_at_its_hour(planned: Planned, preferences: Preferences, now: datetime) -> bool:
    """Whether it comes at an hour somebody chose for it, which quiet hours do not change; a pause does."""
    return planned.kind == "briefing" and now - planned.due <= LATE_AFTER and not preferences.is_paused(now)


def _silent_until(preferences: Preferences, now: datetime) -> datetime | None:
    """Until when the chat may not be disturbed, or None."""
    until = now
    if preferences.paused_until is not None and now < preferences.paused_until:
        until = preferences.paused_until
    if preferences.quiet is not None:
        until = preferences.quiet.over(until, preferences.place)
    return until if until > now else None
