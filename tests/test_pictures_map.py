"""The map: coordinates kept true, names apart, shared stretches side by side, and nothing but points and routes."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_samples import BASE, EDITION, base, entry

from bot.chat.picture_words import map_words
from bot.knowledge.entries import Point
from bot.pictures.canvas import SIDES, WIDTH
from bot.pictures.drawing import png
from bot.pictures.map import KILOMETRES_A_DEGREE, Spot, lanes, projection, region_in
from bot.pictures.map_drawing import laid_out
from bot.pictures.map_labels import Name, Rectangle, placed

REGION = region_in(BASE)
SHEET = Rectangle(0, 0, 1000, 1200)


def test_places_have_their_roles_and_routes_their_state() -> None:
    assert {spot.name: spot.role for spot in REGION.spots} == {
        "Nordby": "capital",
        "Sudby": "capital",
        "Midway": "city",
        "High Pass": "pass",
        "Sand": "port",
    }
    assert [(route.entry.id, route.in_use) for route in REGION.routes] == [("railway", False), ("road", True)]


@pytest.mark.parametrize("status", ["planned", "proposed", "pilot", "under-construction", "suspended", None])
def test_what_is_not_open_is_never_drawn_as_open(status: str | None) -> None:
    ends = (Point("A", 1.0, 1.0), Point("B", 2.0, 2.0))
    (route,) = region_in(base(entry("way", "corridor", "Way", status=status, coordinates=ends))).routes
    assert not route.in_use


def test_places_far_from_every_route_and_capital_are_left_out() -> None:
    far = entry("far", "topic", "Far", coordinates=(Point("Farawell", -40.0, 170.0),))
    region = region_in(base(*BASE.entries.values(), far))
    assert {spot.name for spot in region.spots} == {spot.name for spot in REGION.spots}


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-170, 170)), min_size=2, max_size=12))
def test_north_is_up_and_distances_keep_their_proportions(places: list[tuple[float, float]]) -> None:
    spots = [Spot(f"p{n}", lat, lon, "city") for n, (lat, lon) in enumerate(places)]
    project, high = projection(spots, 50, 80, 900, 1200)
    middle = math.radians((min(p[0] for p in places) + max(p[0] for p in places)) / 2)
    for (lat1, lon1), (lat2, lon2) in pairwise(places):
        (x1, y1), (x2, y2) = project.at(lat1, lon1), project.at(lat2, lon2)
        assert x2 - x1 == pytest.approx((lon2 - lon1) * math.cos(middle) * project.scale, abs=1e-6)
        assert y1 - y2 == pytest.approx((lat2 - lat1) * project.scale, abs=1e-6)
    for lat, lon in places:
        x, y = project.at(lat, lon)
        assert 49.9 <= x <= 950.1
        assert 79.9 <= y <= 80.1 + high
    assert high <= 1200.1


def test_a_thousand_kilometres_northward_are_a_thousand_on_the_scale() -> None:
    project = laid_out(REGION, 0).projection
    north, south = project.at(50, 60)[1], project.at(50 - 1000 / KILOMETRES_A_DEGREE, 60)[1]
    assert south - north == pytest.approx(1000 / KILOMETRES_A_DEGREE * project.scale)


def test_routes_that_share_a_stretch_lie_beside_each_other() -> None:
    railway, road = lanes(REGION.routes)
    assert [lane for *_, lane in railway] == [0, -0.5]
    assert [lane for *_, lane in road] == [0.5]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1200), st.integers(40, 300)), max_size=30))
def test_names_never_cover_each_other_or_a_point_and_stay_on_the_sheet(spots: list[tuple[int, int, int]]) -> None:
    points = [(float(x), float(y)) for x, y, _ in spots]
    names = [Name((float(x), float(y)), wide, 32) for x, y, wide in spots]
    lines = list(pairwise(points))
    found = [place for place in placed(names, points, lines, SHEET, 20) if place is not None]
    for number, one in enumerate(found):
        assert not any(one.meets(other) for other in found[number + 1 :])
        assert not any(one.holds(point) for point in points)
        assert SHEET.left <= one.left < one.right <= SHEET.right
        assert SHEET.top <= one.top < one.bottom <= SHEET.bottom


def test_a_name_with_room_around_it_stands_right_beside_its_point() -> None:
    (place,) = placed([Name((500, 500), 100, 30)], [(500, 500)], [], SHEET, 20)
    assert place == Rectangle(520, 485, 620, 515)


def test_the_map_is_a_photo_that_telegram_takes() -> None:
    sheet = map_words(EDITION, REGION, "Map")
    assert "no borders" in sheet.subtitle
    data = png(sheet)
    wide, high = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    assert wide == WIDTH
    assert wide + high <= SIDES
    assert len(data) < 10 * 2**20
