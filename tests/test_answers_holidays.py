"""The days that come every year: of a month, of a day, and what was a day once."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, ids, lines

from bot.answers.engine import Engine
from bot.knowledge.entries import Knowledge, Term

HOLIDAY = Term("recurring", "holiday", {"ru": "праздник"}, ("holidays", "day off", "выходной"))


@cache
def engine() -> Engine:
    """The engine of the base, in whose words days that come every year are holidays."""
    own, words = base(), base().words
    words = replace(words, types=(*words.types, HOLIDAY))
    return Engine(Knowledge(own.entries, own.sources, own.about, words, "holidays"))


@pytest.mark.parametrize(
    "question",
    [
        "is 16 December a day off in Norvania?",
        "16 декабря выходной в Норвании?",
        "which holidays are there in December in Norvania",
        "what is celebrated in Norvania in December",
    ],
)
def test_the_holidays_of_a_day_or_month_are_named(question):
    answer = engine().answer(question, NOW)
    assert (answer.shape, lines(answer)) == ("upcoming", ("norvania-day",))


@pytest.mark.parametrize("question", ["is 22 March a day off in Belmark?", "holidays of Belmark in March"])
def test_of_no_year_the_next_one_is_meant(question):
    answer = engine().answer(question, NOW)
    assert [line.day for line in answer.listed] == ["2027-03-22"]


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("holidays of Belmark from March to May", ["2027-03-22"]),
        ("holidays between October and December in Norvania", ["2026-12-16"]),
        ("праздники Белмарка с марта по май", ["2027-03-22"]),
    ],
)
def test_of_some_months_the_next_ones_are_meant(question, days):
    assert [line.day for line in engine().answer(question, NOW).listed] == days


@pytest.mark.parametrize("question", ["is 17 December a day off in Norvania?", "is 16 December a day off in Belmark?"])
def test_another_day_is_no_holiday(question):
    assert "norvania-day" not in ids(engine().answer(question, NOW))
