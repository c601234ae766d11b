"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-21, base e13d2eef504e, 1188 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 822 right, 35 one tap, 63 abstained, 101 refused, 29 choice, 138 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 0.97,
    "alone-unsure": 1.34,
    "alone-bare": -3.54,
    "alone-words": 0.33,
    "alone-pronoun": -1.96,
    "alone-sides": -4.05,
    "related": -0.2,
    "rank": 0.12,
    "gap": 0.05,
    "odds-with-subject": 0.55,
    "odds": 0.37,
    "nearest": 5.59,
    "missing": 0.97,
    "conflict": -2.57,
    "attribute": -2.16,
    "shared": 0.34,
    "when-event": -1.27,
    "who-person": -1.4,
    "main": 1.24,
    "ahead": 0.75,
    "back": 0.67,
    "same-time": -0.89,
    "offered": 1.07,
    "earlier": 0.18,
    "in-place": -1.08,
    "pending": -0.12,
    "main-pending": -3.03,
    "main-asked": 1.57,
    "attended": 3.36,
    "earlier-kin": 0.4,
    "main-bare": 1.68,
    "none": 0.95,
    "none-words": -0.29,
    "none-against": 2.16,
    "none-lacking": 0.71,
}
