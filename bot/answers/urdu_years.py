"""Years in Urdu words: "do hazar pachees", "انیس سو بانوے"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.grammar import DAYS
from bot.answers.text import fold, folded_set

_TWO, _THOUSAND = folded_set("دو do"), folded_set("ہزار hazar hazaar")
_NINETEEN, _HUNDRED = folded_set("انیس unnees unnis"), folded_set("سو sau so")
#: From 90 on, as they end a year of the last century.
_NINETIES = (
    *("نوے nabbe navve", "اکیانوے ikyanve ikyanway", "بانوے banve banway bayanway", "ترانوے tiranve tiranway"),
    *("چورانوے chauranve chauranway", "پچانوے pachanve pachanway", "چھیانوے chhiyanve chhiyanway"),
    *("ستانوے sattanve sattanway", "اٹھانوے atthanve atthanway", "ننانوے ninanve ninanway"),
)
_OF_NINETIES = {fold(word): number for number, words in enumerate(_NINETIES, 90) for word in words.split()}


def year_in_urdu(plain: Sequence[str]) -> list[tuple[frozenset[int], int]]:
    """The year that folded words say, as places and number; none where none is said so."""
    for at in range(len(plain) - 1):
        after = plain[at + 2] if at + 2 < len(plain) else ""
        if plain[at] in _TWO and plain[at + 1] in _THOUSAND:
            number = DAYS.get(after, 0)
            return [(frozenset(range(at, at + (3 if number else 2))), 2000 + number)]
        if plain[at] in _NINETEEN and plain[at + 1] in _HUNDRED and after in _OF_NINETIES:
            return [(frozenset(range(at, at + 3)), 1900 + _OF_NINETIES[after])]
    return []
