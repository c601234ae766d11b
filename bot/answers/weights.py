"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted on 2026-11-21 on the development questions of `tests/data/` and 270 more, the same with their answers left out of
the base, and 300 questions of CLINC150 and BANKING77 that have nothing to do with it; five-fold cross-validated.
The weight of the trained head was chosen on CLINC150 and BANKING77 as bases of ten phrasings an answer.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 1.14,
    "question": 1.11,
    "density": 3.15,
    "covered": 3.58,
    "named": -1.48,
    "missing": -1.14,
    "kindfit": 1.56,
    "timefit": 1.37,
    "cardname": 0.01,
    "elsewhere": -0.48,
    "apart": -1.27,
    "strength": 1.98,
    "sharenear": 1.12,
    "missnear": 0.18,
    "mass": 2.15,
    "anchored": 0.25,
    "massanch": 0.06,
    "mean": 2.29,
    "centre": 1.99,
    "worded": 1.01,
    "head": 8.0,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -5.53,
    "margin": -0.06,
    "nearest": -0.46,
    "question": -0.34,
    "density": 5.95,
    "covered": 1.46,
    "named": -1.63,
    "missing": -1.36,
    "kindfit": 1.33,
    "timefit": 1.02,
    "cardname": 0.27,
    "elsewhere": -0.5,
    "apart": 0.72,
    "strength": -2.24,
    "sharenear": 3.94,
    "missnear": -1.45,
    "mass": 1.83,
    "anchored": 1.27,
    "massanch": -1.06,
    "mean": 4.28,
    "centre": 1.1,
    "worded": 0.09,
    "head": 7.0,
}

#: Answer from this probability on.
ANSWER = 0.45
#: Offer a choice from this one on.
OFFER = 0.12
