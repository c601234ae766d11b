"""Questions that one specific tells from what the base holds: a place, an amount, a deputy, a day's country, a trip."""

import pytest
from answers_samples import ask, engine, ids, lines, reading

from bot.answers.demands import demands
from bot.answers.office_words import MOVES
from bot.answers.text import folded_set


@pytest.mark.parametrize(
    ("question", "against"),
    [
        ("Trade Forum of Norvania and Belmark 2026 in Belport", "place: in Sandhaven, not in belmark"),
        ("acting president of Norvania", "role: acting president"),
        ("deputy ambassador of Belmark to Norvania", "role: deputy ambassador"),
        ("is the National Day of Belmark kept in Norvania", "country: norvania"),
        ("Davin Korel's visit to Norvania", "direction"),
    ],
)
def test_another_place_office_country_or_trip_is_refused(question, against):
    answer = ask(question)
    assert (answer.status, str(answer.reason)) == ("unknown", against)


@pytest.mark.parametrize(
    "question", ["Trade Forum of Norvania and Belmark 2026 in Sandhaven", "Mirela Tandor's visit to Norvania"]
)
def test_what_agrees_is_answered(question):
    assert ask(question).status == "answered"


@pytest.mark.parametrize(
    ("question", "amounts"),
    [
        ("trade of 3 billion crowns", ("3",)),
        ("торговля на 48 млн", ("48",)),
        ("rails of 687 km", ("687",)),
        ("trade in 2024", ()),
        ("the 12th session", ()),
    ],
)
def test_amounts_are_held_against_what_is_found(question, amounts):

    found = [d.features[0] for d in demands(reading(question), engine().searcher) if d.reason.kind == "number"]
    assert tuple(found) == amounts


@pytest.mark.parametrize(
    "question", ["who came to Norvania in 2023?", "кто приезжал в Норванию в 2023", "2023 mein Norvania kaun aaya"]
)
def test_who_came_is_a_list_of_visits_there(question):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("list", ("visit-norvik-2023",))


def test_who_came_from_a_country_is_no_visit_to_it():
    assert "visit-norvik-2023" not in ids(ask("2023 mein Norvania se kaun aaya"))


def test_a_range_of_years_ends_where_it_says():
    assert lines(ask("Визиты с 2023 по 2024")) == ("visit-norvik-2023", "visit-belport-2024")


def test_words_of_coming_and_going_are_folded():
    assert folded_set("came приезжал آیا aaya").issubset(MOVES)


def test_the_events_of_somebody_are_those_that_name_them():
    knowledge = engine().knowledge
    named = knowledge.events_with("mirela-tandor")
    assert named
    assert list(named) == [e for e in knowledge.of_kind("event") if "mirela-tandor" in e.neighbours]
    assert knowledge.events_with("nobody") == ()
