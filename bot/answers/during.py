"""Lists bound to an event: what was signed or held during it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.answers.answer import Answer
from bot.answers.decide import decide
from bot.answers.event_first import AFTER_IT, AT_IT, BEFORE_IT, event_first
from bot.answers.fitting import day_of, is_over, listed, weightiest_first
from bot.answers.journeys import GOES, travelled
from bot.answers.question import Reading, read
from bot.answers.text import folded_set
from bot.answers.times import Window
from bot.answers.tools import Tools
from bot.answers.wanted import TRAVELS, wanted_of
from bot.knowledge.entries import Entry

#: Words before and after an event during which something was done.
_DURING = folded_set("during ходе время")
_DURING_IT = AT_IT | folded_set("кезінде барысында сапарында")
#: Words before an event that make it a limit.
_BEFORE_IT = folded_set("before до")
_AFTER_IT = folded_set("after since после")
#: Where it stands first, one of these begins what is asked: "before Hask, who came?".
_ASKING = folded_set("who when which what where how кто когда какой какая какие")
#: With one of these something else is named than what is asked for.
BOUNDING = _DURING | _DURING_IT | _BEFORE_IT | _AFTER_IT | BEFORE_IT | AFTER_IT
#: No word of the question names such a time.
LIMIT: frozenset[int] = frozenset()
A_DAY = timedelta(days=1)
#: Words of signing, which say nothing about what was signed.
_SIGNED = folded_set(
    "signed sign signing inked concluded agreed подписаны подписали подписано подписанные заключены دستخط طے dastakhat "
    "tay қол қойылды"
)
#: Kinds of entries that are signed.
SIGNED = frozenset({"agreement"})


def bound_to(
    question: str, reading: Reading, parts: tuple[Reading, Reading], tools: Tools, today: date
) -> Answer | None:
    """What was signed, agreed or held during an event, where `parts` ask for what and name which; else None."""
    if parts[0].kind in {"how-much", "how-long", "why", "where", "who", "when", "whether"}:
        return None
    head, tail = parts
    wanted = wanted_of(head, tools)
    kinds = wanted.kinds - {"event"} or (SIGNED if wanted.types == {"signing"} else frozenset())
    rest = [i for i in wanted.rest if head.words[i].word not in _SIGNED]
    if (
        not (kinds or wanted.types)
        or rest
        or wanted.people
        or not (wanted.plural or {"what", "which"} & set(head.asked))
    ):
        return None
    event = _event_of(tail, tools, today)
    if event is None or event.when is None or event.when.earliest is None or event.when.latest is None:
        return None
    window = Window(event.when.earliest, event.when.latest, "range")
    found = [
        e
        for e in tools.knowledge.entries.values()
        if (e.kind in kinds if kinds else e.type in wanted.types) and e.id != event.id and _is_of(e, event, window)
    ]
    return listed(question, reading, weightiest_first(found, tools), window) if found else None


def _event_of(reading: Reading, tools: Tools, today: date) -> Entry | None:
    """The one past event of a kind that a few words name ("the state visit"), or None when it is not sure which."""
    types = set(reading.ids("type"))
    if not types:
        return None
    decision = decide(reading, tools.searcher, today)
    chosen = [c.entry for c, _ in decision.chosen[: 1 if decision.status == "answered" else 3]]
    alike = [e for e in chosen if e.type in types]
    return alike[0] if len(alike) == 1 and alike[0] is chosen[0] and is_over(alike[0], today) else None


def during(reading: Reading, tools: Tools, today: date) -> tuple[Reading, Reading] | None:
    """ "The memoranda" and "the state visit" in "the memoranda signed during the state visit", or None."""
    for place, token in enumerate(reading.words):
        before, after = reading.words[:place], reading.words[place + 1 :]
        if not before or not after or token.word not in _DURING | _DURING_IT:
            continue
        head, tail = (before, after) if token.word in _DURING else (after, before)
        lexicon = tools.searcher.lexicon
        return (
            read(" ".join(t.raw for t in head), lexicon, today),
            read(" ".join(t.raw for t in tail), lexicon, today),
        )
    return None


def since_event(reading: Reading, tools: Tools, today: date) -> Reading | None:
    """ "Which meetings took place" with the days after the state visit as its time, in "... after the state visit?".

    So with somebody's visit, where others are asked about: "who visited Norvania before Hask?".

    None where no event is named so, or a time is named that is not the event's: "after the visit of February 2026".
    """
    lexicon = tools.searcher.lexicon
    for named, asked, is_before in _limits(reading):
        head, tail = (read(" ".join(t.raw for t in reading.words[part]), lexicon, today) for part in (asked, named))
        event = None
        if head.words and tail.words:
            event = _event_of(tail, tools, today) or _journey_of(tail, head, is_before, tools, today)
        if event is None or event.when is None or event.when.earliest is None or event.when.latest is None:
            continue
        after = Window(event.when.latest + A_DAY, today, "range", places=LIMIT)
        before = Window(date.min, event.when.earliest - A_DAY, "range", places=LIMIT)
        return replace(head, window=before if is_before else after)
    return None


def _journey_of(named: Reading, asked: Reading, is_before: bool, tools: Tools, today: date) -> Entry | None:
    """The visit of the one who alone is named, to where others are asked about: "who visited Norvania before Hask?".

    Of several their first one, or their last one where it is asked what came after.
    """
    wanted = wanted_of(named, tools)
    if len(wanted.people) != 1 or wanted.rest or wanted.types or named.window:
        return None
    goes = wanted_of(asked, tools).types & TRAVELS or any(token.word in GOES for token in asked.words)
    hosts = {mention.id for mention in asked.mentions if mention.home}
    if not goes or not hosts:
        return None
    visits = [
        e
        for e in tools.knowledge.of_kind("event")
        if travelled(e, wanted.people[0], None) and e.host in hosts and is_over(e, today) and e.status == "held"
    ]
    return min(visits, key=day_of, default=None) if is_before else max(visits, key=day_of, default=None)


def has_limit(reading: Reading) -> bool:
    """Whether an event of some type is named as a limit, so that no list without that limit is asked for."""
    types = {span.start for span, _ in reading.refs("type")}
    return any(not types.isdisjoint(range(len(reading.words))[named]) for named, _, _ in _limits(reading))


def _limits(reading: Reading) -> Iterator[tuple[slice, slice, bool]]:
    """Where a limit may be named, where the rest asks something, and whether the limit is the end; none beside a time.

    A time that belongs to what is named is that of the event.
    """
    plain = [token.word for token in reading.words]
    times = reading.window.places if reading.window else frozenset[int]()
    parts = [
        (slice(place + 1, None), slice(0, place), word in _BEFORE_IT)
        for place, word in enumerate(plain)
        if place and word in _BEFORE_IT | _AFTER_IT
    ]
    asking = next((place for place, word in enumerate(plain) if word in _ASKING), 0)
    if plain and asking > 1 and plain[0] in _BEFORE_IT | _AFTER_IT:
        parts.append((slice(1, asking), slice(asking, None), plain[0] in _BEFORE_IT))
    for words in (BEFORE_IT, AFTER_IT):
        found = event_first(plain, words)
        parts += [(*found, words is BEFORE_IT)] if found else []
    for named, asked, is_before in parts:
        if times.isdisjoint(range(len(plain))[asked]):
            yield named, asked, is_before


def _is_of(entry: Entry, event: Entry, window: Window) -> bool:
    """Whether an entry is of an event's days; one that names it or is named by it need only share one of them."""
    when = entry.when
    if when is None or when.earliest is None or when.latest is None:
        return False
    if entry.id in event.related or event.id in entry.related:
        began = window.first <= when.earliest <= window.last
        return began or (when.precision in {"day", "month"} and window.overlaps(when.earliest, when.latest))
    if event.when is None or event.when.precision == "year":
        return False  # of that year is much else
    return window.first <= when.earliest and when.latest <= window.last
