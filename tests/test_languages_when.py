"""How dates and times are said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Term
from bot.languages.catalogue import Words, translate
from bot.languages.when import at, expected, said, said_day, said_time, said_window

ENGLISH = translate("en")
HERE = Term("here", "Here", capital="Islamabad", zone="Asia/Karachi")
THERE = Term("there", "There", capital="Astana", zone="Asia/Almaty")


def words_of(language: str) -> Words:
    """English wordings with the dates of another language."""
    return replace(ENGLISH, language=language)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2026-02-04", "4 February 2026"),
        ("2026-02-03/2026-02-04", "3–4 February 2026"),
        ("2026-02-20/2026-02-26", "20–26 February 2026"),
        ("2026-02-04/2026-02-04", "4 February 2026"),
        ("2026-01-31/2026-02-04", "31 January – 4 February 2026"),
        ("2025-12-31/2026-01-02", "31 December 2025 – 2 January 2026"),
        ("2026-02", "February 2026"),
        ("2026-01/2026-03", "January – March 2026"),
        ("2025-12/2026-01", "December 2025 – January 2026"),
        ("2025-03/2026", "March 2025 – 2026"),
        ("2026", "2026"),
        ("2025/2027", "2025–2027"),
        ("199X", "the 1990s"),
        ("19XX", "the 1900s"),
        ("2026-21", "spring 2026"),
        ("2026-22", "summer 2026"),
        ("2026-23", "autumn 2026"),
        ("2026-24", "winter 2026–27"),
        ("2003~", "about 2003"),
        ("2003?", "2003 (uncertain)"),
        ("2003%", "about 2003 (uncertain)"),
        ("2003~/2005", "about 2003–2005"),
        ("../2023-06", "by June 2023"),
        ("/2023", "until 2023"),
        ("2021/..", "since 2021"),
        ("2021/", "from 2021"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(written: str, text: str) -> None:
    assert said(FuzzyDate.parse(written), ENGLISH) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2026-02-04", "on 4 February 2026"),
        ("2026-02", "in February 2026"),
        ("2026", "in 2026"),
        ("2026-21", "in spring 2026"),
        ("199X", "in the 1990s"),
        ("2003~", "about 2003"),
        ("../2023-06", "by June 2023"),
        ("2026-02-03/2026-02-04", "3–4 February 2026"),
    ],
)
def test_a_date_in_a_sentence_has_its_preposition(written: str, text: str) -> None:
    assert at(FuzzyDate.parse(written), ENGLISH) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2026-12-01", "1 December 2026"),
        ("2026-12-01/2026-12-02", "1–2 December 2026"),
        ("2026-12", "expected December 2026"),
        ("2027", "expected 2027"),
        ("../2026-12-31", "expected by 31 December 2026"),
        ("2026-12-01~", "expected about 1 December 2026"),
        ("2026-12-01/..", "since 1 December 2026"),
    ],
)
def test_what_has_no_day_yet_is_only_expected(written: str, text: str) -> None:
    assert expected(FuzzyDate.parse(written), ENGLISH) == text


@pytest.mark.parametrize(
    ("language", "day", "days", "month"),
    [
        ("ru", "4 февраля 2026 г.", "3–4 февраля 2026 г.", "февраль 2026 г."),
        ("ur", "4 فروری، 2026", "3–4 فروری، 2026", "فروری 2026"),
        ("kk", "2026 ж. 4 ақпан", "2026 ж. 3–4 ақпан", "2026 ж. ақпан"),
    ],
)
def test_months_have_their_names_in_every_language(language: str, day: str, days: str, month: str) -> None:
    words = words_of(language)
    assert said(FuzzyDate.parse("2026-02-04"), words) == day
    assert said(FuzzyDate.parse("2026-02-03/2026-02-04"), words) == days
    assert said(FuzzyDate.parse("2026-02"), words) == month


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2024-01-01", "2025-12-31", "2024–2025"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-02-01", "2024-02-28", "1–28 February 2024"),
        ("2024-02-01", "2024-03-31", "1 February – 31 March 2024"),
        ("2024-02-01", "2024-02-01", "1 February 2024"),
        ("9999-01-01", "9999-12-31", "1 January – 31 December 9999"),
    ],
)
def test_a_window_is_said_as_short_as_it_can_be(first: str, last: str, text: str) -> None:
    assert said_window(date.fromisoformat(first), date.fromisoformat(last), ENGLISH) == text


def test_a_time_is_said_once_for_places_with_one_clock() -> None:
    moment = datetime(2026, 2, 4, 10, 0, tzinfo=UTC)
    assert said_time(moment, (HERE, THERE), ENGLISH) == "15:00 Astana / Islamabad (UTC+5)"


def test_a_time_is_said_for_each_place_where_clocks_differ() -> None:
    moment = datetime(2023, 2, 4, 10, 0, tzinfo=UTC)
    assert said_time(moment, (HERE, THERE), ENGLISH) == "15:00 Islamabad (UTC+5), 16:00 Astana (UTC+6)"


def test_a_time_without_places_is_said_in_the_zone_of_the_base() -> None:
    moment = datetime(2026, 2, 4, 10, 0, tzinfo=UTC)
    assert said_time(moment, (), ENGLISH, "Asia/Kolkata") == "15:30 (UTC+5:30)"
    assert said_time(moment, (), ENGLISH) == "10:00 (UTC)"


@pytest.mark.parametrize("language", ["en", "ru", "ur", "kk"])
@given(first=st.dates(date(1000, 1, 1), date(9998, 1, 1)), length=st.integers(0, 800))
def test_both_days_of_an_interval_are_in_its_text(language: str, first: date, length: int) -> None:
    words = words_of(language)
    last = date.fromordinal(first.toordinal() + length)
    text = said(FuzzyDate.parse(f"{first.isoformat()}/{last.isoformat()}"), words)
    assert str(first.day) in text
    assert str(last.day) in text
    assert str(last.year) in text
    assert said_day(last, words) in text or (first.year, first.month) == (last.year, last.month)
