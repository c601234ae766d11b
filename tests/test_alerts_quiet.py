from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from alerts_samples import clocks, instants, utc, zones
from hypothesis import given

from bot.alerts.quiet import MARGIN, Quiet, local

NIGHT = Quiet(time(22), time(8))


@given(instants, zones, clocks, clocks)
def test_after_quiet_hours_it_is_not_quiet_and_not_earlier(moment, zone, start, end):
    quiet, place = Quiet(start, end), ZoneInfo(zone)
    over = quiet.over(moment, place)
    assert moment <= over < moment + timedelta(days=2)
    assert not quiet.covers(over, place)


@given(instants, zones, clocks, clocks)
def test_what_is_brought_forward_is_not_later_and_not_quiet(moment, zone, start, end):
    quiet, place = Quiet(start, end), ZoneInfo(zone)
    before = quiet.before(moment, place)
    assert before <= moment
    assert not quiet.covers(before, place) or _gap(start, end) <= MARGIN + timedelta(hours=1)


def _gap(start, end):
    """How long it is not quiet each day."""
    minutes = (start.hour * 60 + start.minute) - (end.hour * 60 + end.minute)
    return timedelta(minutes=minutes % 1440)


@given(instants, zones, clocks)
def test_equal_ends_are_never_quiet(moment, zone, clock):
    assert not Quiet(clock, clock).covers(moment, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        ("2026-12-04 16:59", "2026-12-04 16:59"),
        ("2026-12-04 17:00", "2026-12-05 03:00"),
        ("2026-12-05 02:59", "2026-12-05 03:00"),
        ("2026-12-05 03:00", "2026-12-05 03:00"),
    ],
)
def test_a_night_in_karachi_ends_at_eight(moment, over):
    assert NIGHT.over(utc(moment), ZoneInfo("Asia/Karachi")) == utc(over)


def test_the_night_in_which_almaty_changed_its_offset_ends_at_eight_of_the_new_clock():
    place = ZoneInfo("Asia/Almaty")
    assert NIGHT.over(utc("2024-02-29 16:30"), place) == utc("2024-03-01 03:00")
    assert NIGHT.over(utc("2024-02-28 16:30"), place) == utc("2024-02-29 02:00")


def test_an_hour_that_is_skipped_is_taken_as_the_one_after():
    place = ZoneInfo("Europe/London")
    assert Quiet(time(23), time(1, 30)).over(utc("2026-03-29 00:10"), place) == utc("2026-03-29 01:30")


def test_an_hour_shown_twice_is_over_once_it_was_shown_a_second_time():
    place = ZoneInfo("Europe/London")
    assert Quiet(time(23), time(1, 30)).over(utc("2026-10-25 01:10"), place) == utc("2026-10-25 01:30")


def test_local_time_becomes_the_moment():
    assert local(datetime(2024, 3, 1, 9), ZoneInfo("Asia/Almaty")) == utc("2024-03-01 04:00")
    assert local(datetime(2024, 2, 29, 9), ZoneInfo("Asia/Almaty")) == utc("2024-02-29 03:00")
