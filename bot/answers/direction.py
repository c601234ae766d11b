"""Who did what to whom: a question that turns a known relation round must not get it.

The order of two parties is read from small words ("of", "to", "by", "'s"), from endings and from their places. A candidate whose
own questions and facts all have it the other way round is in conflict with the question.
"""

from __future__ import annotations

from bot.answers.answer import Reason
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher


def turned(reading: Reading, candidate: Candidate, searcher: Searcher) -> tuple[Reason, ...]:
    """The conflicts of direction between a question and a candidate; empty when there is none."""
    return _place(reading, candidate)


def _place(reading: Reading, candidate: Candidate) -> tuple[Reason, ...]:
    """A visit asked for in the guest's own country."""
    entry = candidate.entry
    if entry.kind != "event" or not entry.host or entry.type not in {"visit", "delegation"}:
        return ()
    places = [m for m in reading.mentions if m.how == "place" and m.home]
    if not places or any(m.id == entry.host for m in places):
        return ()
    if entry.guest and all(m.id == entry.guest for m in places):
        return (Reason("direction", f"{entry.guest} is the guest, not the host"),)
    return ()
