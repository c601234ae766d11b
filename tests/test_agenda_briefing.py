"""What a briefing tells: at most five things, each once, each with a date and a source."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from alerts_samples import base, day, event, past
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agenda.briefing import MOST, Briefing, Item, Memory, Note, Subject, Window, briefing
from bot.agenda.quiet_days import on_this_day, still_open
from bot.agenda.telling import tells_of_its_day
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge, Withdrawal

TODAY = date(2026, 12, 5)
NOON = datetime(2026, 12, 5, 12, tzinfo=UTC)
WEEK = Window(date(2026, 11, 28), TODAY, date(2027, 1, 4))
EVERYTHING = Subject()


def fact(key: str, text: str = "", as_of: str | None = None, **fields: Any) -> Fact:
    when = FuzzyDate.parse(as_of) if as_of else None
    return Fact(key, text or f"Sentence {key}.", ("paper",), as_of=when, **fields)


def held(id_: str, when: str = "2026-12-01", **fields: Any) -> Entry:
    return event(id_, when, **{"status": "held", **fields})


def project(id_: str, *facts: Fact, **fields: Any) -> Entry:
    return event(
        id_, fields.pop("when", None), kind="initiative", type=None, facts=facts, **{"status": "planned", **fields}
    )


def told(*found: Briefing, at: datetime = NOON) -> Memory:
    return Memory({ref: at for one in found for ref in one.refs})


def sections(found: Briefing) -> list[tuple[str, str]]:
    return [(item.section, item.entry.id) for item in found.items]


def test_what_was_held_what_comes_and_what_is_open_stand_in_this_order() -> None:
    knowledge = base(
        event("no-date", "2027", status="announced"),
        event("soon", "2026-12-20"),
        held("visit"),
    )
    found = briefing(knowledge, EVERYTHING, WEEK)
    assert sections(found) == [("changed", "visit"), ("coming", "soon"), ("watch", "no-date")]


@pytest.mark.parametrize(
    "entry",
    [
        held("sensitive", sensitive="sensitive"),
        day("mourned", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16", tone="remembrance"),
        day("political", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16", tone="political"),
        held("long-past", "2026-10-01"),
        held("only-a-year", "2026"),
        event("cancelled", "2026-12-20", status="cancelled"),
        held("without-source", facts=(Fact("1", "Somebody said so.", ("nowhere",)),)),
        held("withdrawn", facts=(fact("1", withdrawn=Withdrawal("wrong", FuzzyDate.parse("2026-12-02"))),)),
        held("not-known-yet", facts=(fact("1", as_of="2026-12-09"),)),
        project("plan", fact("1", "A plan of December 2026.", as_of="2026")),
    ],
    ids=lambda entry: entry.id,
)
def test_a_briefing_is_silent_on(entry: Entry) -> None:
    assert briefing(base(entry), EVERYTHING, WEEK).items == ()


def test_a_guarded_day_is_told_where_that_very_day_is_followed() -> None:
    knowledge = base(day("mourned", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16", tone="remembrance"))
    found = briefing(knowledge, EVERYTHING, WEEK, Memory(followed=frozenset({"mourned"})))
    assert sections(found) == [("coming", "mourned")]


@pytest.mark.parametrize("tone", ["remembrance", "political"])
def test_a_guarded_day_is_told_to_who_asks_for_a_briefing_and_a_sensitive_one_is_not(tone: str) -> None:
    rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16"
    knowledge = base(day("guarded", rule, tone=tone), day("sensitive", rule, tone=tone, sensitive="sensitive"))
    assert briefing(knowledge, EVERYTHING, WEEK).items == ()
    assert sections(briefing(knowledge, EVERYTHING, WEEK, asked_for=True)) == [("coming", "guarded")]


@pytest.mark.parametrize("silent", ["visit", "visit#1"])
def test_what_is_silenced_is_not_told(silent: str) -> None:
    assert briefing(base(held("visit")), EVERYTHING, WEEK, Memory(silent=frozenset({silent}))).items == ()


def test_what_most_hangs_on_comes_first() -> None:
    others = [held(f"part-{number}", "2026-10-01", related=("great",)) for number in range(3)]
    knowledge = base(held("a-small-one"), held("great"), *others)
    assert sections(briefing(knowledge, EVERYTHING, WEEK))[:2] == [("changed", "great"), ("changed", "a-small-one")]


def test_a_newly_dated_fact_of_a_project_is_news_only_when_it_is_about_its_day() -> None:
    old = fact("old", "The road was agreed in 1995.", as_of="2026-12-01")
    new = fact("new", "Work on the road began in December 2026.", as_of="2026-12-02")
    found = briefing(base(project("road", old, new)), EVERYTHING, WEEK)
    assert [(item.fact.key, str(item.date)) for item in found.items] == [("new", "2026-12-02")]
    assert tells_of_its_day(new)
    assert not tells_of_its_day(old)


def test_of_reports_from_one_page_one_is_told() -> None:
    text = "Something of December 2026: {}."
    knowledge = base(*(project(f"p{n}", fact("1", text.format(n), as_of="2026-12-02")) for n in range(3)))
    assert len(briefing(knowledge, EVERYTHING, WEEK).items) == 1


def test_a_change_people_were_told_of_is_news_whatever_its_date() -> None:
    note = Note("visit", NOON - timedelta(days=1), 7)
    knowledge = base(event("visit", "2027-06-01", history=(past("2026-12-01"),)))
    (item,) = briefing(knowledge, EVERYTHING, WEEK, notes=[note]).items
    assert (item.section, item.notice) == ("changed", 7)


def test_a_change_that_was_pushed_to_the_chat_is_not_told_again() -> None:
    note = Note("visit", NOON - timedelta(days=1), 7)
    memory = Memory({"visit#when": NOON - timedelta(hours=20)})
    assert briefing(base(event("visit", "2027-06-01")), EVERYTHING, WEEK, memory, [note]).items == ()


def test_a_reminder_before_it_does_not_hide_that_it_was_held() -> None:
    memory = Memory({"visit#when": datetime(2026, 11, 30, 4, tzinfo=UTC)})
    assert sections(briefing(base(held("visit")), EVERYTHING, WEEK, memory)) == [("changed", "visit")]


def test_a_notice_that_it_was_held_hides_it() -> None:
    memory = Memory({"visit#when": datetime(2026, 12, 2, 4, tzinfo=UTC)})
    found = briefing(base(held("visit")), EVERYTHING, WEEK, memory)
    assert (found.items, found.told_before) == ((), 1)


def test_a_day_that_comes_round_is_told_again_the_next_time() -> None:
    knowledge = base(day("weekly", "FREQ=WEEKLY;BYDAY=SU"))
    near = Window(TODAY, TODAY, TODAY + timedelta(days=3))
    later = Window(TODAY, TODAY + timedelta(days=7), TODAY + timedelta(days=10))
    first = briefing(knowledge, EVERYTHING, near)
    assert sections(first) == [("coming", "weekly")]
    assert briefing(knowledge, EVERYTHING, near, told(first)).items == ()
    assert sections(briefing(knowledge, EVERYTHING, later, told(first))) == [("coming", "weekly")]


def test_an_event_whose_date_passed_without_a_word_is_watched() -> None:
    found = briefing(base(event("summit", "2026-10", status="planned")), EVERYTHING, WEEK)
    assert [(item.section, item.overdue) for item in found.items] == [("watch", True)]


def test_a_promise_past_its_date_is_watched_and_an_agreement_is_not() -> None:
    late = project("late", fact("1", as_of="2026-01-10"), when="2026-02")
    draft = event("draft", "2026-02-04", kind="agreement", type=None, status="draft")
    found = briefing(base(late, draft), EVERYTHING, WEEK)
    assert [(item.entry.id, item.overdue) for item in found.items] == [("late", True)]


def test_a_briefing_on_a_theme_holds_only_that_and_its_open_promises() -> None:
    knowledge = base(held("other", themes=("culture",)), held("own"), project("open", fact("1", as_of="2026-09-01")))
    found = briefing(knowledge, Subject(themes=("trade",)), WEEK)
    assert sections(found) == [("changed", "own"), ("watch", "open")]


def test_a_briefing_on_a_person_says_what_was_last_known_when_nothing_changed() -> None:
    knowledge = base(
        held("visit", "2026-02-04", people=("ann",)),
        held("elsewhere", "2026-02-04"),
        event("ann", None, kind="official"),
    )
    found = briefing(knowledge, Subject(entry_id="ann"), WEEK)
    assert sections(found) == [("latest", "visit")]


def test_the_summary_is_told_where_the_whole_entry_was_known_that_day() -> None:
    facts = (fact("1", as_of="2026-01-01"), fact("2", as_of="2026-12-04"))
    entry = event("soon", "2026-12-20", summary="In one sentence.", facts=facts)
    texts = [
        briefing(base(entry), EVERYTHING, Window(today, today, date(2027, 1, 1))).items[0].text
        for today in (date(2026, 12, 3), date(2026, 12, 4))
    ]
    assert texts == ["Sentence 1.", "In one sentence."]


def test_on_this_day_tells_of_earlier_years_what_others_hang_on() -> None:
    knowledge = base(
        held("opened", "1995-12-05"),
        held("later", "2020-10-01", related=("opened", "mourned-one", "this-year", "guarded")),
        held("nobody-names-it", "1996-12-05"),
        held("this-year", "2026-12-05"),
        held("guarded", "1997-12-05", related=("mourned",)),
        held("mourned-one", "1998-12-05", tone="remembrance"),
        day("mourned", tone="remembrance"),
    )
    found = on_this_day(knowledge, EVERYTHING, TODAY, Memory())
    assert sections(found) == [("on-this-day", "opened")]
    assert on_this_day(knowledge, EVERYTHING, TODAY, told(found)).items == ()


def test_open_promises_come_with_the_day_they_were_last_confirmed_and_once() -> None:
    knowledge = base(
        project("road", fact("1", as_of="2025-03-01"), fact("2", as_of="2026-03-01")),
        project("done", fact("1"), status="completed"),
        event("fixed", "2027-02-01"),
    )
    found = still_open(knowledge, EVERYTHING, TODAY, Memory())
    assert [(item.entry.id, str(item.date)) for item in found.items] == [("road", "2026-03-01")]
    assert still_open(knowledge, EVERYTHING, TODAY, told(found)).items == ()


# Laws

KINDS = ("event", "initiative", "agreement", "figure", "recurring", "official")
DATES = (
    "2026-12-01",
    "2026-12-20",
    "2026-11",
    "2027",
    "2026~",
    "2020-12-05",
    "../2026-11",
    "2026-11/..",
    "2026-12-04/2026-12-06",
)
STATUSES = (None, "held", "announced", "postponed", "unconfirmed", "planned", "signed", "draft", "active")


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    kind = draw(st.sampled_from(KINDS))
    as_of = draw(st.sampled_from([None, "2026-12-02", "2026-11", "2026-01-01", "2027-01-01"]))
    texts = draw(st.lists(st.sampled_from(["In December 2026.", "In November 2026.", "Once.", "x " * 300]), max_size=3))
    facts = tuple(fact(f"{n}", f"{number}.{n} {text}", as_of) for n, text in enumerate(texts))
    when = draw(st.sampled_from((None, *DATES)))
    rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10" if kind == "recurring" else None
    return event(
        f"entry-{number}", None if rule else when, kind=kind, type=None, rrule=rule, facts=facts,
        status="active" if rule else draw(st.sampled_from(STATUSES)),
        tone=draw(st.sampled_from([None, None, "political"])), sensitive=draw(st.sampled_from([None, None, "x"])),
        related=tuple(draw(st.lists(st.sampled_from(["entry-0", "entry-1"]), max_size=2))),
        summary=draw(st.sampled_from([None, f"All of {number}."])), themes=("trade",),
    )  # fmt: skip


@st.composite
def bases(draw: st.DrawFn) -> Knowledge:
    return base(*(draw(entries(number)) for number in range(draw(st.integers(1, 9)))))


subjects = st.sampled_from([Subject(), Subject(themes=("trade",)), Subject(entry_id="entry-0")])


@settings(max_examples=150)
@given(bases(), subjects, st.integers(1, 9))
def test_never_more_than_asked_for_and_each_with_its_date_and_source(
    knowledge: Knowledge, subject: Subject, most: int
) -> None:
    found = briefing(knowledge, subject, WEEK, most=most)
    assert len(found.items) <= min(most, MOST)
    assert len({item.entry.id for item in found.items}) == len(found.items) == len({item.text for item in found.items})
    for item in found.items:
        assert isinstance(item.date, FuzzyDate)
        assert any(source in knowledge.sources for source in item.fact.sources)
        assert item.text in {item.entry.summary, *(one.text for one in item.entry.shown_facts)}
        assert item.entry.sensitive is None


@settings(max_examples=100)
@given(bases(), subjects)
def test_told_day_after_day_no_thing_comes_twice_and_then_nothing(knowledge: Knowledge, subject: Subject) -> None:
    memory, seen = Memory(), list[Item]()
    for round_ in range(12):
        moment = NOON + timedelta(minutes=round_)
        found = briefing(knowledge, subject, WEEK, memory)
        marks = {item.mark for item in seen}
        assert marks.isdisjoint(item.mark for item in found.items)
        reports = {item.fact.text for item in seen if item.is_report}
        assert reports.isdisjoint(item.fact.text for item in found.items if item.is_report)
        seen += found.items
        memory = Memory(MappingProxyType({**memory.told, **dict.fromkeys(found.refs, moment)}))
        if not found.items:
            return
    raise AssertionError("it never came to an end")
