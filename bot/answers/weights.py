"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base 6f47b7a952c9, on the development questions of
`tests/data/`, 1,030 more, the same with their answers left out of the base, 4,000 texts held back from the base, and
300 questions of CLINC150 and BANKING77 that have nothing to do with it.
Best candidate right in 93.4% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 0.69,
    "question": 0.65,
    "density": -0.23,
    "covered": 1.95,
    "named": -0.4,
    "missing": -1.36,
    "kindfit": 0.51,
    "timefit": 0.5,
    "cardname": -0.02,
    "elsewhere": -1.09,
    "apart": -1.02,
    "strength": 1.12,
    "sharenear": -0.8,
    "missnear": -0.17,
    "mass": 1.51,
    "anchored": 0.16,
    "massanch": 0.37,
    "mean": 1.1,
    "centre": 0.46,
    "worded": 0.21,
    "called": -0.4,
    "aside": -0.57,
    "doing": 0.13,
    "nth": 0.2,
    "head": 2.49,
    "headgap": 1.42,
    "foreign": 0.0,
    "doubt": 0.0,
    "beyond": 1.44,
    "past": 0.0,
    "alike": 1.05,
    "slots": 1.25,
    "alikeslots": 0.74,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -2.21,
    "margin": 0.48,
    "behind": -0.02,
    "struck": -0.49,
    "nearest": 1.82,
    "question": 1.1,
    "density": 1.3,
    "covered": 2.13,
    "named": -0.55,
    "missing": -0.2,
    "kindfit": 0.3,
    "timefit": 0.34,
    "cardname": -0.38,
    "elsewhere": -0.55,
    "apart": -0.57,
    "strength": -1.0,
    "sharenear": 0.12,
    "missnear": -4.66,
    "mass": 0.34,
    "anchored": 0.4,
    "massanch": -0.11,
    "mean": -1.54,
    "centre": -0.76,
    "worded": -1.16,
    "called": 0.36,
    "aside": -1.91,
    "doing": -0.32,
    "nth": 0.23,
    "head": 3.46,
    "headgap": 0.87,
    "foreign": -2.2,
    "doubt": -0.54,
    "beyond": 1.15,
    "past": -5.86,
    "alike": 2.14,
    "slots": 0.44,
    "alikeslots": 0.62,
}

#: Answer from this probability on.
ANSWER = 0.5
#: Offer a choice from this one on.
OFFER = 0.08
