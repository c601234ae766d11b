"""What every resolver works with: the base, its index, and all offices, made once for each version of the base."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.offices import Holding
from bot.answers.search import Searcher
from bot.knowledge.entries import Knowledge


@dataclass(frozen=True, slots=True)
class Tools:
    """The searchable base."""

    knowledge: Knowledge
    searcher: Searcher
    holdings: tuple[Holding, ...]
