"""For how long somebody wants silence who writes "3d", "3 days", "for a week" or "until tomorrow"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

_NUMBERS: Mapping[str, int] = {
    **dict.fromkeys("a an one один одну одна бір ایک ek".split(), 1),
    **dict.fromkeys("two couple два две екі دو do".split(), 2),
    **dict.fromkeys("three три үш تین teen".split(), 3),
    **dict.fromkeys("four четыре төрт چار char".split(), 4),
    **dict.fromkeys("five пять бес پانچ paanch".split(), 5),
    **dict.fromkeys("ten десять он دس das".split(), 10),
}
_UNITS: tuple[tuple[str, timedelta], ...] = (
    (r"min(?:ute)?s?|минут\w*|минөт|منٹ|minat", timedelta(minutes=1)),
    (r"h|hrs?|hours?|час\w*|ч|сағат\w*|گھنٹ\w+|ghant\w+", timedelta(hours=1)),
    (r"|d|days?|д(?:ень|ня|ней)|д|күн\w*|دن|din", timedelta(days=1)),
    (r"w|wks?|weeks?|недел\w+|апта\w*|ہفت\w+|haft\w+", timedelta(weeks=1)),
    (r"months?|месяц\w*|ай\w*|مہین\w+|mahin\w+", timedelta(days=30)),
)
_TOMORROW = re.compile(r"\b(?:tomorrow|завтра|ертең|کل)\b")
_ENDS = frozenset("0 off end over resume unpause continue stop нет продолжи продолжить возобнови".split())


def length_of(text: str) -> timedelta | None:
    """The length of time named; nothing at all where a pause shall end; None where none is named."""
    plain = text.casefold()
    words = re.findall(r"\w+", plain)
    if words and (words[0] in _ENDS or words[-1] in {"0", "off"}):
        return timedelta(0)
    if _TOMORROW.search(plain):
        return timedelta(days=1)
    pieces = [one for one in re.findall(r"\d+|[^\W\d]+", plain) if one != "of"]
    for piece, unit in pairwise([*pieces, ""]):
        amount = int(piece) if piece.isdecimal() and len(piece) < 4 else _NUMBERS.get(piece)
        length = next((one for pattern, one in _UNITS if re.fullmatch(pattern, unit)), None)
        if amount is not None and length is not None and (unit or piece.isdecimal()):
            return amount * length
    if any(piece.isdecimal() for piece in pieces):
        return None
    return next((one for pattern, one in _UNITS for piece in pieces if re.fullmatch(pattern, piece)), None)
