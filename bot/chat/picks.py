"""Which of the choices offered somebody means who writes "2", "the first one" or "последний". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Longer texts are questions.
MOST_WORDS = 6

_PLACES: tuple[tuple[int, str], ...] = (
    (1, "1 1st one first первый первая первое первую первого один одна бірінші бір"),
    (1, "پہلا پہلی پہلے ایک pehla pehli pehle ek"),
    (2, "2 2nd two second второй вторая второе вторую второго два две екінші екі"),
    (2, "دوسرا دوسری دوسرے دو doosra doosri dusra dusri"),
    (3, "3 3rd three third третий третья третье третью третьего три үшінші үш"),
    (3, "تیسرا تیسری تیسرے تین teesra teesri tisra teen"),
    (4, "4 4th four fourth четвертый четвертая четвертое четвертую четыре төртінші төрт"),
    (4, "چوتھا چوتھی چار chautha chauthi char"),
    (5, "5 5th five fifth пятый пятая пятое пятую пять бесінші бес پانچواں پانچویں پانچ paanchwan paanch"),
    (6, "6 6th six sixth шестой шестая шестое шестую шесть алтыншы алты چھٹا چھٹی چھ chhata chhati"),
    (-1, "last latter bottom последний последняя последнее последнюю آخری aakhri akhri соңғы соңғысы"),
)
_NUMBERS = {word: number for number, words in _PLACES for word in words.split()}
#: The middle of three.
_MIDDLE = frozenset("middle средний среднее средняя درمیانی ortanci ортаншы ортаңғы".split())
_NONE = frozenset(
    "none neither nothing ничего никакой никакая никакое нет ни کوئی نہیں koi nahi nahin ешқайсысы жоқ".split()
)
_ONLY_NONE = frozenset("none neither никакой никакая никакое ешқайсысы".split())
_AROUND = frozenset(
    (
        "the number no option choice variant item please pls i mean meant want choose take pick it is one ones of "
        "these them those and show me вариант номер пункт пожалуйста это мне имею в виду я из них один одного "
        "والا والی والے نمبر wala wali wale number мына нұсқа нөмір маған"
    ).split()
)


def picked(text: str, most: int) -> int | None:
    """The place of the choice meant, counted from 0 and below `most`; None where the text is no such answer."""
    words = _words(text)
    if not words or len(words) > MOST_WORDS:
        return None
    named = [_NUMBERS[word] for word in words if word in _NUMBERS]
    if len(named) > 1 and words[-1] in {"one", "один", "ایک", "ek"}:  # "the second one"
        named = named[:-1]
    if set(words) - _NUMBERS.keys() - _AROUND - _MIDDLE:
        return None
    if most == 3 and set(words) & _MIDDLE:
        return 1 if set(named) <= {1} else None
    if len(named) != 1 or named[0] > most:
        return None
    return named[0] - 1 if named[0] > 0 else most - 1


def picks_none(text: str) -> bool:
    """Whether the text says that it is none of the choices."""
    words = set(_words(text))
    return bool(words & _ONLY_NONE) and not words - _NONE - _AROUND


def labelled(text: str, labels: Sequence[str]) -> int | None:
    """The place of the only choice whose label has all words of the text; None where there is none, or several."""
    words = set(_words(text))
    found = [place for place, label in enumerate(labels) if words and words <= set(_words(label))]
    return found[0] if len(found) == 1 else None


def _words(text: str) -> list[str]:
    plain = "".join(str(int(one)) if one.isdigit() and one.isdecimal() else one for one in text.casefold())
    return re.findall(r"\w+", plain.replace("ё", "е"))
