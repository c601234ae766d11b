"""How many there are of something: a fact gives the number, or else what the base holds of it is listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.answers.answer import Answer
from bot.answers.decide import Decision, decide
from bot.answers.during import during
from bot.answers.fitting import belongs, day_of, held, listed, shares_days, took_place_in
from bot.answers.question import Reading
from bot.answers.text import folded_set, tokens
from bot.answers.tools import Tools
from bot.answers.wanted import TRAVELS, Wanted, has_conflict
from bot.knowledge.entries import Entry

#: Gives the list that a question asks for.
Resolver = Callable[[str, Reading, Tools, date], Answer | None]

#: Words for what the base itself holds.
_BASE = folded_set("base database listed recorded registered know список базе база знаешь знаете بیس базада білесің")
#: Types of events at which two people who both take part meet ...
MET = frozenset({"meeting", "visit"})
#: ... and on which they speak without meeting.
_SPOKE = frozenset({"call"})
#: How facts say that people met at another event.
_SAYS_MET = folded_set("met received")
_MANY = folded_set("many сколько کتنے کتنی kitne kitni kitny қанша неше")
#: How texts say how often something was.
_TIMES = folded_set("once twice thrice times often раз дважды трижды рет بار مرتبہ bar martaba dafa")


def counted(
    question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date, listed_by: Resolver
) -> Answer | None:
    """What the base holds of a kind, asked in numbers; None where a fact gives the number or more is asked.

    What the base holds of something is seldom all there is of it, so that counting it is the last resort. Of people
    only their journeys and meetings with each other are counted.
    """
    rest = tuple(i for i in wanted.rest if reading.words[i].word not in _TIMES)
    if rest or has_conflict(reading) or during(reading, tools, today):
        return None
    wanted = replace(wanted, rest=rest)
    if wanted.people and wanted.place and not wanted.types and not _TIMES.isdisjoint(t.word for t in reading.words):
        wanted = replace(wanted, types=frozenset({"visit"}))
    is_journey = bool(wanted.types & TRAVELS) and (wanted.place or _counts_journeys(reading))
    if wanted.people and not is_journey and not types_between(wanted):
        return None
    asks_base = any(token.word in _BASE for token in reading.words)
    signed = {"choose"} if "signing" in reading.ids("type") else set()  # of what was signed a package says how much
    decision = decide(reading, tools.searcher, today)
    is_told = not wanted.people or _tells_how_often(decision)
    if not asks_base and is_told and decision.status in {"answered", *signed}:
        return None
    if wanted.people:
        return _so_far(question, reading, tools, wanted, today)
    found = listed_by(question, replace(reading, asked=("list",)), tools, today)
    return replace(found, asked="how-many") if found and found.shape == "list" else None


def _so_far(question: str, reading: Reading, tools: Tools, wanted: Wanted, today: date) -> Answer | None:
    """The events of these types and people up to now; None where the base holds none."""
    found = [*held(tools, reading, replace(wanted, types=types_between(wanted) or wanted.types))]
    found += beside_others(reading, wanted, tools)
    found = [e for e in found if e.when and e.when.earliest and e.when.earliest <= today]
    found = took_place_in(found, reading, tools)
    if not found:
        return None
    return replace(listed(question, reading, sorted(found, key=day_of), reading.window), asked="how-many")


def _counts_journeys(reading: Reading) -> bool:
    """Whether journeys are what is counted: "how many visits", not "how many papers on his visit"."""
    starts = {span.start for span, ref in reading.refs("type") if ref.id in TRAVELS}
    return any(token.word in _MANY and i + 1 in starts for i, token in enumerate(reading.words))


def types_between(wanted: Wanted) -> frozenset[str]:
    """The types at which several people met, or spoke, where that is wanted; else none."""
    if len(wanted.people) < 2:
        return frozenset()
    return MET if wanted.types == {"meeting"} else wanted.types & _SPOKE


def beside_others(reading: Reading, wanted: Wanted, tools: Tools) -> list[Entry]:
    """The other events of which a fact says that the people asked for met there: a summit, but no part of a visit."""
    if types_between(wanted) != MET:
        return []
    met = held(tools, reading, replace(wanted, types=MET))
    return [
        e
        for e in tools.knowledge.of_kind("event")
        if e.type and e.type not in MET and e.when and e.status == "held"
        and belongs(e, reading, replace(wanted, types=frozenset({e.type})))
        and not any(shares_days(e, one) for one in met)
        and any(_says_met(fact.text, wanted.people, tools) for fact in e.shown_facts)
    ]  # fmt: skip


def _says_met(text: str, people: tuple[str, ...], tools: Tools) -> bool:
    words = tokens(text)
    if _SAYS_MET.isdisjoint(token.word for token in words):
        return False
    named = {ref.id for span in tools.searcher.lexicon.exact_spans(words) for ref in span.of("entry")}
    return named.issuperset(people)


def _tells_how_often(decision: Decision) -> bool:
    """Whether some fact of the best entry says how often something was."""
    facts = decision.chosen[0][0].entry.shown_facts if decision.chosen else ()
    return any(not _TIMES.isdisjoint(token.word for token in tokens(fact.text)) for fact in facts)
