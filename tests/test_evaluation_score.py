import re
from dataclasses import replace

import pytest
from library import library, topic

from bot.evaluation.questions import Question
from bot.evaluation.score import Seen, asks_for_source, scored
from bot.knowledge.entries import Office, Place

BASE = library(topic("opening-hours", former_ids=("hours",)), topic("reading-card"), topic("fees"), topic("rooms"))
HANDBOOK = BASE.sources["handbook"]


def question(*expect, text=(), kind="what", q="when do you open"):
    patterns = tuple(re.compile(one, re.IGNORECASE) for one in text)
    return Question(q, "en", expect, patterns, kind, "plain", Place("questions.yaml", 1))


def answered(*entries, text="Nine on weekdays."):
    return Seen("answered", entries, text)


def result(asked, seen, before=None):
    return scored(asked, seen, BASE, before).result


UNKNOWN = Seen("unknown", (), "The base does not hold that.")
CHAT = Seen("chat", (), "Hello.")


@pytest.mark.parametrize(
    ("asked", "seen", "counts"),
    [
        (question("opening-hours"), answered("opening-hours"), "right"),
        (question("fees", "opening-hours"), answered("opening-hours"), "right"),
        (question("opening-hours", text=["nine", "WEEKDAYS"]), answered("opening-hours"), "right"),
        (question("opening-hours", text=["nine", "ten"]), answered("opening-hours"), "incomplete"),
        (question("fees"), answered("opening-hours"), "wrong"),
        (question("fees"), answered("opening-hours", "fees"), "wrong"),
        (question("fees"), answered(), "wrong"),
        (question("fees"), UNKNOWN, "abstained"),
        (question("fees"), CHAT, "abstained"),
        (question("fees"), Seen("choose", ("rooms", "fees"), "Which?"), "one tap"),
        (question("fees"), Seen("choose", ("rooms", "opening-hours"), "Which?"), "abstained"),
        (question("fees"), Seen("choose", ("rooms", "opening-hours", "reading-card", "fees"), "Which?"), "abstained"),
    ],
)
def test_a_question_with_an_answer(asked, seen, counts):
    assert result(asked, seen) == counts


@pytest.mark.parametrize(
    ("seen", "counts"),
    [
        (UNKNOWN, "right"),
        (CHAT, "right"),
        (Seen("choose", ("fees",), "This one?"), "right"),
        (answered("fees"), "wrong"),
        (answered(), "wrong"),
    ],
)
def test_a_question_without_an_answer(seen, counts):
    assert result(question(kind="near"), seen) == counts


@pytest.mark.parametrize(("seen", "counts"), [(CHAT, "right"), (answered("fees"), "wrong"), (UNKNOWN, "abstained")])
def test_small_talk(seen, counts):
    assert result(question(kind="chitchat"), seen) == counts


def test_former_ids_count_as_the_entry_they_became():
    assert result(question("hours"), answered("opening-hours")) == "right"
    assert result(question("opening-hours"), answered("hours")) == "right"
    assert result(question("hours"), Seen("choose", ("opening-hours",), "This one?")) == "one tap"


@pytest.mark.parametrize(
    ("shown", "counts"),
    [
        (("fees", "rooms"), "right"),
        (("fees", "opening-hours"), "right"),
        (("fees",), "right"),
        (("fees", "opening-hours", "reading-card"), "incomplete"),
        (("opening-hours", "fees", "rooms"), "wrong"),
    ],
)
def test_in_a_list_the_first_and_half_of_all_have_to_belong(shown, counts):
    assert result(question("fees", "rooms", kind="list"), answered(*shown)) == counts


def test_what_is_coming_is_a_list_only_where_several_are_expected():
    shown = answered("fees", "opening-hours", "reading-card")
    assert result(question("fees", kind="upcoming"), shown) == "right"
    assert result(question("fees", "rooms", kind="upcoming"), shown) == "incomplete"


def test_how_much_of_a_list_was_shown_is_measured_against_one_page():
    asked = question("fees", "rooms", "hours", "opening-hours", kind="list")
    score = scored(asked, answered("fees", "opening-hours"), BASE)
    assert (score.listed, score.expected) == (2, 3)
    on_small_pages = scored(asked, replace(answered("fees", "opening-hours"), room=2), BASE)
    assert (on_small_pages.listed, on_small_pages.expected) == (2, 2)
    assert scored(asked, UNKNOWN, BASE).expected == 3


@pytest.mark.parametrize("text", ["source?", "Sources", "источник?", "ماخذ؟", "Дереккөз?"])
def test_asking_for_the_source_is_known(text):
    assert asks_for_source(text)


@pytest.mark.parametrize("text", ["source of the river", "", "?", "who is the source"])
def test_other_questions_do_not_ask_for_the_source(text):
    assert not asks_for_source(text)


@pytest.mark.parametrize(
    ("before", "seen", "counts"),
    [
        (answered("fees"), answered("fees", text="Source: City library"), "right"),
        (answered("fees"), answered("fees", text="See Handbook"), "right"),
        (answered("fees"), answered("fees", text="Source: somebody else"), "wrong"),
        (answered("fees"), UNKNOWN, "abstained"),
        (answered("rooms"), answered("rooms", text="Source: City library"), "wrong"),
        (UNKNOWN, UNKNOWN, "abstained"),
        (UNKNOWN, answered("fees", text="Source: City library"), "wrong"),
    ],
)
def test_a_turn_that_asks_for_the_source(before, seen, counts):
    assert result(question("fees", q="source?"), seen, before) == counts


def test_the_sources_of_offices_count_as_sources_of_the_person():
    person = replace(topic("fees"), facts=(), offices=(Office("Librarian", sources=("handbook",)),))
    seen = answered("fees", text="Source: City library")
    assert scored(question("fees", q="source?"), seen, library(person), answered("fees")).result == "right"
