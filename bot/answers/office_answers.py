"""Office questions: who is, was, came before or after; answered from terms and sightings, never guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.answers.answer import Answer
from bot.answers.question import Reading

if TYPE_CHECKING:
    from bot.answers.engine import Engine


def resolve(question: str, reading: Reading, engine: Engine, today: date) -> Answer | None:
    """The answer to an office question, or None when it asks for something else."""
    return None
