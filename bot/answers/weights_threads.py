"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-21, base 741d5eb090c4, 1219 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 810 right, 51 one tap, 100 abstained, 115 refused, 25 choice, 118 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.97,
    "alone-unsure": 1.29,
    "alone-bare": -3.27,
    "alone-words": 0.34,
    "alone-pronoun": -2.11,
    "alone-sides": -5.7,
    "related": -0.4,
    "rank": 0.12,
    "gap": 0.05,
    "odds-with-subject": 0.52,
    "odds": 0.39,
    "nearest": 5.41,
    "missing": 0.81,
    "conflict": -2.54,
    "attribute": -1.92,
    "shared": 0.47,
    "when-event": -1.75,
    "who-person": -1.35,
    "main": 1.31,
    "ahead": 0.71,
    "back": 0.86,
    "same-time": -0.86,
    "offered": 1.34,
    "earlier": -0.09,
    "in-place": -0.3,
    "pending": 0.04,
    "main-pending": -1.31,
    "main-asked": 1.45,
    "attended": 3.48,
    "earlier-kin": 0.61,
    "main-bare": 1.76,
    "none": 1.09,
    "none-words": -0.37,
    "none-against": 2.2,
    "none-lacking": 1.17,
}
