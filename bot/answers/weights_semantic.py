"""The weights of likeness in meaning beside that in words, as fitted; used only with an embedder.

Fitted on 2026-11-22 for `all-MiniLM-L6-v2-int8`. A base that names its own countries is told apart by its names, and
meaning has hardly a say: fitted on the English development questions of `tests/data/` and 1,200 more, where it places
half a point more first and tells right from wrong no better than the words do (area under the curve 0.937 and 0.939).
Any other base is told apart by meaning: fitted on training questions of CLINC150, BANKING77 and HWU64 as bases of ten
phrasings an answer, or of one, a fifth of their answers left out. How sure the words alone are keeps the weights of
`weights.py`.
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
    rank={"words": 0.99, "close": 4.02, "share": -3.02, "strength": 2.99, "meanthead": 3.98},
    sure={
        "bias": -0.78,
        "words": 1.02,
        "margin": -0.05,
        "close": -0.26,
        "share": -0.02,
        "strength": 1.24,
        "meanthead": 0.14,
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
