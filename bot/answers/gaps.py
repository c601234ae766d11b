"""Questions without an answer, gathered for the curator: what is asked alike, how often, and the line that would help.

Nothing here changes the base. A question that was refused because it is about another country, person, year ... gets
no line: with one, the bot would give the wrong fact for it.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

import numpy as np

from bot.answers.answer import Answer
from bot.answers.decide import Judged, judge
from bot.answers.index import WORD_SHARE, Postings, char_features, word_features
from bot.answers.lexicon import Lexicon
from bot.answers.question import Reading, folded, read
from bot.answers.search import Searcher
from bot.answers.variants import Names, Variant
from bot.knowledge.entries import Entry, Place

#: Questions whose mixed cosine over content words is at least this are asked alike.
ALIKE = 0.55
#: An entry is near when the similarity of its nearest text is above this, or it is named.
NEAR = 0.25
#: An entry whose texts lack more than this share of what a question says, by weight, does not answer it.
MOST_LACKED = 0.6
#: Kinds of reasons that say what in the question no entry holds.
REFUSED = frozenset(  # as in Reason
    "country person organisation year role attribute ordinal direction place subject office beyond".split()
)
#: What marks what readers said themselves, as it is kept.
NONE_OF_THESE, WRONG = "none of these", "wrong: "
#: Names of what is not in the base: two questions that name different ones are not alike.
_NAMES = ("entry", "place", "organisation", "foreigner")

#: alias, question: `line` goes under that key of the entry. check: somebody says the fact is wrong or out of date.
#: new: the base does not hold it. unclear: it says nothing by itself.
Fix = Literal["alias", "question", "check", "new", "unclear"]


class Missed(Protocol):
    """A question without an answer, as it was kept."""

    @property
    def question(self) -> str:
        """As asked."""
        ...

    @property
    def reason(self) -> str:
        """Why there was no answer."""
        ...

    @property
    def near(self) -> tuple[str, ...]:
        """Ids of the entries named or offered instead."""
        ...

    @property
    def day(self) -> date:
        """When it was asked."""
        ...

    @property
    def times(self) -> int:
        """How often, that day."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One wording of a question, and how often it was asked."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Near:
    """The entry nearest to a question, and where in the files it, or the fact that is meant, stands."""

    id: str
    name: str
    at: Place | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask alike and have no answer, and what would help."""

    questions: tuple[Asked, ...]  #: the one asked most first
    times: int
    last: date  #: the day it was last asked
    reason: str
    fix: Fix
    near: Near | None
    line: str | None  #: YAML to paste under `aliases`, `questions` or `beyond` of the entry

    @property
    def key(self) -> str | None:
        """The key of the entry that `line` belongs to."""
        return {"alias": "aliases", "question": "questions", "new": "beyond"}.get(self.fix)

    @property
    def advice(self) -> str:
        """What would help, in a sentence for curators."""
        if self.fix == "unclear":
            return "it says nothing by itself: nothing to write"
        if self.near is None:
            return "no entry is near: a new one is needed"
        if self.fix == "check":
            return f"readers say this is wrong or out of date: check {self.reason.removeprefix(WRONG)}"
        if self.fix == "new":
            needed = f"{self.near.id} is near but does not hold it: a new fact or a new entry is needed"
            return f"{needed}; if the base is not to hold it, write under its `{self.key}`"
        return f"if {self.near.id} answers it, write under its `{self.key}`"


@dataclass(frozen=True, slots=True)
class _Question:
    """All that was kept of one wording."""

    text: str
    times: int
    last: date
    reasons: Counter[str]
    rejected: frozenset[str]  #: entries that were offered, and that readers did not mean

    @property
    def reason(self) -> str:
        """The one it had most often."""
        return min(self.reasons, key=lambda reason: (-self.reasons[reason], reason))


def clusters(
    misses: Iterable[Missed], searcher: Searcher, ask: Callable[[str], Answer], today: date, most: int | None = None
) -> tuple[Gap, ...]:
    """What the base has no answer to, asked alike taken together, the most asked first; at most `most` are looked at.

    `ask` is the engine in use: what it answers by now is left out.
    """
    names = Names(searcher)
    found = (_gap(group, searcher, names, ask, today) for group in grouped(misses, searcher.lexicon, today)[:most])
    return tuple(gap for gap in found if gap is not None)


def grouped(misses: Iterable[Missed], lexicon: Lexicon, today: date) -> list[tuple[_Question, ...]]:
    """The questions that ask alike, together; the most asked first, in every group too."""
    kept = tuple(misses)
    wrong = [miss for miss in kept if miss.reason.startswith(WRONG)]
    facts = dict.fromkeys(miss.reason for miss in wrong)
    groups = [tuple(_merged(miss for miss in wrong if miss.reason == reason)) for reason in facts]
    groups += _alike(_merged(miss for miss in kept if not miss.reason.startswith(WRONG)), lexicon, today)
    return sorted(groups, key=lambda group: (-sum(one.times for one in group), group[0].text))


def yaml_text(text: str) -> str:
    """The text in double quotes as YAML reads it, on one line and without invisible characters."""
    seen = (
        "" if unicodedata.category(c) in {"Cf", "Cs", "Co", "Cn"} else c for c in unicodedata.normalize("NFC", text)
    )
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in "".join(seen))
    return json.dumps(" ".join(plain.split()), ensure_ascii=False)


def _merged(misses: Iterable[Missed]) -> list[_Question]:
    """One for each wording, however written; the most asked first."""
    wordings: dict[str, list[Missed]] = {}
    for miss in misses:
        wordings.setdefault(folded(miss.question) or miss.question, []).append(miss)
    return sorted(map(_question, wordings.values()), key=lambda one: (-one.times, one.text))


def _question(same: Sequence[Missed]) -> _Question:
    reasons: Counter[str] = Counter()
    for miss in same:
        reasons[miss.reason] += miss.times
    return _Question(
        text=min(same, key=lambda miss: (-miss.times, miss.question)).question,
        times=sum(miss.times for miss in same),
        last=max(miss.day for miss in same),
        reasons=reasons,
        rejected=frozenset(one for miss in same if miss.reason == NONE_OF_THESE for one in miss.near),
    )


def _alike(questions: Sequence[_Question], lexicon: Lexicon, today: date) -> list[tuple[_Question, ...]]:
    """Each question with those like it that no more frequent one has taken."""
    readings = [read(one.text, lexicon, today) for one in questions]
    bags = [_features(reading) for reading in readings]
    words, chars = Postings([bag for bag, _ in bags]), Postings([letters for _, letters in bags])
    named = [frozenset(f"{kind}:{one}" for kind in _NAMES for one in reading.ids(kind)) for reading in readings]
    free = dict.fromkeys(range(len(questions)))
    groups = []
    for leader in range(len(questions)):
        if leader not in free:
            continue
        bag, letters = bags[leader]
        alike = WORD_SHARE * words.similar(bag) + (1 - WORD_SHARE) * chars.similar(letters)
        near = (int(n) for n in np.flatnonzero(alike >= ALIKE))
        members = [n for n in near if n in free and n != leader and not _differ(named[n], named[leader])]
        for number in (leader, *members):
            del free[number]
        groups.append(tuple(questions[number] for number in (leader, *members)))
    return groups


def _features(reading: Reading) -> tuple[Counter[str], Counter[str]]:
    """Words and letters of what carries something in a question; of all of it where nothing does."""
    places = reading.content or range(len(reading.words))
    content = [reading.words[i] for i in places]
    spans = [span for span in reading.spans if any(span.start <= i < span.end for i in places)]
    return word_features(content, spans), char_features(content)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _gap(
    group: tuple[_Question, ...], searcher: Searcher, names: Names, ask: Callable[[str], Answer], today: date
) -> Gap | None:
    """What would help these questions; None where it is done."""
    if group[0].reason.startswith(WRONG):
        return _doubted(group, searcher)
    for question in group:
        answer = ask(question.text)
        if not _is_settled(answer, question):
            return _open(group, question, answer, searcher, names, today)
    return None


def _is_settled(answer: Answer, question: _Question) -> bool:
    if answer.status == "chat" or (answer.reason is not None and answer.reason.kind == "beyond"):
        return True
    return answer.status == "answered" and not question.rejected.intersection(one.id for one in answer.entries[:1])


def _doubted(group: tuple[_Question, ...], searcher: Searcher) -> Gap | None:
    """A fact or entry that readers called wrong; None once it is withdrawn, superseded or gone."""
    entry_id, _, key = group[0].reason.removeprefix(WRONG).partition("#")
    entry = searcher.knowledge.find(entry_id)
    if entry is None:
        return None
    fact = next((one for one in entry.shown_facts if one.key == key), None)
    if fact is None and any(one.key == key for one in entry.facts):
        return None
    at = fact.at if fact is not None and fact.at is not None else entry.at
    return _made(group, group[0].reason, "check", Near(entry.id, entry.name, at), None)


def _open(
    group: tuple[_Question, ...], question: _Question, answer: Answer, searcher: Searcher, names: Names, today: date
) -> Gap:
    reading = read(question.text, searcher.lexicon, today)
    rejected = frozenset(one for member in group for one in member.rejected)
    judged = [one for one in judge(reading, searcher) if one.candidate.entry.id not in rejected]
    reason, kind = question.reason, question.reason.partition(":")[0]
    if answer.status == "unknown" and answer.reason is not None and reason != NONE_OF_THESE:
        reason, kind = str(answer.reason), answer.reason.kind
    variant = _variant(reading, judged, names)
    if variant is not None:
        entry = searcher.knowledge.entries[variant.entry_id]
        line = _line(variant.text, entry.aliases, "aliases")
        return _made(group, reason, "alias", _near(entry), line)
    if not reading.content:
        return _made(group, reason, "unclear", None, None)
    near = [one for one in judged if one.candidate.nearest > NEAR or one.candidate.named]
    free = [one.candidate.entry for one in near if not one.held.conflicts and one.held.share <= MOST_LACKED]
    if kind in REFUSED or not free:
        instead = [found for one in answer.near if (found := searcher.knowledge.find(one)) and one not in rejected]
        entries = [*instead, *(one.candidate.entry for one in near)]
        if not entries:
            return _made(group, reason, "new", None, None)
        line = _line(question.text, entries[0].beyond, "beyond")
        return _made(group, reason, "new", _near(entries[0]), line)
    entry = free[0]
    return _made(group, reason, "question", _near(entry), _line(question.text, entry.questions, "questions"))


def _variant(reading: Reading, judged: Sequence[Judged], names: Names) -> Variant | None:
    found = [one for one in (names.variant(reading, j.candidate.entry) for j in judged) if one is not None]
    return max(found, key=lambda one: one.alike, default=None)


def _line(text: str, already: tuple[str, ...], key: str) -> str:
    """An item of the list that is there, or the key with its first one."""
    return f"- {yaml_text(text)}" if already else f"{key}: [{yaml_text(text)}]"


def _near(entry: Entry) -> Near:
    return Near(entry.id, entry.name, entry.at)


def _made(group: tuple[_Question, ...], reason: str, fix: Fix, near: Near | None, line: str | None) -> Gap:
    return Gap(
        questions=tuple(Asked(one.text, one.times) for one in group),
        times=sum(one.times for one in group),
        last=max(one.last for one in group),
        reason=reason,
        fix=fix,
        near=near,
        line=line,
    )
