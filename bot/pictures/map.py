"""A map without borders: which points and routes the base holds, and where they come to lie.

Coordinates are kept true by the equirectangular projection at the middle latitude: straight up is north, and a degree
of longitude is as much shorter than one of latitude as it is there. Routes join the places named, and nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.knowledge.entries import Entry, Knowledge, Point

#: Statuses of a route that was in use when it was last heard of; a pilot is not a service.
IN_USE = frozenset({"active", "completed"})
#: Kinds whose points are not only where something took place once.
_LASTING = ("corridor", "agreement", "initiative", "institution", "topic")
_PORT = re.compile(r"\bport\b", re.IGNORECASE)
_PASS = re.compile(r"\bpass\b|\bcrossing\b", re.IGNORECASE)
KILOMETRES_A_DEGREE = 111.2

Role = Literal["capital", "city", "port", "pass"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its name."""

    name: str
    lat: float
    lon: float
    role: Role
    routed: bool = False  #: a route leads through it


@dataclass(frozen=True, slots=True)
class Route:
    """A corridor through the places that the base gives, in order."""

    entry: Entry
    points: tuple[Point, ...]
    in_use: bool  #: at the date given with it; whether a border is open today is never said


@dataclass(frozen=True, slots=True)
class Region:
    """All that is drawn, without repetitions."""

    spots: tuple[Spot, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class RouteWords:
    """A route in the list below the map."""

    name: str
    state: str  #: how far it has come, as of when, and the source


@dataclass(frozen=True, slots=True)
class MapSheet:
    """One picture, in words; `routes` in the order of the region's."""

    title: str
    subtitle: str
    region: Region
    routes: tuple[RouteWords, ...]
    signs: tuple[tuple[Role, str], ...]  #: what the signs mean
    lines: tuple[tuple[bool, str], ...]  #: what a solid and a dashed line mean
    kilometres: str  #: how the scale is written, with {number}
    foot: str


@dataclass(frozen=True, slots=True)
class Projection:
    """Degrees to pixels."""

    left: float  #: pixels of the westernmost longitude
    top: float
    west: float
    north: float
    scale: float  #: pixels a degree of latitude
    squeeze: float  #: length of a degree of longitude against one of latitude

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place lies, in pixels."""
        return self.left + (lon - self.west) * self.squeeze * self.scale, self.top + (self.north - lat) * self.scale


def region_in(knowledge: Knowledge) -> Region:
    """The corridors and places of the base; places far from every corridor and capital are left out."""
    routes = tuple(
        Route(e, e.coordinates, e.status in IN_USE)
        for e in knowledge.of_kind("corridor")
        if len(e.coordinates) > 1 and e.sensitive is None
    )
    spots = _spots(knowledge, routes)
    kept = [one for one in spots if one.routed or one.role != "city"]
    west, east, south, north = bounds(kept) if kept else bounds(spots)
    near = [s for s in spots if west - 1 <= s.lon <= east + 1 and south - 1 <= s.lat <= north + 1]
    return Region(tuple(near), routes)


def bounds(spots: Iterable[Spot]) -> tuple[float, float, float, float]:
    """West, east, south and north of the places, in degrees."""
    found = list(spots)
    lons, lats = [s.lon for s in found] or [0.0], [s.lat for s in found] or [0.0]
    return min(lons), max(lons), min(lats), max(lats)


def projection(
    spots: Sequence[Spot], left: float, top: float, width: float, tallest: float
) -> tuple[Projection, float]:
    """How the places fit into that width, and how tall it becomes, in pixels."""
    west, east, south, north = bounds(spots)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 0.5), max(north - south, 0.5)
    scale = min(width / wide, tallest / high)
    inset = (width - (east - west) * squeeze * scale) / 2
    return Projection(left + inset, top, west, north, scale, squeeze), (north - south) * scale


def lanes(routes: Sequence[Route]) -> tuple[tuple[tuple[Point, Point, float], ...], ...]:
    """For each route its stretches (from, to, lane); where several share a stretch, lanes lie beside each other."""
    shared: dict[tuple[str, str], list[int]] = {}
    for number, route in enumerate(routes):
        for start, end in _stretches(route):
            shared.setdefault(_key(start, end), []).append(number)
    found = []
    for number, route in enumerate(routes):
        stretches = []
        for start, end in _stretches(route):
            users = shared[_key(start, end)]
            lane = users.index(number) - (len(users) - 1) / 2
            forward = _key(start, end) == (start.name, end.name)
            stretches.append((start, end, lane if forward else -lane))
        found.append(tuple(stretches))
    return tuple(found)


def _stretches(route: Route) -> Iterable[tuple[Point, Point]]:
    return pairwise(route.points)


def _key(start: Point, end: Point) -> tuple[str, str]:
    return (start.name, end.name) if start.name <= end.name else (end.name, start.name)


def _spots(knowledge: Knowledge, routes: Sequence[Route]) -> tuple[Spot, ...]:
    capitals = {name for country in knowledge.about.countries for name in (country.capital, *country.capitals) if name}
    routed = {point.name for route in routes for point in route.points}
    places: dict[str, Point] = {}
    roles: dict[str, Role] = {}
    for entry in knowledge.of_kind(*_LASTING):
        for point in entry.coordinates:
            places.setdefault(point.name, point)
            if entry.kind == "corridor" and len(entry.coordinates) == 1:
                role = _role(entry, point)
                if role != "city":
                    roles[point.name] = role
            elif _PASS.search(point.name):
                roles[point.name] = "pass"
    for name in places.keys() & capitals:
        roles[name] = "capital"
    return tuple(Spot(p.name, p.lat, p.lon, roles.get(p.name, "city"), p.name in routed) for p in places.values())


def _role(entry: Entry, point: Point) -> Role:
    if _PASS.search(f"{point.name} {entry.name}"):
        return "pass"
    return "port" if _PORT.search(f"{point.name} {entry.name}") else "city"
