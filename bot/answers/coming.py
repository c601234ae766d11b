"""What is coming: in a stretch of time, of a kind, of a country; and that no next one is known."""

from __future__ import annotations

from datetime import date, timedelta

from bot.agenda.upcoming import Occurrence, occurrences
from bot.answers.answer import Answer, Listed, Reason, Scored
from bot.answers.decide import decide
from bot.answers.fitting import about, day_of, held, is_in, is_over
from bot.answers.question import Reading
from bot.answers.search import HEAD
from bot.answers.shared import BOTH
from bot.answers.text import folded_set
from bot.answers.times import Window
from bot.answers.tools import Tools
from bot.answers.wanted import Wanted, people_of
from bot.knowledge.entries import Entry

#: How far "what is next" looks.
AHEAD = timedelta(days=420)
#: A longer window is asked for its plans, not for the national days of one country.
LONG = timedelta(days=180)
_NEXT_ONE = folded_set(
    "next upcoming следующий следующая следующее следующего ближайший ближайшая ближайшее предстоящий предстоящая "
    "предстоящее اگلا اگلی اگلے آئندہ келесі agla agli agle"
)
#: What is left of a time is what is still to come of it.
_REMAINING = folded_set("rest remaining left remain remains остались осталось оставшиеся қалды қалған باقی baqi")
_WILL, _HOST = folded_set("will going shall примет"), folded_set("host hosts hosting примет")
#: What is known to come in a year only is named for no shorter time than a month.
SURELY = timedelta(days=27)
#: "Next" belongs to what is named at most so many words from it.
BESIDE = 3


def ahead_of(reading: Reading, today: date) -> Window | None:
    """The coming days that are asked about, or None."""
    window, said = reading.window, {token.word for token in reading.words}
    to_come = "next" in reading.asked or bool(said & _REMAINING) or bool(said & _WILL and said & _HOST)
    if window:
        if window.last < today:
            return None
        later = window.first > today or (window.relative and (window.last > today or window.first == today))
        if later or to_come:
            return Window(max(window.first, today), window.last, window.precision, window.relative, window.places)
        return None
    return Window(today, today + AHEAD, "range") if to_come else None


def coming(question: str, reading: Reading, tools: Tools, wanted: Wanted, window: Window) -> Answer | None:
    """What is coming in a window, of the kind and with the people asked for; a refusal where nothing is known.

    None where the question has words that nothing of it holds.
    """
    found = [
        o
        for o in occurrences(tools.knowledge, window.first, window.last)
        if _fits_coming(o.entry, wanted, tools) and _takes_part(o.entry, wanted)
        if o.is_dated or window.last - window.first >= SURELY
    ]
    if wanted.rest:
        kept = {e.id for e in about([o.entry for o in found], reading, wanted, tools)}
        found = [o for o in found if o.entry.id in kept]
        if not found:
            return None
    found = _where_asked(found, reading, tools)
    said = {token.word for token in reading.words}
    if said & _HOST:
        found = [o for o in found if o.entry.kind == "event"]
    if "recurring" in wanted.kinds and not said & BOTH:
        bags = tools.searcher.bags
        national = [
            o for o in found if o.entry.scope != "both" and "@type:recurring" in bags[tools.searcher.number[o.entry.id]]
        ]
        found = national or found
    if window.last - window.first > LONG and reading.window and not wanted.kinds and not wanted.types:
        found = sorted((o for o in found if o.entry.kind == "event" or o.entry.scope == "both"), key=_plans_first)
    if not found and wanted.kinds == {"recurring"} and window.precision == "day":
        return None  # a fact may say what the day was once
    if not found and not reading.window:
        return no_next(question, reading, tools, wanted, window.first)
    if not found:
        return Answer(
            question,
            "unknown",
            near=tuple(o.entry.id for o in occurrences(tools.knowledge, window.first, window.first + AHEAD)[:3]),
            reason=Reason("year", window.name),
            asked="next",
            language=reading.language,
        )
    lines = tuple(_coming_line(o) for o in found)
    return Answer(
        question,
        "answered",
        "upcoming",
        tuple(Scored(i, 0.95) for i in dict.fromkeys(line.id for line in lines)),
        tuple(f"{line.id}#when" for line in lines),
        lines,
        (window.first.isoformat(), window.last.isoformat()),
        "next",
        reason=Reason("upcoming"),
        language=reading.language,
    )


def _where_asked(found: list[Occurrence], reading: Reading, tools: Tools) -> list[Occurrence]:
    """Those in the town asked for, where one is; what has no place of its own stays only for a capital."""
    towns = [mention for mention in reading.mentions if mention.city]
    if not towns:
        return found
    is_capital = all(ref.capital for span in reading.spans for ref in span.of("city"))
    there = [o for o in found if o.entry.kind == "event" and all(is_in(o.entry, t, reading, tools) for t in towns)]
    return [o for o in found if o in there or (is_capital and o.entry.kind != "event")]


def asks_next_one(reading: Reading, wanted: Wanted) -> bool:
    """Whether the next one of a kind of events is asked for, in words of which some are not known."""
    kinds = {"when", "next", "card", "status"}
    if reading.window or not wanted.types or reading.kind not in kinds or reading.asked[:1] == ("whether",):
        return False
    spans = [s for s in reading.spans if any(r.id in wanted.types for r in s.of("type"))]
    places = [i for i, token in enumerate(reading.words) if token.word in _NEXT_ONE]
    return any(s.start - BESIDE <= i < s.end + BESIDE for s in spans for i in places)


def no_next(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """That no next one of its kind is known, with the last one; None where the ranking has more than a past event.

    A fact may say what is known of it: that no date was found, or what is meant to come.
    """
    decision = decide(reading, tools.searcher, today)
    if decision.status == "answered" and not is_over(decision.chosen[0][0].entry, today):
        return None
    past = sorted((e for e in held(tools, reading, wanted) if is_over(e, today)), key=day_of)
    near = (*(e.id for e in past[-1:]), *(c.entry.id for c, _ in decision.chosen), *decision.near)
    reason = Reason("next")
    return Answer(
        question, "unknown", near=tuple(dict.fromkeys(near))[:3], reason=reason, asked="next", language=reading.language
    )


def _plans_first(one: Occurrence) -> bool:
    return one.entry.kind != "event"


def _coming_line(one: Occurrence) -> Listed:
    return Listed(one.entry.id, one.earliest.isoformat() if one.is_dated else None, f"{one.entry.id}#when")


def _takes_part(entry: Entry, wanted: Wanted) -> bool:
    """Whether the people asked for take part; somebody's next visit is one on which they are the guest."""
    if "visit" not in wanted.types or not wanted.people:
        return set(wanted.people) <= people_of(entry)
    return bool({p.id for p in entry.participants if p.role == "guest"} & set(wanted.people))


def _fits_coming(entry: Entry, wanted: Wanted, tools: Tools) -> bool:
    if wanted.types and entry.type not in wanted.types:
        number = tools.searcher.number[entry.id]
        if entry.kind != "recurring" or not any(
            HEAD in tools.searcher.groups_with(number, f"@type:{one}") for one in wanted.types
        ):
            return False
    kinds = wanted.kinds - {"event"}
    if kinds and entry.kind not in kinds:
        return False
    if wanted.country in (None, "both"):
        return True
    if entry.kind == "event" and wanted.place:
        return entry.host == wanted.country
    return (
        entry.country in (None, wanted.country) or entry.scope == "both" or wanted.country in {entry.host, entry.guest}
    )
