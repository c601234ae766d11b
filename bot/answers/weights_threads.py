"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-23, base 9acd46383789, 1579 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 1197 right, 19 one tap, 60 abstained, 178 refused, 3 choice, 122 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 1.07,
    "alone-unsure": 0.64,
    "alone-bare": -2.17,
    "alone-words": 0.58,
    "alone-pronoun": -1.99,
    "alone-sides": -3.49,
    "alone-nameless": -1.02,
    "related": -0.76,
    "rank": 0.14,
    "gap": 0.11,
    "odds-with-subject": 0.48,
    "odds": 0.4,
    "nearest": 6.7,
    "typed": 2.36,
    "main-typed": -1.73,
    "missing": 0.43,
    "beyond": -14.34,
    "conflict": -2.21,
    "attribute": -1.93,
    "shared": 0.43,
    "when-event": -1.47,
    "who-person": -0.88,
    "main": 1.17,
    "ahead": 0.78,
    "back": 0.58,
    "same-time": -1.04,
    "offered": 1.71,
    "earlier": 0.68,
    "in-place": 0.35,
    "pending": -1.26,
    "main-pending": -0.42,
    "main-asked": 1.11,
    "attended": 2.88,
    "earlier-kin": 0.42,
    "main-bare": 1.79,
    "none": 0.84,
    "none-words": -0.36,
    "none-against": 3.21,
    "none-lacking": 1.52,
}
