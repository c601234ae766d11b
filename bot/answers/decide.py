"""Answer, offer up to three, or say that the base does not hold it: the decision over ranked candidates.

The score of a candidate is the logistic of a few signals; its weights are fitted on the base's own questions, left out one by
one and answer by answer (`bot/evaluation/calibrate.py`), so that it means the share of right answers at that score.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from bot.answers.answer import Reason, Status
from bot.answers.direction import turned
from bot.answers.gate import Account, account
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher

#: Answer from this probability on; offer a choice from the lower one on.
ANSWER = 0.5
OFFER = 0.3
#: Two readings are close when the second has at least this share of the first's probability.
CLOSE = 0.85

WEIGHTS: dict[str, float] = {
    "bias": -4.6,
    "nearest": 4.0,
    "question": 3.0,
    "density": 2.2,
    "covered": 3.0,
    "named": 1.4,
    "missing": -4.5,
    "margin": 2.5,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, the candidates it rests on with their probabilities, and why."""

    status: Status
    chosen: tuple[tuple[Candidate, float], ...]
    near: tuple[str, ...]
    reason: Reason | None
    explain: tuple[str, ...]


def decide(reading: Reading, searcher: Searcher, today: date) -> Decision:
    """Rank and decide."""
    candidates = searcher.candidates(reading)
    accounts = [account(reading, c, searcher, today) for c in candidates]
    judged = []
    for candidate, held in zip(candidates, accounts, strict=True):
        conflicts = held.conflicts + turned(reading, candidate, searcher)
        rank = _rank(candidate, held)
        judged.append((rank, candidate, held, conflicts))
    judged.sort(key=lambda j: (-j[0], j[1].entry.id))
    explain = tuple(_line(rank, c, held, conflicts) for rank, c, held, conflicts in judged[:8])
    if not judged:
        return Decision("unknown", (), (), Reason("unrelated"), explain)
    free = [j for j in judged if not j[3]]
    near = tuple(c.entry.id for _, c, _, _ in judged[:3] if c.nearest > 0.25 or c.named)
    if not free or (judged[0][3] and free[0][0] < judged[0][0] - 0.45):
        return Decision("unknown", (), near, judged[0][3][0], explain)
    margin = free[0][0] - (free[1][0] if len(free) > 1 else 0.0)
    scored = [(c, _probability(c, held, margin if i == 0 else 0.0)) for i, (_, c, held, _) in enumerate(free)]
    best, probability = scored[0]
    close = [s for s in scored[1:3] if free[0][0] - free[[f[1] for f in free].index(s[0])][0] < 0.06]
    if probability >= ANSWER:
        return Decision("answered", tuple(scored), near, None, explain)
    if probability >= OFFER:
        return Decision("choose", tuple(scored[:3]), near, Reason("close" if close else "unsure"), explain)
    missing = free[0][2].missing
    reason = Reason("unrelated", ", ".join(missing[:4])) if missing else Reason("vague")
    return Decision("unknown", (), near if probability > 0.1 else (), reason, explain)


def _rank(candidate: Candidate, held: Account) -> float:
    return (
        candidate.nearest
        + 0.4 * candidate.question
        + 0.5 * candidate.covered
        + 0.5 * candidate.density
        + 0.4 * candidate.named
        - 0.5 * held.share
    )


def signals(candidate: Candidate, held: Account, margin: float) -> dict[str, float]:
    """The signals of the best candidate, as the weights take them."""
    return {
        "bias": 1.0,
        "nearest": candidate.nearest,
        "question": candidate.question,
        "density": candidate.density,
        "covered": candidate.covered,
        "named": candidate.named,
        "missing": held.share,
        "margin": min(margin, 0.6),
    }


def _probability(candidate: Candidate, held: Account, margin: float) -> float:
    total = sum(WEIGHTS[name] * value for name, value in signals(candidate, held, margin).items())
    return 1.0 / (1.0 + math.exp(-total))


def _line(rank: float, candidate: Candidate, held: Account, conflicts: tuple[Reason, ...]) -> str:
    against = "; ".join(str(c) for c in conflicts)
    return (
        f"{rank:.2f} {candidate.entry.id}: nearest {candidate.nearest:.2f}, question {candidate.question:.2f}, "
        f"density {candidate.density:.2f}, covered {candidate.covered:.2f}, named {candidate.named:.2f}, "
        f"missing {held.share:.2f} ({' '.join(held.missing[:6])}){', against: ' + against if against else ''}"
    )
