"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted on 2026-11-21 on the development questions of `tests/data/`, the same with their answers left out of the base, and
300 questions of CLINC150 and BANKING77 that have nothing to do with it. Five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 2.03,
    "question": 1.76,
    "density": 3.35,
    "covered": 4.98,
    "named": -2.37,
    "missing": -1.49,
    "kindfit": 1.38,
    "timefit": 0.69,
    "cardname": 0.24,
    "apart": -0.9,
    "strength": 3.12,
    "sharenear": 1.12,
    "missnear": 0.41,
    "mass": 1.97,
    "anchored": -0.77,
    "massanch": -0.01,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -6.46,
    "margin": 0.08,
    "nearest": -1.89,
    "question": -0.45,
    "density": 2.66,
    "covered": 2.51,
    "named": -2.12,
    "missing": -2.19,
    "kindfit": 1.44,
    "timefit": 1.48,
    "cardname": 1.42,
    "apart": 1.96,
    "strength": 1.74,
    "sharenear": 6.06,
    "missnear": 0.45,
    "mass": 1.85,
    "anchored": 1.19,
    "massanch": -0.78,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.12
