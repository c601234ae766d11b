"""Lists: what is coming, what happened, all of a kind, the first and the last."""

import pytest
from answers_samples import ask, ids, lines, reason

VISITS_TO_NORVANIA = ("visit-norvik-2023", "visit-norvik-2026")
VISITS_HELD = ("visit-norvik-2023", "visit-belport-2024", "visit-norvik-2026")
VISITS_TO_BELMARK = ("visit-belport-2024", "visit-belport-2027")


def test_what_is_coming_is_listed_by_day():
    answer = ask("what is coming up?")
    assert (answer.status, answer.shape) == ("answered", "upcoming")
    assert lines(answer)[:4] == ("trade-forum-2026", "norvania-day", "belmark-day", "visit-belport-2027")
    assert answer.listed[0].day == "2026-12-14"
    assert answer.listed[3].day is None  # known to the month only
    days = [line.day for line in answer.listed if line.day]
    assert days == sorted(days)


def test_what_is_over_is_not_coming():
    over = {"visit-norvik-2023", "visit-belport-2024", "visit-norvik-2026", "commission-2022", "commission-2025"}
    assert not over & set(lines(ask("what is coming up?")))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what is planned for december", ("trade-forum-2026", "norvania-day")),
        ("national days in december", ("norvania-day",)),
        ("upcoming visits", ("visit-belport-2027",)),
        ("upcoming forums", ("trade-forum-2026",)),
        ("what is planned for 2027", ("visit-belport-2027",)),
        ("what is planned for next month", ("trade-forum-2026", "norvania-day")),
        ("ближайшие визиты", ("visit-belport-2027",)),
    ],
)
def test_what_is_coming_can_be_narrowed(question, found):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("upcoming", found)


def test_a_time_ahead_without_anything_is_refused_with_what_comes_after():
    answer = ask("what happens in august 2027")
    assert (answer.status, reason(answer)) == ("unknown", "year")
    assert answer.near[0] == "norvania-day"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what happened in october 2026", ("visit-norvik-2026",)),
        ("what happened in 2023", ("visit-norvik-2023", "customs-agreement")),
        ("what happened between 2022 and 2023", ("commission-2022", "visit-norvik-2023", "customs-agreement")),
        ("what happened in 2025", ("commission-2025",)),
        ("list visits in 2024", ("visit-belport-2024",)),
    ],
)
def test_what_happened_in_a_stretch_of_time_is_listed_by_day(question, found):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("list", found)


def test_a_list_bound_to_time_says_its_days():
    assert ask("what happened in october 2026").window == ("2026-10-01", "2026-10-31")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("list all agreements", ("customs-agreement", "student-agreement")),
        ("which commission sessions were held", ("commission-2022", "commission-2025")),
        ("list all visits", ("visit-norvik-2023", "visit-belport-2024", "visit-norvik-2026", "visit-belport-2027")),
        ("visits to Norvania", VISITS_TO_NORVANIA),
        ("visits to Belmark", VISITS_TO_BELMARK),
        ("visits in Norvik", VISITS_TO_NORVANIA),
        ("visits from Norvania", VISITS_TO_BELMARK),
        ("visits from Belmark to Norvania", VISITS_TO_NORVANIA),
        ("визиты в Белмарк", VISITS_TO_BELMARK),
        ("visits of Arlen Voskar", ("visit-belport-2024", "visit-belport-2027")),
    ],
)
def test_all_of_a_kind_are_listed_earliest_first(question, found):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("list", found)
    assert answer.shown == tuple(f"{one}#when" for one in found)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("when was the first visit to Norvania", "visit-norvik-2023"),
        ("when was the last visit to Norvania", "visit-norvik-2026"),
        ("first visit to Belmark", "visit-belport-2024"),
        ("last visit to Belmark", "visit-belport-2024"),
        ("latest commission session", "commission-2025"),
    ],
)
def test_the_first_and_the_last_are_those_that_took_place(question, found):
    answer = ask(question)
    assert (answer.shape, ids(answer)) == ("fact", (found,))


@pytest.mark.parametrize(
    "question", ["visits to Grauland", "list all visits of Otto Grimwald", "upcoming visits to Tarkovia"]
)
def test_other_countries_and_their_people_have_no_list(question):
    assert ask(question).status == "unknown"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("who came to Norvania in 2023?", ("visit-norvik-2023",)),
        ("visits after the first session of the joint commission", VISITS_HELD),
        ("which visits took place since the first session of the joint commission", VISITS_HELD),
        ("visits before the second session of the joint commission", VISITS_HELD[:2]),
    ],
)
def test_what_belongs_in_a_list_is_told_by_time_place_and_guest(question, found):
    assert lines(ask(question)) == found


@pytest.mark.parametrize("question", ["what happened in 1975?", "what happened in September 2019", "events in 2012"])
def test_where_nothing_is_known_of_a_time_that_is_said(question):
    answer = ask(question)
    assert (answer.status, str(answer.reason)[:4]) == ("unknown", "year")


def test_the_holders_of_an_office_in_two_countries_are_both_named():
    answer = ask("who are the presidents of Norvania and Belmark?")
    assert lines(answer) == ("arlen-voskar", "mirela-tandor")


@pytest.mark.parametrize(
    "question", ["1. when was the first visit to Norvania", "first, when was the last visit to Norvania"]
)
def test_the_number_of_a_question_is_not_what_it_asks(question):
    assert ids(ask(question)) == ids(ask(question.partition(" ")[2]))


@pytest.mark.parametrize("question", ["opening ke baad konse visits hue", "which visits took place after an opening?"])
def test_a_limit_that_no_event_is_found_for_is_not_left_out_of_a_list(question):
    assert ask(question).shape != "list"
