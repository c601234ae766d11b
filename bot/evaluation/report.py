"""Scores as tables: shares of each result, by language, kind and style, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.questions import CHITCHAT
from bot.evaluation.score import RESULTS, Result, Scored


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each result came."""

    counts: Mapping[Result, int]

    @classmethod
    def of(cls, scores: Iterable[Scored]) -> Tally:
        """Count."""
        return cls(Counter(score.result for score in scores))

    @property
    def asked(self) -> int:
        """How many were asked."""
        return sum(self.counts.values())

    def share(self, *results: Result) -> float:
        """The part, 0 to 1, that ended in any of these; 0 when nothing was asked."""
        return sum(self.counts.get(result, 0) for result in results) / self.asked if self.asked else 0.0

    def as_json(self) -> dict[str, Any]:
        """Counts and shares."""
        return {
            "asked": self.asked,
            "counts": {result: self.counts.get(result, 0) for result in RESULTS},
            "shares": {result: round(self.share(result), 4) for result in RESULTS},
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was scored, the single questions and the conversations apart."""

    questions: tuple[Scored, ...]
    conversations: tuple[tuple[Scored, ...], ...]
    milliseconds: tuple[float, ...]  #: of every question asked, sorted
    missing: frozenset[str]  #: ids expected somewhere that the base does not have

    @property
    def turns(self) -> tuple[Scored, ...]:
        """The turns of all conversations."""
        return tuple(turn for turns in self.conversations for turn in turns)

    @property
    def everything(self) -> tuple[Scored, ...]:
        """Single questions and turns."""
        return (*self.questions, *self.turns)


def answerable(scores: Iterable[Scored]) -> tuple[Scored, ...]:
    """Those that have an answer."""
    return tuple(score for score in scores if score.question.expect)


def unanswerable(scores: Iterable[Scored]) -> tuple[Scored, ...]:
    """Those that must not be answered; small talk is none of them."""
    return tuple(s for s in scores if not s.question.expect and s.question.kind != CHITCHAT)


def chitchat(scores: Iterable[Scored]) -> tuple[Scored, ...]:
    """Small talk."""
    return tuple(score for score in scores if score.question.kind == CHITCHAT)


def held(scores: Iterable[Scored], missing: frozenset[str]) -> tuple[Scored, ...]:
    """Those with at least one expected entry that the base has."""
    return tuple(s for s in scores if any(one not in missing for one in s.question.expect))


def report_text(report: Report) -> str:
    """The tables."""
    parts = []
    if report.questions:
        parts.append(_table("questions", _groups(report.questions, report.missing)))
        for title, of in _CUTS:
            parts.append(_table(f"with an answer, by {title}", _cut(answerable(report.questions), of)))
        for title, of in _CUTS:
            parts.append(_table(f"without, by {title}", _cut(unanswerable(report.questions), of)))
    if report.turns:
        parts.append(_table("turns of conversations", _groups(report.turns, report.missing)))
        parts.append(f"conversations with every turn right: {_perfect(report)} of {len(report.conversations)}")
    return "\n\n".join([*parts, *_remarks(report)])


def report_json(report: Report) -> dict[str, Any]:
    """The same for programs; shares are 0 to 1."""
    return {
        "questions": _groups_json(report.questions, report.missing),
        "turns": _groups_json(report.turns, report.missing),
        "conversations": {"asked": len(report.conversations), "right": _perfect(report)},
        "by": {
            title: {name: _halves_json(scores) for name, scores in _cut(report.questions, of)} for title, of in _CUTS
        },
        "lists": {"expected": _expected(report), "shown": _shown(report)},
        "choices_without_answer": _choices_without_answer(report),
        "missing_entries": sorted(report.missing),
        "milliseconds": {"p50": percentile(report.milliseconds, 50), "p99": percentile(report.milliseconds, 99)},
    }


def misses(report: Report) -> Iterable[str]:
    """A paragraph for each question that did not end right."""
    for score in report.everything:
        if score.result != "right":
            yield _miss(score)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the sorted `values` lie; 0 when there are none."""
    if not values:
        return 0.0
    return round(values[min(len(values) - 1, int(len(values) * percent / 100))], 3)


_CUTS: tuple[tuple[str, Callable[[Scored], str]], ...] = (
    ("lang", lambda score: score.question.lang),
    ("kind", lambda score: score.question.kind),
    ("style", lambda score: score.question.style),
)

_Group = tuple[str, tuple[Scored, ...]]


def _groups(scores: tuple[Scored, ...], missing: frozenset[str]) -> list[_Group]:
    groups = [("with an answer", answerable(scores)), ("without", unanswerable(scores))]
    if missing:
        groups.insert(1, ("  of those the base has", held(scores, missing)))
    if small := chitchat(scores):
        groups.append(("small talk", small))
    return groups


def _groups_json(scores: tuple[Scored, ...], missing: frozenset[str]) -> dict[str, Any]:
    in_base, small_talk = Tally.of(held(scores, missing)), Tally.of(chitchat(scores))
    return {**_halves_json(scores), "answerable_in_base": in_base.as_json(), "chitchat": small_talk.as_json()}


def _halves_json(scores: tuple[Scored, ...]) -> dict[str, Any]:
    with_answer, without = Tally.of(answerable(scores)), Tally.of(unanswerable(scores))
    return {"answerable": with_answer.as_json(), "unanswerable": without.as_json()}


def _cut(scores: Iterable[Scored], of: Callable[[Scored], str]) -> list[_Group]:
    found: dict[str, list[Scored]] = {}
    for score in scores:
        found.setdefault(of(score), []).append(score)
    return [(name, tuple(group)) for name, group in found.items()]


def _table(title: str, groups: Sequence[_Group]) -> str:
    width = max([len(title), *(len(name) for name, _ in groups)])
    lines = [f"{title:<{width}}  asked" + "".join(f"{result:>12}" for result in RESULTS)]
    for name, scores in groups:
        tally = Tally.of(scores)
        cells = "".join(f"{tally.share(result):>12.1%}" for result in RESULTS)
        lines.append(f"{name:<{width}}  {tally.asked:>5}{cells}")
    return "\n".join(lines)


def _remarks(report: Report) -> Iterable[str]:
    if expected := _expected(report):
        yield f"lists: {_shown(report)} of {expected} expected entries shown on their first pages"
    if count := len(unanswerable(report.everything)):
        yield f"choices offered without an answer: {_choices_without_answer(report)} of {count}"
    if report.missing:
        yield f"expected entries that the base does not have: {len(report.missing)}"
    p50, p99 = percentile(report.milliseconds, 50), percentile(report.milliseconds, 99)
    yield f"milliseconds a question: p50 {p50:.1f}, p99 {p99:.1f}"


def _expected(report: Report) -> int:
    return sum(score.expected for score in report.everything)


def _shown(report: Report) -> int:
    return sum(score.listed for score in report.everything)


def _choices_without_answer(report: Report) -> int:
    return sum(score.seen.status == "choose" for score in unanswerable(report.everything))


def _perfect(report: Report) -> int:
    return sum(all(turn.result == "right" for turn in turns) for turns in report.conversations)


def _miss(score: Scored) -> str:
    question, seen = score.question, score.seen
    missed = [pattern.pattern for pattern in question.text if not pattern.search(seen.text)]
    lines = [
        f"{score.result}: {question.q}",
        f"  {question.at.file}:{question.at.line} ({question.lang}, {question.kind}, {question.style})",
        f"  expected {', '.join(question.expect) or 'no fact'}",
        f"  {seen.status} {', '.join(seen.entries)}" + (f" ({seen.reason})" if seen.reason else ""),
    ]
    if score.result == "incomplete" and missed:
        lines.append(f"  not found: {', '.join(missed)}")
    return "\n".join(lines)
