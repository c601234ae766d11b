"""What must hold between the entries of a base: everything a curator has to see, one sentence each."""

from __future__ import annotations

from datetime import date

from bot.knowledge.check_ids import ids
from bot.knowledge.check_names import beyond, names, sentences, wording
from bot.knowledge.check_offices import acting, offices
from bot.knowledge.check_times import dates, rules, statuses
from bot.knowledge.parts import Parts, Problem


def check(parts: Parts, today: date) -> tuple[Problem, ...]:
    """The problems between entries as of `today`, also where some entries could not be read."""
    return (
        *ids(parts),
        *names(parts),
        *sentences(parts),
        *beyond(parts),
        *wording(parts),
        *statuses(parts, today),
        *dates(parts, today),
        *rules(parts, today),
        *offices(parts),
        *acting(parts),
    )
