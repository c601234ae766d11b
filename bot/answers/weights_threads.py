"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-23, base 9acd46383789, 1580 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 1186 right, 22 one tap, 55 abstained, 176 refused, 5 choice, 136 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.98,
    "alone-unsure": 0.37,
    "alone-bare": -2.23,
    "alone-words": 0.63,
    "alone-pronoun": -1.98,
    "alone-sides": -3.78,
    "alone-nameless": -1.16,
    "related": -0.86,
    "rank": 0.12,
    "gap": 0.11,
    "odds-with-subject": 0.45,
    "odds": 0.4,
    "nearest": 6.81,
    "typed": 2.35,
    "main-typed": -1.7,
    "missing": 0.3,
    "beyond": -14.1,
    "conflict": -2.03,
    "attribute": -1.75,
    "shared": 0.4,
    "when-event": -1.42,
    "who-person": -0.67,
    "main": 1.11,
    "ahead": 0.69,
    "back": 0.53,
    "same-time": -1.16,
    "offered": 1.72,
    "earlier": 0.61,
    "in-place": 0.51,
    "pending": -0.91,
    "main-pending": -2.67,
    "main-asked": 1.27,
    "attended": 2.86,
    "earlier-kin": 0.22,
    "main-bare": 1.42,
    "none": 0.66,
    "none-words": -0.42,
    "none-against": 3.5,
    "none-lacking": 1.88,
}
