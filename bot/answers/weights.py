"""The weights of the decision, as fitted; see `decide.py` for what each signal is.

Fitted by `python -m bot eval --calibrate` on 2026-11-22, base ce3a3fa14477, on the development questions of
`tests/data/`, 270 more, the same with their answers left out of the base, and 300 questions of CLINC150 and BANKING77
that have nothing to do with it. Best candidate right in 95.1% of those with an answer, five-fold cross-validated.
"""

from __future__ import annotations

#: Which of the candidates is meant.
RANK: dict[str, float] = {
    "nearest": 1.01,
    "question": 0.8,
    "density": 1.32,
    "covered": 1.78,
    "named": -1.5,
    "missing": -1.05,
    "kindfit": 1.11,
    "timefit": 1.52,
    "cardname": -0.09,
    "elsewhere": -0.9,
    "apart": -1.08,
    "strength": 1.68,
    "sharenear": 0.43,
    "missnear": -0.08,
    "mass": 1.53,
    "anchored": 0.25,
    "massanch": 0.26,
    "mean": 1.19,
    "centre": 0.41,
    "worded": 0.59,
    "called": 0.01,
    "aside": -1.38,
    "doing": -0.58,
    "nth": 0.02,
    "head": 2.36,
    "headgap": 2.56,
}

#: How sure it is that the best one is right.
SURE: dict[str, float] = {
    "bias": -4.5,
    "margin": 0.26,
    "behind": -0.16,
    "struck": -0.53,
    "nearest": 2.29,
    "question": 1.14,
    "density": 4.01,
    "covered": 2.09,
    "named": -0.41,
    "missing": -1.69,
    "kindfit": 0.98,
    "timefit": 1.08,
    "cardname": 0.25,
    "elsewhere": 0.65,
    "apart": -0.43,
    "strength": -2.99,
    "sharenear": 0.5,
    "missnear": -2.45,
    "mass": 1.18,
    "anchored": 0.97,
    "massanch": -0.56,
    "mean": 1.41,
    "centre": -1.19,
    "worded": -0.69,
    "called": -0.34,
    "aside": -1.75,
    "doing": -0.54,
    "nth": 1.07,
    "head": 3.3,
    "headgap": 1.56,
}

#: Answer from this probability on.
ANSWER = 0.4
#: Offer a choice from this one on.
OFFER = 0.06
