"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-23, base d39e65a0c473, 1581 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 1188 right, 29 one tap, 55 abstained, 175 refused, 4 choice, 130 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 1.07,
    "alone-unsure": 0.84,
    "alone-bare": -2.24,
    "alone-words": 0.58,
    "alone-pronoun": -1.98,
    "alone-sides": -3.58,
    "alone-nameless": -1.26,
    "related": -0.73,
    "rank": 0.13,
    "gap": 0.12,
    "odds-with-subject": 0.45,
    "odds": 0.42,
    "nearest": 6.62,
    "typed": 2.48,
    "main-typed": -1.87,
    "missing": 0.26,
    "beyond": -14.18,
    "conflict": -2.13,
    "attribute": -1.89,
    "shared": 0.44,
    "when-event": -1.35,
    "who-person": -0.89,
    "main": 1.19,
    "ahead": 0.68,
    "back": 0.5,
    "same-time": -1.23,
    "offered": 1.79,
    "earlier": 0.66,
    "in-place": 0.47,
    "pending": -0.0,
    "main-pending": -3.8,
    "main-asked": 1.22,
    "attended": 2.83,
    "earlier-kin": 0.18,
    "main-bare": 1.36,
    "none": 0.67,
    "none-words": -0.41,
    "none-against": 3.49,
    "none-lacking": 1.62,
}
