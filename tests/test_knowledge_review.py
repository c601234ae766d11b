"""What is current, what was last confirmed, and what a curator may look at next."""

from datetime import date, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.currency import DAYS, freshness
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import (
    About,
    Entry,
    Fact,
    Knowledge,
    Office,
    Place,
    Source,
    Translation,
    Withdrawal,
    Words,
)
from bot.knowledge.review import TITLES, Finding, review

TODAY = date(2026, 11, 21)
GAZETTE = Source("gazette", "Gazette", "Issue 1", "official", date=FuzzyDate.parse("2026-10"))
HERALD = Source("herald", "Herald", "Report", "newspaper")
ALL_NAMES = MappingProxyType({"ur": "الف", "ru": "А", "kk": "А"})


def when(text: str | None) -> FuzzyDate | None:
    return None if text is None else FuzzyDate.parse(text)


def base(*entries: Entry, currency: dict[str, int] | None = None, deciders: dict[str, str] | None = None) -> Knowledge:
    about = About("Base", currency=MappingProxyType(currency or {}), deciders=MappingProxyType(deciders or {}))
    sources = {source.id: source for source in (GAZETTE, HERALD)}
    return Knowledge({entry.id: entry for entry in entries}, sources, about, Words(), "0")


def fact(as_of: str | None = None, **more: object) -> Fact:
    given = {"key": "1", "text": "So.", "sources": ("herald",), "as_of": when(as_of)} | more
    return Fact(**given)  # type: ignore[arg-type]


def entry(kind: str = "topic", **more: object) -> Entry:
    return Entry(id="a", kind=kind, name="A", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "status", "subject"),
    [
        ("official", None, "offices"),
        ("initiative", None, "projects"),
        ("corridor", "pilot", "projects"),
        ("initiative", "completed", "history"),
        ("agreement", "draft", "projects"),
        ("agreement", "proposed", "projects"),
        ("agreement", "signed", "history"),
        ("agreement", "in-force", "history"),
        ("event", "held", "history"),
        ("event", "cancelled", "history"),
        ("event", "announced", "projects"),
        ("event", "unconfirmed", "projects"),
        ("figure", None, "history"),
        ("recurring", "active", "history"),
        ("topic", None, "history"),
        ("institution", None, "history"),
    ],
)
def test_a_fact_ages_by_the_kind_of_its_entry(kind: str, status: str | None, subject: str) -> None:
    one = entry(kind, status=status)
    state = freshness(base(one), one, fact("1999"), TODAY)
    assert state.subject == subject
    assert state.days == DAYS.get(subject)
    assert state.current == (subject == "history")


def test_an_event_without_status_is_history_once_its_date_has_passed() -> None:
    one = entry("event", when=when("2026-11"))
    assert freshness(base(one), one, fact(), date(2026, 11, 30)).subject == "projects"
    assert freshness(base(one), one, fact(), date(2026, 12, 1)).subject == "history"


def test_a_fact_overrides_its_entry_and_an_entry_its_kind() -> None:
    one = entry("official", currency="visas")
    assert freshness(base(one), one, fact(), TODAY).subject == "visas"
    assert freshness(base(one), one, fact(currency="history"), TODAY).subject == "history"


@pytest.mark.parametrize(("subject", "days"), DAYS.items())
def test_a_fact_is_current_up_to_its_last_day(subject: str, days: int) -> None:
    one = entry(currency=subject)
    confirmed = fact(str(TODAY - timedelta(days=days)))
    assert freshness(base(one), one, confirmed, TODAY).current
    assert not freshness(base(one), one, confirmed, TODAY + timedelta(days=1)).current


def test_the_base_may_count_other_days_and_name_who_decides() -> None:
    one = entry(currency="visas")
    knowledge = base(one, currency={"visas": 400}, deciders={"visas": "the embassy"})
    state = freshness(knowledge, one, fact("2026-01-01"), TODAY)
    assert state.current
    assert (state.days, state.decider) == (400, "the embassy")


@pytest.mark.parametrize(
    ("as_of", "checked", "sources", "confirmed"),
    [
        ("2026-02-04", None, ("herald",), "2026-02-04"),
        ("2026-02-04", "2026-11", ("herald",), "2026-11"),
        ("2026-02-04", "2025", ("herald",), "2026-02-04"),
        (None, "2026-03", ("gazette",), "2026-03"),
        (None, None, ("herald", "gazette"), "2026-10"),
        (None, None, ("herald",), None),
        (None, None, ("nothing",), None),
    ],
)
def test_the_last_confirmation_is_the_latest_date(
    as_of: str | None, checked: str | None, sources: tuple[str, ...], confirmed: str | None
) -> None:
    one = entry("official")
    state = freshness(base(one), one, fact(as_of, checked=when(checked), sources=sources), TODAY)
    assert state.confirmed == when(confirmed)


def test_a_month_of_confirmation_counts_from_its_first_day() -> None:
    one = entry(currency="visas")
    assert freshness(base(one), one, fact("2026-11"), date(2026, 12, 1)).current
    assert not freshness(base(one), one, fact("2026-11"), date(2026, 12, 2)).current


def test_what_was_never_confirmed_is_current_only_as_history() -> None:
    one = entry()
    assert freshness(base(one), one, fact(), TODAY).current
    assert not freshness(base(one), one, fact(currency="borders"), TODAY).current


@given(st.dates(date(2020, 1, 1), date(2026, 11, 21)), st.integers(0, 3000))
def test_a_fact_never_becomes_current_by_waiting(confirmed: date, later: int) -> None:
    one = entry(currency="flights")
    said = fact(confirmed.isoformat())
    now = freshness(base(one), one, said, TODAY).current
    then = freshness(base(one), one, said, TODAY + timedelta(days=later)).current
    assert now or not then


def groups(*entries: Entry) -> list[tuple[str, str, str | None]]:
    return [(finding.group, finding.entry, finding.fact) for finding in review(base(*entries), TODAY)]


def complete(**more: object) -> Entry:
    """An entry that nothing can be said about."""
    given = {"names": ALL_NAMES, "questions": ("what is a",), "facts": (fact("2026", sources=("herald", "gazette")),)}
    return entry(**(given | more))  # type: ignore[arg-type]


def test_a_complete_entry_has_no_findings() -> None:
    assert groups(complete()) == []


@pytest.mark.parametrize(
    ("more", "group", "key"),
    [
        ({"currency": "visas"}, "out-of-date", "1"),
        ({"facts": (fact("2026"),)}, "one-source", None),
        ({"questions": ()}, "no-question", None),
        ({"names": MappingProxyType({"ru": "А", "kk": "А"})}, "no-name", None),
        ({"machine": ("ur",)}, "machine-made", None),
        (
            {
                "facts": (
                    fact(
                        sources=("herald", "gazette"),
                        texts=MappingProxyType({"ru": Translation("Так.", machine=True)}),
                    ),
                )
            },
            "machine-made",
            "1",
        ),
    ],
)
def test_each_lack_is_a_finding_of_its_group(more: dict[str, object], group: str, key: str | None) -> None:
    assert groups(complete(**more)) == [(group, "a", key)]


def test_an_announced_event_whose_date_has_passed_is_found() -> None:
    one = complete(kind="event", status="announced", when=when("2026-10"), currency="history")
    assert groups(one) == [("date-passed", "a", None)]


def test_an_office_of_sightings_alone_is_found() -> None:
    seen = Office("Minister", attested=(FuzzyDate.parse("2025"), FuzzyDate.parse("2026-01")))
    term = Office("President", start=FuzzyDate.parse("2025"))
    one = complete(kind="official", offices=(seen, term), currency="history")
    (finding,) = review(base(one), TODAY)
    assert finding.group == "office-only-attested"
    assert "Minister: seen on 2025 and 2026-01" in finding.text


def test_a_question_of_two_entries_is_found_at_the_second() -> None:
    one, other = complete(), complete(questions=("What is A?",))
    other = Entry(id="b", kind="topic", name="B", names=ALL_NAMES, questions=("What is A?",), facts=other.facts)
    assert groups(one, other) == [("shared-question", "b", None)]


def test_facts_that_are_not_shown_are_not_reviewed() -> None:
    gone = fact("1999", key="x", currency="visas", withdrawn=Withdrawal("misread", FuzzyDate.parse("2026")))
    old = fact("1999", key="y", currency="visas", superseded_by="a#1")
    shown = fact("2026", sources=("herald", "gazette"))
    assert groups(complete(facts=(gone, old, shown))) == []


def test_findings_come_by_group_in_the_order_of_the_titles() -> None:
    poor = entry("event", status="announced", when=when("2020"), facts=(fact("2019"),), machine=("ru",))
    found = [group for group, _, _ in groups(poor)]
    assert found == sorted(found, key=list(TITLES).index)
    assert set(found) == {"date-passed", "out-of-date", "one-source", "no-question", "no-name", "machine-made"}


def test_a_finding_is_one_line_with_its_place() -> None:
    finding = Finding("out-of-date", "a", "key", "last confirmed 2020", Place("b.yaml", 3))
    assert str(finding) == "b.yaml:3: a#key: last confirmed 2020"
    assert str(Finding("no-question", "a", None, "write one")) == "a: write one"
