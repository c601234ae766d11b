"""The thread of talk: what the next question of the same person in the same chat may lean on, for an hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.answers.answer import Answer, Thread
from bot.answers.question import Reading

if TYPE_CHECKING:
    from bot.answers.engine import Engine

FORGOTTEN_AFTER = timedelta(hours=1)


def alive(thread: Thread | None, now: datetime) -> Thread | None:
    """The thread, if it has something and is younger than an hour."""
    if thread is None or thread.at is None or not (thread.entries or thread.offered):
        return None
    return thread if now - thread.at < FORGOTTEN_AFTER else None


def after(answer: Answer, old: Thread | None, reading: Reading, now: datetime) -> Thread:
    """What to remember after `answer`."""
    if answer.status == "answered":
        entries = tuple(s.id for s in answer.entries) or tuple(item.id for item in answer.listed)
        return Thread(entries[:8], answer.shown, reading.text, answer.asked, (), now)
    if answer.status == "choose":
        return Thread(old.entries if old else (), (), reading.text, answer.asked, tuple(s.id for s in answer.entries), now)
    return old or Thread()


def continued(question: str, reading: Reading, old: Thread, engine: Engine, today: date) -> Answer | None:
    """The answer to a question that leans on the one before, or None when it stands alone."""
    return None
