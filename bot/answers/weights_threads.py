"""The weights of what a message in a thread is taken for, as fitted; see `leaning.py` for each signal.

Fitted by `python -m bot eval --calibrate-threads` on 2026-11-23, base 62d290120cbf, 1583 turns of:
tests/data/threads.yaml
tests/data/conversations.yaml
Cross-validated: 1201 right, 22 one tap, 49 abstained, 175 refused, 5 choice, 131 wrong.
"""

from __future__ import annotations

THREADS: dict[str, float] = {
    "alone-odds": 1.05,
    "alone-unsure": 0.58,
    "alone-bare": -2.41,
    "alone-words": 0.56,
    "alone-pronoun": -1.8,
    "alone-sides": -3.47,
    "alone-nameless": -1.28,
    "related": -0.7,
    "rank": 0.12,
    "gap": 0.1,
    "odds-with-subject": 0.43,
    "odds": 0.43,
    "nearest": 6.54,
    "typed": 2.47,
    "main-typed": -2.15,
    "missing": 0.21,
    "beyond": -14.6,
    "conflict": -2.04,
    "attribute": -1.98,
    "shared": 0.47,
    "when-event": -1.34,
    "who-person": -0.81,
    "main": 1.01,
    "ahead": 0.64,
    "back": 0.47,
    "same-time": -1.33,
    "offered": 1.68,
    "earlier": 0.68,
    "in-place": 0.28,
    "pending": -0.48,
    "main-pending": -3.28,
    "main-asked": 1.34,
    "attended": 3.07,
    "earlier-kin": -0.05,
    "main-bare": 1.26,
    "none": 0.54,
    "none-words": -0.35,
    "none-against": 3.34,
    "none-lacking": 1.47,
}
