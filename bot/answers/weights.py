"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base 6f47b7a952c9, on the development questions of
`tests/data/`, 1,030 more, the same with their answers left out of the base, 4,000 texts held back from the base, and
300 questions of CLINC150 and BANKING77 that have nothing to do with it.
Best candidate right in 93.4% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 0.87,
    "question": 0.82,
    "density": -0.5,
    "covered": 2.31,
    "named": -0.35,
    "missing": -1.32,
    "kindfit": 0.7,
    "timefit": 0.54,
    "cardname": 0.06,
    "elsewhere": -1.01,
    "apart": -1.08,
    "strength": 1.28,
    "sharenear": -0.95,
    "missnear": -0.13,
    "mass": 1.49,
    "anchored": 0.46,
    "massanch": 0.47,
    "mean": 1.27,
    "centre": 0.66,
    "worded": 0.41,
    "called": -0.32,
    "aside": -0.7,
    "doing": 0.08,
    "nth": 0.25,
    "head": 2.75,
    "headgap": 1.24,
    "foreign": 0.0,
    "doubt": 0.0,
    "beyond": 1.61,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -2.32,
    "margin": 0.5,
    "behind": -0.23,
    "struck": -0.56,
    "nearest": 1.82,
    "question": 1.47,
    "density": 1.5,
    "covered": 2.16,
    "named": -0.54,
    "missing": -0.32,
    "kindfit": 0.39,
    "timefit": 0.35,
    "cardname": 0.33,
    "elsewhere": -0.5,
    "apart": -0.4,
    "strength": -1.25,
    "sharenear": 0.23,
    "missnear": -5.25,
    "mass": 0.23,
    "anchored": 0.5,
    "massanch": -0.2,
    "mean": -1.17,
    "centre": -0.24,
    "worded": -1.26,
    "called": 0.24,
    "aside": -1.96,
    "doing": -0.22,
    "nth": 0.02,
    "head": 3.07,
    "headgap": 0.8,
    "foreign": -1.87,
    "doubt": -0.59,
    "beyond": -1.07,
}

#: Answer from this probability on.
ANSWER = 0.55
#: Offer a choice from this one on.
OFFER = 0.12
