"""Events as a calendar file (RFC 5545): the same event keeps its UID, a later file replaces it and never doubles it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.agenda.upcoming import Occurrence
from bot.alerts.subscriptions import LEADS, Stage
from bot.alerts.timing import MORNING, has_countdown, starts_at
from bot.knowledge.entries import Entry

if TYPE_CHECKING:
    from icalendar import Event

#: How long an event lasts of which only the start is known.
LENGTH = timedelta(hours=1)
_DAY = timedelta(days=1)
#: RFC 5545 knows three; what only stands in the base as planned is tentative.
_STATUS: Mapping[str, str] = {
    "confirmed": "CONFIRMED",
    "scheduled": "CONFIRMED",
    "active": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
}


def calendar_file(
    title: str, found: Iterable[Occurrence], names: Mapping[str, str], stages: Sequence[Stage], stamp: datetime
) -> bytes:
    """The occurrences as an .ics file.

    `names`: entry id -> how it is called for this reader; an event without one is left out. `stages`: its alarms.
    `stamp`: when the base was made that it comes from. What is known to the month or vaguer has no place in a calendar.
    """
    from icalendar import Calendar  # heavy, and not needed before somebody wants a file

    calendar = Calendar()
    calendar.add("prodid", "-//briefing-bot//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for one in found:
        if one.entry.id in names and (has_countdown(one) or one.entry.status == "cancelled"):
            calendar.add_component(_event(one, names[one.entry.id], stages, stamp))
    return bytes(calendar.to_ical())


def cancelled(entry: Entry) -> Occurrence | None:
    """A cancelled event as an occurrence, so that calendars which have it take it out; None where it had no day."""
    when = entry.when
    if entry.kind != "event" or entry.status != "cancelled" or when is None or when.precision != "day":
        return None
    first = when.earliest or when.latest
    return None if first is None else Occurrence(entry, when, first, when.latest or first)


def uid(one: Occurrence) -> str:
    """The same for the same event for ever; each day of a recurring one has its own."""
    day = f"-{one.earliest:%Y%m%d}" if one.entry.kind == "recurring" else ""
    return f"{one.entry.id}{day}@briefing-bot"


def sequence(entry: Entry) -> int:
    """The revision: it grows with every earlier date or status the base keeps of the entry."""
    return len(entry.history) + (1 if entry.status == "cancelled" else 0)


def _event(one: Occurrence, name: str, stages: Sequence[Stage], stamp: datetime) -> Event:
    from icalendar import Event

    entry, event = one.entry, Event()
    event.add("uid", uid(one))
    event.add("sequence", sequence(entry))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", name)
    event.add("status", _STATUS.get(entry.status or "", "TENTATIVE"))
    start = starts_at(entry)
    if start is not None:
        event.add("dtstart", start.astimezone(UTC))
        event.add("dtend", start.astimezone(UTC) + LENGTH)
    else:
        event.add("dtstart", one.earliest)
        event.add("dtend", _after(one.latest))
        event.add("transp", "TRANSPARENT")
    if entry.where:
        event.add("location", entry.where)
    if entry.status != "cancelled":
        for stage in stages:
            _add_alarm(event, stage, name, is_timed=start is not None)
    return event


def _add_alarm(event: Event, stage: Stage, name: str, *, is_timed: bool) -> None:
    if stage not in LEADS or (not is_timed and LEADS[stage] < _DAY):
        return
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    before = LEADS[stage] if is_timed else LEADS[stage] - timedelta(hours=MORNING.hour)
    alarm.add("trigger", -before)
    event.add_component(alarm)


def _after(day: date) -> date:
    """The day after, where DTEND of an all-day event lies."""
    return day + _DAY if day < date.max else day
