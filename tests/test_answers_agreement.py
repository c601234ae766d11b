"""How far a candidate's nearest texts agree with a question."""

import pytest
from answers_samples import engine, reading
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.agreement import agreements, kind_number
from bot.answers.question import KINDS
from bot.answers.search import Candidate
from bot.answers.text import tokens


def candidate(question: str, entry: str) -> Candidate:
    return next(c for c in engine().searcher.candidates(reading(question)) if c.entry.id == entry)


def test_a_question_as_the_base_asks_it_agrees_wholly():
    boats = candidate("How many boats did Norvania give to Belmark?", "gift-of-boats")
    assert (boats.alike, boats.slots, boats.alikeslots) == (pytest.approx(1.0), 1.0, 1.0)


def test_another_kind_of_question_is_not_alike():
    boats = candidate("Why did Norvania give boats to Belmark?", "gift-of-boats")
    assert (boats.alike, boats.alikeslots) == (0.0, 0.0)
    assert boats.nearest > 0.4


def test_a_name_or_year_that_no_near_text_holds_lowers_the_share():
    known = candidate("trade between Norvania and Belmark in 2024", "turnover-2024")
    other = candidate("trade between Norvania and Belmark in 1987", "turnover-2024")
    assert other.slots < known.slots == 1.0


def test_without_names_and_numbers_nothing_is_lacking():
    assert candidate("is there a ferry", "ferry").slots == 1.0


@pytest.mark.parametrize(
    ("text", "kind"), [("Who opened it?", "who"), ("how many boats", "how-many"), ("Lake railway", "card")]
)
def test_a_text_asks_for_a_kind_of_thing(text, kind):
    assert KINDS[kind_number(tokens(text), is_question=True)] == kind


def test_a_statement_asks_for_nothing():
    assert kind_number(tokens("Who opened it is not known."), is_question=False) < 0


@given(st.sampled_from(["boats", "trade in 2024", "who is Arlen Voskar", "", "когда визит", "Norvania Belmark 7"]))
def test_every_share_lies_between_nothing_and_all(text):
    searcher, read = engine().searcher, reading(text)
    similar = searcher.index.similarities(read.bag, read.chars)
    for found in agreements(searcher.index, searcher.kinds, read, similar, range(len(searcher.entries))):
        assert all(0 <= value <= 1 + 1e-6 for value in found)
