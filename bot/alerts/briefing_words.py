"""What somebody writes who sets a regular briefing: "daily 8:30", "weekdays at 7", "trade", "off"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.alerts.briefings import EVERY_DAY, WEEKDAYS, BriefingSchedule
from bot.knowledge.entries import Term

#: Ways of saying several days, each written as one word.
_SPANS: tuple[tuple[str, str], ...] = (
    (r"\b(?:every|each) day\b|\beveryday\b|\bкаждый день\b|\bкүн сайын\b|\bہر روز\b|\bhar roz\b", "daily"),
    (r"\bmon(?:day)?\s*(?:-|–|to|till|until|through)\s*fri(?:day)?\b|\bпо будням\b|\bworking days\b", "weekdays"),
    (r"\b(?:every|each) weekday\b|\bweek days\b", "weekdays"),
)
_DAYS: Mapping[str, frozenset[int]] = {
    **dict.fromkeys("daily ежедневно күнделікті روزانہ rozana".split(), EVERY_DAY),
    **dict.fromkeys("weekdays workdays будни будням".split(), WEEKDAYS),
    **dict.fromkeys("weekly еженедельно ہفتہ‌وار".split(), frozenset({0})),
    **dict.fromkeys("weekend weekends выходные".split(), frozenset({5, 6})),
    **{
        name: frozenset({day})
        for day, names in enumerate(
            (
                "mon monday mondays понедельник понедельникам дүйсенбі پیر peer",
                "tue tues tuesday tuesdays вторник вторникам сейсенбі منگل mangal",
                "wed wednesday wednesdays среда среду средам сәрсенбі بدھ budh",
                "thu thur thurs thursday thursdays четверг четвергам бейсенбі جمعرات jumerat",
                "fri friday fridays пятница пятницу пятницам жұма جمعہ juma",
                "sat saturday saturdays суббота субботу субботам сенбі ہفتہ hafta",
                "sun sunday sundays воскресенье воскресеньям жексенбі اتوار itwar",
            )
        )
        for name in names.split()
    },
}
_OFF = frozenset("off stop disable end выключи выключить отключи стоп өшір بند band".split())
_ON = frozenset("on start enable включи включить қос شروع shuru".split())
_EVERYTHING = frozenset("everything all всё все барлығы سب sab".split())
_AROUND = frozenset(
    "at in the a an and on for about every each morning briefing briefings please send me us time clock hour only "
    "turn switch set to o в и о про бұл کو پر".split()
)
_TIME = re.compile(r"\b([01]?\d|2[0-3])(?:[:.]([0-5]\d)|(?=\s*(?:am|pm|h)\b)|\b(?!\s*(?:items?|days?)))\s*(am|pm|h)?\b")


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a text changes in a briefing; None and empty: nothing is said of that."""

    days: frozenset[int] | None = None
    hour: int | None = None
    minute: int = 0  #: named beside the hour; briefings come on the hour
    themes: tuple[str, ...] | None = None
    is_on: bool | None = None
    rest: str = ""  #: what was not understood

    def applied(self, schedule: BriefingSchedule) -> BriefingSchedule:
        """The schedule with it; whoever names a day, an hour or a theme wants the briefing."""
        if self == Ordered(rest=self.rest):
            return schedule
        return replace(
            schedule,
            days=schedule.days if self.days is None else self.days,
            hour=schedule.hour if self.hour is None else self.hour,
            themes=schedule.themes if self.themes is None else self.themes,
            is_on=True if self.is_on is None else self.is_on,
        )


def ordered(text: str, themes: Iterable[Term]) -> Ordered:
    """What the text says of days, hour, themes, and on or off."""
    plain = f" {' '.join(text.casefold().split())} "
    for pattern, word in _SPANS:
        plain = re.sub(pattern, word, plain)
    found, plain = _themes(plain, themes)
    hour, minute, plain = _hour(plain)
    words = re.findall(r"[\w\u200c]+", plain)
    days = [_DAYS[word] for word in words if word in _DAYS]
    if len(days) > 1 and EVERY_DAY not in days:  # "weekly on Friday"
        days = [one for word, one in zip((w for w in words if w in _DAYS), days, strict=True) if word != "weekly"]
    said = set(words)
    return Ordered(
        days=frozenset().union(*days) if days else None,
        hour=hour,
        minute=minute,
        themes=found or (() if said & _EVERYTHING else None),
        is_on=False if said & _OFF else True if words == ["on"] or said & (_ON - _AROUND) else None,
        rest=" ".join(word for word in words if word not in {*_DAYS, *_OFF, *_ON, *_EVERYTHING, *_AROUND}),
    )


def _themes(plain: str, themes: Iterable[Term]) -> tuple[tuple[str, ...], str]:
    """The themes named, and the text without them; the longest name goes first."""
    names = {
        name.casefold(): one.id for one in themes for name in (one.id, one.name, *one.names.values(), *one.aliases)
    }
    found: dict[str, None] = {}
    for name in sorted(names, key=len, reverse=True):
        if f" {name} " in (spaced := plain.replace(",", " ")):
            found[names[name]] = None
            plain = spaced.replace(f" {name} ", " ")
    return tuple(found), plain


def _hour(plain: str) -> tuple[int | None, int, str]:
    """The hour and minute named, and the text without them."""
    found = _TIME.search(plain)
    if found is None:
        return None, 0, plain
    hour = int(found[1])
    if found[3] in {"am", "pm"} and hour <= 12:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return hour, int(found[2] or 0), plain[: found.start()] + " " + plain[found.end() :]
