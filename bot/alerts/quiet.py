"""Quiet hours on the clock on the wall, across midnight and across changes of the zone's offset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

#: What cannot wait until quiet hours are over comes so long before they begin, to be sent in time for sure.
MARGIN = timedelta(minutes=10)
_DAYS = (-1, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `start`, included, to `end`, excluded, local time; may cross midnight. Equal ends: never quiet."""

    start: time
    end: time

    def covers(self, moment: datetime, place: tzinfo) -> bool:
        """Whether it is quiet at that moment."""
        clock = moment.astimezone(place).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def over(self, moment: datetime, place: tzinfo) -> datetime:
        """The moment itself where it is not quiet, else the first one after the quiet hours; UTC."""
        if not self.covers(moment, place):
            return moment.astimezone(UTC)
        ends = [end for end in _instants(self.end, moment, place) if end > moment]
        return min((end for end in ends if not self.covers(end, place)), default=moment + timedelta(days=1))

    def before(self, moment: datetime, place: tzinfo) -> datetime:
        """The moment itself where it is not quiet, else MARGIN before the quiet hours; UTC."""
        if not self.covers(moment, place):
            return moment.astimezone(UTC)
        starts = [start - MARGIN for start in _instants(self.start, moment, place) if start <= moment]
        return max((start for start in starts if not self.covers(start, place)), default=moment - timedelta(days=1))


def zone(name: str) -> tzinfo:
    """The IANA zone of this name; UTC where this machine does not know it, so that one chat's choice stops nobody."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return UTC


def local(day_and_time: datetime, place: tzinfo) -> datetime:
    """The UTC moment at which clocks in `place` show this (naive) time; the earlier one when they show it twice."""
    return day_and_time.replace(tzinfo=place).astimezone(UTC)


def _instants(clock: time, near: datetime, place: tzinfo) -> list[datetime]:
    """The moments around `near` at which local clocks show `clock`; both where they show it twice."""
    day = near.astimezone(place).replace(tzinfo=None)
    naive = [
        (day + timedelta(days=shift)).replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
        for shift in _DAYS
    ]
    return [one.replace(tzinfo=place, fold=fold).astimezone(UTC) for one in naive for fold in (0, 1)]
