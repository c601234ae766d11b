import pytest
from alerts_samples import base, day, event, preferences, utc

from bot.alerts.subscriptions import Subscription, keys, lead_times, may_be_quoted
from bot.knowledge.entries import Participant

OFFICIAL = event("envoy", None, kind="official", former_ids=("old-envoy",))
PROJECT = event("corridor", None, kind="initiative")


def followed(entry, *others):
    return set(keys(entry, base(entry, OFFICIAL, PROJECT, *others)))


def test_an_event_is_followed_under_everything_that_it_is():
    visit = event(host="here", guest="there", people=("envoy", "Somebody (aide)"), related=("corridor",))
    assert followed(visit) == {
        ("all", ""),
        ("kind", "event"),
        ("type", "visit"),
        ("theme", "trade"),
        ("country", "here"),
        ("country", "there"),
        ("entry", "visit-1"),
        ("entry", "envoy"),
        ("entry", "old-envoy"),
        ("entry", "corridor"),
    }


def test_participants_count_as_taking_part():
    assert ("entry", "envoy") in followed(event(participants=(Participant("envoy", "guest"),)))


def test_a_related_event_is_another_event():
    other = event("visit-2")
    assert ("entry", "visit-2") not in followed(event(related=("visit-2",)), other)


def test_a_merged_entry_is_found_under_its_former_ids():
    assert ("entry", "first-name") in followed(event(former_ids=("first-name",)))


def test_a_day_of_one_country_stands_in_its_calendar():
    assert ("country", "here") in followed(day(country="here"))
    assert ("country", "there") not in followed(day(country="here"))


def test_a_day_of_both_countries_stands_in_both_calendars():
    assert {("country", "here"), ("country", "there")} <= followed(day(scope="both"))


@pytest.mark.parametrize("tone", ["political", "remembrance"])
def test_days_of_politics_and_mourning_are_told_only_to_who_follows_that_very_day(tone):
    one = day(tone=tone, country="here", scope="both", related=("corridor",), themes=("trade",))
    assert followed(one) == {("entry", "day-1")}
    assert one.is_guarded


def test_a_sensitive_entry_is_told_only_to_who_follows_it_and_never_quoted():
    one = event(sensitive="wording", people=("envoy",))
    assert followed(one) == {("entry", "visit-1")}
    assert not may_be_quoted(one)


@pytest.mark.parametrize("tone", ["celebration", "observance", None])
def test_other_days_are_for_everybody(tone):
    assert ("all", "") in followed(day(tone=tone))


def test_the_nearest_subscription_decides_on_lead_times():
    far, near = Subscription(1, "all", stages=("30d",)), Subscription(1, "entry", "visit-1", stages=("1h", "1d"))
    assert lead_times(preferences(), {far: 3, near: 0}) == ("1d", "1h")


def test_without_lead_times_of_its_own_the_chats_hold():
    assert lead_times(preferences(stages=("3d",)), {Subscription(1, "all"): 3}) == ("3d",)


def test_a_pause_ends():
    paused = preferences(paused_until=utc("2026-12-01 00:00"))
    assert paused.is_paused(utc("2026-11-30 23:59"))
    assert not paused.is_paused(utc("2026-12-01 00:00"))
