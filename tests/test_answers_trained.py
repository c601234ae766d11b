"""Bases that a trained head tells apart by how people ask: what the words alone may not decide there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answers.decide import RANK, SURE
from bot.answers.kept import open_engine
from bot.answers.weights_trained import RANK_TRAINED, TRAINED
from bot.evaluation.benchmark import QuestionSet, base_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHOP = [
    ("i want to buy three boxes of paper", "order"),
    ("please order more printer ink for me", "order"),
    ("can you buy another pair of gloves", "order"),
    ("get me a new box of pencils", "order"),
    ("where is my parcel now", "order_status"),
    ("where is the thing i ordered last week", "order_status"),
    ("has my parcel been sent yet", "order_status"),
    ("when does what i ordered arrive", "order_status"),
    ("which vaccines do i need before the trip", "vaccines"),
    ("do i need shots to travel to asia", "vaccines"),
    ("should i get vaccinated before i travel", "vaccines"),
    ("are shots needed for a trip abroad", "vaccines"),
    ("say something in spanish", "translate"),
    ("how do you say hello in french", "translate"),
    ("what is the word for bread in german", "translate"),
    ("translate good morning to spanish", "translate"),
    ("thanks a lot for the help", "thank_you"),
    ("thank you that was kind", "thank_you"),
    ("i thank you for this", "thank_you"),
    ("many thanks to you", "thank_you"),
]


@pytest.fixture(scope="module")
def engine():
    return open_engine(base_of(QuestionSet("shop", "en", tuple(SHOP), tuple(SHOP), ()), 4), None)


def shown(engine, question):
    answer = engine.answer(question, NOW)
    return answer.status, answer.entries[0].id if answer.entries else None


def test_a_name_in_a_question_does_not_outweigh_how_people_ask(engine):
    """ "Order" is a name of the base, and the only word of this question that carries something."""
    assert shown(engine, "where is my order now")[1] == "order_status"


def test_a_name_alone_still_finds_its_entry(engine):
    assert shown(engine, "Vaccines") == ("answered", "vaccines")


def test_a_number_asked_for_does_not_bar_what_people_ask_so(engine):
    assert shown(engine, "how many shots do i need before i travel to asia") == ("answered", "vaccines")


def test_the_name_of_another_entry_does_not_bar_what_people_ask_so(engine):
    assert shown(engine, "how do you say thank you in spanish")[1] == "translate"


def test_both_sets_of_weights_know_the_same_signals():
    assert (set(RANK_TRAINED), set(TRAINED)) == (set(RANK), {"bias", *SURE.weights})
