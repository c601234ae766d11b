"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base 46703322beb3, on the development questions of
`tests/data/`, 270 more, the same with their answers left out of the base, and 300 questions of CLINC150 and BANKING77
that have nothing to do with it. Best candidate right in 92.6% of those with an answer, five-fold cross-validated.
The weight of the trained head was chosen on CLINC150 and BANKING77 as bases of ten phrasings an answer.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 1.29,
    "question": 1.27,
    "density": 2.97,
    "covered": 3.58,
    "named": -1.32,
    "missing": -1.37,
    "kindfit": 1.5,
    "timefit": 1.4,
    "cardname": -0.1,
    "elsewhere": -0.66,
    "apart": -1.11,
    "strength": 2.64,
    "sharenear": 0.94,
    "missnear": 0.08,
    "mass": 2.0,
    "anchored": 0.38,
    "massanch": -0.03,
    "mean": 2.34,
    "centre": 2.01,
    "worded": 0.95,
    "called": 0.51,
    "aside": -1.25,
    "nth": 1.09,
    "head": 8.0,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -5.24,
    "margin": -0.09,
    "nearest": -0.63,
    "question": -0.88,
    "density": 5.87,
    "covered": 1.44,
    "named": -1.71,
    "missing": -1.94,
    "kindfit": 1.42,
    "timefit": 1.22,
    "cardname": -0.16,
    "elsewhere": -0.56,
    "apart": 0.65,
    "strength": -3.0,
    "sharenear": 5.34,
    "missnear": 0.2,
    "mass": 1.9,
    "anchored": 1.19,
    "massanch": -1.11,
    "mean": 4.35,
    "centre": 1.82,
    "worded": 0.39,
    "called": 0.82,
    "aside": -2.95,
    "nth": 0.84,
    "head": 7.0,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.12
