"""Who did what to whom: a relation turned round is not the one that is known."""

from dataclasses import replace

import pytest
from answers_samples import ask, engine, ids, reading, reason

from bot.answers.direction import Stance, elsewhere, foreign_to, other_town, stance_of, turned

NOBODY = Stance(None, None, frozenset(), frozenset(), frozenset())


def stance(text: str) -> Stance:
    read = reading(text)
    return stance_of(read.words, read.spans, engine().searcher.people)


@pytest.mark.parametrize(
    "text",
    [
        "Norvania gave boats to Belmark",
        "boats of Norvania to Belmark",
        "what did Belmark get from Norvania",
        "Belmark was helped by Norvania",
        "boats from Norvania to Belmark",
        "Norvania ne Belmark ko kashtiyan di",
        "Belmark ko Norvania ne kashtiyan di",
    ],
)
def test_two_countries_stand_as_giver_and_taker(text):
    assert stance(text).countries == ("norvania", "belmark")


@pytest.mark.parametrize(
    "text",
    [
        "Norvania visited Belmark",
        "Did Belmark receive Norvania?",
        "Belmark's minister welcomed the Norvania delegation",
        "Norvania was received by Belmark",
    ],
)
def test_who_receives_is_at_home_and_the_other_comes(text):
    assert stance(text).countries == ("norvania", "belmark")


@pytest.mark.parametrize(
    "text",
    ["Did Arlen Voskar and Mirela Tandor phone each other?", "Did Mirela Tandor and Arlen Voskar give speeches?"],
)
def test_two_people_joined_by_and_stand_side_by_side(text):
    assert stance(text).people is None


@pytest.mark.parametrize("text", ["Who did Arlen Voskar receive the order from, from Mirela Tandor?"])
def test_what_is_received_from_somebody_is_given(text):
    assert stance(text).people == (frozenset({"mirela-tandor"}), frozenset({"arlen-voskar"}))


@pytest.mark.parametrize(
    "text",
    [
        "Did Mirela Tandor give Arlen Voskar an order?",
        "Arlen Voskar was given an order by Mirela Tandor",
        "Mirela Tandor ne Arlen Voskar ko order diya",
    ],
)
def test_two_people_stand_as_giver_and_taker(text):
    assert stance(text).people == (frozenset({"mirela-tandor"}), frozenset({"arlen-voskar"}))


@pytest.mark.parametrize(
    "text",
    [
        "Norvania and Belmark",
        "Norvania Belmark trade",
        "Norvania with Belmark",
        "When did Norvania meet Belmark?",
        "talks of Norvania in Belmark",
        "is there a flight from Norvania to Belmark",
        "рейсы из Норвании в Белмарк",
        "Which minister of Norvania sat down with the Belmark envoy?",
        "the fleet",
    ],
)
def test_countries_side_by_side_stand_in_no_order(text):
    assert stance(text).countries is None


@pytest.mark.parametrize(
    "text", ["Arlen Voskar Mirela Tandor", "Did Arlen Voskar speak with Mirela Tandor?", "Arlen Voskar", "the lake", ""]
)
def test_people_side_by_side_stand_in_no_order(text):
    assert stance(text).people is None


@pytest.mark.parametrize("text", ["Voskar Tandor se kab mila", "Tandor Voskar se kab mila", "ووسکر تانڈور سے کب ملا"])
def test_who_met_whom_in_urdu_has_no_direction(text):
    assert stance(text).people is None


def test_who_got_something_from_whom_in_urdu_has_one():
    assert stance("Tandor ko Voskar se kya mila").people == (frozenset({"arlen-voskar"}), frozenset({"mirela-tandor"}))


def test_towns_other_than_capitals_are_told_apart():
    assert {country for country, _ in stance("from Sandhaven and Norvik to Highmoor").towns} == {"norvania", "belmark"}
    assert stance("Norvik and Belport").towns == frozenset()


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("How many boats did Norvania give to Belmark?", "gift-of-boats"),
        ("Did Mirela Tandor give Arlen Voskar an order?", "arlen-voskar"),
        ("When did Arlen Voskar visit Belmark?", "visit-belport-2024"),
        ("When did Mirela Tandor visit Norvania?", "visit-norvik-2023"),
    ],
)
def test_the_known_relation_is_answered(question, entry):
    answer = ask(question)
    assert (answer.status, ids(answer)) == ("answered", (entry,))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many boats did Belmark give to Norvania?", "direction"),
        ("Did Belmark give boats to Norvania?", "direction"),
        ("boats from Belmark to Norvania", "direction"),
        ("Did Arlen Voskar give Mirela Tandor an order?", "direction"),
        ("Which order did Arlen Voskar give Mirela Tandor?", "direction"),
        ("visit of Arlen Voskar to Norvania", "direction"),
        ("When did Mirela Tandor visit Belmark?", "direction"),
        ("When did Lorin Hask visit Belmark?", "direction"),
    ],
)
def test_the_relation_turned_round_is_refused(question, kind):
    answer = ask(question)
    assert (answer.status, reason(answer)) == ("unknown", kind)
    assert answer.near


def pair(*countries: str) -> Stance:
    return Stance((countries[0], countries[1]), None, frozenset(), frozenset(countries), frozenset())


def test_one_text_the_same_way_outweighs_three_the_other_way():
    asked, other = pair("a", "b"), pair("b", "a")
    assert turned(asked, [other] * 4)
    assert turned(asked, [other] * 4 + [asked])
    assert turned(asked, [other] * 3 + [asked]) is None
    assert turned(asked, [asked]) is None
    assert turned(asked, [pair("b", "c")] * 4) is None
    assert turned(NOBODY, [other] * 4) is None


def test_texts_on_another_country_alone_are_foreign():
    asked = Stance(None, None, frozenset(), frozenset("a"), frozenset())
    assert foreign_to(asked, [Stance(None, None, frozenset(), frozenset("b"), frozenset())])
    assert foreign_to(asked, [pair("a", "b")]) is None
    assert foreign_to(asked, [NOBODY]) is None
    assert foreign_to(asked, []) is None


def test_another_town_of_the_same_country_is_another_town():
    asked = stance("Highmoor")
    assert other_town(stance("Sandhaven"), [asked]) is None
    assert other_town(asked, [asked]) is None
    elsewhere_in_belmark = Stance(None, None, frozenset(), frozenset(), frozenset({("belmark", "lvt")}))
    assert other_town(asked, [elsewhere_in_belmark])


def test_what_happened_in_one_country_did_not_happen_in_the_other():
    here, there = (Stance(None, None, frozenset(one), frozenset(), frozenset()) for one in "ab")
    assert elsewhere(here, [there])
    assert elsewhere(here, [there, here]) is None
    assert elsewhere(replace(here, named=frozenset("ab")), [there]) is None
    assert elsewhere(NOBODY, [there]) is None
    assert elsewhere(here, [NOBODY]) is None
