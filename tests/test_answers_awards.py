"""Who got an award and who gave it."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, ids, reason

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge, Participant, Term

ORDER = Entry(
    "silver-oar-2024",
    "event",
    "Order of the Silver Oar for Mirela Tandor",
    type="award",
    when=FuzzyDate.parse("2024-05-02"),
    status="held",
    participants=(Participant("arlen-voskar", "award-giver"), Participant("mirela-tandor", "receiver")),
    people=("arlen-voskar", "mirela-tandor"),
    facts=(Fact("given", "Arlen Voskar conferred the Order of the Silver Oar on Mirela Tandor.", ("gazette",)),),
    questions=("who got the silver oar", "which order did Mirela Tandor receive", "which award did Mirela Tandor get"),
)


@cache
def engine() -> Engine:
    """The engine of the base in which one president gave the other an order."""
    own, words = base(), base().words
    types = (*words.types, Term("award", "award", {"ru": "награда", "ur": "اعزاز"}, ("order", "награду")))
    entries = {**own.entries, ORDER.id: ORDER}
    return Engine(Knowledge(entries, own.sources, own.about, replace(words, types=types), "awards"))


@pytest.mark.parametrize(
    "question",
    [
        "which order did Mirela Tandor receive?",
        "which award did Mirela Tandor get in 2024",
        "who gave Mirela Tandor the order",
        "Mirela Tandor was awarded which order",
        "the award of Mirela Tandor, who gave it",
    ],
)
def test_an_award_is_the_answer_to_what_was_got_and_to_what_was_given(question):
    assert ids(engine().answer(question, NOW))[:1] == (ORDER.id,)


@pytest.mark.parametrize(
    "question",
    [
        "which order did Arlen Voskar receive?",
        "which award did Arlen Voskar get from Norvania",
        "who gave Arlen Voskar the order",
        "Arlen Voskar was awarded which order",
        "which order did Mirela Tandor give",
        "какую награду получил Арлен Воскар",
        "which order did Arlen Voskar receive from Mirela Tandor",
    ],
)
def test_what_somebody_gave_is_not_what_they_got(question):
    answer = engine().answer(question, NOW)
    assert (answer.status, reason(answer)) == ("unknown", "direction")


def test_what_somebody_gave_may_be_told_of_the_award_or_of_the_giver():
    assert ids(engine().answer("which order did Arlen Voskar give", NOW))[0] in {ORDER.id, "arlen-voskar"}


def test_what_is_known_the_other_way_round_is_not_answered_from_the_talk_either():
    known = engine()
    first = known.answer("which order did Mirela Tandor receive?", NOW)
    answer = known.answer("which order did Arlen Voskar receive?", NOW, first.thread)
    assert (answer.status, reason(answer)) == ("unknown", "direction")
    assert ORDER.id in answer.near


def test_who_took_part_on_neither_side_is_not_told_from_it():
    assert reason(engine().answer("which order did Lorin Hask receive?", NOW)) != "direction"
