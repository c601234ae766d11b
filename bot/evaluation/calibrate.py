"""Fits the weights of the decision: which candidate is meant, and how sure it is that the best one is right.

The ranking is a softmax over the candidates of each question that has an answer. The certainty is a small net on the
best candidate's signals (`fit_certainty.py`); its negatives are the questions nothing answers, questions of other
subjects, and, since no similarity tells near misses by itself, every question once more with its answers left out.
Everything is asked of a base that does not hold it: each text of the base where it is held back (`held_back.py`), so
that questions of the files which the base has as phrasings may be among them; other texts of the base count less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.answers import listing, office_answers
from bot.answers.certainty import Certainty
from bot.answers.decide import ALONE, judge, standing
from bot.answers.engine import Engine
from bot.answers.framing import without_framing
from bot.answers.kin import are_kin
from bot.answers.question import read
from bot.answers.smalltalk import small_talk
from bot.answers.weights import RANK
from bot.evaluation.fit_certainty import fitted_certainty, rescaled
from bot.evaluation.held_back import PARTS, held_back, part_of, thinned
from bot.evaluation.questions import CHITCHAT, Question
from bot.knowledge.entries import Knowledge

Floats = NDArray[np.float64]
#: Threshold; at it the shares right and wrong, and of questions that nothing answers, of left-out and of beyond.
Line = tuple[float, float, float, float, float, float]

#: The signals that are fitted.
NAMES = tuple(RANK)
#: Those that say how sure the best one is, not which one is meant.
ONLY_SURE = ("foreign", "doubt", "past")
#: How the best candidate stands among the others.
STANDING = tuple(ALONE)
FOLDS = 5
#: How much each sort counts beside a question of the files.
WORTH = {"left-out": 0.1, "other": 0.35, "held": 0.3, "held-none": 0.3, "small": 0.3, "small-none": 0.3}
#: One in so many of the base's own texts is asked.
ONE_IN = 8
_CONFLICT = 20.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One question: the signals of its candidates, which of them are right, which are in conflict with it."""

    signals: Floats
    right: NDArray[np.bool_]
    barred: NDArray[np.bool_]
    kin: NDArray[np.bool_]  #: which are kin to which
    sort: str  #: answerable, none; held, small and the same with -none: of texts held back, of a small base; other


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted weights and what they reach in cross-validation."""

    rank: dict[str, float]
    sure: Certainty
    top: float  #: share of answerable questions whose best candidate is right
    table: tuple[Line, ...]
    asked: int


def samples(questions: Sequence[Question], others: Iterable[str], knowledge: Knowledge, today: date) -> list[Sample]:
    """A sample of every question that reaches the ranking, each asked of the base without that part which holds it.

    `others` are questions of other subjects. Of the base's own texts one in ONE_IN is asked. Those of the files are
    asked of a small base too, where likeness counts otherwise.
    """
    asked = {question.q: question for question in questions if question.kind != CHITCHAT}
    own: dict[str, int] = {}
    found: list[Sample | None] = []
    for part in range(PARTS):
        own.update(dict.fromkeys(held_back(knowledge, part)[1], part))
    for part in range(PARTS):
        base, held = held_back(knowledge, part)
        engine = Engine(base)
        for question in asked.values():
            if own.get(question.q, part_of(question.q)) == part:
                sort = "answerable" if question.expect else "none"
                found.append(_sample(question.q, frozenset(question.expect), sort, engine, today))
        for text, expected in held.items():
            if text not in asked and crc32(text.encode()) // PARTS % ONE_IN == 0:
                found.append(_sample(text, expected, "held" if expected else "held-none", engine, today))
        found += [_sample(text, frozenset(), "other", engine, today) for text in others if part_of(text) == part]
    small = Engine(thinned(knowledge))
    for question in asked.values():
        expected = frozenset(question.expect) & small.knowledge.entries.keys()
        if expected or part_of(question.q) == 0:
            found.append(_sample(question.q, expected, "small" if expected else "small-none", small, today))
    return [one for one in found if one is not None]


def _sample(text: str, expected: frozenset[str], sort: str, engine: Engine, today: date) -> Sample | None:
    if small_talk(text):
        return None
    reading = read(without_framing(text), engine.searcher.lexicon, today)
    if any(r.resolve(text, reading, engine.tools, today) for r in (office_answers, listing)):
        return None
    judged = judge(reading, engine.searcher)
    if not judged:
        return None
    return Sample(
        np.array([[j.signals[name] for name in NAMES] for j in judged]),
        np.array([j.candidate.entry.id in expected for j in judged]),
        np.array([bool(j.held.conflicts) for j in judged]),
        np.array([[are_kin(j.candidate.entry, other.candidate.entry) for other in judged] for j in judged]),
        sort,
    )


def calibrated(found: Sequence[Sample]) -> Calibration:
    """Weights fitted on all samples, with their figures from cross-validation in FOLDS parts."""
    answerable = [s for s in found if s.sort in {"answerable", "held"} and (s.right & ~s.barred).any()]
    top = _cross_validated_top(answerable)
    weights = _ranking(answerable)
    rows, labels, owners, sorts = _rows(found, weights)
    importance = np.array([WORTH.get(sort, 1.0) for sort in sorts])
    asked = np.isin(sorts, ("answerable", "none"))
    chances = np.zeros(len(rows))
    for fold in range(FOLDS):
        mine = owners % FOLDS == fold
        fitted = _sure(rows[~mine], labels[~mine], importance[~mine], asked[~mine])
        chances[mine] = _chance(_log_odds(rows[mine], fitted))
    return Calibration(
        {n: round(float(w), 2) for n, w in zip(NAMES, weights, strict=True)},
        _sure(rows, labels, importance, asked),
        top,
        _table(chances, labels, np.array(sorts), sum(s.sort == "answerable" for s in found)),
        len(found),
    )


def _cross_validated_top(answerable: Sequence[Sample]) -> float:
    right = []
    for fold in range(FOLDS):
        weights = _ranking([s for i, s in enumerate(answerable) if i % FOLDS != fold])
        asked = [s for i, s in enumerate(answerable) if i % FOLDS == fold and s.sort == "answerable"]
        right += [bool(s.right[_best(s, weights)]) for s in asked]
    return float(np.mean(right)) if right else 0.0


def _scores(sample: Sample, weights: Floats) -> Floats:
    return np.asarray(sample.signals @ weights - _CONFLICT * sample.barred)


def _best(sample: Sample, weights: Floats) -> int:
    return int(np.argmax(_scores(sample, weights)))


def _ranking(answerable: Sequence[Sample], steps: int = 600, rate: float = 2.0, ridge: float = 0.001) -> Floats:
    weights = np.zeros(len(NAMES))
    if not answerable:
        return weights
    lengths = [len(sample.right) for sample in answerable]
    starts = np.cumsum([0, *lengths[:-1]])
    signals = np.concatenate([sample.signals for sample in answerable])
    signals[:, [NAMES.index(name) for name in ONLY_SURE]] = 0.0
    barred = np.concatenate([sample.barred for sample in answerable])
    right = np.concatenate([sample.right for sample in answerable]) & ~barred
    worth = np.array([WORTH.get(sample.sort, 1.0) for sample in answerable])
    each, total = np.repeat(worth, lengths), float(worth.sum())
    for _ in range(steps):
        scores = signals @ weights - _CONFLICT * barred
        chance = softmax(scores, starts, lengths)
        target = chance * right
        target /= np.repeat(np.add.reduceat(target, starts), lengths) + 1e-12
        weights += rate * (signals.T @ (each * (target - chance)) / total - ridge * weights)
    return weights


def softmax(scores: Floats, starts: NDArray[np.int64], lengths: Sequence[int]) -> Floats:
    """The probabilities of groups of scores that stand one after another, each adding up to 1."""
    found = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
    return np.asarray(found / np.repeat(np.add.reduceat(found, starts), lengths))


def _rows(found: Sequence[Sample], weights: Floats) -> tuple[Floats, Floats, NDArray[np.int64], list[str]]:
    """Signals of the best candidate of every question, and once more with its right answers left out."""
    rows, labels, owners, sorts = [], [], [], []
    for number, sample in enumerate(found):
        views: list[tuple[NDArray[np.bool_], str]] = [(np.ones(len(sample.right), dtype=bool), sample.sort)]
        if sample.right.any() and sample.sort == "answerable":
            views.append((~sample.right, "left-out"))
        for chosen, sort in views:
            seen = replace(sample, signals=_without_head_of(sample, chosen))
            scores = np.where(chosen, _scores(seen, weights), -np.inf)
            best = int(np.argmax(scores))
            if not chosen[best] or sample.barred[best]:
                continue
            if sort == "held" and not sample.right[best] and sample.kin[best][sample.right].any():
                continue  # only one entry is known to answer it; its kin may too
            stands = _standing(seen, weights, chosen, best)
            rows.append([*(stands[name] for name in STANDING), *seen.signals[best]])
            labels.append(float(sample.right[best]))
            owners.append(number)
            sorts.append(sort)
    return np.array(rows), np.array(labels), np.array(owners), sorts


def _without_head_of(sample: Sample, chosen: NDArray[np.bool_]) -> Floats:
    """The signals with the trained head's as they would be if only the chosen candidates were there."""
    head, gap = NAMES.index("head"), NAMES.index("headgap")
    if chosen.all() or not chosen.any() or not sample.signals[:, head].any():
        return sample.signals
    found = sample.signals.copy()
    found[:, head] -= found[chosen, head].max()
    for one in range(len(found)):
        others = chosen & (np.arange(len(found)) != one)
        found[one, gap] = found[one, head] - (found[others, head].max() if others.any() else 0.0)
    return found


def _standing(sample: Sample, weights: Floats, chosen: NDArray[np.bool_], best: int) -> dict[str, float]:
    there = np.flatnonzero(chosen)
    ranks, barred, kin = sample.signals @ weights, sample.barred, sample.kin[best]
    return standing(there.tolist().index(best), *(values[there].tolist() for values in (ranks, barred, kin)))


def _sure(rows: Floats, labels: Floats, importance: Floats, asked: NDArray[np.bool_]) -> Certainty:
    """A net fitted on all rows, then set to the scale on which it says the share right among what people asked."""
    net = fitted_certainty((*STANDING, *NAMES), rows, labels, importance)
    if not asked.any():
        return net
    offset, scale = _scale(_log_odds(rows[asked], net), labels[asked])
    return rescaled(net, scale, offset)


def _log_odds(rows: Floats, net: Certainty) -> Floats:
    return np.array([net.log_odds(dict(zip(net.weights, row, strict=True))) for row in rows])


def _scale(said: Floats, labels: Floats, steps: int = 3000) -> tuple[float, float]:
    """By what log odds must be raised and by what multiplied to say the share of what is right (Platt 1999)."""
    offset, scale = 0.0, 1.0
    for _ in range(steps):
        error = labels - _chance(offset + scale * said)
        offset += 0.1 * float(error.mean())
        scale += 0.1 * float((error * said).mean())
    return offset, scale


def _chance(log_odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)))


def _table(chances: Floats, labels: Floats, sorts: NDArray[np.str_], answerable: int) -> tuple[Line, ...]:
    def share(which: NDArray[np.bool_], of: int) -> float:
        return float(which.sum()) / max(1, of)

    lines = []
    for threshold in (0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.6, 0.7):
        shown = chances >= threshold
        lines.append(
            (
                threshold,
                share(shown & (labels == 1) & (sorts == "answerable"), answerable),
                share(shown & (labels == 0) & (sorts == "answerable"), answerable),
                share(shown & (sorts == "none"), int((sorts == "none").sum())),
                share(shown & (sorts == "left-out"), int((sorts == "left-out").sum())),
                share(shown & (sorts == "held-none"), int((sorts == "held-none").sum())),
            )
        )
    return tuple(lines)


def weights_file(found: Calibration, today: date, base: str, sets: Sequence[str], answer: float, offer: float) -> str:
    """The text of `bot/answers/weights.py` for these weights."""

    def shown(weights: Mapping[str, object], indent: str = "") -> str:
        return "{\n" + "".join(f'{indent}    "{name}": {value},\n' for name, value in weights.items()) + indent + "}"

    return (
        '"""The weights of the decision, as fitted; see `decide.py` for what each signal is.\n\n'
        f"Fitted by `python -m bot eval --calibrate` on {today.isoformat()}, base {base}, {found.asked} questions of:\n"
        + "".join(f"{name}\n" for name in sets)
        + f'Best candidate right in {found.top:.1%} of those with an answer, five-fold cross-validated.\n"""\n\n'
        "from __future__ import annotations\n\nfrom bot.answers.certainty import Certainty\n\n"
        f"#: Which of the candidates is meant.\nRANK: dict[str, float] = {shown(found.rank)}\n\n"
        f"#: How sure it is that the best one is right.\nSURE = Certainty(\n"
        f"    weights={shown(found.sure.weights, '    ')},\n"
        f"    bias={found.sure.bias},\n    out={found.sure.out},\n    last={found.sure.last},\n)\n\n"
        f"#: Answer from this probability on.\nANSWER = {answer}\n"
        f"#: Offer a choice from this one on.\nOFFER = {offer}\n"
    )


def calibration_text(found: Calibration) -> list[str]:
    """The figures as lines of text."""
    head = "threshold   right   wrong   none answered   left-out answered   beyond answered"
    rows = [f"{t:9.2f}  {r:6.1%}  {w:6.1%}  {n:14.1%}  {o:18.1%}  {b:16.1%}" for t, r, w, n, o, b in found.table]
    return [f"{found.asked} questions; best candidate right {found.top:.1%}", head, *rows]
