"""What is coming: plans in their windows, recurring days by their rule, nothing that is cancelled."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.upcoming import COMING, Occurrence, occurrences, upcoming
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import STATUSES, About, Entry, Knowledge, Words

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def base(*entries: Entry) -> Knowledge:
    return Knowledge({e.id: e for e in entries}, {}, About(title="A base"), Words(), "1")


def event(when: str | None, status: str = "scheduled", id_: str = "visit", **more: Any) -> Entry:
    return Entry(id_, "event", "A visit", when=FuzzyDate.parse(when) if when else None, status=status, **more)


def day(rrule: str | None, when: str | None = None, id_: str = "day", **more: Any) -> Entry:
    return Entry(id_, "recurring", "A day", rrule=rrule, when=FuzzyDate.parse(when) if when else None, **more)


def said(found: tuple[Occurrence, ...]) -> list[str]:
    return [str(one.when) for one in found]


def between(knowledge: Knowledge, first: str, last: str) -> list[str]:
    return said(occurrences(knowledge, date.fromisoformat(first), date.fromisoformat(last)))


@pytest.mark.parametrize("status", STATUSES["event"])
def test_only_what_is_still_to_come_is_shown_as_coming(status: str) -> None:
    assert bool(upcoming(base(event("2026-12-01", status)), TODAY)) == (status in COMING)


@pytest.mark.parametrize(
    ("when", "comes"),
    [
        ("2026-11-20", False),
        ("2026-11-21", True),
        ("2026-11-19/2026-11-22", True),
        ("2026-10", False),
        ("2026-11", True),
        ("2026~", True),
        ("2025", False),
        ("2027", True),
        ("2028", False),
        ("2026-24", True),
        ("../2026-12", True),
        ("../2026-10", False),
        ("2026-12/..", True),
        ("2026-02/..", False),
    ],
)
def test_a_plan_is_shown_while_its_window_is_not_over(when: str, comes: bool) -> None:
    assert said(upcoming(base(event(when)), TODAY)) == ([when] if comes else [])


def test_a_plan_without_any_date_is_not_shown() -> None:
    assert upcoming(base(event(None, "postponed")), TODAY) == ()


@pytest.mark.parametrize(("first", "last", "times"), [("2026-12-01", "2026-12-01", 1), ("2026-12-02", "2027-01-01", 0)])
def test_both_ends_of_the_window_are_included(first: str, last: str, times: int) -> None:
    assert len(between(base(event("2026-12-01")), first, last)) == times


def test_dated_things_come_by_their_day_and_others_by_the_end_of_their_window() -> None:
    plans = ("2026-12", "2026-12-24/2027-01-03", "2027", "2026-11-30", "2026~", "2027-02-24")
    knowledge = base(*(event(when, id_=f"e{number}") for number, when in enumerate(plans)))
    assert said(upcoming(knowledge, TODAY)) == [
        "2026-11-30",
        "2026-12-24/2027-01-03",
        "2026-12",
        "2026~",
        "2027-02-24",
        "2027",
    ]


def test_a_recurring_day_comes_every_year_with_its_number() -> None:
    found = occurrences(
        base(day("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=24", "1992-02-24/..")), date(2026, 1, 1), date(2027, 12, 31)
    )
    assert [(str(o.when), o.number) for o in found] == [("2026-02-24", 34), ("2027-02-24", 35)]


def test_a_recurring_day_has_no_number_when_its_first_year_is_not_known() -> None:
    (found,) = upcoming(base(day("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=5")), TODAY)
    assert found.number is None


def test_days_in_a_row_are_one_occurrence_even_where_the_window_cuts_it() -> None:
    knowledge = base(day("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21,22,23"))
    assert between(knowledge, "2026-03-22", "2026-03-22") == ["2026-03-21/2026-03-23"]


def test_a_daily_rule_stays_single_days() -> None:
    assert between(base(day("FREQ=DAILY", "2026-01-01/..")), "2026-03-01", "2026-03-02") == ["2026-03-01", "2026-03-02"]


def test_exceptions_are_left_out_and_extra_days_put_in() -> None:
    knowledge = base(
        day(
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21",
            except_dates=(date(2026, 3, 21),),
            extra_dates=(date(2026, 3, 28),),
        )
    )
    assert between(knowledge, "2025-01-01", "2027-12-31") == ["2025-03-21", "2026-03-28", "2027-03-21"]


def test_a_recurring_day_neither_starts_early_nor_goes_on_after_its_end() -> None:
    knowledge = base(day("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=30", "1995-08-30/2025-08-30"))
    found = between(knowledge, "1990-01-01", "2030-12-31")
    assert (found[0], found[-1]) == ("1995-08-30", "2025-08-30")


def test_a_suspended_day_does_not_come() -> None:
    assert upcoming(base(day("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", status="suspended")), TODAY) == ()


def test_the_event_that_marks_a_recurring_day_stands_for_it() -> None:
    recurring = day("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=24", "1992-02-24/..")
    anniversary = event("2027-02-24", "planned", related=("day",))
    assert [o.entry.id for o in upcoming(base(recurring, anniversary), TODAY)] == ["visit"]


def test_a_limit_keeps_the_nearest() -> None:
    knowledge = base(event("2027-01-01", id_="later"), event("2026-12-01", id_="sooner"))
    assert [o.entry.id for o in upcoming(knowledge, TODAY, limit=1)] == ["sooner"]


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    knowledge = base(day("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"), event("9999-12-31"))
    assert occurrences(knowledge, date.min, date.min) == ()
    assert said(upcoming(knowledge, date.max)) == ["9999-12-31"]


RULES: Mapping[str, str] = {
    "yearly": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21,22,23",
    "weekly": "FREQ=WEEKLY;BYDAY=MO",
    "monthly": "FREQ=MONTHLY;BYDAY=1FR",
    "two years": "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=31",
}


@given(first=DAYS, length=st.integers(0, 90), rule=st.sampled_from(sorted(RULES)))
def test_what_comes_in_two_windows_comes_in_both_together(first: date, length: int, rule: str) -> None:
    knowledge = base(day(RULES[rule], "2000-01-03/.."))
    middle = first + timedelta(days=length)
    last = middle + timedelta(days=length)
    parts = {*occurrences(knowledge, first, middle), *occurrences(knowledge, middle, last)}
    assert set(occurrences(knowledge, first, last)) == parts
