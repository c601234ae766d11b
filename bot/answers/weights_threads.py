"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-21, base d2850fbfc3ce, 1585 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 1193 right, 23 one tap, 55 abstained, 172 refused, 9 choice, 133 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.96,
    "alone-unsure": -0.55,
    "alone-bare": -2.35,
    "alone-words": 0.67,
    "alone-pronoun": -1.92,
    "alone-sides": -3.19,
    "related": -0.29,
    "rank": 0.14,
    "gap": 0.18,
    "odds-with-subject": 0.38,
    "odds": 0.37,
    "nearest": 6.44,
    "missing": 0.36,
    "beyond": -14.66,
    "conflict": -2.19,
    "attribute": -1.87,
    "shared": 0.42,
    "when-event": -1.4,
    "who-person": -0.9,
    "main": 0.96,
    "ahead": 0.67,
    "back": 0.6,
    "same-time": -1.19,
    "offered": 1.55,
    "earlier": 0.57,
    "in-place": 0.7,
    "pending": -0.28,
    "main-pending": -3.19,
    "main-asked": 1.31,
    "attended": 3.03,
    "earlier-kin": 0.09,
    "main-bare": 1.39,
    "none": 1.22,
    "none-words": -0.49,
    "none-against": 3.46,
    "none-lacking": 2.09,
}
