"""An office by the body it is held in: one follows the other, and the one seen last is the holder."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, ids, reason

from bot.answers.engine import Engine
from bot.answers.offices import holdings, is_one_seat, titled
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Knowledge, Office, Term

SPEAKER = Term(
    "speaker",
    "speaker",
    {"ru": "спикер"},
    ("speaker of the lake assembly", "speaker of the parliament", "chair of the diet"),
)


def person(entry_id: str, name: str, title: str, body: str, country: str, seen: str) -> Entry:
    when = FuzzyDate.parse(seen)
    office = Office(title, body, country, "speaker", attested=(when, when), sources=("gazette",))
    return Entry(entry_id, "official", name, offices=(office,))


SPEAKERS = (
    person("odo-renn", "Odo Renn", "Speaker", "Lake Assembly of Norvania", "norvania", "2022-12-12"),
    person("ula-brask", "Ula Brask", "Speaker", "Lake Assembly of Norvania", "norvania", "2024-04-19"),
    person("pell-orm", "Pell Orm", "Chair of the Diet", "Parliament of Belmark", "belmark", "2022-12-13"),
)


@cache
def engine() -> Engine:
    """The engine of the base with three speakers, whose role is not said to have one holder."""
    own, words = base(), base().words
    entries = {**own.entries, **{one.id: one for one in SPEAKERS}}
    words = replace(words, roles=(*words.roles, SPEAKER))
    return Engine(Knowledge(entries, own.sources, own.about, words, "seats"))


def holders(question):
    return ids(engine().answer(question, NOW))


@pytest.mark.parametrize(
    "question",
    [
        "speaker of the Lake Assembly",
        "who is the speaker of the lake assembly now",
        "Who is the speaker of Norvania?",
        "кто спикер Норвании",
    ],
)
def test_of_those_who_followed_each_other_in_one_body_the_last_one_is_named(question):
    assert holders(question) == ("ula-brask",)


def test_who_held_it_then_is_named():
    assert holders("who was speaker of the lake assembly in 2022") == ("odo-renn",)


@pytest.mark.parametrize("question", ["who is the chair of the diet", "who was chair of the diet in 2022"])
def test_a_body_of_one_country_tells_whose_office_it_is(question):
    assert holders(question) == ("pell-orm",)


@pytest.mark.parametrize("question", ["who is the speaker", "speaker of the parliament"])
def test_the_last_ones_of_both_countries_are_a_choice(question):
    assert set(holders(question)) == {"ula-brask", "pell-orm"}


def test_a_seat_is_a_title_in_a_body_of_a_country():
    found = holdings(Knowledge({one.id: one for one in SPEAKERS}, {}, base().about, base().words, "1"))
    assert is_one_seat(found[:2])
    assert not is_one_seat(found)
    assert not is_one_seat(())
    assert titled(found, frozenset({"lake"})) == found[:2]
    assert titled(found, frozenset({"moon"})) == found


def test_who_was_first_is_refused_with_those_known_where_the_beginning_is_not_known():
    answer = engine().answer("first speaker of the lake assembly", NOW)
    assert (answer.status, reason(answer), answer.near) == ("unknown", "ordinal", ("odo-renn", "ula-brask"))


def test_the_one_before_the_last_in_a_body_is_named():
    answer = engine().answer("previous speaker of the lake assembly", NOW)
    assert ids(answer) == ("odo-renn",)


@pytest.mark.parametrize("question", ["speakers of the Lake Assembly", "спикеры Норвании"])
def test_several_holders_are_asked_for_by_the_plural(question):
    assert set(holders(question)) == {"odo-renn", "ula-brask"}
