"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted on 2026-11-21 on the development questions of `tests/data/`, the same with their answers left out of
the base, and 300 questions of CLINC150 and BANKING77 that have nothing to do with it; five-fold cross-validated.
The weight of the trained head was chosen on CLINC150 and BANKING77 as bases of ten phrasings an answer.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 1.24,
    "question": 1.07,
    "density": 3.23,
    "covered": 5.1,
    "named": -1.32,
    "missing": -1.55,
    "kindfit": 1.4,
    "timefit": 1.29,
    "cardname": -0.08,
    "apart": -0.93,
    "strength": 2.31,
    "sharenear": 0.69,
    "missnear": 1.02,
    "mass": 2.23,
    "anchored": 0.6,
    "massanch": -0.83,
    "mean": 2.61,
    "centre": 1.74,
    "worded": 0.98,
    "head": 8.0,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -5.75,
    "margin": -0.02,
    "nearest": 0.46,
    "question": -0.22,
    "density": 5.17,
    "covered": 2.63,
    "named": -1.33,
    "missing": -2.53,
    "kindfit": 1.23,
    "timefit": 0.8,
    "cardname": 0.6,
    "apart": 1.33,
    "strength": -3.85,
    "sharenear": 3.56,
    "missnear": 3.4,
    "mass": 1.86,
    "anchored": 1.1,
    "massanch": -1.04,
    "mean": 4.69,
    "centre": 1.49,
    "worded": -0.31,
    "head": 7.0,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.12
