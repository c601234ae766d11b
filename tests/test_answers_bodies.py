"""What a body's own texts do for questions on its people, its trade and its papers, and what they do not do."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, engine, ids, reading

from bot.answers.answer import Answer, Thread
from bot.answers.engine import Engine
from bot.answers.wanted import wanted_of
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Value

EMBASSY = Entry(
    "embassy-norvania",
    "institution",
    "Embassy of Norvania in Belport",
    country="norvania",
    people=("selma-irvane", "teron-walden"),
    questions=("Who is in the embassy of Norvania in Belport?", "When did the embassy of Norvania open?"),
    facts=(
        Fact("open", "The embassy of Norvania has worked since 2009, Ambassador Teron Walden told.", ("gazette",)),
        Fact("envoy", "Teron Walden is Ambassador of Norvania to Belmark.", ("gazette",)),
    ),
)
EELS = Entry(
    "eel-trade",
    "figure",
    "Trade in eels",
    when=FuzzyDate.parse("2023"),
    series=(Value(5, "million crowns", "2023", "State Gazette", "gazette"),),
    questions=(
        "What does Norvania export to Belmark?",
        "Did exports of Norvania to Belmark grow in 2023?",
        "How much did Norvania export to Belmark in 2023?",
        "How many crowns were exports from Norvania to Belmark?",
    ),
    facts=(
        Fact("out", "Norvania exported eels for 5 million crowns to Belmark in 2023.", ("gazette",)),
        Fact("in", "Imports of salt by Norvania came to 3 million crowns in 2023.", ("gazette",)),
    ),
)
ONE_WAY = replace(EELS, facts=EELS.facts[:1])


@cache
def with_entries(*more: Entry) -> Engine:
    own = base()
    return Engine(replace(own, entries=own.entries | {entry.id: entry for entry in more}, version="bodies"))


def asked(question: str, *more: Entry, thread: Thread | None = None) -> Answer:
    return with_entries(*more).answer(question, NOW, thread)


def test_a_body_that_names_the_present_holder_does_not_say_who_was_it_before():
    answer = asked("who was the ambassador of Norvania to Belmark in 2009", EMBASSY)
    assert (answer.status, str(answer.reason)) == ("unknown", "year: 2009")


@pytest.mark.parametrize("question", ["and before him?", "who was it before her"])
def test_who_came_before_is_asked_of_the_holder_whom_the_body_names(question):
    said = Thread(("embassy-norvania",), (), "who is the ambassador of Norvania in Belport", "who", (), NOW)
    assert ids(asked(question, EMBASSY, thread=said)) == ("selma-irvane",)


def test_what_goes_out_and_comes_in_answers_either_way_round():
    assert ids(asked("How much did Norvania import from Belmark in 2023?", EELS)) == ("eel-trade",)


def test_what_only_goes_out_does_not_say_what_comes_in():
    answer = asked("How much did Norvania import from Belmark in 2023?", ONE_WAY)
    assert (answer.status, ids(answer)) == ("unknown", ())


@pytest.mark.parametrize(
    ("question", "is_list"),
    [
        ("which agreements were signed?", True),
        ("which ministers signed agreements?", False),
        ("which ferries are in the agreements?", False),
        ("list which ministers signed agreements", True),
    ],
)
def test_of_what_is_in_the_agreements_they_are_no_list(question: str, is_list: bool) -> None:
    assert wanted_of(reading(question), engine().tools).plural is is_list


def test_a_day_that_is_named_in_full_is_not_the_next_of_all_days():
    day = replace(base().entries["belmark-day"], name="Belmark Day")
    assert ids(asked("when is the next Belmark Day?", day)) == ("belmark-day",)


def test_then_is_when_somebody_did_what_was_told_before():
    said = Thread(
        ("arlen-voskar",),
        (),
        "whom did he meet there",
        "who",
        (),
        NOW,
        earlier=("commission-2025", "visit-norvik-2023"),
    )
    assert ids(asked("who was the ambassador of Norvania to Belmark then?", thread=said)) == ("selma-irvane",)


@cache
def with_union() -> Engine:
    """The engine of the base with a body whose texts name one country only and one month."""
    union = Entry(
        "reed-union",
        "institution",
        "Reed Union",
        country="norvania",
        when=FuzzyDate.parse("2019/.."),
        questions=(
            "Which union of Norvania cuts the reeds?",
            "Who buys the reeds of Norvania?",
            "When did the reed cutters of Norvania hold their fair?",
        ),
        facts=(
            Fact("cuts", "The reed cutters of Norvania have a union.", ("gazette",)),
            Fact("fair", "The reed cutters of Norvania held their fair in May 2022.", ("gazette",)),
        ),
    )
    return with_entries(union)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which union of Norvania cuts the reeds?", ("reed-union",)),
        ("Which union of Belmark cuts the reeds?", ()),
        ("What does the Reed Union do in Belmark?", ("reed-union",)),
        ("Did the reed cutters of Norvania hold their fair in May 2022?", ("reed-union",)),
        ("Did the reed cutters of Norvania hold their fair in September 2022?", ()),
    ],
)
def test_a_body_answers_for_its_own_country_and_for_the_months_that_it_tells_of(question, found) -> None:
    answer = with_union().answer(question, NOW)
    assert (ids(answer) if answer.status == "answered" else ()) == found
