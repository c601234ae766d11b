"""Somebody's journey to a country: the event that took them there, all of them, or none."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, ask, base, ids, lines

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Participant


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("When did Mirela Tandor go to Norvania?", "visit-norvik-2023"),
        ("Has Mirela Tandor ever been to Norvania?", "visit-norvik-2023"),
        ("когда Мирела Тандор была в Норвании", "visit-norvik-2023"),
        ("did President Mirela Tandor travel to Norvik", "visit-norvik-2023"),
        ("Will Arlen Voskar come to Belmark?", "visit-belport-2027"),
        ("When was Arlen Voskar in Belmark?", "visit-belport-2024"),
        ("When was Arlen Voskar in Belport in 2024?", "visit-belport-2024"),
        ("Mirela Tandor's visit", "visit-norvik-2023"),
        ("when was the visit of Mirela Tandor", "visit-norvik-2023"),
    ],
)
def test_a_journey_is_the_event_that_took_somebody_there(question: str, event: str) -> None:
    assert ids(ask(question)) == (event,)


@pytest.mark.parametrize(
    "question",
    [
        "When was Mirela Tandor in Belmark?",
        "Will Mirela Tandor come to Norvania again?",
        "When did Arlen Voskar go to Belmark in 2019?",
        "Has Davin Korel been to Norvania?",
    ],
)
def test_a_journey_home_to_come_or_of_another_time_is_no_event_that_was(question: str) -> None:
    assert ids(ask(question)) not in {("visit-norvik-2023",), ("visit-belport-2024",)}


@cache
def engine() -> Engine:
    """The engine of the base with a summit in Belmark that both presidents came to."""
    own = base()
    summit = Entry(
        "summit-belport-2022",
        "event",
        "Lake summit 2022",
        type="forum",
        when=FuzzyDate.parse("2022-05-03"),
        status="held",
        where="Belport",
        host="belmark",
        participants=(Participant("arlen-voskar", "speaker"), Participant("mirela-tandor", "host")),
        facts=(Fact("one", "The presidents met at the lake.", ("gazette",)),),
    )
    later = replace(
        own.entries["visit-belport-2024"], id="second-visit", when=FuzzyDate.parse("2025-02-03"), name="Second visit"
    )
    return Engine(replace(own, entries={**own.entries, summit.id: summit, later.id: later}, version="journeys"))


def test_several_journeys_are_listed_and_visits_go_before_gatherings() -> None:
    assert lines(engine().answer("When was Arlen Voskar in Belmark?", NOW)) == ("visit-belport-2024", "second-visit")


def test_one_journey_spoken_of_is_not_answered_with_several() -> None:
    assert engine().answer("When was the trip of Arlen Voskar to Belmark?", NOW).shape != "list"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("when was a Norvania president last in Belmark?", "second-visit"),
        ("who was the first Norvania president in Belmark?", "summit-belport-2022"),
        ("when was a Norvania president last in Belmark before 2024?", "summit-belport-2022"),
        ("before Lorin Hask, when was a Belmark president last in Norvania?", "visit-norvik-2023"),
        ("last Belmark president to visit Norvania before Lorin Hask", "visit-norvik-2023"),
    ],
)
def test_the_last_holder_of_an_office_who_was_there_came_on_a_visit_or_to_a_gathering(
    question: str, found: str
) -> None:
    assert ids(engine().answer(question, NOW)) == (found,)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who visited Norvania before Lorin Hask?", ("visit-norvik-2023",)),
        ("кто приезжал в Норванию до Лорина Хаска", ("visit-norvik-2023",)),
        ("visits to Belmark after Arlen Voskar", ()),
    ],
)
def test_somebodys_visit_is_a_limit_for_those_of_others(question: str, found: tuple[str, ...]) -> None:
    answer = engine().answer(question, NOW)
    assert (lines(answer) if answer.shape == "list" else ()) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            "visits of Norvania presidents to Belmark in the 2020s",
            ("summit-belport-2022", "visit-belport-2024", "second-visit", "visit-belport-2027"),
        ),
        ("visits of Norvania presidents to Belmark since 2023", ("visit-belport-2024", "second-visit")),
        ("visits of Norvania presidents to Belmark until 2024", ("summit-belport-2022",)),
    ],
)
def test_the_visits_of_holders_of_an_office_are_also_gatherings_they_came_to(
    question: str, found: tuple[str, ...]
) -> None:
    assert lines(engine().answer(question, NOW)) == found


@pytest.mark.parametrize(
    "question",
    [
        "which Norvania presidents visited Belmark before 2026?",
        "which Norvania presidents have been to Belmark before 2026",
        "какие президенты Норвании были в Белмарке до 2026",
    ],
)
def test_which_holders_of_an_office_went_somewhere_is_told_by_their_journeys(question: str) -> None:
    assert lines(engine().answer(question, NOW)) == ("summit-belport-2022", "visit-belport-2024", "second-visit")
