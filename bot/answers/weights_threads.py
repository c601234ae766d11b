"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-21, base 0001256c7e17, 1218 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 823 right, 47 one tap, 93 abstained, 105 refused, 31 choice, 119 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.9,
    "alone-unsure": 1.19,
    "alone-bare": -2.22,
    "alone-words": 0.4,
    "alone-pronoun": -1.75,
    "alone-sides": -5.61,
    "related": -0.59,
    "rank": 0.11,
    "gap": 0.11,
    "odds-with-subject": 0.5,
    "odds": 0.37,
    "nearest": 4.31,
    "missing": 0.9,
    "conflict": -2.75,
    "attribute": -1.74,
    "shared": 0.43,
    "when-event": -1.3,
    "who-person": -1.39,
    "main": 0.96,
    "ahead": 0.75,
    "back": 0.69,
    "same-time": -0.87,
    "offered": 1.08,
    "earlier": -0.01,
    "in-place": -0.51,
    "pending": 0.92,
    "main-pending": -1.5,
    "main-asked": 0.95,
    "main-bare": 0.8,
    "none": 1.12,
    "none-words": -0.31,
    "none-against": 2.31,
    "none-lacking": 1.25,
}
