"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-21, base fd84f00a8933, 1181 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 812 right, 42 one tap, 79 abstained, 116 refused, 24 choice, 108 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 1.0,
    "alone-unsure": 0.94,
    "alone-bare": -3.25,
    "alone-words": 0.3,
    "alone-pronoun": -1.73,
    "alone-sides": -3.62,
    "related": -0.54,
    "rank": 0.11,
    "gap": 0.07,
    "odds-with-subject": 0.55,
    "odds": 0.32,
    "nearest": 7.97,
    "missing": 0.66,
    "conflict": -2.15,
    "attribute": -2.04,
    "shared": 0.51,
    "when-event": -1.62,
    "who-person": -0.56,
    "main": 1.16,
    "ahead": 0.74,
    "back": 0.55,
    "same-time": -1.04,
    "offered": 1.78,
    "earlier": 0.37,
    "in-place": -0.55,
    "pending": -0.08,
    "main-pending": -3.51,
    "main-asked": 1.38,
    "attended": 3.38,
    "earlier-kin": 0.43,
    "main-bare": 2.0,
    "none": 0.59,
    "none-words": -0.3,
    "none-against": 3.41,
    "none-lacking": 1.67,
}
