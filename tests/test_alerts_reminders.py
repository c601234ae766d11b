from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from alerts_samples import base, day, event, events, follower, instants, past, preferences, quiets, stages, utc, zones
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.agenda.upcoming import occurrences
from bot.alerts.quiet import Quiet
from bot.alerts.reminders import agenda, digest_moments, plan
from bot.alerts.subscriptions import STAGES, Digest, Subscription
from bot.alerts.timing import START_COUNTS_FOR

YEAR = timedelta(days=400)
EVER = utc("2031-01-01")


def plan_of(entry, who, now, until=EVER, **about):
    knowledge = base(entry)
    found = occurrences(knowledge, (now - YEAR).date(), (now + YEAR * 4).date())
    return plan(agenda(found, knowledge, **about), who, now, until)


def began(entry, zone):
    """When it begins for a reader there: its moment, or the first day as the reader's calendar has it."""
    if entry.starts_at is not None:
        return entry.starts_at
    return datetime.combine(entry.when.earliest, time(), ZoneInfo(zone))


@st.composite
def cases(draw):
    zone = draw(zones)
    who = follower(zone=zone, stages=draw(stages), quiet=draw(quiets))
    entry = draw(events())
    ahead = draw(st.timedeltas(timedelta(days=-3), timedelta(days=45)))
    first = entry.when.earliest or entry.when.end.earliest
    return entry, who, entry.starts_at - ahead if entry.starts_at else datetime.combine(first, time(), UTC) - ahead


@given(cases())
def test_no_reminder_comes_after_its_event_began(case):
    entry, who, now = case
    for one in plan_of(entry, who, now):
        if one.stage == "start":
            assert one.due < began(entry, who.preferences.zone) + START_COUNTS_FOR
        elif one.stage != "window":
            assert one.due < began(entry, who.preferences.zone)


@given(cases())
def test_no_reminder_is_due_in_quiet_hours(case):
    entry, who, now = case
    quiet = who.preferences.quiet
    assume(quiet is None or quiet.start == quiet.end or (quiet.start.hour - quiet.end.hour) % 24 > 2)
    for one in plan_of(entry, who, now):
        assert quiet is None or not quiet.covers(one.due, who.preferences.place)


@given(cases())
def test_every_stage_is_over_only_after_it_was_due(case):
    assert all(one.expires > one.due for one in plan_of(*case))


@given(cases())
def test_nothing_that_is_over_is_planned(case):
    entry, who, now = case
    assert all(one.expires > now for one in plan_of(entry, who, now))


@given(cases())
def test_planning_twice_plans_the_same(case):
    assert plan_of(*case) == plan_of(*case)


@given(cases(), st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_later_plan_never_loses_what_an_earlier_one_had_ahead(case, later):
    entry, who, now = case
    then = now + later
    after = {one.subject for one in plan_of(entry, who, then)}
    for one in plan_of(entry, who, now):
        if one.due > then:
            assert one.subject in after


@given(cases(), st.lists(st.timedeltas(timedelta(seconds=15), timedelta(days=3)), min_size=1, max_size=60))
def test_ticks_at_any_intervals_find_every_stage_that_stays_useful(case, gaps):
    entry, who, now = case
    every = plan_of(entry, who, now)
    found, at = set(), now
    for gap in gaps:
        at += gap
        found |= {one.subject for one in plan_of(entry, who, at, until=at)}
    for one in every:
        replaced = [other for other in every if other.due > one.due and other.due <= at]
        if one.due <= at and at < one.expires and not replaced:
            assert one.subject in found


@given(cases())
def test_of_the_stages_already_due_one_at_most_is_planned(case):
    entry, who, now = case
    assert sum(one.due <= now for one in plan_of(entry, who, now)) <= 1


@given(cases())
def test_what_is_vaguer_than_a_season_is_never_counted_down_to(case):
    entry, who, now = case
    found = plan_of(entry, who, now)
    if entry.starts_at is None and entry.when.precision == "year":
        assert found == ()
    if entry.starts_at is None and entry.when.precision in {"month", "season"}:
        assert [one.stage for one in found] in ([], ["window"])


@given(cases())
def test_a_date_known_to_the_day_has_stages_of_days_only(case):
    entry, who, now = case
    if entry.starts_at is None:
        assert {one.stage for one in plan_of(entry, who, now)} <= {"30d", "7d", "3d", "1d", "window"}


@given(cases())
def test_stages_of_days_come_at_nine_where_that_is_not_quiet(case):
    entry, who, now = case
    place, quiet = who.preferences.place, who.preferences.quiet
    for one in plan_of(entry, who, now):
        if one.stage in {"30d", "7d", "3d", "1d", "window"} and (
            quiet is None or not _quiet_at_nine(quiet, place, one)
        ):
            assert one.due.astimezone(place).time() == time(9)


def _quiet_at_nine(quiet, place, one):
    nine = one.due.astimezone(place).replace(hour=9, minute=0)
    return quiet.covers(nine, place) or quiet.covers(one.due, place) or one.due.astimezone(place).time() != time(9)


@given(cases())
def test_nobody_is_told_a_stage_that_was_not_chosen(case):
    entry, who, now = case
    assert {one.stage for one in plan_of(entry, who, now)} <= {*who.preferences.stages, "window"}


def dues(entry, now="2026-11-01 00:00", **fields):
    fields = {"zone": "Asia/Karachi", "stages": STAGES, **fields}
    return {one.stage: f"{one.due:%m-%d %H:%M}" for one in plan_of(entry, follower(**fields), utc(now))}


def test_all_stages_of_a_visit_known_to_the_minute():
    entry = event(starts_at=utc("2026-12-05 10:00"))
    assert dues(entry) == {
        "30d": "11-05 04:00",
        "7d": "11-28 04:00",
        "3d": "12-02 04:00",
        "1d": "12-04 04:00",
        "12h": "12-05 03:00",  # 22:00 UTC is 03:00 in Karachi: held until eight
        "1h": "12-05 09:00",
        "start": "12-05 10:00",
    }


def test_what_would_be_over_by_the_end_of_quiet_hours_is_brought_forward():
    entry = event(starts_at=utc("2026-12-05 02:00"))  # 07:00 in Karachi
    found = dues(entry, stages=("1h",))
    assert found == {"1h": "12-04 16:50"}


def test_what_would_end_at_the_same_moment_is_told_once():
    entry = event(starts_at=utc("2026-12-05 02:00"))
    assert dues(entry, stages=("1h", "start")) == {"start": "12-04 16:50"}


def test_a_month_has_one_notice_on_its_first_morning():
    assert dues(event(when="2026-12")) == {"window": "12-01 04:00"}


def test_a_year_has_none():
    assert dues(event(when="2027")) == {}


def test_a_deadline_is_told_when_its_last_month_begins():
    assert dues(event(when="../2026-12")) == {"window": "12-01 04:00"}


def test_a_day_in_doubt_is_told_once_a_week_before():
    assert dues(event(when="2026-12-20~")) == {"window": "12-13 04:00"}
    assert dues(event(when="2026-12-20?")) == {"window": "12-13 04:00"}


def test_a_range_is_counted_down_to_its_first_day():
    assert dues(event(when="2026-12-05/2026-12-07"), stages=("1d",)) == {"1d": "12-04 04:00"}


def test_almaty_changes_its_clocks_between_two_stages():
    found = dues(event(when="2024-03-03"), now="2024-01-01 00:00", zone="Asia/Almaty", stages=("7d", "1d"))
    assert found == {"7d": "02-25 03:00", "1d": "03-02 04:00"}


@pytest.mark.parametrize(("now", "stage"), [("2026-11-30 12:00", "7d"), ("2026-12-04 12:00", "1d")])
def test_a_late_subscriber_gets_the_nearest_stage_still_ahead_of_the_event(now, stage):
    found = plan_of(event(), follower(), utc(now), until=utc(now))
    assert [one.stage for one in found] == [stage]


def test_once_the_event_began_a_late_subscriber_gets_nothing():
    assert plan_of(event(), follower(), utc("2026-12-05 12:00")) == ()


def test_a_postponed_event_without_a_surely_new_date_is_not_counted_down_to():
    assert dues(event(status="postponed")) == {}
    assert dues(event(status="postponed", history=(past("2026-12-05"),))) == {}
    assert "1d" in dues(event(status="postponed", history=(past("2026-11-05"),)))


@pytest.mark.parametrize("status", ["cancelled", "held", "unconfirmed"])
def test_what_is_not_coming_is_not_announced(status):
    assert dues(event(status=status)) == {}


def test_a_recurring_day_comes_every_year():
    found = plan_of(day(), follower(stages=("1d",)), utc("2026-11-01 00:00"), until=utc("2029-01-01 00:00"))
    assert [one.due.date() for one in found] == [date(2026, 12, 4), date(2027, 12, 4), date(2028, 12, 4)]


def test_weekly_days_do_not_share_their_subjects():
    found = plan_of(
        day(rrule="FREQ=WEEKLY;BYDAY=MO"), follower(), utc("2026-11-01 00:00"), until=utc("2026-12-01 00:00")
    )
    assert len({one.subject for one in found}) == len(found) > 6


def test_a_muted_entry_is_silent():
    assert dues(event(), muted=frozenset({"visit-1"})) == {}


def test_a_subscription_of_its_own_decides_on_the_lead_time():
    who = follower(Subscription(1, "all"), Subscription(1, "entry", "visit-1", stages=("3d",)))
    assert [one.stage for one in plan_of(event(), who, utc("2026-11-01 00:00"))] == ["3d"]


def test_subscriptions_that_are_equally_near_add_up():
    who = follower(Subscription(1, "type", "visit", stages=("3d",)), Subscription(1, "theme", "trade", stages=("1d",)))
    assert [one.stage for one in plan_of(event(), who, utc("2026-11-01 00:00"))] == ["3d", "1d"]


def test_each_topic_of_a_forum_is_told_by_itself():
    who = follower(Subscription(1, "all", topic=7), Subscription(1, "all", topic=9))
    found = plan_of(event(), who, utc("2026-11-01 00:00"))
    assert [(one.topic, one.stage) for one in found] == [(7, "7d"), (9, "7d"), (7, "1d"), (9, "1d")]


def test_two_subscriptions_to_the_same_event_remind_once():
    who = follower(Subscription(1, "all"), Subscription(1, "type", "visit"))
    assert len(plan_of(event(), who, utc("2026-11-01 00:00"))) == 2


def test_while_a_notice_is_held_its_entry_is_not_reminded_of():
    assert plan_of(event(), follower(), utc("2026-12-01 00:00"), silent=frozenset({"visit-1"})) == ()


def test_who_was_told_by_a_notice_gets_no_stage_of_before():
    told = {"visit-1": utc("2026-11-30 12:00")}
    found = plan_of(event(), follower(), utc("2026-11-30 13:00"), told_at=told)
    assert [one.stage for one in found] == ["1d"]


def test_who_came_after_the_notice_gets_the_stage_of_before():
    told = {"visit-1": utc("2026-11-30 12:00")}
    who = follower(Subscription(1, "all", since=utc("2026-11-30 12:30")))
    assert [one.stage for one in plan_of(event(), who, utc("2026-11-30 13:00"), told_at=told)] == ["7d", "1d"]


def test_a_moved_start_is_told_anew_by_the_hours_and_not_by_the_days():
    early, late = (event(starts_at=utc(f"2026-12-05 {hour}:00")) for hour in ("09", "15"))
    first, second = (
        {one.stage: one.subject for one in plan_of(e, follower(stages=("1d", "1h")), utc("2026-11-01 00:00"))}
        for e in (early, late)
    )
    assert first["1d"] == second["1d"]
    assert first["1h"] != second["1h"]


def test_what_is_due_is_the_same_for_the_profile_and_for_the_plan():
    knowledge = base(event())
    ready = agenda(occurrences(knowledge, date(2026, 11, 1), date(2026, 12, 31)), knowledge)
    night = Quiet(time(22), time(8))
    due = utc("2026-12-04 04:00")
    assert ready.is_due("Asia/Karachi", night, due - timedelta(seconds=15), due)
    assert not ready.is_due("Asia/Karachi", night, due, due + timedelta(hours=1))


def test_daily_digests_come_at_their_local_hour_and_weekly_ones_on_their_day():
    daily = preferences(digest=Digest("day", 9))
    found = digest_moments(daily, utc("2026-12-01 00:00"), utc("2026-12-04 00:00"))
    assert [one.due for one in found] == [utc(f"2026-12-0{n} 04:00") for n in (1, 2, 3)]
    weekly = preferences(digest=Digest("week", 9, weekday=2))
    found = digest_moments(weekly, utc("2026-12-01 00:00"), utc("2026-12-15 00:00"))
    assert [one.subject for one in found] == ["digest@2026-12-02", "digest@2026-12-09"]


@given(instants, st.timedeltas(timedelta(seconds=1), timedelta(days=9)), zones, st.integers(0, 23), quiets)
def test_digests_are_found_in_parts_as_in_one(moment, length, zone, hour, quiet):
    wish = preferences(zone=zone, digest=Digest("day", hour), quiet=quiet)
    middle, end = moment + length / 2, moment + length
    parts = digest_moments(wish, moment, middle) + digest_moments(wish, middle, end)
    assert {one.subject for one in parts} == {one.subject for one in digest_moments(wish, moment, end)}
