"""How a reply counts: right, one tap, incomplete, abstained or wrong; the rules stand in tests/data/README.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bot.answers.answer import Status
from bot.evaluation.questions import CHITCHAT, Question
from bot.knowledge.entries import Entry, Knowledge, Source

Result = Literal["right", "one tap", "incomplete", "abstained", "wrong"]
RESULTS: tuple[Result, ...] = ("right", "one tap", "incomplete", "abstained", "wrong")

#: More buttons than this are no choice but a menu.
MOST_CHOICES = 3

#: A turn that asks for nothing but the source.
_SOURCE_WORDS = frozenset(
    (
        *("source", "sources", "citation", "reference", "makhaz", "zariya", "hawala"),
        *("источник", "источники", "ссылка", "дереккөз", "дереккөзі", "дереккөздер", "ماخذ", "ذریعہ", "حوالہ"),
    )
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw in reply, and what it was about."""

    status: Status
    entries: tuple[str, ...]  #: ids: the main one first; in a list those shown, in a choice those offered
    text: str  #: what is visible before tapping, without markup and buttons
    sources: tuple[Source, ...] = ()  #: those named
    reason: str = ""
    room: int = 8  #: so many lines of a list are seen at once

    @property
    def is_fact(self) -> bool:
        """True when a fact is shown as an answer."""
        return self.status == "answered"


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with what was seen and how it counts."""

    question: Question
    seen: Seen
    result: Result
    expected: int = 0  #: how many entries a list could show of those it should, joined ones once; 0: it is no list
    listed: int = 0  #: how many of those were shown


def scored(question: Question, seen: Seen, knowledge: Knowledge, before: Seen | None = None) -> Scored:
    """How what was seen counts; `before` is what was seen just before in the same chat."""
    present = _present(knowledge)
    expect = frozenset(present(one) for one in question.expect)
    shown = tuple(present(one) for one in seen.entries)
    if not (expect and is_list(question)):
        return Scored(question, seen, _result(question, seen, shown, expect, knowledge, before))
    belong = len(frozenset(shown) & expect) if seen.is_fact else 0
    result = _result(question, seen, shown, expect, knowledge, before)
    if result == "right" and 2 * belong < len(frozenset(shown)):
        result = "incomplete"
    return Scored(question, seen, result, min(len(expect), seen.room), belong)


def is_list(question: Question) -> bool:
    """True when several entries belong in the answer."""
    return question.kind == "list" or (question.kind == "upcoming" and len(question.expect) > 1)


def asks_for_source(text: str) -> bool:
    """True when a message asks for the source and for nothing else."""
    words = re.findall(r"\w+", text.lower())
    return bool(words) and all(word in _SOURCE_WORDS for word in words)


def _present(knowledge: Knowledge) -> Callable[[str], str]:
    """What gives the id of today for any id."""

    def present(entry_id: str) -> str:
        entry = knowledge.find(entry_id)
        return entry.id if entry else entry_id

    return present


def _result(
    question: Question,
    seen: Seen,
    shown: tuple[str, ...],
    expect: frozenset[str],
    knowledge: Knowledge,
    before: Seen | None,
) -> Result:
    if question.kind == CHITCHAT:
        return _chitchat(seen)
    if not expect:
        return "wrong" if seen.is_fact else "right"
    if before is not None and asks_for_source(question.q):
        return _sourced(seen, before, expect, knowledge)
    if not seen.is_fact:
        return _choice(seen, shown, expect)
    if not shown or shown[0] not in expect:
        return "wrong"
    return "right" if all(pattern.search(seen.text) for pattern in question.text) else "incomplete"


def _chitchat(seen: Seen) -> Result:
    if seen.is_fact:
        return "wrong"
    return "right" if seen.status == "chat" else "abstained"


def _choice(seen: Seen, offered: tuple[str, ...], expect: frozenset[str]) -> Result:
    if seen.status == "choose" and len(offered) <= MOST_CHOICES and expect & frozenset(offered):
        return "one tap"
    return "abstained"


def _sourced(seen: Seen, before: Seen, expect: frozenset[str], knowledge: Knowledge) -> Result:
    """A source has to be named, by publisher or title, that belongs to the expected entry shown just before."""
    main = knowledge.find(before.entries[0]) if before.is_fact and before.entries else None
    if main is None or main.id not in expect:
        return "wrong" if seen.is_fact else "abstained"
    own = [*before.sources, *(knowledge.sources[one] for one in sources_in(main) if one in knowledge.sources)]
    if any(source.publisher in seen.text or source.title in seen.text for source in own):
        return "right"
    return "wrong" if seen.is_fact else "abstained"


def sources_in(entry: Entry) -> Iterable[str]:
    """Ids of the sources behind anything an entry says."""
    for fact in entry.shown_facts:
        yield from fact.sources
    for office in entry.offices:
        yield from office.sources
    for past in entry.history:
        yield from past.sources
    yield from (value.source for value in entry.series)
