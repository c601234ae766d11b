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
    "aside": -0.71,
    "doing": 0.08,
    "nth": 0.25,
    "head": 2.75,
    "headgap": 1.24,
    "foreign": 0.0,
    "doubt": 0.0,
    "beyond": 1.61,
    "past": 0.0,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -1.34,
    "margin": 0.46,
    "behind": -0.16,
    "struck": -0.48,
    "nearest": 1.98,
    "question": 1.49,
    "density": 0.81,
    "covered": 2.43,
    "named": -0.47,
    "missing": -0.5,
    "kindfit": 0.38,
    "timefit": 0.32,
    "cardname": 0.34,
    "elsewhere": -0.31,
    "apart": -0.68,
    "strength": -0.85,
    "sharenear": 0.31,
    "missnear": -4.76,
    "mass": 0.24,
    "anchored": 0.52,
    "massanch": -0.22,
    "mean": -0.26,
    "centre": -0.55,
    "worded": -1.31,
    "called": 0.18,
    "aside": -2.6,
    "doing": -0.28,
    "nth": 0.04,
    "head": 2.93,
    "headgap": 0.78,
    "foreign": -1.97,
    "doubt": -0.45,
    "beyond": 1.33,
    "past": -5.68,
}

#: Answer from this probability on.
ANSWER = 0.55
#: Offer a choice from this one on.
OFFER = 0.08
