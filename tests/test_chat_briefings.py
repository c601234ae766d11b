"""Briefings and prep sheets in words, and what their buttons say back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alerts_samples import base, event, past
from chat_samples import VISIT
from telegram_limits import parsed

from bot.agenda.briefing import Memory, Note, Subject, Window, briefing
from bot.agenda.prep import prep
from bot.agenda.upcoming import upcoming
from bot.alerts.briefings import WEEKDAYS, BriefingSchedule
from bot.alerts.changes import Change, Difference
from bot.chat.briefing_making import composed
from bot.chat.briefing_messages import Form, briefing_message
from bot.chat.briefing_parts import (
    COMES_LATE,
    Kind,
    Wanted,
    act,
    more_button,
    previous_day,
    read,
    read_wanted,
    scheduled,
)
from bot.chat.html import plain, units
from bot.chat.messages import edition_of
from bot.chat.pages import LONGEST, Message
from bot.chat.prep_messages import prep_message
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge
from bot.knowledge.load import load_folder

REAL = Path(__file__).parents[1] / "knowledge"
TODAY = date(2026, 12, 5)
NOW = datetime(2026, 12, 5, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def real() -> Knowledge:
    return load_folder(REAL).knowledge


def check(message: Message, *, longest: int = LONGEST) -> str:
    """The text as Telegram reads it; fails where it would refuse the message."""
    found = parsed(message.html)
    assert found["@type"] == "formattedText", (found, message.html)
    text: str = found["text"]
    assert text == plain(message.html)
    assert units(text) <= longest
    for button in (one for row in message.buttons for one in row):
        assert button.text.strip()
        assert button.data is None or len(button.data.encode()) <= 64
    assert all(len(row) <= 8 for row in message.buttons)
    return text


def worded(knowledge: Knowledge, wanted: Wanted, **fields: object) -> str:
    edition = edition_of(knowledge, wanted.day)
    found = composed(knowledge, wanted, Memory())
    return check(briefing_message(edition, found, Form(wanted, NOW, **fields)))  # type: ignore[arg-type]


def test_each_thing_stands_with_its_name_date_sentence_and_source_and_there_is_an_end() -> None:
    text = worded(base(event("visit", "2026-12-01", status="held")), Wanted("week", TODAY))
    assert text.split("\n") == [
        "Briefing, the week to 5 December 2026", "", "What changed", "",
        "1. Visit", "1 December 2026", "Fact of visit.", "Source: The Paper, 1 January 2026. One source only.", "",
        "That is all.",
    ]  # fmt: skip


def test_what_changed_is_said_old_and_new() -> None:
    change = Change(
        "p", "visit", "Visit", (Difference("postponed", "2026-12-20", "2027-06-01"),), "followers", "visit#when"
    )
    knowledge = base(event("visit", "2027-06-01", history=(past("2026-12-20"),)))
    wanted = Wanted("today", TODAY)
    found = briefing(knowledge, Subject(), wanted.window, notes=[Note("visit", NOW, 3)])
    text = check(briefing_message(edition_of(knowledge, TODAY), found, Form(wanted, NOW, changes={3: change})))
    assert "Postponed: 20 December 2026 → 1 June 2027" in text


def test_an_old_promise_says_when_it_was_last_confirmed_and_that_nothing_is_newer() -> None:
    dated = (Fact("1", "A road is planned.", ("paper",), as_of=FuzzyDate.parse("2025-03-01")),)
    road = event("road", None, kind="initiative", type=None, status="planned", facts=dated)
    text = worded(base(road), Wanted("open", TODAY))
    assert "planned · last confirmed on 1 March 2025, nothing newer here" in text


def test_nothing_new_is_one_sentence_with_what_there_is_instead() -> None:
    knowledge = base()
    message = briefing_message(
        edition_of(knowledge, TODAY),
        briefing(knowledge, Subject(), Wanted("today", TODAY).window),
        Form(Wanted("today", TODAY), NOW),
    )
    assert "Nothing new since 4 December 2026." in check(message)
    assert [button.text for row in message.buttons for button in row] == ["Announced and still open", "On this day"]
    assert message.shown == ()


@pytest.mark.parametrize("kind", ["today", "week", "month", "theme", "entry", "new", "scheduled", "open", "day"])
def test_a_button_asks_for_the_very_briefing_it_stands_under(kind: Kind) -> None:
    target = {"theme": "trade", "entry": "state-visit-2026-02"}.get(kind, "")
    since = TODAY - timedelta(days=9) if kind in {"new", "scheduled"} else None
    wanted = Wanted(kind, TODAY, target, since)
    assert read_wanted(wanted.code(), base(VISIT)) == wanted


def test_the_longest_ids_still_fit_a_button() -> None:
    long = event("an-id-of-just-as-many-characters-as-an-id-may-have-and-no-more-x", "2026-12-01")
    knowledge = base(long)
    wanted = Wanted("entry", TODAY, long.id)
    pressed = read(more_button("1", wanted, long, None).data or "")
    assert pressed is not None
    assert read_wanted(pressed.part(0), knowledge) == wanted
    assert len(act("x", "g", wanted.code()).data or "") <= 64


@pytest.mark.parametrize("data", ["B1|z|d20261205", "A1|m|d20261205", "B1"])
def test_what_is_no_button_of_a_briefing_is_not_read(data: str) -> None:
    assert read(data) is None


@pytest.mark.parametrize("code", ["", "d", "x20261205", "d20261399", "n20261205-5", "e20261205gone", "t20261205gone"])
def test_a_code_that_asks_for_nothing_known_gives_nothing(code: str) -> None:
    assert read_wanted(code, base()) is None


def test_in_a_group_things_open_by_a_link_into_the_private_chat() -> None:
    one = event("visit", "2026-12-01")
    button = more_button("1", Wanted("today", TODAY), one, "briefing_bot")
    assert (button.data, button.url) == (None, "https://t.me/briefing_bot?start=e_visit")


def test_a_regular_briefing_looks_back_to_the_one_before() -> None:
    schedule = BriefingSchedule(-1, 0, WEEKDAYS, 9, "UTC", (), 5, "silence")
    friday, monday = date(2026, 12, 4), date(2026, 12, 7)
    assert previous_day(schedule, monday) == friday
    assert scheduled(schedule, monday).window == Window(friday - COMES_LATE, monday, monday + timedelta(days=7))


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 2, 10), date(2025, 10, 9), date(1992, 2, 24)])
@pytest.mark.parametrize("kind", ["today", "week", "month", "open", "day"])
def test_every_briefing_of_the_real_base_is_one_short_message(real: Knowledge, day: date, kind: Kind) -> None:
    assert units(worded(real, Wanted(kind, day))) < 3000


def test_every_theme_of_the_real_base_has_a_briefing_with_sources(real: Knowledge) -> None:
    for theme in real.words.themes:
        text = worded(real, Wanted("theme", date(2026, 11, 21), theme.id), username="briefing_bot")
        assert "Source" in text or "nothing to report" in text


def sheet(real: Knowledge, entry: Entry, language: str = "en", **fields: bool) -> Message:
    day = date(2026, 11, 21)
    return prep_message(edition_of(real, day, language), prep(real, entry, day), "briefing_bot", **fields)


def test_every_person_and_institution_of_the_real_base_has_a_sheet_of_one_message(real: Knowledge) -> None:
    for entry in real.of_kind("official", "institution"):
        text = check(sheet(real, entry))
        assert text.startswith(entry.name)
        assert "The name" in text
        assert "Sources\n1. " in text


def test_the_sheet_on_a_visitor_names_the_state_visit_and_no_greeting(real: Knowledge) -> None:
    visitor = real.entries["kassym-jomart-tokayev"]
    contacts = [one.entry for one in prep(real, visitor, date(2026, 11, 21)).contacts]
    assert [one.id for one in contacts[:2]] == ["state-visit-2026-02", "tokayev-sharif-talks-2026-02-04"]
    assert {one.type for one in contacts} == {"visit", "meeting"}
    assert "paid a state visit to Pakistan on 3-4 February 2026" in check(sheet(real, visitor))


def test_an_agreed_wording_is_shown_whole_on_its_own_sheet_and_elsewhere_only_named(real: Knowledge) -> None:
    others = [plain(sheet(real, one).html) for one in real.of_kind("official")]
    for wording in (one for one in real.entries.values() if one.sensitive == one.id):
        own, guarded = check(sheet(real, wording)), check(sheet(real, wording, guarded=True))
        for fact in wording.shown_facts:
            assert fact.text in own
            assert fact.text not in guarded
            assert not any(fact.text in text for text in others)


def test_no_regular_briefing_of_the_real_base_brings_up_what_is_sensitive_mourned_or_political(real: Knowledge) -> None:
    guarded = {one.id for one in real.entries.values() if one.sensitive or one.tone in {"remembrance", "political"}}
    weekly = BriefingSchedule(-1, 0, frozenset({0}), 9, "UTC", (), 5, "silence")
    day = date(2025, 1, 1)
    while day < date(2027, 1, 1):
        for wanted in (scheduled(weekly, day), Wanted("open", day), Wanted("day", day)):
            found = composed(real, wanted, Memory(), schedule=weekly)
            assert guarded.isdisjoint(item.entry.id for item in found.items)
        day += timedelta(days=12)


def test_who_asks_for_a_briefing_is_told_of_the_guarded_days_that_upcoming_shows(real: Knowledge) -> None:
    found = [one for one in upcoming(real, date(2026, 1, 1)) if one.entry.tone in {"remembrance", "political"}]
    assert "independence-day-kazakhstan" in {one.entry.id for one in found}
    for one in found:
        items = composed(real, Wanted("today", one.earliest - timedelta(days=2)), Memory()).items
        assert (one.entry.id in {item.entry.id for item in items}) is (one.entry.sensitive is None)


def test_a_day_of_mourning_is_told_by_its_date_without_a_congratulation(real: Knowledge) -> None:
    text = worded(real, Wanted("week", date(2026, 12, 10)))
    assert "Independence Day of Kazakhstan (16 December)\n16 December 2026 · in 6 days\nKazakhstan marks" in text
    assert not any(word in text.casefold() for word in ("happy", "congratulat", "celebrat", "🎉"))


def test_days_to_remember_are_told_of_on_some_day_of_the_year(real: Knowledge) -> None:
    found = {
        item.entry.id
        for number in range(366)
        for item in composed(real, Wanted("day", date(2026, 1, 1) + timedelta(days=number)), Memory()).items
    }
    assert len(found) > 10
