"""The next one of a kind where none is known: what a fact says of it, else the last one."""

import pytest
from answers_samples import ask, ids, lines, reason


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("next commission session", "commission-2025"),
        ("when is the next commission session?", "commission-2025"),
        ("upcoming session of the joint commission", "commission-2025"),
        ("когда следующее заседание комиссии", "commission-2025"),
        ("کمیشن کا اجلاس اگلا کب ہے", "commission-2025"),
        ("next visit to Norvania", "visit-norvik-2026"),
        ("when is the next visit of Mirela Tandor to Norvania", "visit-norvik-2023"),
    ],
)
def test_where_none_is_known_the_last_one_is_named_and_no_past_one_shown(question, last):
    answer = ask(question)
    assert (answer.status, reason(answer), answer.near[:1]) == ("unknown", "next", (last,))


@pytest.mark.parametrize(
    ("question", "found"), [("next forum", ("trade-forum-2026",)), ("next visit", ("visit-belport-2027",))]
)
def test_where_one_is_known_it_is_named(question, found):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("upcoming", found)


def test_the_next_visit_of_somebody_is_named():
    assert ids(ask("when is the next visit of Arlen Voskar to Belmark")) == ("visit-belport-2027",)


def test_the_next_visit_of_a_host_is_none_of_theirs():
    answer = ask("when is the next visit of Mirela Tandor")
    assert (answer.status, reason(answer), answer.near[:1]) == ("unknown", "next", ("visit-norvik-2023",))


def test_a_question_on_what_is_planned_about_something_is_left_to_the_ranking():
    assert reason(ask("is the ferry planned for the next commission session")) != "next"


def test_the_next_of_all_days_is_meant_by_words_that_name_none():
    answer = ask("which is the next public holiday that the fleet of Norvania parades on")
    assert (answer.shape, set(lines(answer))) == ("upcoming", {"norvania-day"})
