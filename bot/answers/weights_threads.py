"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-23, base 62d290120cbf, 1583 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 1202 right, 20 one tap, 51 abstained, 176 refused, 5 choice, 129 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 1.04,
    "alone-unsure": 0.48,
    "alone-bare": -2.4,
    "alone-words": 0.58,
    "alone-pronoun": -1.73,
    "alone-sides": -3.5,
    "alone-nameless": -1.22,
    "related": -0.71,
    "rank": 0.13,
    "gap": 0.13,
    "odds-with-subject": 0.42,
    "odds": 0.43,
    "nearest": 6.47,
    "missing": 0.33,
    "beyond": -14.35,
    "conflict": -2.08,
    "attribute": -1.99,
    "shared": 0.5,
    "when-event": -1.11,
    "who-person": -0.68,
    "main": 0.88,
    "ahead": 0.57,
    "back": 0.57,
    "same-time": -1.23,
    "offered": 1.76,
    "earlier": 0.71,
    "in-place": 0.42,
    "pending": 0.48,
    "main-pending": -4.35,
    "main-asked": 1.37,
    "attended": 3.2,
    "earlier-kin": 0.08,
    "main-bare": 1.27,
    "none": 0.59,
    "none-words": -0.34,
    "none-against": 3.28,
    "none-lacking": 1.4,
}
