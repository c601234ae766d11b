"""What must hold between the entries of a base."""

from __future__ import annotations

from datetime import date

from bot.knowledge.parts import Parts, Problem


def check(parts: Parts, today: date) -> tuple[Problem, ...]:
    """Everything between entries that a curator has to see, as of `today`."""
    del parts, today
    return ()
