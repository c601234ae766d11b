from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.zones import near_zones, offset_in, zone_named, zones_at
from bot.knowledge.entries import Term
from bot.languages.cities import city_zone, near_cities

HERE = Term("here", "Here", capital="Capital", cities=("Lahore",), zone="Asia/Karachi")


@pytest.mark.parametrize(
    ("text", "zone"),
    [("lahore", "Asia/Karachi"), ("new york", "America/New_York"), ("Asia/Almaty", "Asia/Almaty"), ("Lahor", None)],
)
def test_a_zone_is_named_by_its_city(text, zone):
    assert zone_named(text, [HERE]) == zone


def test_a_city_that_is_nearly_known_leads_to_its_zone():
    assert near_zones("Lahor", [HERE])[0] == "Asia/Karachi"
    assert near_zones("Kuala Lumpor", [HERE])[0] == "Asia/Kuala_Lumpur"
    assert near_zones("xyz", [HERE]) == ()
    assert near_zones("", [HERE]) == ()


@pytest.mark.parametrize(("text", "zone"), [("Москва", "Europe/Moscow"), ("لندن", "Europe/London"), ("Nowhere", None)])
def test_a_city_is_known_in_the_languages_of_the_bot(text, zone):
    assert city_zone(text) == zone


def test_a_city_in_another_script_that_is_nearly_known_leads_to_its_zone():
    assert "Europe/Moscow" in near_cities("Масква")


@pytest.mark.parametrize(
    ("text", "hours"),
    [("UTC+5", 5), ("gmt +05:30", 5.5), ("UTC-8", -8), ("+3", 3), ("5", None), ("UTC", None), ("UTC+5 or so", None)],
)
def test_a_distance_from_utc_is_read(text, hours):
    assert offset_in(text) == (None if hours is None else timedelta(hours=hours))


def test_zones_are_found_by_their_clocks_at_the_moment():
    winter, summer = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    zones = ("Asia/Karachi", "Europe/London", "Asia/Almaty")
    assert zones_at(timedelta(hours=5), winter, zones) == ("Asia/Karachi", "Asia/Almaty")
    assert zones_at(timedelta(hours=1), summer, zones) == ("Europe/London",)
