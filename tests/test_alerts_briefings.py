from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.briefings import EVERY_DAY, WEEKDAYS, BriefingSchedule, briefing_moments

ZONES = ("Asia/Almaty", "Asia/Karachi", "Europe/London", "America/Nuuk", "Pacific/Apia", "Australia/Lord_Howe", "UTC")


def schedule(**values):
    known = {"days": EVERY_DAY, "hour": 9, "zone": "Asia/Karachi", "themes": (), "most": 5, "when_nothing": "silence"}
    return BriefingSchedule(chat_id=-1, topic=0, **{**known, **values})


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_briefing_comes_at_its_local_hour():
    found = briefing_moments(schedule(), utc("2026-11-23 00:00"), utc("2026-11-24 00:00"))
    assert found == (utc("2026-11-23 04:00"),)


def test_the_first_moment_is_excluded_and_the_last_one_included():
    due = utc("2026-11-23 04:00")
    assert briefing_moments(schedule(), due, due + timedelta(hours=1)) == ()
    assert briefing_moments(schedule(), due - timedelta(seconds=1), due) == (due,)


def test_only_the_chosen_days_count():
    found = briefing_moments(schedule(days=WEEKDAYS), utc("2026-11-20 12:00"), utc("2026-11-24 12:00"))
    assert found == (utc("2026-11-23 04:00"), utc("2026-11-24 04:00"))


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (1, "2026-03-29 01:00"),  # 01:00 does not exist: clocks show 02:00 then
        (2, "2026-03-29 01:00"),
        (3, "2026-03-29 02:00"),
    ],
)
def test_an_hour_that_clocks_skip_falls_behind_the_gap(hour, expected):
    found = briefing_moments(
        schedule(zone="Europe/London", hour=hour), utc("2026-03-28 12:00"), utc("2026-03-29 12:00")
    )
    assert found == (utc(expected),)


def test_an_hour_that_clocks_show_twice_counts_once():
    found = briefing_moments(schedule(zone="Europe/London", hour=1), utc("2026-10-24 12:00"), utc("2026-10-25 12:00"))
    assert found == (utc("2026-10-25 00:00"),)


def test_a_country_that_changes_its_zone_keeps_its_hour():
    found = briefing_moments(schedule(zone="Asia/Almaty"), utc("2024-02-28 12:00"), utc("2024-03-02 12:00"))
    assert [moment.astimezone(ZoneInfo("Asia/Almaty")).hour for moment in found] == [9, 9, 9]
    assert found[1] - found[0] == timedelta(hours=25)
    assert found[2] - found[1] == timedelta(hours=24)


def test_an_hour_skipped_at_the_end_of_a_day_is_not_lost():
    found = briefing_moments(
        schedule(zone="America/Nuuk", hour=23, days=frozenset({5})), utc("2026-03-28 12:00"), utc("2026-03-29 12:00")
    )
    assert found == (utc("2026-03-29 01:00"),)


def test_nothing_is_due_before_the_times_were_chosen_nor_while_it_is_off():
    since = utc("2026-11-23 05:00")
    until = utc("2026-11-24 12:00")
    assert briefing_moments(schedule(since=since), utc("2026-11-22 12:00"), until) == (utc("2026-11-24 04:00"),)
    assert briefing_moments(schedule(is_on=False), utc("2026-11-22 12:00"), until) == ()


def test_an_unknown_zone_stops_nobody():
    found = briefing_moments(schedule(zone="Nowhere/Atlantis"), utc("2026-11-23 00:00"), utc("2026-11-23 12:00"))
    assert found == (utc("2026-11-23 09:00"),)


MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
SCHEDULES = st.builds(
    schedule,
    days=st.frozensets(st.integers(0, 6)),
    hour=st.integers(0, 23),
    zone=st.sampled_from(ZONES),
)


@given(SCHEDULES, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)), st.floats(0, 1))
def test_two_windows_side_by_side_are_one_window(which, start, length, share):
    middle, end = start + length * share, start + length
    whole = briefing_moments(which, start, end)
    assert briefing_moments(which, start, middle) + briefing_moments(which, middle, end) == whole
    assert list(whole) == sorted(set(whole))
    assert all(start < moment <= end for moment in whole)


@given(st.builds(schedule, hour=st.integers(0, 23), zone=st.sampled_from(ZONES)), MOMENTS)
def test_every_local_day_has_its_briefing_at_its_hour(which, start):
    place = ZoneInfo(which.zone)
    found = briefing_moments(which, start, start + timedelta(days=30))
    days = [moment.astimezone(place).date() for moment in found]
    assert 29 <= len(days) <= 31
    assert all(right - left <= timedelta(days=1, hours=2) or "Apia" in which.zone for left, right in pairwise(found))
    on_the_hour = [moment for moment in found if moment.astimezone(place).hour == which.hour]
    assert len(found) - len(on_the_hour) <= 1


def test_a_schedule_is_the_same_whatever_its_items():
    few = replace(schedule(), most=3)
    window = utc("2026-11-23 00:00"), utc("2026-11-30 00:00")
    assert briefing_moments(few, *window) == briefing_moments(schedule(), *window)
