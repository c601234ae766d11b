"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base ce3a3fa14477, on the development questions of
`tests/data/`, 270 more, the same with their answers left out of the base, and 300 questions of CLINC150 and BANKING77
that have nothing to do with it. Best candidate right in 95.2% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 0.96,
    "question": 0.77,
    "density": 1.45,
    "covered": 1.53,
    "named": -1.48,
    "missing": -0.63,
    "kindfit": 1.35,
    "timefit": 1.52,
    "cardname": -0.16,
    "elsewhere": -0.42,
    "apart": -1.23,
    "strength": 1.65,
    "sharenear": 0.45,
    "missnear": -0.09,
    "mass": 1.67,
    "anchored": 0.25,
    "massanch": 0.17,
    "mean": 1.24,
    "centre": 0.44,
    "worded": 0.47,
    "called": -0.07,
    "aside": -1.21,
    "doing": -0.62,
    "nth": 0.02,
    "head": 2.38,
    "headgap": 2.53,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -4.57,
    "margin": 0.18,
    "behind": -0.16,
    "struck": -0.62,
    "nearest": 1.59,
    "question": 0.48,
    "density": 4.61,
    "covered": 1.53,
    "named": -0.54,
    "missing": -1.79,
    "kindfit": 1.3,
    "timefit": 1.14,
    "cardname": -0.79,
    "elsewhere": 0.38,
    "apart": -1.72,
    "strength": -4.16,
    "sharenear": 5.2,
    "missnear": 3.33,
    "mass": 1.35,
    "anchored": 0.8,
    "massanch": -0.44,
    "mean": 1.83,
    "centre": 1.23,
    "worded": -0.7,
    "called": 0.02,
    "aside": -3.54,
    "doing": -1.45,
    "nth": 1.28,
    "head": 1.08,
    "headgap": 2.36,
}

#: Answer from this probability on.
ANSWER = 0.45
#: Offer a choice from this one on.
OFFER = 0.06
