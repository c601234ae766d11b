"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-21, base 0001256c7e17, 1195 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 782 right, 45 one tap, 100 abstained, 99 refused, 32 choice, 137 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.83,
    "alone-unsure": 1.12,
    "alone-bare": -2.38,
    "alone-words": 0.37,
    "alone-pronoun": -1.72,
    "alone-sides": -5.34,
    "related": -0.59,
    "rank": 0.16,
    "gap": 0.15,
    "odds-with-subject": 0.5,
    "odds": 0.24,
    "nearest": 3.81,
    "missing": 0.58,
    "conflict": -2.8,
    "attribute": -2.58,
    "shared": 0.38,
    "when-event": -1.08,
    "who-person": -1.39,
    "main": 0.73,
    "ahead": 0.95,
    "back": 0.25,
    "same-time": -0.95,
    "offered": 1.12,
    "main-asked": 1.04,
    "none": 0.95,
    "none-words": -0.27,
    "none-against": 1.98,
    "none-lacking": 0.76,
}
