"""Which facts are shown, and in which order."""

import pytest
from answers_samples import ask, base, engine, reading

from bot.answers.search import Searcher
from bot.answers.shape import MOST_CHARACTERS, MOST_FACTS, facts_for, more_facts
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import About, Entry, Fact, Knowledge, Withdrawal, Words

VISIT = base().entries["visit-norvik-2023"]


def shown(question: str, entry_id: str) -> tuple[str, ...]:
    read, searcher = reading(question), engine().searcher
    number = searcher.number[entry_id]
    similar = searcher.index.similarities(read.bag, read.chars)
    return facts_for(read, searcher.entries[number], number, similar, searcher)


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("What was signed during the state visit to Norvania?", "outcome"),
        ("Who met Mirela Tandor at the airport?", "arrival"),
        ("How many people came with the guest?", "guests"),
        ("Where was the banquet?", "banquet"),
        ("outcome of the visit", "outcome"),
    ],
)
def test_the_fact_that_answers_leads(question, fact):
    assert shown(question, VISIT.id)[0] == f"{VISIT.id}#{fact}"


@pytest.mark.parametrize("question", ["snowstorm parade", "balloon tour in April", "Mirela Tandor", "outcome", ""])
def test_withdrawn_and_superseded_facts_are_not_shown(question):
    assert not {f"{VISIT.id}#rain", f"{VISIT.id}#plan"} & set(shown(question, VISIT.id))


def test_a_card_shows_several_facts_and_more_shows_the_rest():
    first = shown("State visit of Mirela Tandor", VISIT.id)
    assert 1 < len(first) <= MOST_FACTS
    rest = more_facts(VISIT, first)
    assert {*first, *rest} == {f"{VISIT.id}#{fact.key}" for fact in VISIT.shown_facts}
    assert not set(first) & set(rest)
    assert more_facts(VISIT, (*first, *rest)) == ()


def test_a_first_reply_is_short():
    for entry in base().entries.values():
        refs = ask(entry.name).shown
        found = [base().fact(ref) for ref in refs]
        facts = [one[1] for one in found if one]
        assert len(facts) <= MOST_FACTS
        assert len(facts) <= 1 or sum(len(fact.text) for fact in facts) <= MOST_CHARACTERS


def one_entry(*facts: Fact) -> tuple[Entry, Searcher]:
    entry = Entry("thing", "topic", "Thing", facts=facts)
    return entry, Searcher(Knowledge({"thing": entry}, {}, About(title="Things"), Words(), "1"))


def leading(question: str, *facts: Fact) -> tuple[str, ...]:
    entry, searcher = one_entry(*facts)
    read = reading(question)
    return facts_for(read, entry, 0, searcher.index.similarities(read.bag, read.chars), searcher)


def test_a_long_fact_stands_alone():
    long = Fact("1", "Thing is a thing. " * 60, ("a",))
    assert leading("thing", long, Fact("2", "Thing is small.", ("a",))) == ("thing#1",)


def test_an_entry_without_shown_facts_shows_none():
    wrong = Fact("1", "Thing is big.", ("a",), withdrawn=Withdrawal("wrong", FuzzyDate.parse("2026")))
    assert leading("thing") == ()
    assert leading("thing", wrong) == ()


@pytest.mark.parametrize(
    ("question", "key"),
    [("when was thing seen", "2"), ("how many times was thing seen", "3"), ("thing", "1")],
)
def test_a_fact_with_what_is_asked_for_leads(question, key):
    facts = (
        Fact("1", "Thing was seen by people.", ("a",)),
        Fact("2", "Thing was seen by 1999.", ("a",)),
        Fact("3", "Thing was seen by 12 people.", ("a",)),
    )
    assert leading(question, *facts)[0] == f"thing#{key}"


def test_where_no_fact_clearly_answers_more_are_shown():
    facts = (
        Fact("1", "Thing was seen by people on a hill.", ("a",)),
        Fact("2", "It rains in the valley.", ("a",)),
    )
    assert set(leading("Who saw the thing of the far mountains in those years?", *facts)) == {"thing#1", "thing#2"}
    assert leading("Thing was seen by people on a hill", *facts) == ("thing#1",)
