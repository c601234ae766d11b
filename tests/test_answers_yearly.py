"""Figures of one kind over the years."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, ids, lines

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact


def figure(year: int, of: str) -> Entry:
    """What something came to in a year; its first fact has no number but the year."""
    return Entry(
        f"{of}-{year}",
        "figure",
        f"Lake {of} in {year}",
        when=FuzzyDate.parse(str(year)),
        facts=(
            Fact("source", f"The gazette counted the {of} of {year}.", ("gazette",)),
            Fact("value", f"The {of} came to {year - 2000} thousand tonnes in {year}.", ("gazette",)),
        ),
    )


@cache
def engine() -> Engine:
    """The engine of the base with the catch and the harvest of several years."""
    own = base()
    more = [
        *(figure(year, "catch") for year in (2020, 2021, 2022)),
        *(figure(year, "harvest") for year in (2021, 2022)),
    ]
    return Engine(replace(own, entries={**own.entries, **{e.id: e for e in more}}, version="yearly"))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("catch by year", (2020, 2021, 2022)),
        ("How much was the catch every year?", (2020, 2021, 2022)),
        ("list the yearly catch", (2020, 2021, 2022)),
        ("catch from 2021 to 2022", (2021, 2022)),
        ("compare the catch of 2020 and 2022", (2020, 2022)),
    ],
)
def test_the_figures_of_all_years_are_listed_in_their_order(question: str, years: tuple[int, ...]) -> None:
    answer = engine().answer(question, NOW)
    assert lines(answer) == ids(answer) == tuple(f"catch-{year}" for year in years)


def test_each_line_is_the_fact_that_gives_the_number() -> None:
    answer = engine().answer("catch by year", NOW)
    assert {line.ref for line in answer.listed} == {f"catch-{year}#value" for year in (2020, 2021, 2022)}


@pytest.mark.parametrize(
    "question", ["How much was the catch in 2021?", "lambs by year", "Does the catch grow every year?"]
)
def test_one_year_another_thing_or_a_doubt_makes_no_such_list(question: str) -> None:
    assert engine().answer(question, NOW).shape != "list"
