"""Offices with their country in the middle."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, TODAY, base

from bot.answers.country_last import with_country_last
from bot.answers.engine import Engine
from bot.answers.question import read
from bot.knowledge.entries import Knowledge


@cache
def engine() -> Engine:
    """The engine of the base, in which the foreign minister is called otherwise too."""
    own, words = base(), base().words
    roles = tuple(
        replace(role, aliases=(*role.aliases, "minister of the outer affairs"))
        if role.id == "foreign-minister"
        else role
        for role in words.roles
    )
    return Engine(Knowledge(own.entries, own.sources, own.about, replace(words, roles=roles), "country last"))


def test_who_holds_the_office_is_told_wherever_its_country_stands():
    behind, inside = (
        engine().answer(f"Who is the minister of {office}?", NOW)
        for office in ("the outer affairs of Belmark", "Belmark's outer affairs")
    )
    assert behind.status == "answered"
    assert (inside.status, inside.entries, inside.reason) == (behind.status, behind.entries, behind.reason)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the ambassador of Norvania?",
        "Who is the ambassador of Norvania's neighbour?",
        "Norvania's outer affairs",
    ],
)
def test_no_office_is_made_longer_that_has_no_longer_name(question):
    reading = read(question, engine().searcher.lexicon, TODAY)
    assert with_country_last(reading, engine().tools, TODAY) is None
