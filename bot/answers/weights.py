"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-21, base 0001256c7e17, 11645 questions of:
tests/data/dev.yaml, nine more files of questions written from the facts alone, and questions of other bases.
Best candidate right in 96.2% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 0.34,
    "question": 0.32,
    "density": -0.18,
    "covered": 2.25,
    "named": -0.29,
    "missing": -1.21,
    "kindfit": 0.43,
    "timefit": 0.37,
    "cardname": 0.14,
    "elsewhere": -1.08,
    "apart": -0.86,
    "strength": 1.21,
    "sharenear": -0.74,
    "missnear": -0.15,
    "mass": 1.41,
    "anchored": 0.14,
    "massanch": 0.53,
    "mean": 0.87,
    "centre": 0.44,
    "worded": -0.01,
    "called": -0.31,
    "aside": -0.7,
    "doing": 0.03,
    "nth": 0.18,
    "head": 2.24,
    "headgap": 1.23,
    "foreign": 0.0,
    "doubt": 0.0,
    "beyond": 1.32,
    "past": 0.0,
    "alike": 1.07,
    "slots": 1.15,
    "alikeslots": 0.6,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -2.89,
    "margin": 0.48,
    "behind": 0.07,
    "struck": -0.38,
    "nearest": 1.46,
    "question": 1.57,
    "density": 1.0,
    "covered": 3.51,
    "named": -0.15,
    "missing": 0.66,
    "kindfit": 0.12,
    "timefit": 0.42,
    "cardname": -0.48,
    "elsewhere": -0.46,
    "apart": -0.5,
    "strength": -0.35,
    "sharenear": -0.31,
    "missnear": -5.93,
    "mass": 0.4,
    "anchored": 0.12,
    "massanch": -0.03,
    "mean": -0.04,
    "centre": -0.64,
    "worded": -1.9,
    "called": 0.01,
    "aside": -2.01,
    "doing": -0.58,
    "nth": 0.28,
    "head": 2.07,
    "headgap": 0.61,
    "foreign": -1.56,
    "doubt": -0.67,
    "beyond": 0.22,
    "past": -7.47,
    "alike": 2.93,
    "slots": 0.65,
    "alikeslots": 0.53,
}

#: Answer from this probability on.
ANSWER = 0.5
#: Offer a choice from this one on.
OFFER = 0.05
