"""The map drawn: routes as lines, those in use solid and others dashed, places as signs with names; no borders."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.knowledge.entries import Point
from bot.pictures.canvas import COLOURS, INK, SOFT, WIDTH, Canvas, Sign
from bot.pictures.letters import Style, broken, width
from bot.pictures.map import KILOMETRES_A_DEGREE, MapSheet, Projection, Region, Role, Spot, lanes, projection
from bot.pictures.map_labels import XY, Name, Rectangle, placed

MARGIN, PAD, TALLEST = 48, 46, 1300  #: pixels: of the sheet, from the frame to the outermost place, of the map
LINE, LANE, RADIUS, GAP = 7, 11, 10, 20  #: thickness of a route, between two, of a sign, from a sign to its name
DASH, SHORT_DASH = (20, 13), (8, 7)  #: the second for routes that are hardly longer than a dash
BELOW = 13  #: pixels between the routes in the list
BADGE = 18  #: radius of the disc with a route's number
GROUND, GRID, THIN = "#fffdf8", "#e9e5da", "#8b9298"

TITLE, SUBTITLE = Style(48, 700), Style(31, 400, SOFT)
CITY, CAPITAL, DEGREE = Style(28, 500), Style(31, 700), Style(22, 400, THIN)
ROUTE, STATE, FOOT = Style(31, 600), Style(27, 400, SOFT), Style(27, 400, SOFT)
NUMBER = Style(25, 700, "#ffffff")
#: Where a number stands, and which.
Badge = tuple[float, float, int]
_SIGNS: dict[Role, Sign] = {"capital": "dot", "city": "dot", "port": "square", "pass": "triangle"}
_SIZES: dict[Role, float] = {"capital": 13, "city": 9, "port": 11, "pass": 13}


@dataclass(frozen=True, slots=True)
class Layout:
    """The map with its places in pixels."""

    frame: Rectangle
    projection: Projection
    names: tuple[tuple[Spot, Rectangle | None], ...]
    routes: tuple[tuple[XY, ...], ...]  #: the line of each route


def laid_out(region: Region, top: float) -> Layout:
    """Where the places, their names and the routes lie; the map begins at that height."""
    inner = WIDTH - 2 * (MARGIN + PAD)
    project, high = projection(region.spots, MARGIN + PAD, top + PAD, inner, TALLEST)
    frame = Rectangle(MARGIN, top, WIDTH - MARGIN, top + high + 2 * PAD)
    routes = tuple(_way(project, stretches) for stretches in lanes(region.routes))
    points = [project.at(spot.lat, spot.lon) for spot in region.spots]
    names = [
        Name(at, width(spot.name, _name_style(spot)) + 6, _name_style(spot).size * 1.1, int(spot.role == "capital"))
        for spot, at in zip(region.spots, points, strict=True)
    ]
    lines = [pair for way in routes for pair in pairwise(way)]
    sheet = Rectangle(frame.left + 8, frame.top + 8, frame.right - 8, frame.bottom - 8)
    return Layout(
        frame, project, tuple(zip(region.spots, placed(names, points, lines, sheet, GAP), strict=True)), routes
    )


def map_png(sheet: MapSheet) -> bytes:
    """The picture."""
    inner = WIDTH - 2 * MARGIN
    title, subtitle = broken(sheet.title, TITLE, inner, 2), broken(sheet.subtitle, SUBTITLE, inner, 3)
    top = MARGIN + len(title) * TITLE.line + len(subtitle) * SUBTITLE.line + 24
    layout = laid_out(sheet.region, top)
    rows = [(broken(r.name, ROUTE, inner - 66, 2), broken(r.state, STATE, inner - 66, 2)) for r in sheet.routes]
    listed = sum(len(name) * ROUTE.line + len(state) * STATE.line + BELOW for name, state in rows)
    foot = broken(sheet.foot, FOOT, inner, 4)
    end = layout.frame.bottom + 28 + 2 * 52 + 14 + listed + 8 + len(foot) * FOOT.line + MARGIN - 10
    canvas = Canvas(WIDTH, round(end))
    y = canvas.paragraph(MARGIN, MARGIN, title, TITLE, inner)
    canvas.paragraph(MARGIN, y, subtitle, SUBTITLE, inner)
    _map(canvas, sheet, layout)
    y = _legend(canvas, sheet, layout.frame.bottom + 28)
    for number, (name, state) in enumerate(rows, 1):
        _badge(canvas, MARGIN + 24, y + ROUTE.line / 2, number)
        y = canvas.paragraph(MARGIN + 66, y, name, ROUTE, inner - 66)
        y = canvas.paragraph(MARGIN + 66, y, state, STATE, inner - 66) + BELOW
    canvas.paragraph(MARGIN, y + 8, foot, FOOT, inner)
    return canvas.png()


def _map(canvas: Canvas, sheet: MapSheet, layout: Layout) -> None:
    frame, project = layout.frame, layout.projection
    canvas.box(frame.left, frame.top, frame.right, frame.bottom, GROUND)
    _grid(canvas, layout)
    badges: list[Badge] = []
    for number, (route, way) in enumerate(zip(sheet.region.routes, layout.routes, strict=True)):
        canvas.line(way, COLOURS[number % len(COLOURS)], LINE, None if route.in_use else _dash(way))
        badges.append((*_badge_spot(way, badges, layout), number + 1))
    for spot, place in layout.names:
        x, y = project.at(spot.lat, spot.lon)
        if place is not None:
            _leader(canvas, x, y, place)
    for spot, place in layout.names:
        x, y = project.at(spot.lat, spot.lon)
        canvas.sign(_SIGNS[spot.role], x, y, _SIZES[spot.role] + 4, GROUND)
        canvas.sign(_SIGNS[spot.role], x, y, _SIZES[spot.role], INK if spot.role != "city" or spot.routed else SOFT)
        if place is not None:
            style = _name_style(spot)
            canvas.haloed(place.left + 3, (place.top + place.bottom) / 2 + style.size * 0.36, spot.name, style, GROUND)
    for x, y, number in badges:
        _badge(canvas, x, y, number)
    _scale(canvas, sheet, layout)


def _dash(way: Sequence[XY]) -> tuple[int, int]:
    return DASH if sum(math.dist(start, end) for start, end in pairwise(way)) > 4 * DASH[0] else SHORT_DASH


def _grid(canvas: Canvas, layout: Layout) -> None:
    """Every tenth degree, so that it can be seen that coordinates are kept."""
    frame, project = layout.frame, layout.projection
    for degree in range(-180, 181, 10):
        x = project.at(0, degree)[0]
        if frame.left + 30 < x < frame.right - 30:
            canvas.line([(x, frame.top), (x, frame.bottom)], GRID, 2)
            canvas.text(x + 6, frame.top + 26, f"{abs(degree)}°{'E' if degree >= 0 else 'W'}", DEGREE)
    for degree in range(-80, 81, 10):
        y = project.at(degree, 0)[1]
        if frame.top + 40 < y < frame.bottom - 20:
            canvas.line([(frame.left, y), (frame.right, y)], GRID, 2)
            text = f"{abs(degree)}°{'N' if degree >= 0 else 'S'}"
            crowd = [project.at(s.lat, s.lon) for s, _ in layout.names if abs(project.at(s.lat, s.lon)[1] - y) < 40]
            if all(x > frame.left + 90 for x, _ in crowd):
                canvas.text(frame.left + 8, y - 6, text, DEGREE)
            elif all(x < frame.right - 90 for x, _ in crowd):
                canvas.text(frame.right - 8, y - 6, text, DEGREE, "right")


def _way(project: Projection, stretches: Sequence[tuple[Point, Point, float]]) -> tuple[XY, ...]:
    """The line of a route, moved aside where others share the stretch."""
    way: list[XY] = []
    for start, end, lane in stretches:
        (x1, y1), (x2, y2) = project.at(start.lat, start.lon), project.at(end.lat, end.lon)
        length = math.hypot(x2 - x1, y2 - y1) or 1.0
        aside = (-(y2 - y1) / length * LANE * lane, (x2 - x1) / length * LANE * lane)
        for x, y in ((x1, y1), (x2, y2)):
            spot = (x + aside[0], y + aside[1])
            if not way or math.dist(way[-1], spot) > 1:
                way.append(spot)
    return tuple(way)


def _badge_spot(way: Sequence[XY], others: Sequence[Badge], layout: Layout) -> XY:
    """A place for the number on its line, or beside a short one, away from other numbers, names and signs."""
    best = (-1.0, way[0])
    for start, end in pairwise(way):
        length = math.dist(start, end)
        for step in range(2, 23):
            for aside in (0.0, 1.7 * BADGE, -1.7 * BADGE):
                spot = _beside(start, end, step / 24, aside)
                covers = length < 5 * BADGE and not aside
                free = _free(spot, way, others, layout) - (BADGE if covers else 6 if aside else 0)
                if free > best[0] + 0.01:
                    best = (free, spot)
    return best[1]


def _free(spot: XY, way: Sequence[XY], others: Sequence[Badge], layout: Layout) -> float:
    """How far the nearest thing is that a number there would cover, at most three times the number's radius."""
    near = [math.dist(spot, other[:2]) - BADGE for other in others]
    near += [math.dist(spot, layout.projection.at(s.lat, s.lon)) for s, _ in layout.names]
    near += [_distance(spot, place) + 8 for _, place in layout.names if place is not None]
    near += [_from_line(spot, pair) + 10 for other in layout.routes if other is not way for pair in pairwise(other)]
    return min(*near, 3.0 * BADGE)


def _beside(start: XY, end: XY, share: float, aside: float) -> XY:
    length = math.dist(start, end) or 1.0
    x, y = end[0] - start[0], end[1] - start[1]
    return start[0] + x * share - y / length * aside, start[1] + y * share + x / length * aside


def _from_line(point: XY, pair: tuple[XY, XY]) -> float:
    (x1, y1), (x2, y2) = pair
    long = (x2 - x1) ** 2 + (y2 - y1) ** 2 or 1.0
    share = min(1.0, max(0.0, ((point[0] - x1) * (x2 - x1) + (point[1] - y1) * (y2 - y1)) / long))
    return math.dist(point, (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share))


def _distance(point: XY, place: Rectangle) -> float:
    across = max(place.left - point[0], 0, point[0] - place.right)
    return math.hypot(across, max(place.top - point[1], 0, point[1] - place.bottom))


def _leader(canvas: Canvas, x: float, y: float, place: Rectangle) -> None:
    """A thin line from a place to its name where that stands apart."""
    near = (min(max(x, place.left), place.right), min(max(y, place.top), place.bottom))
    if math.dist((x, y), near) > GAP * 1.6:
        canvas.line([(x, y), near], THIN, 2)


def _badge(canvas: Canvas, x: float, y: float, number: int) -> None:
    canvas.sign("dot", x, y, BADGE + 3, GROUND)
    canvas.sign("dot", x, y, BADGE, COLOURS[(number - 1) % len(COLOURS)])
    canvas.text(x, y + NUMBER.size * 0.36, f"{number}", NUMBER, "middle")


def _scale(canvas: Canvas, sheet: MapSheet, layout: Layout) -> None:
    long = 500 / KILOMETRES_A_DEGREE * layout.projection.scale
    x, y = layout.frame.right - 24 - long, layout.frame.bottom - 24
    for piece in ([(x, y), (x + long, y)], [(x, y - 8), (x, y + 8)], [(x + long, y - 8), (x + long, y + 8)]):
        canvas.line(piece, SOFT, 3)
    canvas.text(x + long / 2, y - 12, sheet.kilometres.format(number=500), Style(24, 400, SOFT), "middle")


def _legend(canvas: Canvas, sheet: MapSheet, top: float) -> float:
    x, y = float(MARGIN), top + 20
    for in_use, text in sheet.lines:
        canvas.line([(x, y), (x + 84, y)], INK, LINE, None if in_use else DASH)
        canvas.text(x + 98, y + 10, text, STATE)
        x += 98 + width(text, STATE) + 40
    x, y = float(MARGIN), y + 50
    for role, text in sheet.signs:
        canvas.sign(_SIGNS[role], x + 14, y, _SIZES[role], INK)
        canvas.text(x + 38, y + 10, text, STATE)
        x += 38 + width(text, STATE) + 36
    return y + 48


def _name_style(spot: Spot) -> Style:
    return CAPITAL if spot.role == "capital" else CITY if spot.routed or spot.role != "city" else Style(26, 400, SOFT)
