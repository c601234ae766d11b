"""Type for pictures: how wide a text is, where its lines break, which glyphs stand in which order.

The letters come with the packages of the Noto fonts, so that nothing depends on what a machine has installed. Letters
of the Arabic script are joined and put in their visual order here, since the plain layout of the drawing library does
neither, and its other one needs a library of the system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby

from arabic_reshaper import reshape  # type: ignore[import-untyped]
from bidi.algorithm import get_base_level, get_display  # type: ignore[import-untyped]
from PIL import ImageFont

#: Everything is drawn so many times larger and then made smaller, which smooths edges.
SCALE = 2
_PLAIN = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
_ARABIC = ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf")
_ARABIC_LETTERS = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
#: Marks that steer the direction of a text and have no glyph.
_MARKS = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF))


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: pixels from line to line are 1.28 times its size."""

    size: int  #: pixels of the picture
    weight: int = 400  #: 100 to 900
    colour: str = "#1f2933"
    stretch: float = 87.5  #: per cent of the normal width, 62.5 to 100

    @property
    def line(self) -> int:
        """Pixels from one line to the next."""
        return round(self.size * 1.28)


def width(text: str, style: Style) -> float:
    """How many pixels of the picture the text takes on one line."""
    return sum(_font(kind, style.size, style.weight, style.stretch).getlength(run) for kind, run in runs(text)) / SCALE


def broken(text: str, style: Style, room: float, most: int = 99) -> tuple[str, ...]:
    """The text in lines that fit the room, at most so many; "…" ends the last where something is left out."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        count = len(words) if width(" ".join(words), style) <= room else _fitting(words, style, room)
        if count == 0:
            cut = _letters(words[0], style, room)
            lines.append(words[0][:cut])
            words[0] = words[0][cut:]
        else:
            lines.append(" ".join(words[:count]))
            words = words[count:]
    if words and lines:
        lines[-1] = _cut(lines[-1], style, room)
    return tuple(lines)


def is_rightward(text: str) -> bool:
    """Whether the text is written from right to left."""
    return bool(_ARABIC_LETTERS.search(text)) and get_base_level(text) == 1


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in visual order, cut where the font changes: ("plain" or "arabic", piece)."""
    text = text.translate(_MARKS)
    if not _ARABIC_LETTERS.search(text):
        yield "plain", text
        return
    shown = str(get_display(reshape(text)))
    for is_arabic, letters in groupby(shown, lambda letter: bool(_ARABIC_LETTERS.match(letter))):
        yield ("arabic" if is_arabic else "plain"), "".join(letters)


def font(kind: str, style: Style) -> ImageFont.FreeTypeFont:
    """The font of a run at the size at which it is drawn."""
    return _font(kind, style.size, style.weight, style.stretch)


@lru_cache(maxsize=128)
def _font(kind: str, size: int, weight: int, stretch: float) -> ImageFont.FreeTypeFont:
    package, name = _ARABIC if kind == "arabic" else _PLAIN
    file = BytesIO(files(package).joinpath("files", name).read_bytes())
    made = ImageFont.truetype(file, size * SCALE, layout_engine=ImageFont.Layout.BASIC)
    axes: dict[object, float] = {b"Weight": weight, b"Width": stretch}
    made.set_variation_by_axes([axes[axis["name"]] for axis in made.get_variation_axes()])
    return made


def _fitting(words: list[str], style: Style, room: float) -> int:
    count = 0
    while count < len(words) and width(" ".join(words[: count + 1]), style) <= room:
        count += 1
    return count


def _letters(word: str, style: Style, room: float) -> int:
    count = 1
    while count < len(word) and width(word[: count + 1], style) <= room:
        count += 1
    return count


def _cut(line: str, style: Style, room: float) -> str:
    while line and width(line + "…", style) > room:
        line = line[:-1]
    return line.rstrip(" ,;:–-·") + "…"
