"""A timeline drawn: a line down the picture, a dot for each entry, its date, name and source beside it."""

from __future__ import annotations

from bot.pictures.canvas import COLOURS, INK, SOFT, WIDTH, Canvas
from bot.pictures.letters import Style, broken
from bot.pictures.timeline import TEXT, Layout, Measure, Timeline, laid_out

STYLES = {
    "title": Style(48, 700),
    "subtitle": Style(31, 400, SOFT),
    "year": Style(36, 700),
    "when": Style(31, 600, COLOURS[0]),
    "name": Style(38, 500),
    "source": Style(27, 400, SOFT),
    "today": Style(31, 600, COLOURS[1]),
    "legend": Style(29, 400, SOFT),
    "foot": Style(27, 400, SOFT),
}
MEASURE = Measure(
    broken=lambda role, text, room, most: broken(text, STYLES[role], room, most), line=lambda role: STYLES[role].line
)


def timeline_png(timeline: Timeline) -> bytes:
    """The picture."""
    layout = laid_out(timeline, MEASURE, WIDTH)
    canvas = Canvas(layout.width, layout.height)
    _axis(canvas, layout)
    for box in layout.boxes:
        top = box.top + (STYLES["when"].line - STYLES["year"].line) / 2 if box.role == "year" else box.top
        canvas.paragraph(box.left, top, box.lines, STYLES[box.role], box.width)
    return canvas.png()


def _axis(canvas: Canvas, layout: Layout) -> None:
    if not layout.dots:
        return
    first, last = layout.dots[0][0], layout.dots[-1][0]
    canvas.line([(layout.axis, first), (layout.axis, last)], "#b9c0c4", 5)
    if layout.present is not None:
        canvas.line([(layout.axis - 26, layout.present), (TEXT - 14, layout.present)], COLOURS[1], 5)
    for height, certain in layout.dots:
        canvas.sign("dot" if certain else "ring", layout.axis, height, 14, INK if certain else COLOURS[6])
    if layout.ring is not None:
        canvas.sign("ring", layout.axis, layout.ring, 14, COLOURS[6])
