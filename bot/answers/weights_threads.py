"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-21, base 0001256c7e17, 1195 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 785 right, 48 one tap, 97 abstained, 102 refused, 33 choice, 130 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.84,
    "alone-unsure": 1.18,
    "alone-bare": -2.12,
    "alone-words": 0.37,
    "alone-pronoun": -1.72,
    "alone-sides": -5.34,
    "related": -0.59,
    "rank": 0.15,
    "gap": 0.15,
    "odds-with-subject": 0.47,
    "odds": 0.26,
    "nearest": 4.02,
    "missing": 0.65,
    "conflict": -2.88,
    "attribute": -2.55,
    "shared": 0.36,
    "when-event": -1.2,
    "who-person": -1.38,
    "main": 0.76,
    "ahead": 0.89,
    "back": 0.2,
    "same-time": -0.94,
    "offered": 1.2,
    "main-asked": 0.79,
    "main-bare": 0.82,
    "none": 1.11,
    "none-words": -0.31,
    "none-against": 1.91,
    "none-lacking": 0.7,
}
