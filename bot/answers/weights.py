"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base 46703322beb3, on the development questions of
`tests/data/`, 270 more, the same with their answers left out of the base, and 300 questions of CLINC150 and BANKING77
that have nothing to do with it. Best candidate right in 93.0% of those with an answer, five-fold cross-validated.
The weight of the trained head was chosen on training questions of CLINC150, BANKING77 and HWU64.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 1.2,
    "question": 1.04,
    "density": 3.14,
    "covered": 3.47,
    "named": -0.65,
    "missing": -1.14,
    "kindfit": 1.57,
    "timefit": 1.42,
    "cardname": -0.16,
    "elsewhere": -0.58,
    "apart": -1.23,
    "strength": 2.2,
    "sharenear": 1.11,
    "missnear": 0.07,
    "mass": 2.04,
    "anchored": 0.34,
    "massanch": 0.41,
    "mean": 2.12,
    "centre": 2.05,
    "worded": 0.96,
    "called": 0.35,
    "aside": -1.02,
    "doing": -0.87,
    "nth": 0.72,
    "head": 24.0,
    "headgap": 0.0,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -5.08,
    "margin": -0.05,
    "nearest": -0.07,
    "question": -0.57,
    "density": 5.98,
    "covered": 1.56,
    "named": -0.22,
    "missing": -1.98,
    "kindfit": 1.34,
    "timefit": 1.15,
    "cardname": -1.56,
    "elsewhere": -0.35,
    "apart": -0.03,
    "strength": -3.33,
    "sharenear": 6.37,
    "missnear": 1.17,
    "mass": 1.88,
    "anchored": 1.08,
    "massanch": -1.04,
    "mean": 2.45,
    "centre": 2.19,
    "worded": 0.33,
    "called": -0.31,
    "aside": -4.05,
    "doing": -2.43,
    "nth": 1.16,
    "head": 7.0,
    "headgap": 0.0,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.06
