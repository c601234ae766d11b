"""Messages about the last answer itself: doubt, once more, in short."""

import pytest
from answers_samples import Talk, ask, ids

from bot.answers.answer import Answer

LENGTH = "How long is the lake railway?"


def further(message: str, first: str = LENGTH) -> tuple[Talk, Answer]:
    """A talk of two messages and the second answer."""
    talk = Talk()
    talk.ask(first)
    return talk, talk.ask(message)


@pytest.mark.parametrize(
    "doubt",
    ["are you sure?", "Really?", "how do you know?", "Is that confirmed?", "when was this reported", "это правда?"],
)
def test_who_doubts_an_answer_is_shown_its_sources(doubt: str) -> None:
    _, answer = further(doubt)
    assert (answer.shape, ids(answer), answer.shown) == ("sources", ("lake-railway",), ask(LENGTH).shown)


def test_a_question_that_begins_like_a_doubt_is_none() -> None:
    _, answer = further("is it true that Mirela Tandor came to Norvania in 2023?")
    assert answer.shape != "sources"


@pytest.mark.parametrize("again", ["repeat that", "once more", "повторите", "dobara batao"])
def test_an_answer_is_said_once_more(again: str) -> None:
    _, answer = further(again)
    assert (answer.status, ids(answer), answer.shown) == ("answered", ("lake-railway",), ask(LENGTH).shown)


@pytest.mark.parametrize("short", ["shorter please", "in one sentence", "короче", "қысқаша"])
def test_in_short_an_answer_is_its_first_fact(short: str) -> None:
    talk, answer = further(short)
    assert answer.shown == ask(LENGTH).shown[:1]
    assert talk.ask("repeat that").shown == ask(LENGTH).shown


@pytest.mark.parametrize("message", ["are you sure?", "repeat that", "shorter please"])
def test_before_any_answer_there_is_nothing_to_say_again(message: str) -> None:
    assert ask(message).status != "answered"
