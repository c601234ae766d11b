"""The weights of likeness in meaning beside that in words, as fitted; used only with an embedder.

Fitted on 2026-11-22 for `all-MiniLM-L6-v2-int8`. A base that names its own countries is told apart by its names, and
meaning has a small say: fitted on the development questions of `tests/data/`, the same with their answers left out, and
300 questions of other subjects. Any other base is told apart by meaning: fitted on training questions of CLINC150,
BANKING77 and HWU64 as bases of ten phrasings an answer, or of one, a fifth of their answers left out. How sure the
words alone are keeps the weights of `weights.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights of what the words say ("words") and of the signals of meaning; see `semantic.Meant.signals`."""

    rank: dict[str, float]  #: which of the candidates is meant
    sure: dict[str, float]  #: how sure it is that the best one is right


#: For a base with its own countries, people and places.
NAMED = Blend(
    rank={"words": 0.82, "close": 3.4, "share": 0.1, "strength": 1.0, "meanthead": 3.4},
    sure={
        "bias": -1.77,
        "words": 0.55,
        "margin": -0.07,
        "close": 1.29,
        "share": 1.43,
        "strength": 0.02,
        "meanthead": 4.59,
    },
)
#: For any other base with several phrasings an answer.
PLAIN = Blend(
    rank={"words": 0.15, "close": 3.7, "share": -1.6, "strength": 3.9, "meanthead": 8.6},
    sure={
        "bias": -3.09,
        "words": 0.14,
        "margin": 0.32,
        "close": 2.38,
        "share": 0.16,
        "strength": -2.21,
        "meanthead": 6.55,
    },
)
#: For one with too few phrasings to train a head.
SPARSE = Blend(
    rank={"words": 0.18, "close": 5.1, "share": 0.3, "strength": 9.1, "meanthead": 0.0},
    sure={
        "bias": -3.2,
        "words": 0.12,
        "margin": 0.26,
        "close": -0.08,
        "share": 2.3,
        "strength": 2.68,
        "meanthead": 0.0,
    },
)
