"""When the stages of one occurrence are due for a chat, and until when each still makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.agenda.upcoming import Occurrence
from bot.alerts.quiet import Quiet, local
from bot.alerts.subscriptions import DAY_STAGES, LEADS, STAGES, Stage
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry

#: Stages of days come at this local time.
MORNING = time(9)
#: A reminder that something starts may come so much later; every other one only before it starts.
START_COUNTS_FOR = timedelta(hours=1)
#: A day that is only approximately known is announced once, so long before.
APPROXIMATE_AHEAD = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """One stage of an occurrence for a chat."""

    stage: Stage
    due: datetime  #: aware UTC, outside quiet hours
    expires: datetime  #: aware UTC; from here on it is over
    nominal: datetime  #: aware UTC; when it would be due without quiet hours
    subject: str  #: the same for the same stage of the same occurrence, whoever is told


def moments(one: Occurrence, place: tzinfo, quiet: Quiet | None) -> tuple[Moment, ...]:
    """Every stage the occurrence can have, in the order of their dues; none for what is known to a year only."""
    found = (_outside(moment, place, quiet) for moment in _stages(one, place))
    kept = [moment for moment in found if moment is not None]
    return tuple(sorted(kept, key=lambda moment: (moment.due, moment.nominal)))


def starts_at(entry: Entry) -> datetime | None:
    """The moment an event starts, where that is known; a recurring day has none."""
    return entry.starts_at if entry.kind == "event" else None


def has_countdown(one: Occurrence) -> bool:
    """Whether its day is known for certain, so that days may be counted down to it."""
    return starts_at(one.entry) is not None or (one.is_dated and not one.when.uncertain)


def is_settled(entry: Entry) -> bool:
    """Whether its date stands: false for what is postponed without a date that is surely the new one."""
    if entry.status != "postponed":
        return True
    former = [past.when for past in entry.history if past.when is not None]
    return bool(former) and entry.when not in former


def _stages(one: Occurrence, place: tzinfo) -> Iterator[Moment]:
    start = starts_at(one.entry)
    if not is_settled(one.entry):
        return
    if start is not None:
        yield from _timed(one, start.astimezone(UTC), place)
    elif has_countdown(one):
        yield from _dated(one, place)
    elif (window := _window(one.when)) is not None:
        yield _notice(one, *window, place)


def _timed(one: Occurrence, start: datetime, place: tzinfo) -> Iterator[Moment]:
    day = start.astimezone(place).date()
    name = f"{one.entry.id}@{one.when.earliest or start.date()}"
    for stage in STAGES:
        if stage in DAY_STAGES:
            due = _morning(day - LEADS[stage], place)
            yield Moment(stage, due, start, due, f"{name}/{stage}")
        else:
            due = start - LEADS[stage]
            expires = start + START_COUNTS_FOR if stage == "start" else start
            yield Moment(stage, due, expires, due, f"{name}/{stage}/{start:%Y%m%dT%H%MZ}")


def _dated(one: Occurrence, place: tzinfo) -> Iterator[Moment]:
    begins = local(datetime.combine(one.earliest, time()), place)
    for stage in STAGES:
        if stage in DAY_STAGES:
            due = _morning(one.earliest - LEADS[stage], place)
            yield Moment(stage, due, begins, due, f"{one.entry.id}@{one.earliest}/{stage}")


def _window(when: FuzzyDate) -> tuple[date, date] | None:
    """On which day an uncertain date is announced, and the last day it may fall on; None: it is too vague."""
    known = when.end if when.is_by else when
    if known is None or known.earliest is None or when.precision not in {"day", "month", "season"}:
        return None
    last = known.latest or known.earliest
    return (known.earliest - APPROXIMATE_AHEAD if when.precision == "day" else known.earliest), last


def _notice(one: Occurrence, first: date, last: date, place: tzinfo) -> Moment:
    due = _morning(first, place)
    over = local(datetime.combine(last + _DAY, time()), place)
    return Moment("window", due, over, due, f"{one.entry.id}@{one.when}/window")


def _outside(moment: Moment, place: tzinfo, quiet: Quiet | None) -> Moment | None:
    """The moment held until quiet hours are over; brought forward where it would be over by then."""
    if quiet is None:
        return moment
    due = quiet.over(moment.due, place)
    if due >= moment.expires:
        due = quiet.before(moment.due, place)
    if due >= moment.expires:
        return None
    return Moment(moment.stage, due, moment.expires, moment.nominal, moment.subject)


def _morning(day: date, place: tzinfo) -> datetime:
    return local(datetime.combine(day, MORNING), place)
