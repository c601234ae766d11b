"""Names on a map, each beside its point and none upon another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

XY = tuple[float, float]
#: Places for a name around its point, the best first: right, left, above, below, the corners.
_SIDES: tuple[XY, ...] = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_DISTANCES = (1.0, 1.9, 3.2, 4.8)
_ROUNDS = 3
_STEP = 12  #: pixels between the spots of a line that a name should not cover


@dataclass(frozen=True, slots=True)
class Name:
    """A name that needs a place: its point and its size in pixels."""

    at: XY
    width: float
    height: float
    weight: int = 0  #: the weightiest choose first


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Where a name stands."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rectangle) -> bool:
        """Whether the two share any pixel."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, point: XY) -> bool:
        """Whether the point lies in it."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom


def placed(
    names: Sequence[Name], points: Sequence[XY], lines: Sequence[tuple[XY, XY]], sheet: Rectangle, gap: float
) -> tuple[Rectangle | None, ...]:
    """A place for each name, within the sheet and free of the others and of points; None where there is none.

    The weighty and the crowded ones are placed first; of the free places the one that covers least of the lines is
    taken, then the nearest. Another round then uses what has become known of the others. `gap` is the distance from
    the middle of a point to its name.
    """
    spots = [spot for start, end in lines for spot in _along(start, end)]
    dots = [Rectangle(x - gap * 0.8, y - gap * 0.8, x + gap * 0.8, y + gap * 0.8) for x, y in points]
    choices = [_choices(name, spots, dots, sheet, gap) for name in names]
    order = sorted(range(len(names)), key=lambda n: (-names[n].weight, -_crowd(names[n], names), names[n].at))
    found: dict[int, Rectangle] = {}
    for _ in range(_ROUNDS):
        for number in order:
            found.pop(number, None)
            taken = found.values()
            free = (place for _, place in choices[number] if not any(place.meets(other) for other in taken))
            best = next(free, None)
            if best is not None:
                found[number] = best
    return tuple(found.get(number) for number in range(len(names)))


def _choices(
    name: Name, spots: Sequence[XY], dots: Sequence[Rectangle], sheet: Rectangle, gap: float
) -> list[tuple[float, Rectangle]]:
    """Places for one name that cover no point, the best first."""
    kept = [
        (cost, place)
        for cost, place in _places(name, gap)
        if _is_within(place, sheet) and not any(place.meets(dot) for dot in dots)
    ]
    return sorted(
        ((cost + 1.6 * sum(place.holds(spot) for spot in spots), place) for cost, place in kept),
        key=lambda choice: choice[0],
    )


def _places(name: Name, gap: float) -> list[tuple[float, Rectangle]]:
    places = []
    (x, y), wide, high = name.at, name.width, name.height
    for far in _DISTANCES:
        for number, (dx, dy) in enumerate(_SIDES):
            reach = gap * far * (0.85 if dx and dy else 1.0)
            middle_x = x + dx * (reach + wide / 2)
            middle_y = y + dy * (reach + high / 2)
            place = Rectangle(middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
            places.append((number * 0.4 + (far - 1) * 6, place))
    return places


def _is_within(place: Rectangle, sheet: Rectangle) -> bool:
    across = sheet.left <= place.left and place.right <= sheet.right
    return across and sheet.top <= place.top and place.bottom <= sheet.bottom


def _crowd(name: Name, names: Sequence[Name]) -> int:
    (x, y), reach = name.at, 90
    return sum(abs(other.at[0] - x) < 2 * reach and abs(other.at[1] - y) < reach for other in names)


def _along(start: XY, end: XY) -> list[XY]:
    steps = max(1, round(math.dist(start, end) / _STEP))
    shares = (step / steps for step in range(steps + 1))
    return [(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share) for share in shares]
