"""One question asked as a chat would ask it, and all that the asker gets to see."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.answers.answer import Answer, Thread
from bot.evaluation.score import Seen
from bot.knowledge.entries import Knowledge, Source


class Engine(Protocol):
    """Whatever turns a question into an answer."""

    def answer(self, question: str, now: datetime, thread: Thread = ..., language: str | None = None) -> Answer:
        """The answer; `language` None means: the language of the question."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """An answer as worded for a chat."""

    text: str  #: what is visible before tapping, without markup and buttons
    buttons: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()  #: those named
    entries: tuple[str, ...] = ()  #: the main one first; in a list those on its first page
    shown: tuple[str, ...] = ()  #: refs of the facts and fields in the text
    language: str = "en"  #: of the text
    room: int = 8  #: so many lines of a list are seen at once


class Wording(Protocol):
    """Whatever words an answer."""

    def __call__(self, answer: Answer, knowledge: Knowledge, today: date, language: str) -> Words:
        """The words in `language`."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and its words."""

    answer: Answer
    words: Words
    milliseconds: float

    @property
    def seen(self) -> Seen:
        """What counts of it."""
        reason = str(self.answer.reason) if self.answer.reason else ""
        words = self.words
        return Seen(self.answer.status, words.entries, words.text, words.sources, reason, words.room)


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks one base."""

    knowledge: Knowledge
    engine: Engine
    wording: Wording

    def ask(self, question: str, now: datetime, thread: Thread | None = None, language: str | None = None) -> Reply:
        """The reply at `now` (aware); `language` None means: the language of the question."""
        begin = time.perf_counter()
        answer = self.engine.answer(question, now, thread or Thread(), language)
        return self.worded(answer, now, language or answer.language, begin)

    def worded(self, answer: Answer, now: datetime, language: str, begin: float | None = None) -> Reply:
        """The reply that shows this answer; `begin` is the reading of `time.perf_counter` when it was asked for."""
        begin = time.perf_counter() if begin is None else begin
        today = now.astimezone(ZoneInfo(self.knowledge.about.timezone)).date()
        words = self.wording(answer, self.knowledge, today, language)
        return Reply(answer, words, (time.perf_counter() - begin) * 1000)
