"""Asks everything that question files hold and scores what is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.answers.answer import Thread
from bot.evaluation.questions import Asked, Conversation, Question
from bot.evaluation.reply import Asker
from bot.evaluation.report import Report
from bot.evaluation.score import Scored, scored
from bot.knowledge.entries import Knowledge


def evaluated(asked: Asked, asker: Asker, now: datetime) -> Report:
    """The score of every question and turn, asked at `now` (aware)."""
    times: list[float] = []
    questions = tuple(_question(question, asker, now, times) for question in asked.questions)
    conversations = tuple(_conversation(one, asker, now, times) for one in asked.conversations)
    return Report(questions, conversations, tuple(sorted(times)), _missing(asked, asker.knowledge))


def _question(question: Question, asker: Asker, now: datetime, times: list[float]) -> Scored:
    reply = asker.ask(question.q, now)
    times.append(reply.milliseconds)
    return scored(question, reply.seen, asker.knowledge)


def _conversation(conversation: Conversation, asker: Asker, now: datetime, times: list[float]) -> tuple[Scored, ...]:
    thread, before, found = Thread(), None, []
    for turn in conversation.turns:
        reply = asker.ask(turn.q, now, thread)
        times.append(reply.milliseconds)
        found.append(scored(turn, reply.seen, asker.knowledge, before))
        thread, before = reply.answer.thread, reply.seen
    return tuple(found)


def _missing(asked: Asked, knowledge: Knowledge) -> frozenset[str]:
    expected: Iterable[Question] = (*asked.questions, *asked.turns)
    return frozenset(one for question in expected for one in question.expect if knowledge.find(one) is None)
