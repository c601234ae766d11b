"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base fac414ebc063, on the development questions of
`tests/data/`, 1,700 more, the same with their answers left out of the base, 4,000 texts held back from the base, and
300 questions of CLINC150 and BANKING77 that have nothing to do with it.
Best candidate right in 95.2% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 0.62,
    "question": 0.59,
    "density": -0.14,
    "covered": 1.83,
    "named": -0.29,
    "missing": -1.36,
    "kindfit": 0.51,
    "timefit": 0.38,
    "cardname": 0.05,
    "elsewhere": -1.08,
    "apart": -1.0,
    "strength": 0.98,
    "sharenear": -0.65,
    "missnear": -0.15,
    "mass": 1.66,
    "anchored": 0.15,
    "massanch": 0.38,
    "mean": 1.06,
    "centre": 0.49,
    "worded": 0.25,
    "called": -0.4,
    "aside": -0.59,
    "doing": 0.12,
    "nth": 0.16,
    "head": 2.41,
    "headgap": 1.47,
    "foreign": 0.0,
    "doubt": 0.0,
    "beyond": 1.33,
    "past": 0.0,
    "alike": 1.0,
    "slots": 1.18,
    "alikeslots": 0.69,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -2.08,
    "margin": 0.44,
    "behind": -0.05,
    "struck": -0.38,
    "nearest": 1.87,
    "question": 1.04,
    "density": 1.68,
    "covered": 2.09,
    "named": -0.44,
    "missing": -0.11,
    "kindfit": 0.26,
    "timefit": 0.37,
    "cardname": -0.33,
    "elsewhere": -0.52,
    "apart": -0.63,
    "strength": -1.2,
    "sharenear": -0.35,
    "missnear": -4.47,
    "mass": 0.35,
    "anchored": 0.33,
    "massanch": -0.12,
    "mean": -0.95,
    "centre": -0.89,
    "worded": -1.2,
    "called": 0.35,
    "aside": -2.38,
    "doing": -0.44,
    "nth": 0.21,
    "head": 3.49,
    "headgap": 0.88,
    "foreign": -2.27,
    "doubt": -0.53,
    "beyond": 1.39,
    "past": -6.35,
    "alike": 2.29,
    "slots": 0.5,
    "alikeslots": 0.56,
}

#: Answer from this probability on.
ANSWER = 0.52
#: Offer a choice from this one on.
OFFER = 0.08
