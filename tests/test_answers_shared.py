"""The bodies that both countries belong to."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, lines

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Term


def body(entry_id: str, name: str, *texts: str, country: str | None = None, when: str | None = None) -> Entry:
    facts = tuple(Fact(str(number), text, ("gazette",)) for number, text in enumerate(texts, 1))
    questions = (f"who are the members of the {name}", f"What is the {name}?")
    since = FuzzyDate.parse(when) if when else None
    return Entry(entry_id, "institution", name, country=country, facts=facts, questions=questions, when=since)


BODIES = (
    body("lake-league", "Lake League", "The Lake League was set up in 1990.", "Norvania and Belmark are both members."),
    body("harbour-pact", "Harbour Pact", "Belmark is a founding member, Norvania joined in 1999.", when="1980/.."),
    body("hill-union", "Hill Union", "Belmark is a member of the Hill Union."),
    body("plain-council", "Plain Council", "Norvania and Belmark sent guests to the Plain Council."),
    body("guild", "Guild of Norvik", "Members of the guild trade with Norvania and Belmark.", country="norvania"),
)


@cache
def engine() -> Engine:
    """The engine of the base with some bodies."""
    own, words = base(), base().words
    words = replace(words, types=(*words.types, Term("institution", "institution", {}, ("organisations", "bodies"))))
    return Engine(replace(own, entries={**own.entries, **{b.id: b for b in BODIES}}, words=words, version="shared"))


@pytest.mark.parametrize(
    "question",
    [
        "which organisations are both members of",
        "What bodies do Norvania and Belmark belong to?",
        "в каких организациях состоят обе страны",
        "دونوں ممالک کن تنظیموں کے رکن ہیں",
        "екі ел қандай ұйымдарға мүше",
        "dono mulk kin tanzeemon ke rukn hain",
    ],
)
def test_only_bodies_of_which_both_are_told_to_be_members_are_listed_with_what_tells_it(question):
    answer = engine().answer(question, NOW)
    assert (answer.shape, lines(answer)) == ("list", ("harbour-pact", "lake-league"))
    assert answer.shown == ("harbour-pact#1", "lake-league#2")


def test_the_members_of_one_body_are_no_list_of_bodies():
    assert engine().answer("are both countries members of the Lake League", NOW).shape != "list"
