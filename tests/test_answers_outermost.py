"""The first and the last of its kind, before and after a time, and of two people who met."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from answers_samples import NOW, TODAY, ask, base, ids, lines, window

from bot.answers.engine import Engine
from bot.answers.text import tokens
from bot.answers.times import Window, limited
from bot.knowledge.entries import Knowledge, Term

MEETING = Term("meeting", "meeting", {"ru": "встреча"}, ("meetings", "meet", "met", "mulaqat", "ملاقات"))


@cache
def engine() -> Engine:
    """The engine of the base, in whose words two people may also meet."""
    own, words = base(), base().words
    words = replace(words, types=(*words.types, MEETING))
    return Engine(Knowledge(own.entries, own.sources, own.about, words, "met"))


def limit(text: str) -> Window:
    named = window(text)
    assert named is not None
    return limited(tokens(text), named, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "visits before 2024",
        "visits before the year 2024",
        "visits until 2024",
        "визиты до 2024 года",
        "2024 سے پہلے",
        "2024 se pehle",
        "2024 жылға дейін",
    ],
)
def test_before_a_time_are_all_days_up_to_it(text):
    assert (limit(text).first, limit(text).last) == (date.min, date(2023, 12, 31))


@pytest.mark.parametrize("text", ["visits after 2023", "визиты после 2023 года", "2023 ke baad", "2023 жылдан кейін"])
def test_after_a_time_are_all_days_from_its_end_to_today(text):
    assert (limit(text).first, limit(text).last) == (date(2024, 1, 1), TODAY)


def test_since_a_time_are_all_days_from_its_beginning_to_today():
    assert (limit("visits since 2023").first, limit("visits since 2023").last) == (date(2023, 1, 1), TODAY)


@pytest.mark.parametrize(
    "text", ["visits in 2024", "visits after 2030", "visits in 2023 before the forum", "before today"]
)
def test_any_other_time_is_taken_as_it_stands(text):
    assert limit(text) == window(text)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("When was the last visit to Norvania before 2026?", "visit-norvik-2023"),
        ("last visit to Norvania before October 2026", "visit-norvik-2023"),
        ("последний визит в Норванию до 2026", "visit-norvik-2023"),
        ("2026 se pehle norvania ka aakhri daura kab tha", "visit-belport-2024"),
        ("first visit to Norvania after 2023", "visit-norvik-2026"),
        ("last commission session before 2025", "commission-2022"),
    ],
)
def test_the_first_and_the_last_are_looked_for_among_all_that_fit(question, found):
    assert ids(ask(question)) == (found,)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("when did Arlen Voskar last meet Mirela Tandor", "visit-belport-2024"),
        ("when did Mirela Tandor first meet Arlen Voskar", "visit-norvik-2023"),
        ("Arlen Voskar aur Mirela Tandor ki aakhri mulaqat kab hui", "visit-belport-2024"),
        ("последняя встреча Арлена Воскара с Мирелой Тандор", "visit-belport-2024"),
    ],
)
def test_two_people_also_meet_on_visits(question, found):
    assert ids(engine().answer(question, NOW)) == (found,)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("visits to Norvania before 2026", ("visit-norvik-2023",)),
        ("visits before 2025", ("visit-norvik-2023", "visit-belport-2024")),
        ("visits after 2023", ("visit-belport-2024", "visit-norvik-2026")),
    ],
)
def test_lists_keep_to_the_days_before_and_after_a_time(question, found):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("list", found)


def test_a_list_without_a_beginning_names_no_days():
    assert ask("visits before 2025").window is None
