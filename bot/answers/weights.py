"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base ed4485330e3a, on the development questions of
`tests/data/`, 910 more, the same with their answers left out of the base, and 300 questions of CLINC150 and BANKING77
that have nothing to do with it. Best candidate right in 94.0% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 0.84,
    "question": 0.66,
    "density": 0.77,
    "covered": 2.33,
    "named": -1.04,
    "missing": -1.13,
    "kindfit": 0.92,
    "timefit": 0.93,
    "cardname": -0.07,
    "elsewhere": -0.97,
    "apart": -0.8,
    "strength": 1.61,
    "sharenear": 0.33,
    "missnear": -0.25,
    "mass": 1.18,
    "anchored": 0.18,
    "massanch": 0.72,
    "mean": 1.13,
    "centre": 0.41,
    "worded": 0.52,
    "called": 0.06,
    "aside": -0.95,
    "doing": -0.57,
    "nth": 0.02,
    "head": 2.1,
    "headgap": 2.36,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -4.7,
    "margin": 0.4,
    "behind": -0.34,
    "struck": -0.58,
    "nearest": 3.24,
    "question": 1.96,
    "density": 3.47,
    "covered": 2.78,
    "named": -0.22,
    "missing": -1.76,
    "kindfit": 0.87,
    "timefit": 0.76,
    "cardname": 0.08,
    "elsewhere": 0.43,
    "apart": 0.21,
    "strength": -2.99,
    "sharenear": -0.5,
    "missnear": -1.65,
    "mass": 0.9,
    "anchored": 0.93,
    "massanch": -0.39,
    "mean": -0.84,
    "centre": -0.27,
    "worded": -1.63,
    "called": 0.61,
    "aside": -1.61,
    "doing": -0.71,
    "nth": 3.02,
    "head": 3.04,
    "headgap": 1.46,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.06
