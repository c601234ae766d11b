"""Whether a question asks who holds an office, or of somebody beside the holder, or what the holder does."""

import pytest
from answers_samples import engine, reading

from bot.answers.office_asked import asks_deed, is_with_holder, says_more


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("Which president came to Belmark in 2023?", True),
        ("When did the president come to Norvania?", True),
        ("What did the president say?", True),
        ("Who came after the president of Norvania?", False),
        ("Who came to the office of president of Norvania?", False),
        ("Who was the ambassador of Norvania when Mirela Tandor came?", False),
        ("Who is the president of Norvania?", False),
    ],
)
def test_what_a_holder_does_is_no_question_of_who_holds_an_office(question, deed):
    assert asks_deed(reading(question)) is deed


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("Who was with the president of Norvania?", True),
        ("Who translated for their president?", True),
        ("Who was with the Norvanian president?", True),
        ("Who is the president of Norvania?", False),
        ("president of Norvania", False),
    ],
)
def test_who_stands_beside_a_holder_is_no_holder(question, beside):
    assert is_with_holder(reading(question)) is beside


def test_an_event_in_a_question_is_more_than_an_office():
    asked = reading("Did the ambassador of Norvania speak at the Trade Forum of Norvania and Belmark 2026?")
    assert says_more(asked, engine().tools, None)
    assert not says_more(reading("Who is the ambassador of Norvania?"), engine().tools, None)
