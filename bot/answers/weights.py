"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base ac05b10b31dc, on the development questions of
`tests/data/`, 270 more, the same with their answers left out of the base, and 300 questions of CLINC150 and BANKING77
that have nothing to do with it. Best candidate right in 93.9% of those with an answer, five-fold cross-validated.
The weight of the trained head was chosen on training questions of CLINC150, BANKING77 and HWU64.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 1.14,
    "question": 0.97,
    "density": 3.17,
    "covered": 3.45,
    "named": -1.19,
    "missing": -0.54,
    "kindfit": 1.46,
    "timefit": 1.62,
    "cardname": -0.07,
    "elsewhere": -0.43,
    "apart": -1.42,
    "strength": 2.67,
    "sharenear": 1.19,
    "missnear": 0.01,
    "mass": 2.09,
    "anchored": 0.17,
    "massanch": 0.15,
    "mean": 2.26,
    "centre": 2.11,
    "worded": 0.89,
    "called": 0.21,
    "aside": -1.06,
    "doing": -0.66,
    "nth": 0.07,
    "head": 24.0,
    "headgap": 0.0,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -4.94,
    "margin": 0.21,
    "behind": -0.89,
    "struck": -0.69,
    "nearest": 0.65,
    "question": 0.18,
    "density": 5.43,
    "covered": 1.94,
    "named": -0.42,
    "missing": -1.51,
    "kindfit": 1.21,
    "timefit": 1.28,
    "cardname": -0.7,
    "elsewhere": -0.19,
    "apart": -1.72,
    "strength": -4.99,
    "sharenear": 5.81,
    "missnear": 3.63,
    "mass": 1.49,
    "anchored": 1.01,
    "massanch": -0.76,
    "mean": 3.23,
    "centre": 3.3,
    "worded": -0.56,
    "called": 0.18,
    "aside": -4.56,
    "doing": -2.26,
    "nth": 2.31,
    "head": 7.0,
    "headgap": 0.0,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.06
