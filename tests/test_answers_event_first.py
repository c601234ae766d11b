"""Events that Urdu names before the word that makes them a time."""

import pytest

from bot.answers.event_first import AFTER_IT, AT_IT, BEFORE_IT, event_first, when_first
from bot.answers.text import fold

PARTS = (
    ("state visit ke baad konsi mulaqatein huin", AFTER_IT, "state visit", "konsi mulaqatein huin"),
    ("konsi mulaqatein huin state visit ke baad", AFTER_IT, "state visit", "konsi mulaqatein huin"),
    ("state visit se pehle konse daure hue", BEFORE_IT, "state visit", "konse daure hue"),
    ("دورے کے بعد کیا ہوا", AFTER_IT, "دورے", "کیا ہوا"),
    ("daure ke mauqe par sadar kaun tha", AT_IT, "daure", "sadar kaun tha"),
)


@pytest.mark.parametrize(("text", "words", "named", "asked"), PARTS)
def test_an_event_and_what_is_asked_of_its_time_are_told_apart(
    text: str, words: frozenset[str], named: str, asked: str
) -> None:
    plain = fold(text).split()
    parts = event_first(plain, words)
    assert parts is not None
    assert [" ".join(plain[part]) for part in parts] == [fold(named), fold(asked)]


@pytest.mark.parametrize("text", ["baad mein kya hua", "pehle kaun tha", "state visit ke baad", "is waqt kaun hai"])
def test_without_an_event_before_it_or_a_question_beside_it_there_is_none(text: str) -> None:
    assert event_first(text.split(), AFTER_IT | BEFORE_IT | AT_IT) is None


def test_a_clause_with_when_at_its_head_tells_the_time_of_the_next() -> None:
    plain = "jab voskar aaye to sadar kaun tha".split()
    parts = when_first(plain)
    assert parts is not None
    assert [" ".join(plain[part]) for part in parts] == ["voskar aaye", "sadar kaun tha"]
    assert when_first(["jab", "voskar", "aaye"]) is None
