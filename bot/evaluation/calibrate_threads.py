"""Fits the weights of what a message in a thread is taken for: alone, of the thread, or as having no answer.

Every turn of the conversations that the engine does not settle by rule becomes a softmax over its ways (see
`bot/answers/leaning.py`). Each way is worth what the reader gets by it, and what is fitted is the worth to be expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from bot.answers import followup
from bot.answers.answer import Answer, Thread
from bot.answers.engine import Engine
from bot.answers.framing import without_framing
from bot.answers.leaning import Way, ways
from bot.answers.question import read
from bot.answers.smalltalk import small_talk
from bot.answers.weights_threads import THREADS
from bot.evaluation.calibrate import softmax
from bot.evaluation.questions import Conversation, Question

Floats = NDArray[np.float64]

NAMES = tuple(THREADS)
FOLDS = 6
#: What a way is worth to who asks: the answer 1, a choice that holds it, silence where there is an answer; where there
#: is none, saying so 1 and a choice half of that; a wrong answer nothing. Of those tried these made most of 1,585 turns
#: right for what they made wrong, fitted on other conversations.
CHOICE, SILENCE, IDLE_CHOICE = 0.1, 0.02, 0.5
#: Keeps the logarithm of an expected worth finite.
LEAST = 1e-3


@dataclass(frozen=True, slots=True)
class Turn:
    """A message in a thread that no rule settles: the signals of its ways, what each is worth, and its outcome."""

    signals: Floats  #: a row for each way, a column for each of NAMES
    worth: Floats
    outcomes: tuple[str, ...]  #: for each way right, one tap, abstained, wrong; refused or answered without an answer
    conversation: int


@dataclass(frozen=True, slots=True)
class ThreadCalibration:
    """Fitted weights and the outcomes they reach in cross-validation by whole conversations."""

    weights: dict[str, float]
    outcomes: Mapping[str, int]
    asked: int


def turns(conversations: Iterable[Conversation], engine: Engine, now: datetime) -> list[Turn]:
    """The turns to be weighed, each in the thread that the engine's own answers have made until then."""
    found = []
    for number, conversation in enumerate(conversations):
        thread = Thread()
        for question in conversation.turns:
            turn = _turn(question, thread, number, engine, now)
            if turn is not None:
                found.append(turn)
            thread = engine.answer(question.q, now, thread).thread
    return found


def _turn(question: Question, thread: Thread, number: int, engine: Engine, now: datetime) -> Turn | None:
    old, today = followup.alive(thread, now, engine.knowledge), now.astimezone(engine.zone).date()
    main = followup.subject_of(old, engine.tools) if old else None
    if old is None or main is None or small_talk(question.q):
        return None
    reading = read(without_framing(question.q), engine.searcher.lexicon, today)
    if not reading.words or followup.settled(question.q, reading, old, engine.tools, engine.plain, today):
        return None
    alone = engine.plain(question.q, reading, today)
    found = ways(reading, old, main, alone, engine.tools, today)
    outcomes = tuple(_outcome(way, alone, frozenset(question.expect)) for way in found)
    worth = {"right": 1.0, "refused": 1.0, "one tap": CHOICE, "abstained": SILENCE, "choice": IDLE_CHOICE}
    return Turn(
        np.array([[way.signals.get(name, 0.0) for name in NAMES] for way in found]),
        np.array([worth.get(one, 0.0) for one in outcomes]),
        outcomes,
        number,
    )


def _outcome(way: Way, alone: Answer, expected: frozenset[str]) -> str:
    status = alone.status if way.alone else "answered" if way.judged else "unknown"
    ids = [one.id for one in alone.entries[:3]] if way.alone else [way.judged.candidate.entry.id] if way.judged else []
    if not expected:
        return {"answered": "wrong", "choose": "choice"}.get(status, "refused")
    if status == "answered":
        return "right" if ids and ids[0] in expected else "wrong"
    return "one tap" if status == "choose" and expected & set(ids) else "abstained"


def calibrated_threads(found: Sequence[Turn]) -> ThreadCalibration:
    """Weights fitted on all turns, with the outcomes of cross-validation in FOLDS parts by conversation."""
    outcomes: Counter[str] = Counter()
    for fold in range(FOLDS):
        mine = [turn for turn in found if turn.conversation % FOLDS == fold]
        weights = _fitted([turn for turn in found if turn.conversation % FOLDS != fold])
        outcomes.update(turn.outcomes[int(np.argmax(turn.signals @ weights))] for turn in mine)
    rounded = {name: round(float(weight), 2) for name, weight in zip(NAMES, _fitted(found), strict=True)}
    return ThreadCalibration(rounded, outcomes, len(found))


def _fitted(found: Sequence[Turn], steps: int = 3000, rate: float = 1.0, ridge: float = 0.003) -> Floats:
    """Weights that make the worth to be expected large, by gradient ascent on its mean logarithm."""
    if not found:
        return np.zeros(len(NAMES))
    lengths = [len(turn.worth) for turn in found]
    starts = np.cumsum([0, *lengths[:-1]])
    signals, worth = np.concatenate([t.signals for t in found]), np.concatenate([t.worth for t in found])
    spread = signals.std(axis=0) + 1e-9
    signals /= spread
    weights = np.zeros(len(NAMES))
    for _ in range(steps):
        chance = softmax(signals @ weights, starts, lengths)
        gained = chance * worth
        expected = np.add.reduceat(gained, starts)
        pull = gained / np.repeat(expected + LEAST, lengths) - chance * np.repeat(
            expected / (expected + LEAST), lengths
        )
        weights += rate * (signals.T @ pull / len(found) - 2 * ridge * weights)
    return np.asarray(weights / spread)


def thread_weights_file(found: ThreadCalibration, today: date, base: str, sets: Sequence[str]) -> str:
    """The text of `bot/answers/weights_threads.py` for these weights."""
    lines = "".join(f'    "{name}": {value},\n' for name, value in found.weights.items())
    return (
        '"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.\n\n'
        f"Fitted by `python -m bot eval --calibrate-threads` on {today.isoformat()}, base {base}, {found.asked} turns "
        "of:\n" + "".join(f"{name}\n" for name in sets) + f'Cross-validated: {thread_calibration_text(found)}.\n"""\n\n'
        f"from __future__ import annotations\n\nTHREADS: dict[str, float] = {{\n{lines}}}\n"
    )


def thread_calibration_text(found: ThreadCalibration) -> str:
    """The outcomes in a line."""
    names = ("right", "one tap", "abstained", "refused", "choice", "wrong")
    return ", ".join(f"{found.outcomes[name]} {name}" for name in names)
