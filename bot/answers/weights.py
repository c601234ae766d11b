"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base bbba224e367e, on the development questions of
`tests/data/`, 910 more, the same with their answers left out of the base, and 300 questions of CLINC150 and BANKING77
that have nothing to do with it. Best candidate right in 94.4% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 0.88,
    "question": 0.72,
    "density": 0.62,
    "covered": 2.12,
    "named": -1.0,
    "missing": -1.3,
    "kindfit": 0.8,
    "timefit": 1.05,
    "cardname": -0.11,
    "elsewhere": -1.09,
    "apart": -0.81,
    "strength": 1.51,
    "sharenear": 0.24,
    "missnear": -0.24,
    "mass": 1.08,
    "anchored": 0.15,
    "massanch": 0.85,
    "mean": 1.14,
    "centre": 0.31,
    "worded": 0.48,
    "called": 0.0,
    "aside": -0.94,
    "doing": -0.47,
    "nth": 0.02,
    "head": 2.25,
    "headgap": 2.66,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -4.54,
    "margin": 0.44,
    "behind": -0.52,
    "struck": -0.73,
    "nearest": 3.54,
    "question": 2.4,
    "density": 3.19,
    "covered": 2.56,
    "named": -0.12,
    "missing": -1.53,
    "kindfit": 0.83,
    "timefit": 0.71,
    "cardname": -0.15,
    "elsewhere": 0.06,
    "apart": 0.07,
    "strength": -3.04,
    "sharenear": -0.8,
    "missnear": -2.04,
    "mass": 0.86,
    "anchored": 0.86,
    "massanch": -0.35,
    "mean": 0.02,
    "centre": -0.99,
    "worded": -2.25,
    "called": 0.5,
    "aside": -1.23,
    "doing": -0.49,
    "nth": 2.95,
    "head": 4.01,
    "headgap": 1.59,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.06
