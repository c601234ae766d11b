"""Lists: what is coming, what happened in a stretch of time, all entries of a type, a country, a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.answers.answer import Answer
from bot.answers.question import Reading

if TYPE_CHECKING:
    from bot.answers.engine import Engine


def resolve(question: str, reading: Reading, engine: Engine, today: date) -> Answer | None:
    """The list a question asks for, or None when it asks for something else."""
    return None
