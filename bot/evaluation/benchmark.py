"""Public question sets as bases: a topic for each intent, its first examples as questions; how their tests fare.

A set is a JSON file with `train`, `test` (lists of `[question, intent]`) and `oos` (questions, or pairs of which the
first part counts) that no intent answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.answers.answer import Status
from bot.evaluation.reply import Engine
from bot.knowledge.entries import About, Entry, Fact, Knowledge, Source, Words

#: Share of questions that nothing answers, in the traffic that precision is measured on.
OUTSIDE = 0.3
PRECISION = 0.95
LANGUAGES_OF_SETS = ("en", "ru", "ur", "kk")


class SetError(Exception):
    """A file that is no question set: what it lacks."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A public set."""

    name: str
    lang: str
    train: tuple[tuple[str, str], ...]  #: question, intent
    test: tuple[tuple[str, str], ...]
    oos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """What came for one question."""

    status: Status
    right: bool  #: the entry shown first is the intent
    score: float  #: 0 when nothing was shown
    offered: bool = False  #: the intent is among the choices offered
    guessed: bool = False  #: the intent is shown first, or named first as what there is instead


@dataclass(frozen=True, slots=True)
class Figures:
    """How a set fares; shares are 0 to 1."""

    name: str
    examples: int  #: for each intent
    asked: int
    outside: int
    top1: float  #: the intent stands first, whether answered, offered or only named as near
    right: float  #: answered with the intent
    one_tap: float  #: offered among choices
    wrong: float  #: answered with something else
    refused: float  #: of the questions that nothing answers
    cov95: float  #: the most that can be answered right while 95 % of all answers are, 30 % of traffic having none
    auroc: float  #: how well the score tells questions that have an answer from those that do not

    def as_json(self) -> dict[str, Any]:
        """By name, rounded."""
        return {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(self).items()}


def read_set(path: Path) -> QuestionSet:
    """The set in a file. May raise SetError."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        train, test = ([(str(q), str(intent)) for q, intent in whole[part]] for part in ("train", "test"))
        oos = [str(one if isinstance(one, str) else one[0]) for one in whole.get("oos", ())]
        lang = str(whole.get("lang", "en"))
    except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
        raise SetError(f"{path} is no question set ({error!r}). It needs `train` and `test` as pairs") from error
    if not train or not test:
        raise SetError(f"{path} has no train or no test questions")
    return QuestionSet(path.stem, lang, tuple(train), tuple(test), tuple(oos))


def base_of(questions: QuestionSet, examples: int) -> Knowledge:
    """The set as a base: a topic for each intent, its first examples as questions, one fact that says nothing."""
    by_intent: dict[str, list[str]] = {}
    for question, intent in questions.train:
        by_intent.setdefault(intent, []).append(question)
    entries = {intent: _topic(intent, asked[:examples]) for intent, asked in by_intent.items()}
    handbook = Source("handbook", "The handbook", "Handbook", "official")
    language = questions.lang if questions.lang in LANGUAGES_OF_SETS else "en"
    about = About(title=questions.name, language=language)
    return Knowledge(entries, {"handbook": handbook}, about, Words(), f"{questions.name}-{examples}")


def benchmarked(questions: QuestionSet, engine: Engine, now: datetime, examples: int, every: int = 1) -> Figures:
    """The figures of an engine over `base_of(questions, examples)`, every so-manieth test question asked."""
    inside = [_guess(engine, question, intent, now) for question, intent in questions.test[::every]]
    outside = [_guess(engine, question, None, now) for question in questions.oos[::every]]
    number = len(inside)
    return Figures(
        name=questions.name,
        examples=examples,
        asked=number,
        outside=len(outside),
        top1=sum(guess.guessed for guess in inside) / number,
        right=sum(guess.right and guess.status == "answered" for guess in inside) / number,
        one_tap=sum(guess.offered for guess in inside) / number,
        wrong=sum(not guess.right and guess.status == "answered" for guess in inside) / number,
        refused=_share([guess.status != "answered" for guess in outside]),
        cov95=coverage(inside, [guess.score for guess in outside]),
        auroc=auroc([guess.score for guess in inside], [guess.score for guess in outside]),
    )


def coverage(inside: Sequence[Guess], outside: Sequence[float]) -> float:
    """The largest share answered right by any threshold at which `PRECISION` of all that is answered is right.

    Questions without an answer weigh `OUTSIDE` of all. What scores 0 is never answered.
    """
    share = OUTSIDE if outside else 0.0
    inner, outer = (1 - share) / len(inside), share / max(len(outside), 1)
    steps: dict[float, list[float]] = {}
    for guess in inside:
        step = steps.setdefault(guess.score, [0.0, 0.0])
        step[0] += inner
        step[1] += inner * guess.right
    for score in outside:
        steps.setdefault(score, [0.0, 0.0])[0] += outer
    answered = right = best = 0.0
    for score in sorted(steps, reverse=True):
        if score <= 0:
            break
        answered, right = answered + steps[score][0], right + steps[score][1]
        if right >= PRECISION * answered - 1e-12:
            best = max(best, right)
    return best / (1 - share)


def auroc(inside: Iterable[float], outside: Iterable[float]) -> float:
    """How often one of `inside` scores above one of `outside`, ties counting half; 0.5 when either is empty."""
    labelled = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    positives = sum(label for _, label in labelled)
    negatives = len(labelled) - positives
    if not positives or not negatives:
        return 0.5
    total, start = 0.0, 0
    while start < len(labelled):
        end = start
        while end < len(labelled) and labelled[end][0] == labelled[start][0]:
            end += 1
        mean_rank = (start + 1 + end) / 2
        total += mean_rank * sum(label for _, label in labelled[start:end])
        start = end
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def figures_text(rows: Sequence[Figures]) -> str:
    """The figures as a table."""
    names = ("top1", "right", "one_tap", "wrong", "refused", "cov95", "auroc")
    lines = [f"{'set':<16}{'examples':>9}{'asked':>7}{'outside':>8}" + "".join(f"{name:>9}" for name in names)]
    for row in rows:
        cells = "".join(f"{getattr(row, name):>9.1%}" for name in names)
        lines.append(f"{row.name:<16}{row.examples:>9}{row.asked:>7}{row.outside:>8}{cells}")
    return "\n".join(lines)


def _topic(intent: str, questions: Sequence[str]) -> Entry:
    name = re.sub(r"[_\W]+", " ", intent).strip() or intent
    fact = Fact("1", "The handbook has the answer.", ("handbook",))
    return Entry(intent, "topic", name[:1].upper() + name[1:], questions=tuple(questions), facts=(fact,))


def _guess(engine: Engine, question: str, intent: str | None, now: datetime) -> Guess:
    answer = engine.answer(question, now)
    ids = [one.id for one in answer.entries]
    offered = answer.status == "choose" and intent in ids
    right = bool(ids) and ids[0] == intent
    guessed = right or (not ids and answer.near[:1] == (intent,))
    return Guess(answer.status, right, answer.entries[0].score if ids else 0.0, offered, guessed)


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
