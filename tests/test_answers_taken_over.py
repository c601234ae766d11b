"""What a message takes over from the talk: the country of an office, the countries turned round, those of a list."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, Talk, base, ids, lines

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact


def talk_of(first: str) -> Talk:
    """A talk in which one question was asked."""
    talk = Talk()
    talk.ask(first)
    return talk


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("who was the ambassador in 2016", "davin-korel"),
        ("and who was ambassador in 2022?", "selma-irvane"),
        ("а кто был послом в 2016", "davin-korel"),
        ("who held the post before him?", "selma-irvane"),
    ],
)
def test_an_office_without_a_country_is_that_of_the_one_spoken_of(question: str, holder: str) -> None:
    assert ids(talk_of("Who is the ambassador of Norvania to Belmark?").ask(question)) == (holder,)


def test_the_next_year_asked_for_is_of_the_same_office_again() -> None:
    talk = talk_of("Who is the ambassador of Norvania to Belmark?")
    talk.ask("who held the post before him?")
    assert ids(talk.ask("and in 2016?")) == ("davin-korel",)


def test_another_office_is_not_that_of_the_one_spoken_of() -> None:
    talk = talk_of("Who is the ambassador of Norvania to Belmark?")
    assert talk.ask("who was president in 2016").status != "answered"


@pytest.mark.parametrize("question", ["and who is it now?", "а сейчас кто?", "who is it today"])
def test_who_it_is_now_is_the_present_holder(question: str) -> None:
    assert ids(talk_of("Who was the ambassador of Norvania to Belmark in 2016?").ask(question)) == ("teron-walden",)


@pytest.mark.parametrize("question", ["and the other way round?", "vice versa?", "а наоборот?"])
def test_the_other_way_round_puts_each_country_in_the_place_of_the_other(question: str) -> None:
    talk = talk_of("Who is the ambassador of Norvania to Belmark?")
    assert ids(talk.ask(question)) == ("ines-halvar",)


def test_nothing_is_turned_round_where_no_country_was_named() -> None:
    assert talk_of("How long is the lake railway?").ask("and the other way round?").status != "answered"


def test_those_of_a_list_are_told_by_country_and_by_word() -> None:
    talk = talk_of("list all visits")
    assert set(lines(talk.ask("which of them were to Norvania?"))) == {"visit-norvik-2023", "visit-norvik-2026"}
    talk = talk_of("list all visits")
    assert "visit-norvik-2023" not in lines(talk.ask("which of these were about the railway"))


def test_somebody_asked_about_after_an_event_is_no_event() -> None:
    talk = talk_of("When did Mirela Tandor visit Norvania?")
    assert not any(one.startswith("visit") for one in ids(talk.ask("what is his salary")))


def figure(year: int) -> Entry:
    """The trade of a year, which names the goal of trade."""
    fact = Fact("value", f"Trade came to {year - 2000} million crowns in {year}.", ("gazette",))
    return Entry(
        f"trade-{year}", "figure", f"Trade in {year}", when=FuzzyDate.parse(str(year)), related=("goal",), facts=(fact,)
    )


GOAL = Entry(
    "goal",
    "figure",
    "Goal of trade",
    when=FuzzyDate.parse("2025-09/.."),
    questions=("What is the goal of trade?",),
    facts=(Fact("goal", "The goal of trade is 100 million crowns.", ("gazette",)),),
)
PACT = Entry(
    "ferry-pact",
    "agreement",
    "Ferry pact",
    when=FuzzyDate.parse("2024"),
    related=("ferry",),
    facts=(Fact("one", "The pact keeps boats in order.", ("gazette",)),),
)


@cache
def engine() -> Engine:
    """The engine of the base with figures of three years beside a goal, and an agreement that names the ferry."""
    own = base()
    more = {e.id: e for e in (GOAL, PACT, *(figure(year) for year in (2021, 2022, 2023)))}
    return Engine(replace(own, entries={**own.entries, **more}, version="taken"))


def test_a_year_after_the_goal_is_the_figure_of_that_year() -> None:
    thread = engine().answer("What is the goal of trade?", NOW).thread
    assert ids(engine().answer("and how much was it in 2022?", NOW, thread)) == ("trade-2022",)


def test_an_agreement_on_that_is_one_that_names_it() -> None:
    thread = engine().answer("Is there a ferry from Sandhaven?", NOW).thread
    answer = engine().answer("any agreement on that?", NOW, thread)
    assert lines(answer) == ("ferry-pact",)


@pytest.mark.parametrize(
    ("first", "further", "holder"),
    [
        ("Who is the ambassador of Norvania to Belmark?", "and who held the post in 2016?", "davin-korel"),
        ("Who is the ambassador of Norvania to Belmark?", "who was having that job in 2016", "davin-korel"),
        ("Who is the ambassador of Norvania to Belmark?", "а кто занимал этот пост в 2016", "davin-korel"),
        ("Who is the ambassador of Norvania to Belmark?", "and his counterpart?", "ines-halvar"),
        ("Who is the president of Norvania?", "and his Belmarkian counterpart?", "mirela-tandor"),
        ("Who is the president of Norvania?", "кто его коллега", "mirela-tandor"),
    ],
)
def test_the_same_office_is_asked_of_another_time_or_of_the_other_country(
    first: str, further: str, holder: str
) -> None:
    assert ids(talk_of(first).ask(further)) == (holder,)


@pytest.mark.parametrize("further", ["and his counterpart in Grauland?", "which wife held the post in 2016?"])
def test_an_office_is_not_asked_of_where_more_is_said(further: str) -> None:
    assert talk_of("Who is the president of Norvania?").ask(further).status == "unknown"
