"""Lists: what happened in a stretch of time, all entries of a type, a country, a person, the first and the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from bot.agenda.upcoming import days_of
from bot.answers.alike import alike
from bot.answers.answer import Answer, Reason, Scored
from bot.answers.coming import ahead_of, asks_next_one, coming, no_next
from bot.answers.counting import MET, beside_others, counted, types_between
from bot.answers.decide import decide
from bot.answers.during import bound_to, during, has_limit, since_event
from bot.answers.few import few_outermost
from bot.answers.fitting import (
    NOT_HELD,
    about,
    belongs,
    day_of,
    direction_fits,
    falls_in,
    has_people,
    held,
    led_by,
    listed,
    nearest_first,
    of_both_types,
    of_its_country,
    took_place_in,
    weightiest_first,
)
from bot.answers.grammar import ORDINALS
from bot.answers.journeys import holders_journeys, journey
from bot.answers.lexicon import names_of
from bot.answers.newest import asks_newest, newest
from bot.answers.question import Reading
from bot.answers.shape import more_facts, told_by
from bot.answers.shared import shared
from bot.answers.standing import by_status
from bot.answers.text import Token, folded_set, skeleton, tokens
from bot.answers.times import Window, limited, month_window
from bot.answers.tools import Tools
from bot.answers.wanted import PROJECT, TRAVELS, Wanted, has_conflict, names_several, wanted_of
from bot.answers.yearly import yearly
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import KINDS, Entry

#: In a shorter time only what is known to the month is known to have been.
A_YEAR = timedelta(days=364)
#: So many letters at least two forms of a word share.
SHORTEST = 4
#: Agreements that were not made, as far as the base knows.
_UNMADE = frozenset({"proposed", "draft"})
_ANYONE = folded_set("anyone anybody кто-нибудь кто-либо کوئی koi біреу")
#: What somebody said is not what happened.
_SPEAKS = folded_set("say says said tell told stated сказал сказала сказали заявил заявила заявили کہا айтты kaha")
#: Words for what is over.
_TOOK_PLACE = folded_set(
    "happened took place held visited came went signed met произошло состоялось состоялись прошли прошел посетил "
    "приехал ہوا ہوئے ہوئی آیا آئے өтті болды келді hua hue hui aaya aaye"
)
#: How texts say that something was the first of its kind.
FIRST = folded_set("first inaugural")
#: "In which building were the documents signed?" asks for a place and no documents.
_IN_WHICH = frozenset((word, "which") for word in ("in", "at", "on", "with", "under", "by", "for", "from", "to"))
#: Why one of several was chosen.
_ORDER = frozenset({"first", "last"})
_PLURAL_ASK = frozenset({"list", "which", "how-many", "next", "last", "what", "card"})


def resolve(question: str, reading: Reading, tools: Tools, today: date) -> Answer | None:
    """The list a question asks for, or None when it asks for something else."""
    if reading.window:
        reading = replace(reading, window=limited(reading.words, reading.window, today))
    wanted = wanted_of(reading, tools)
    if reading.kind == "how-many":
        return yearly(question, reading, tools, wanted) or counted(question, reading, tools, wanted, today, resolve)
    went = journey(question, reading, tools, wanted, today) if tools.searcher.is_dated else None
    if went:
        return went
    if asks_newest(reading, wanted, today) and tools.searcher.is_dated:
        return newest(question, reading, tools, today)
    both = shared(question, reading, tools, wanted)
    if both:
        return both
    by_year = yearly(question, reading, tools, wanted)
    if by_year:
        return by_year
    so_standing = by_status(question, reading, tools, wanted)
    if so_standing:
        return so_standing
    bounded = since_event(reading, tools, today)
    if bounded and bounded.window:
        beyond = resolve(question, bounded, tools, today)
        if beyond and (beyond.shape == "list" or (beyond.reason and beyond.reason.kind in _ORDER)):
            return beyond
        beside = wanted_of(bounded, tools)
        if beside.types - {"recurring"} and beside.plural and reading.kind in _PLURAL_ASK:
            return _none_then(question, reading, bounded.window, ())
    elif has_limit(reading):
        return None
    parts = during(reading, tools, today)
    bound = bound_to(question, reading, parts, tools, today) if parts else None
    if bound:
        return bound
    if reading.kind in {"how-much", "how-long", "why", "where", "source"} or has_conflict(reading):
        return None
    if any((one.word, two.word) in _IN_WHICH for one, two in pairwise(reading.words)):
        return None
    reading = _next_years(reading, wanted, today, tools)
    ahead = ahead_of(reading, today) if tools.searcher.is_dated and not _names_a_day(reading, tools) else None
    next_one = ahead and asks_next_one(reading, wanted)
    if ahead and not wanted.rest and (next_one or not wanted.people) and reading.kind not in {"how-many", "who"}:
        return coming(question, reading, tools, wanted, ahead)
    if ahead and _asks_several_ahead(reading, wanted):
        several = coming(question, reading, tools, wanted, ahead)
        if several:
            return several
    if ahead and wanted.rest and _asks_any_day(reading, tools, wanted, today):
        return coming(question, reading, tools, replace(wanted, rest=()), ahead)
    if next_one:
        refused = no_next(question, reading, tools, wanted, today)
        if refused:
            return refused
    few = few_outermost(question, reading, tools, wanted, today)
    if few:
        return few
    if {"first", "last"} & set(reading.asked) and "list" not in reading.asked:
        one = _outermost(question, reading, tools, wanted, today)
        if one:
            return one
    window = reading.window if tools.searcher.is_dated else None
    if window and not wanted.rest and _asks_what_happened(reading, wanted, window):
        return _past(question, reading, tools, wanted, window, today)
    of_time = _outcome_of_time(question, reading, tools, wanted, today) if window and not parts else None
    if of_time:
        return of_time
    if _asks_who_went(reading, wanted) and not parts:
        return _typed(question, reading, tools, wanted, today)
    asked = reading.kind in _PLURAL_ASK or _asks_so_far(reading)
    if (wanted.kinds or wanted.types) and wanted.plural and asked and not parts:
        return _typed(question, reading, tools, wanted, today)
    if parts:
        return None
    return _journeys_of_holders(question, reading, tools, wanted) or alike(question, reading, tools, wanted)


def _journeys_of_holders(question: str, reading: Reading, tools: Tools, wanted: Wanted) -> Answer | None:
    """The journeys that tell which holders of an office went somewhere: "which presidents have been to Norvania?"."""
    if reading.kind not in _PLURAL_ASK or not names_several(reading):
        return None
    found = took_place_in(holders_journeys(reading, wanted, tools), reading, tools)
    return listed(question, reading, sorted(found, key=day_of), reading.window) if len(found) > 1 else None


def _asks_several_ahead(reading: Reading, wanted: Wanted) -> bool:
    """Whether what is coming of a kind is asked for, or who visits whom, in words of which some say what it is on."""
    if reading.kind == "who":
        return bool(wanted.types & TRAVELS) and not (wanted.people or wanted.rest)
    is_several = wanted.plural and bool(wanted.rest) and not wanted.people
    return is_several and bool(wanted.types or "event" in wanted.kinds) and reading.kind in _PLURAL_ASK


def _asks_so_far(reading: Reading) -> bool:
    """Whether it is asked what there was up to now: "the forums held so far"."""
    words = [token.word for token in reading.words]
    return reading.kind == "status" and reading.asked[:1] != ("whether",) and ("so", "far") in pairwise(words)


def _is_first_of_others(reading: Reading) -> bool:
    """Whether "first" is said of somebody ("the first president") or of the order of doing ("they talked first")."""
    at = next((i for i, token in enumerate(reading.words) if token.word in ORDINALS), None)
    roles = {s.start for s in reading.spans if any(True for _ in s.of("role"))}
    return at is not None and (at + 1 in roles or (at == len(reading.words) - 1 and reading.language == "en"))


def _tells_of_first(reading: Reading, tools: Tools, today: date) -> bool:
    """Whether the ranking has an entry that says itself what was the first."""
    if "first" not in reading.asked:
        return False
    decision = decide(reading, tools.searcher, today)
    if decision.status != "answered":
        return False
    best = decision.chosen[0][0]
    return best.best_fact >= 0 and bool(FIRST & {t.word for t in tokens(best.entry.facts[best.best_fact].text)})


def _next_years(reading: Reading, wanted: Wanted, today: date, tools: Tools) -> Reading:
    """The same, for the holidays of a day or month of which no year was said in the year in which one is to come."""
    window = reading.window
    if wanted.kinds != {"recurring"} or not window or not window.yearless:
        return reading
    if window.last >= today and _days_in(tools, replace(window, first=max(window.first, today)), wanted.country):
        return replace(reading, window=replace(window, relative=True))
    if window.precision == "day":
        day = window.first if window.first >= today else window.first + relativedelta(years=1)
        return replace(reading, window=replace(window, first=day, last=day))
    if window.precision == "range":
        first, last = (one + relativedelta(years=1) for one in (window.first, window.last))
        return replace(reading, window=replace(window, first=first, last=last))
    months = month_window(window.first.year + 1, window.first.month, window.places)
    return replace(reading, window=replace(months, relative=True))


def _asks_any_day(reading: Reading, tools: Tools, wanted: Wanted, today: date) -> bool:
    """Whether the next of all recurring days is meant, as the words find one of them that they do not name."""
    if reading.window or "recurring" not in wanted.kinds:
        return False
    chosen = decide(reading, tools.searcher, today).chosen
    return bool(chosen) and chosen[0][0].entry.kind == "recurring" and not chosen[0][0].named


def _names_a_day(reading: Reading, tools: Tools) -> bool:
    """Whether one recurring day is named in full: "the next Pakistan Day" is not the next day of Pakistan."""
    named = (ref for span, ref in reading.refs("entry") if span.exact and ref.weight >= 1)
    return any((entry := tools.knowledge.find(ref.id)) is not None and entry.kind == "recurring" for ref in named)


def _asks_what_happened(reading: Reading, wanted: Wanted, window: Window) -> bool:
    if reading.kind == "what" and not _SPEAKS.isdisjoint(token.word for token in reading.words):
        return False
    is_past = window.yearless and not _TOOK_PLACE.isdisjoint(token.word for token in reading.words)
    is_bare = not (wanted.people or wanted.kinds or wanted.types)
    if window.precision == "day" and is_bare and (is_past or not window.relative):
        return reading.kind in {"what", "card", "which", "outcome", "whether"}
    if _asks_who_went(reading, wanted):
        return True
    if reading.kind in {"whether", "when", "who", "status", "last"}:
        return False
    if reading.kind == "outcome" and wanted.types and not wanted.plural:
        return False
    if wanted.people or window.precision == "day":
        return "list" in reading.asked or (not wanted.people and bool(wanted.kinds or wanted.types))
    return True


def _asks_who_went(reading: Reading, wanted: Wanted) -> bool:
    """Whether it is asked who visited a country: "who visited Norvania in 2025?", "did anyone visit Norvania?"."""
    if reading.kind != "who" and (reading.kind != "whether" or _ANYONE.isdisjoint(t.word for t in reading.words)):
        return False
    return (
        wanted.place and bool(wanted.types & TRAVELS) and not (wanted.types - TRAVELS or wanted.people or wanted.rest)
    )


def _past(question: str, reading: Reading, tools: Tools, wanted: Wanted, window: Window, today: date) -> Answer | None:
    took_place, planned = not _TOOK_PLACE.isdisjoint(token.word for token in reading.words), list[Entry]()
    kinds = wanted.kinds - {"event"} or ({"event"} if wanted.people or wanted.types else {"event", "agreement"})
    found = [
        e
        for e in tools.knowledge.entries.values()
        if e.kind in kinds
        and (not wanted.types or e.type in wanted.types)
        and has_people(e, wanted)
        and e.when
        and falls_in(e.when, window)
        and (_begins_in_month(e.when) or window.last - window.first >= A_YEAR)
        and _fits_country(e, wanted)
        and (e.type not in wanted.types or direction_fits(e, reading, wanted))
    ]
    if took_place:
        found, planned = _held(found), found
    if wanted.types:
        besides = [e for e in holders_journeys(reading, wanted, tools) if e not in found]
        found = of_both_types([*led_by(found, reading, tools), *besides], reading, tools)
    found = took_place_in(found, reading, tools)
    if not found and _is_known_none(reading, wanted, tools, today):
        return _none_then(question, reading, window, _nearest_in_time(reading, wanted, window, tools))
    if not found and _is_bare(reading, wanted) and window.precision != "day":
        near = tuple(e.id for e in planned[:3]) or _days_in(tools, window)
        return _none_then(question, reading, window, near)
    if not found and window.first == date.min and not wanted.people:
        return _none_then(question, reading, window, ())
    if not found or not (reading.asked or wanted.kinds or wanted.types):
        return None
    is_outcome = reading.kind == "outcome" and not wanted.people
    is_one = len(found) == 1 and wanted.types and (not wanted.plural or is_outcome) and reading.kind != "who"
    if is_one and decide(reading, tools.searcher, today).status == "answered":
        return None  # "what happened at the summit of May 2024": it tells itself what
    if is_one and is_outcome:
        return told_by(question, reading, found[0], 0.85, tools.searcher)
    if window.precision == "day":
        return listed(question, reading, weightiest_first(found, tools), window)
    return listed(question, reading, sorted(found, key=day_of), window)


def _outcome_of_time(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """What came of the only one of a kind in a stretch of time: "the result of the visit of 2017"; else None."""
    if reading.kind != "outcome" or not wanted.types or wanted.plural or wanted.rest or wanted.people:
        return None
    found = of_both_types(led_by(held(tools, reading, wanted), reading, tools), reading, tools)
    if len(found) != 1 or decide(reading, tools.searcher, today).status == "answered":
        return None
    return told_by(question, reading, found[0], 0.85, tools.searcher)


def _begins_in_month(when: FuzzyDate) -> bool:
    """Whether it is known in which month something was or began: in "2025-09-09/2026" it is."""
    begun = FuzzyDate.parse(when.text.partition("/")[0]) if "/" in when.text else when
    return begun.precision in {"day", "month"}


def _is_known_none(reading: Reading, wanted: Wanted, tools: Tools, today: date) -> bool:
    """Whether several of a kind are asked for and nothing says that there were any: "visits in 2001"."""
    several = wanted.plural and reading.kind in _PLURAL_ASK and bool(wanted.types or wanted.kinds - {"event"})
    return several and not wanted.people and decide(reading, tools.searcher, today).status != "answered"


def _nearest_in_time(reading: Reading, wanted: Wanted, window: Window, tools: Tools) -> tuple[str, ...]:
    """The three of the kind asked for, of any time, that are nearest to a stretch of time."""
    anytime = replace(reading, window=None)
    others = [e for e in tools.knowledge.entries.values() if e.when and belongs(e, anytime, wanted)]
    return tuple(e.id for e in sorted(others, key=lambda e: (abs(day_of(e)[0] - window.first), e.id))[:3])


def _is_bare(reading: Reading, wanted: Wanted) -> bool:
    """Whether what happened is asked for, of no kind and with nobody."""
    return bool(reading.asked) and not (wanted.kinds - {"event"} or wanted.types or wanted.people)


def _none_then(question: str, reading: Reading, window: Window, near: tuple[str, ...]) -> Answer:
    """That the base holds nothing of the time asked for."""
    reason = Reason("year", window.name)
    return Answer(question, "unknown", near=near, reason=reason, asked=reading.kind, language=reading.language)


def _days_in(tools: Tools, window: Window, country: str | None = None) -> tuple[str, ...]:
    """The recurring days, of a country, that fall into a day or month."""
    if window.precision not in {"day", "month"} and not window.yearless:
        return ()
    days = (e for e in tools.searcher.entries if e.kind == "recurring" and days_of(e, window.first, window.last))
    return tuple(e.id for e in days if country in (None, "both") or e.country in (None, country))[:3]


def _fits_country(entry: Entry, wanted: Wanted) -> bool:
    if wanted.country in (None, "both"):
        return True
    if entry.kind in {"event", "agreement"}:
        return True
    return entry.country in (None, wanted.country)


def _typed(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    besides = beside_others(reading, wanted, tools)
    if wanted.types:
        besides += holders_journeys(reading, wanted, tools)
    wanted = replace(wanted, types=types_between(wanted) or wanted.types)
    found = [e for e in tools.knowledge.entries.values() if e in besides or belongs(e, reading, wanted)]
    if not _TOOK_PLACE.isdisjoint(token.word for token in reading.words):
        found = _held(found)
    found = took_place_in(_finer(of_its_country(found, wanted, tools), reading, tools), reading, tools)
    if wanted.types:
        led = led_by(found, reading, tools)
        found = of_both_types([e for e in found if e in led or e in besides], reading, tools)
    if wanted.rest:
        found = about(found, reading, wanted, tools)
    numbers = {number for number in reading.ordinals if number > 1}
    if numbers and any(_numbers_of(e, tools) for e in found):
        found = [e for e in found if numbers & _numbers_of(e, tools)]
    if len(found) < (1 if wanted.people and wanted.types & TRAVELS else 2):
        return None
    ordered = sorted(found, key=day_of) if all(e.when for e in found) else nearest_first(found, reading, tools)
    return listed(question, reading, ordered, reading.window)


def _held(found: list[Entry]) -> list[Entry]:
    """Those events that took place as far as the base knows, those agreements that were made, and all else."""
    never = {"event": NOT_HELD, "agreement": _UNMADE}
    return [e for e in found if e.status not in never.get(e.kind, ())]


def _numbers_of(entry: Entry, tools: Tools) -> set[int]:
    return set(tools.searcher.ordinals[tools.searcher.number[entry.id]])


def _finer(found: list[Entry], reading: Reading, tools: Tools) -> list[Entry]:
    """Those that are called just what the question calls them ("think tanks" among institutions), where any is."""
    for span in reading.spans:
        words = reading.words[span.start : span.end]
        kinds = {r.id for r in span.of("type") if r.id in KINDS}
        if not kinds or words[0].word in PROJECT or any(_is_name_of(kind, words, tools) for kind in kinds):
            continue
        begun = [token.stem[: max(SHORTEST, len(token.stem) - 2)] for token in words]  # "memoranda", "memorandum"
        named = [e for e in found if all(any(s.startswith(one) for s in _called(e)) for one in begun)]
        if named:
            return named
    return found


def _is_another_likelier(chosen: Entry, reading: Reading, wanted: Wanted, tools: Tools, today: date) -> bool:
    """Whether the ranking puts another first: what only mentions a council is not when the council met last."""
    decision = decide(reading, tools.searcher, today)
    return bool(decision.chosen) and decision.chosen[0][0].entry.id not in {chosen.id, *wanted.people}


def _called(entry: Entry) -> set[str]:
    """The stems of what an entry is called and of its summary."""
    return {token.stem for token in tokens(" ".join((entry.summary or "", *names_of(entry))))}


def _is_name_of(kind: str, words: Sequence[Token], tools: Tools) -> bool:
    """Whether words are the very name of a kind in some language, or end in it, so that all of it are asked for."""
    said = [skeleton(token.stem) for token in words]
    terms = (term for term in tools.knowledge.words.types if term.id == kind)
    names = (name for term in terms for name in (term.name, *term.names.values()))
    return any(said[-len(name) :] == name for name in ([skeleton(t.stem) for t in tokens(one)] for one in names))


def _outermost(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """The first or the last one of its kind that took place, or None."""
    if _is_first_of_others(reading) or _tells_of_first(reading, tools, today):
        return None
    types = wanted.types or (frozenset({"visit"}) if wanted.people and wanted.place else frozenset())
    types = types_between(wanted) or types
    if types == {"meeting"} and names_several(reading):
        types = MET
    there = [] if types else holders_journeys(reading, wanted, tools)
    if not (types or there) or wanted.kinds - {"event"}:
        return None
    if there:
        wanted = replace(wanted, rest=())  # the office, by which they were chosen
    narrowed = replace(wanted, types=types, kinds=frozenset())
    some = there or led_by(held(tools, reading, narrowed), reading, tools)
    some = [e for e in some if e.when and e.when.earliest and e.when.earliest <= today]
    found = took_place_in(some, reading, tools)
    found = of_both_types(found, reading, tools) or found
    if wanted.rest:
        found = about(found, reading, wanted, tools)
    if not found:
        return None
    is_last = "last" in reading.asked  # "before 2026" is "2026 se pehle", and "pehle" also means the first
    chosen = sorted(found, key=day_of)[-1 if is_last else 0]
    numbers = tools.searcher.ordinals[tools.searcher.number[chosen.id]]
    if not is_last and numbers and min(numbers) > 1:  # the ninth session is not the first one
        reason = Reason("ordinal", "1")
        return Answer(question, "unknown", near=(chosen.id,), reason=reason, asked="first", language=reading.language)
    if wanted.rest and _is_another_likelier(chosen, reading, wanted, tools, today):
        return None
    return Answer(
        question,
        "answered",
        "fact",
        (Scored(chosen.id, 0.85),),
        more_facts(chosen, ())[:2],
        asked=reading.kind,
        reason=Reason("last" if is_last else "first", "as far as the base knows"),
        language=reading.language,
    )
