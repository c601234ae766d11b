"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-23, base 4e6c5b2c35fb, 1583 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 1193 right, 19 one tap, 55 abstained, 171 refused, 5 choice, 140 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.87,
    "alone-unsure": -0.04,
    "alone-bare": -2.45,
    "alone-words": 0.65,
    "alone-pronoun": -1.7,
    "alone-sides": -3.06,
    "related": -0.18,
    "rank": 0.12,
    "gap": 0.15,
    "odds-with-subject": 0.44,
    "odds": 0.37,
    "nearest": 6.51,
    "missing": 0.34,
    "beyond": -13.84,
    "conflict": -2.01,
    "attribute": -2.03,
    "shared": 0.42,
    "when-event": -1.18,
    "who-person": -0.61,
    "main": 0.91,
    "ahead": 0.54,
    "back": 0.51,
    "same-time": -1.21,
    "offered": 1.79,
    "earlier": 0.69,
    "in-place": 0.59,
    "pending": -1.34,
    "main-pending": -2.51,
    "main-asked": 1.28,
    "attended": 2.99,
    "earlier-kin": -0.08,
    "main-bare": 1.34,
    "none": 1.09,
    "none-words": -0.4,
    "none-against": 3.61,
    "none-lacking": 1.49,
}
