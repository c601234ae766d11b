"""Asks a small base about two invented countries, Norvania and Belmark; it stands in tests/data/answers_base."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from bot.answers.answer import Answer, Thread
from bot.answers.engine import Engine
from bot.answers.question import Reading, read
from bot.answers.text import tokens
from bot.answers.times import Window, window_of
from bot.knowledge.entries import Knowledge
from bot.knowledge.load import load_folder

BASE = Path(__file__).parent / "data" / "answers_base"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)

#: Any text, of the scripts people write in here more often than chance would have it.
texts = st.one_of(
    st.text(max_size=120),
    st.text(
        st.one_of(
            st.characters(min_codepoint=0x20, max_codepoint=0x7E),
            st.characters(min_codepoint=0x400, max_codepoint=0x52F),
            st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
            st.sampled_from(" \n\t'’\u200b\u200d\u202e٣০"),
        ),
        max_size=120,
    ),
)


@cache
def base() -> Knowledge:
    """The base."""
    knowledge = load_folder(BASE).knowledge
    assert knowledge is not None
    return knowledge


@cache
def engine() -> Engine:
    """Its engine, one for all tests: answering leaves no trace in it."""
    return Engine(base())


def ask(question: str, thread: Thread | None = None, now: datetime = NOW) -> Answer:
    """The answer to a question."""
    return engine().answer(question, now, thread)


def reading(text: str) -> Reading:
    """How a question is understood."""
    return read(text, engine().searcher.lexicon, TODAY)


def window(text: str, today: date = TODAY) -> Window | None:
    """The time that a text names."""
    return window_of(tokens(text), today)


def ids(answer: Answer) -> tuple[str, ...]:
    """The entries of an answer, the main one first."""
    return tuple(one.id for one in answer.entries)


def lines(answer: Answer) -> tuple[str, ...]:
    """The entries of a list, in order."""
    return tuple(line.id for line in answer.listed)


def reason(answer: Answer) -> str:
    """Why something was refused: the kind alone."""
    assert answer.reason is not None
    return answer.reason.kind


@dataclass
class Talk:
    """A conversation with the engine: each question is asked in the thread of the one before."""

    thread: Thread | None = None
    now: datetime = NOW

    def ask(self, question: str) -> Answer:
        """The answer, remembered for the next one."""
        answer = ask(question, self.thread, self.now)
        self.thread = answer.thread
        return answer
