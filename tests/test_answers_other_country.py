"""An office of one country is not answered with its holder in the other."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, ids, reason

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge, Office, Term

NAMES = {"ru": "министр порта", "kk": "айлақ министрі", "ur": "وزیر بندرگاہ"}
SEEN = FuzzyDate.parse("2026-02-04")
OFFICE = Office("Harbour Minister", "Government", "norvania", "harbour-minister", attested=(SEEN, SEEN))
FACT = Fact("boats", "Odo Renn, the harbour minister, opened the new quay.", ("gazette",))
MINISTER = Entry("odo-renn", "official", "Odo Renn", offices=(OFFICE,), facts=(FACT,), questions=("harbour minister",))
BODY = Entry(
    "harbour-office", "institution", "Harbour Office", country="norvania", questions=("who is the port chief",)
)


@cache
def engine() -> Engine:
    """The engine of the base with a minister whom only one of the two countries has."""
    own, words = base(), base().words
    roles = (Term("harbour-minister", "harbour minister", NAMES), Term("port-chief", "port chief"))
    entries = {**own.entries, MINISTER.id: MINISTER, BODY.id: BODY}
    return Engine(Knowledge(entries, own.sources, own.about, replace(words, roles=(*words.roles, *roles)), "other"))


@pytest.mark.parametrize(
    "question",
    [
        "who is the harbour minister of Belmark?",
        "harbour minister of Belmark",
        "Belmark's harbour minister?",
        "кто министр порта Белмарка",
        "بیلمارک کا وزیر بندرگاہ کون ہے",
        "Белмарктың айлақ министрі кім",
        "what is the name of the harbour minister of Belmark",
    ],
)
def test_nobody_is_named_for_an_office_that_only_the_other_country_has(question):
    answer = engine().answer(question, NOW)
    assert (answer.status, reason(answer), answer.near[:1]) == ("unknown", "role", ("odo-renn",))


def test_a_body_of_the_other_country_stands_for_no_office_either():
    answer = engine().answer("who is the port chief of Belmark", NOW)
    assert (answer.status, reason(answer)) == ("unknown", "role")


@pytest.mark.parametrize("question", ["who is the harbour minister of Norvania?", "harbour minister"])
def test_the_holder_is_named_where_the_country_is_right_or_not_said(question):
    assert [one.id for one in engine().answer(question, NOW).entries] == ["odo-renn"]


@pytest.mark.parametrize(
    "question", ["which Belmark harbour minister opened the quay?", "who is the Belmark harbour minister"]
)
def test_a_holder_in_the_other_country_is_not_who_is_asked_for(question):
    answer = engine().answer(question, NOW)
    assert (answer.status, [one.id for one in answer.entries]) == ("unknown", [])


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which Belmark president did Odo Renn receive?", ("odo-renn",)),
        ("Odo Renn received which Belmark president?", ("odo-renn",)),
        ("Which Belmark president is Odo Renn?", ()),
        ("Odo Renn is which Belmark president?", ()),
    ],
)
def test_whoever_met_a_holder_in_the_other_country_is_not_taken_for_one(question: str, found: tuple[str, ...]) -> None:
    fact = Fact("met", "Odo Renn received President Mirela Tandor of Belmark in Norvik.", ("gazette",))
    host = replace(MINISTER, facts=(*MINISTER.facts, fact), questions=("Which president did Odo Renn receive?",))
    own = engine().knowledge
    known = Engine(replace(own, entries={**own.entries, host.id: host}, version="host"))
    assert ids(known.answer(question, NOW)) == found


@cache
def with_delegations() -> Engine:
    """The engine of the base with a delegation from Belmark in Norvania."""
    own = base()
    words = replace(own.words, types=(*own.words.types, Term("delegation", "delegation", {}, ("delegations",))))
    entry = replace(
        own.entries["visit-norvik-2023"],
        id="delegation-norvik-2021",
        type="delegation",
        name="Delegation from Belmark in Norvania",
        when=FuzzyDate.parse("2021-05-10"),
        questions=("Which president led the delegation to Norvania in May 2021?",),
    )
    return Engine(replace(own, entries={**own.entries, entry.id: entry}, words=words, version="delegations"))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("which Belmark president led the delegation in May 2021?", ("delegation-norvik-2021",)),
        ("which Norvania president led the delegation in May 2021?", ()),
    ],
)
def test_who_led_a_delegation_is_of_the_country_that_it_came_from(question: str, found: tuple[str, ...]) -> None:
    assert ids(with_delegations().answer(question, NOW)) == found
