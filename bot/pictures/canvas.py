"""A sheet to draw on, in pixels of the finished picture: text, lines, dots, bars; then the bytes of a PNG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageDraw

from bot.pictures.letters import SCALE, Style, font, is_rightward, runs, width

#: Width of every picture: that of a phone's screen.
WIDTH = 1080
#: Telegram takes no photo whose sides add up to more, nor one with a side longer than twenty times the other.
SIDES, RATIO = 10_000, 20
PAPER = "#f7f5f0"
INK = "#1f2933"
SOFT = "#5b6770"
FAINT = "#d5d1c7"
#: Told apart by people who see few colours (Okabe and Ito), darkened where thin lines on paper need it.
COLOURS = ("#0072b2", "#d55e00", "#00855f", "#a8548a", "#8a6d00", "#2f7fb5", "#7a3b10", "#444444")

Point = tuple[float, float]
Sign = Literal["dot", "ring", "square", "triangle"]


class Canvas:
    """One picture in the making."""

    def __init__(self, width: int, height: int, paper: str = PAPER) -> None:
        """An empty sheet."""
        self.width, self.height = width, height
        self._paper = paper
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), paper)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self, x: float, y: float, text: str, style: Style, align: Literal["left", "right", "middle"] = "left"
    ) -> None:
        """One line of text; `y` is its baseline, `x` its left end, its right end or its middle."""
        shift = {"left": 0.0, "right": 1.0, "middle": 0.5}[align]
        at = (x - shift * width(text, style)) * SCALE
        for kind, run in runs(text):
            letters = font(kind, style)
            self._draw.text((at, y * SCALE), run, fill=style.colour, font=letters, anchor="ls")
            at += letters.getlength(run)

    def haloed(self, x: float, y: float, text: str, style: Style, halo: str = PAPER) -> None:
        """A line of text that stays legible over lines: paper around its letters."""
        at = x * SCALE
        for kind, run in runs(text):
            letters = font(kind, style)
            spot, around = (at, y * SCALE), 4 * SCALE
            self._draw.text(spot, run, fill=halo, font=letters, anchor="ls", stroke_width=around, stroke_fill=halo)
            at += letters.getlength(run)
        self.text(x, y, text, style)

    def paragraph(self, x: float, y: float, lines: Sequence[str], style: Style, room: float) -> float:
        """Lines below each other from the top `y`, at the side the text begins on; gives where they end."""
        rightward = is_rightward(" ".join(lines))
        for line in lines:
            self.text(
                x + room if rightward else x, y + style.size * 1.02, line, style, "right" if rightward else "left"
            )
            y += style.line
        return y

    def line(self, points: Sequence[Point], colour: str, thick: float, dash: tuple[float, float] | None = None) -> None:
        """A line through the points, or dashes of that length and distance."""
        for piece in [points] if dash is None else _dashes(points, *dash):
            spots = [(x * SCALE, y * SCALE) for x, y in piece]
            self._draw.line(spots, fill=colour, width=round(thick * SCALE), joint="curve")
            if dash is None:
                for spot in (points[0], points[-1]):
                    self.sign("dot", *spot, thick / 2, colour)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, edge: str | None = None) -> None:
        """A filled box, with an edge where one is wanted."""
        sides = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
        self._draw.rectangle(sides, fill=fill, outline=edge, width=3 * SCALE if edge else 1)

    def sign(self, sign: Sign, x: float, y: float, radius: float, colour: str, fill: str | None = None) -> None:
        """A dot, ring, square or triangle around a point."""
        x, y, radius = x * SCALE, y * SCALE, radius * SCALE
        inside = fill or (self._paper if sign == "ring" else colour)
        edge = round(radius * 0.42) if sign == "ring" else 0
        around = (x - radius, y - radius, x + radius, y + radius)
        if sign == "triangle":
            corners = [
                (x, y - radius * 1.2),
                (x - radius * 1.1, y + radius * 0.8),
                (x + radius * 1.1, y + radius * 0.8),
            ]
            self._draw.polygon(corners, fill=inside)
        elif sign == "square":
            self._draw.rectangle(around, fill=inside)
        else:
            self._draw.ellipse(around, fill=inside, outline=colour, width=edge or 1)

    def png(self) -> bytes:
        """The finished picture."""
        written = BytesIO()
        self._image.reduce(SCALE).save(written, "PNG")
        return written.getvalue()


def _dashes(points: Sequence[Point], long: float, apart: float) -> list[list[Point]]:
    """The pieces of a dashed line; a dash goes round the corners it meets."""
    pieces: list[list[Point]] = []
    left, drawing = long, True
    piece = [points[0]]
    for start, end in pairwise(points):
        length, done = math.dist(start, end), 0.0
        while length - done > left:
            done += left
            share = done / length
            spot = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            if drawing:
                pieces.append([*piece, spot])
            drawing, left, piece = not drawing, apart if drawing else long, [spot]
        left -= length - done
        piece.append(end)
    if drawing and len(piece) > 1:
        pieces.append(piece)
    return pieces
