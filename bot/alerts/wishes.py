"""What somebody writes who wants to follow something: "remind me before the next visit", "follow the railway".

Only the wish is read here; the names in it were found by whoever hands them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from bot.alerts.subscriptions import STAGES, Scope, Stage

Verb = Literal["follow", "unfollow", "mute"]

#: Longer texts are questions.
MOST_WORDS = 25
#: How a wish opens, in the languages of the bot; what stands first is tried first.
_OPENINGS: tuple[tuple[Verb, str], ...] = (
    (
        "unfollow",
        r"(?:please\s+)?(?:un(?:follow|subscribe)|stop\s+(?:following|reminding|notifying|alerting"
        r"|sending|telling|alerts?|notifications?|reminders?))\b"
        r"|(?:не\s+напоминай\w*|отпиши\w*|отписаться)\b|(?:жазылымнан\s+бас\s+тарт\w*)\b",
    ),
    ("mute", r"(?:please\s+)?mute\b|(?:заглуши\w*|не\s+сообщай\w*)\b"),
    (
        "follow",
        r"(?:please\s+|can\s+you\s+|could\s+you\s+)*(?:follow|subscribe(?:\s+(?:me\s+)?to)?|track|watch"
        r"|remind\s+(?:me|us)|notify\s+(?:me|us)|alert\s+(?:me|us)|let\s+(?:me|us)\s+know"
        r"|tell\s+(?:me|us)\s+(?:before|when\s+there|about\s+(?:new|every|any))|keep\s+(?:me|us)\s+(?:posted|informed))\b"
        r"|(?:пожалуйста,?\s+)?(?:напомни\w*|следи\w*|подпиши\w*|уведоми\w*|уведомляй\w*|отслеживай\w*)\b"
        r"|(?:маған\s+)?(?:ескерт\w*|еске\s+сал\w*|жазыл\w*|бақыла\w*)\b"
        r"|(?:مجھے|ہمیں)\s+(?:یاد\s+دلا|اطلاع|بتا)\S*|(?:mujhe|humein)\s+(?:yaad\s+dila|batao|ittila)\w*",
    ),
)
#: The same at the end, where the verb comes last.
_CLOSINGS = (
    r"(?:یاد\s+دلا\S*|اطلاع\s+د\S*|فالو\s+کر\S*|сал(?:ыңыз|шы)?|ескертіңіз|ескертші|хабарлаңыз|хабарла)\s*[.!۔]?$"
)
_EVERYTHING = re.compile(r"\b(?:everything|all|anything|всё|все|барлығы|бәрі|سب|sab)\b")
_NEXT = re.compile(r"\b(?:next|coming|upcoming|следующ\w*|ближайш\w*|келесі|اگل\S*|agl[aei])\b")
_NUMBER = r"(\d{1,2}|a|an|one|two|three)"
_AHEAD = re.compile(
    _NUMBER + r"[\s-]*(day|hour|week|month|д(?:ень|ня|ней)|час\w*|недел\w*|месяц\w*|күн|сағат|апта|دن|گھنٹ\S*|ہفت\S*)"
)
#: The same as the bot itself writes it: "3d", "12h".
_SHORT = re.compile(r"\b(\d{1,2})\s?([dhw])\b")
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_LONGER: tuple[tuple[str, int], ...] = (
    (r"d(?:ay)?|д(?:ень|ня|ней)|күн|دن", 24),
    (r"h(?:our)?|час|сағат|گھنٹ", 1),
    (r"w(?:eek)?|недел|апта|ہفت", 7 * 24),
    (r"month|месяц", 30 * 24),
)
_HOURS: dict[Stage, int] = {"30d": 720, "7d": 168, "3d": 72, "1d": 24, "12h": 12, "1h": 1, "start": 0}


class Named(NamedTuple):
    """What a name in a text stands for."""

    kind: str  #: entry, type, theme, country ...
    id: str
    name: int = -1  #: what stands for the same name as well as this has the same number; -1: nothing does


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted, and of what."""

    verb: Verb
    scope: Scope | None  #: None: what it is about was not understood
    target: str = ""
    is_next: bool = False  #: only the next one of that type
    stages: tuple[Stage, ...] | None = None  #: None: no lead time was named
    choices: tuple[str, ...] = ()  #: several entries that the name may mean; the target is then empty


def is_wish(text: str) -> bool:
    """Whether the text opens or closes like a wish and not like a question."""
    return verb_of(text) is not None


def verb_of(text: str) -> Verb | None:
    """What the text wants to be done, or None."""
    plain = text.strip().casefold()
    if not plain or len(plain.split()) > MOST_WORDS or plain.endswith(("?", "؟")):
        return None
    for verb, opening in _OPENINGS:
        if re.match(opening, plain):
            return verb
    return "follow" if re.search(_CLOSINGS, plain) else None


def wish(text: str, named: Iterable[Named]) -> Wish | None:
    """The wish in a text; `named`: what its names stand for, longest name first. None: it is no wish."""
    verb = verb_of(text)
    if verb is None:
        return None
    plain, found = text.casefold(), tuple(named)
    stages = lead_time(plain)
    is_next = _NEXT.search(plain) is not None
    for kind in ("entry", "type", "theme", "country"):
        first = next((one for one in found if one.kind == kind), None)
        if first is None:
            continue
        scope: Scope = kind
        same = tuple(dict.fromkeys(one.id for one in found if one.kind == kind and one.name == first.name != -1))
        if kind == "entry" and len(same) > 1:
            return Wish(verb, scope, "", False, stages, same)
        return Wish(verb, scope, first.id, is_next and kind == "type", stages)
    return Wish(verb, "all" if _EVERYTHING.search(plain) else None, "", False, stages)


def lead_time(text: str) -> tuple[Stage, ...] | None:
    """The stages nearest to the lengths of time named in a text; None where it names none."""
    plain = text.casefold()
    found = [_hours(number, unit) for number, unit in (*_AHEAD.findall(plain), *_SHORT.findall(plain))]
    if not found:
        return None
    nearest = {min(_HOURS, key=lambda stage: (abs(_HOURS[stage] - hours), -_HOURS[stage])) for hours in found}
    return tuple(stage for stage in STAGES if stage in nearest)


def _hours(number: str, unit: str) -> int:
    length = next(hours for pattern, hours in _LONGER if re.match(pattern, unit))
    return (_WORDS.get(number) or int(number)) * length
