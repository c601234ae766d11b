"""When a chat's regular briefing is due: days and hour on the clock on its wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from bot.alerts.quiet import local, zone

#: What is sent when nothing is new: nothing, what happened on this day, or what was promised and is still open.
WhenNothing = Literal["silence", "on-this-day", "promises"]
WHEN_NOTHING: tuple[WhenNothing, ...] = ("silence", "on-this-day", "promises")

WEEKDAYS = frozenset(range(5))  #: Monday to Friday
EVERY_DAY = frozenset(range(7))
MOST_ITEMS = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BriefingSchedule:
    """When one chat is briefed, where, on what and how much."""

    chat_id: int
    topic: int  #: message_thread_id of a forum; 0: no topic
    days: frozenset[int]  #: 0 is Monday
    hour: int  #: 0 to 23, local
    zone: str  #: IANA name
    themes: tuple[str, ...]  #: ids; none: everything
    most: int  #: items, 1 to 5
    when_nothing: WhenNothing
    is_on: bool = True  #: False: kept, but nothing is sent
    since: datetime | None = None  #: aware; when these times were chosen, nothing earlier is due; None: always


def briefing_moments(schedule: BriefingSchedule, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """The moments (aware UTC) at which the briefing is due: `after` excluded, `until` included; one a local day.

    An hour that clocks skip falls right behind the gap; one they show twice counts the first time.
    """
    if schedule.since is not None:
        after = max(after, schedule.since)
    if not schedule.is_on or until <= after:
        return ()
    place = zone(schedule.zone)
    # A day more on both ends: a gap, or even a skipped day, can carry a moment beyond the date it is meant for.
    day, last = after.astimezone(place).date() - _DAY, until.astimezone(place).date() + _DAY
    found: set[datetime] = set()
    while day <= last:
        if day.weekday() in schedule.days:
            found.add(local(datetime.combine(day, time(schedule.hour)), place))
        day += _DAY
    return tuple(sorted(moment for moment in found if after < moment <= until))
