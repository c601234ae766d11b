"""So many of the first or the last of a kind, and lists of one office, one number or one thing in two words."""

import pytest
from answers_samples import NOW, ask, lines
from test_answers_outermost import meetings


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("the last two visits", ("visit-norvik-2026", "visit-belport-2024")),
        ("what were the last two visits to Norvania?", ("visit-norvik-2026", "visit-norvik-2023")),
        ("two most recent visits", ("visit-norvik-2026", "visit-belport-2024")),
        ("first two visits", ("visit-norvik-2023", "visit-belport-2024")),
        ("the first 2 visits", ("visit-norvik-2023", "visit-belport-2024")),
        ("последние два визита", ("visit-norvik-2026", "visit-belport-2024")),
        ("the last three visits", ("visit-norvik-2026", "visit-belport-2024", "visit-norvik-2023")),
    ],
)
def test_as_many_are_named_as_are_asked_for_from_that_end(question, found):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("list", found)


def test_a_number_of_years_asks_for_no_number_of_visits():
    assert "visit-norvik-2023" not in lines(ask("visits in the last two years"))


@pytest.mark.parametrize("question", ["what happened at the harbour ministers meeting in October 2025"])
def test_an_office_before_a_meeting_asks_for_one_meeting(question):
    answer = meetings().answer(question, NOW)
    assert [one.id for one in answer.entries][:1] == ["harbour-talks"]


def test_after_an_event_with_its_time_is_after_its_last_day():
    answer = ask("visits after the state visit of May 2023")
    assert lines(answer) == ("visit-belport-2024", "visit-norvik-2026")


@pytest.mark.parametrize("question", ["which visits were there in 2019?", "visits in 2019", "какие визиты были в 2019"])
def test_a_time_in_which_nothing_of_a_kind_was_is_named_with_what_was_nearest(question):
    answer = ask(question)
    assert (answer.status, str(answer.reason)) == ("unknown", "year: 2019")
    assert answer.near[0] == "visit-norvik-2023"


@pytest.mark.parametrize("question", ["which visits were there", "какие визиты были", "konse visit hue"])
def test_the_word_of_asking_says_that_several_are_meant(question):
    answer = ask(question)
    assert answer.shape == "list"
    assert {"visit-norvik-2023", "visit-belport-2024", "visit-norvik-2026"} <= set(lines(answer))
