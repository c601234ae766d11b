"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted on 2026-11-21 on the development questions of `tests/data/`, the same with their answers left out of the base, and
300 questions of CLINC150 and BANKING77 that have nothing to do with it. Five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 1.56,
    "question": 1.58,
    "density": 2.85,
    "covered": 5.01,
    "named": -2.27,
    "missing": -1.48,
    "kindfit": 1.41,
    "timefit": 1.15,
    "cardname": -0.2,
    "apart": -0.8,
    "strength": 2.15,
    "sharenear": 0.89,
    "missnear": 0.72,
    "mass": 1.83,
    "anchored": 0.23,
    "massanch": -0.74,
    "mean": 2.32,
    "centre": 1.8,
    "worded": 0.72,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -7.22,
    "margin": -0.0,
    "nearest": 2.34,
    "question": 1.92,
    "density": 3.5,
    "covered": 3.71,
    "named": -2.46,
    "missing": -1.46,
    "kindfit": 1.4,
    "timefit": 0.83,
    "cardname": -0.0,
    "apart": 1.54,
    "strength": -3.51,
    "sharenear": 5.58,
    "missnear": 1.54,
    "mass": 1.89,
    "anchored": 1.34,
    "massanch": -0.97,
    "mean": 3.96,
    "centre": 1.74,
    "worded": -4.34,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.12
