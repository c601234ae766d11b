"""The first and the last of its kind, before and after a time, and of two people who met."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from answers_samples import NOW, TODAY, ask, base, ids, lines, window

from bot.answers.engine import Engine
from bot.answers.text import tokens
from bot.answers.times import Window, limited
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge, Office, Participant, Term

SEEN, LATER = FuzzyDate.parse("2024-01-01"), FuzzyDate.parse("2026-02-01")
MEETING = Term("meeting", "meeting", {"ru": "встреча"}, ("meetings", "meet", "met", "mulaqat", "ملاقات"))


@cache
def engine() -> Engine:
    """The engine of the base, in whose words two people may also meet."""
    own, words = base(), base().words
    words = replace(words, types=(*words.types, MEETING))
    return Engine(Knowledge(own.entries, own.sources, own.about, words, "met"))


def minister(number: int, land: str) -> Entry:
    """The harbour minister of a country, seen in office all the time."""
    office = Office("Harbour Minister", "Government", land, "harbour-minister", attested=(SEEN, LATER))
    return Entry(f"minister-{number}", "official", f"Minister {'AB'[number]}ork", offices=(office,))


def meeting(name: str, when: str, *people: str) -> Entry:
    """A meeting of these people."""
    came = tuple(Participant(one, "speaker") for one in people)
    fact = Fact("met", f"{name} spoke of the joint commission.", ("gazette",))
    return Entry(
        name.lower().replace(" ", "-"),
        "event",
        name,
        type="meeting",
        when=FuzzyDate.parse(when),
        status="held",
        participants=came,
        people=people,
        facts=(fact,),
    )


@cache
def meetings() -> Engine:
    """The engine of the base with two meetings after the last session: of two ministers, of one with a president."""
    own, words = base(), base().words
    roles = (*words.roles, Term("harbour-minister", "harbour minister", {"ru": "министр порта"}))
    more = (
        minister(0, "norvania"),
        minister(1, "belmark"),
        meeting("Harbour talks", "2025-10-02", "minister-0", "minister-1"),
        meeting("Lunch at the lake", "2025-11-05", "minister-0", "mirela-tandor"),
    )
    called = {"session": ("joint commission",)}
    types = (replace(term, aliases=(*term.aliases, *called.get(term.id, ()))) for term in words.types)
    words = replace(words, types=(*types, MEETING), roles=roles)
    return Engine(Knowledge({**own.entries, **{e.id: e for e in more}}, own.sources, own.about, words, "meetings"))


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
    "question",
    [
        "when did the joint commission last meet",
        "when did the joint commission meet last",
        "when was the last meeting of the joint commission",
        "last meeting of the commission session",
    ],
)
def test_what_meets_is_asked_for_and_no_other_meeting(question):
    assert ids(meetings().answer(question, NOW)) == ("commission-2025",)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("when did the harbour ministers last meet", "harbour-talks"),
        ("last meeting of the harbour ministers", "harbour-talks"),
        ("last meeting of the harbour minister", "lunch-at-the-lake"),
    ],
)
def test_a_meeting_of_ministers_is_one_at_which_two_were_that(question, found):
    assert ids(meetings().answer(question, NOW)) == (found,)


def test_meetings_of_an_office_are_listed_without_those_of_others():
    answer = meetings().answer("list meetings with the president of Norvania", NOW)
    assert "harbour-talks" not in lines(answer)


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


def test_what_came_of_the_only_visit_of_a_time_is_told_of_it():
    assert ids(ask("What came out of the 2024 visit?")) == ("visit-belport-2024",)


def test_what_somebody_said_in_a_stretch_of_time_is_not_what_happened_in_it():
    assert ask("What happened in 2024?").shape == "list"
    assert ask("What did Norvania say in 2024?").shape != "list"
