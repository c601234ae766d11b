"""The engine as a whole: anything can be asked, nothing is invented or kept."""

from datetime import UTC, datetime, timedelta

import pytest
from answers_samples import NOW, ask, base, engine, ids, reason, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from library import library, write_library

from bot.answers.answer import Answer, Thread
from bot.answers.engine import LONGEST, Engine
from bot.knowledge.entries import About, Knowledge, Words
from bot.knowledge.load import load_folder

#: Pieces of real questions in any order, where mistakes of understanding would sit.
pieces = st.lists(
    st.sampled_from(
        [
            *("who", "when", "was", "is", "the", "ambassador", "president", "of", "to", "in", "Norvania", "Belmark"),
            *("Norvik", "Highmoor", "Grauland", "visit", "visits", "first", "last", "next", "list", "2023", "May"),
            *("Mirela", "Tandor", "Voskar", "lake", "railway", "after", "before", "when", "and", "?", "more", "source"),
            *("посол", "Белмарка", "в", "елшісі", "сафир", "سفیر", "کا", "میں", "kaun", "3rd", "phone number"),
        ]
    ),
    max_size=9,
).map(" ".join)
threads = st.one_of(
    st.none(),
    st.builds(
        Thread,
        entries=st.lists(st.sampled_from([*base().entries, "gone"]), max_size=3).map(tuple),
        facts=st.just(("visit-norvik-2023#outcome",)),
        question=pieces,
        offered=st.lists(st.sampled_from([*base().entries, "gone"]), max_size=2).map(tuple),
        at=st.just(NOW - timedelta(minutes=5)),
    ),
)


def is_sound(answer: Answer, question: str) -> bool:
    """Whether an answer holds together: what it shows exists, and as much as its status says."""
    known = all(base().find(one.id) for one in answer.entries) and all(base().find(one) for one in answer.near)
    shown = all(base().find(ref.partition("#")[0]) for ref in answer.shown)
    empty = not answer.entries and not answer.shown
    counts = {
        "answered": bool(answer.entries),
        "choose": 1 <= len(answer.entries) <= 3 and not answer.shown,
        "unknown": empty and answer.reason is not None,
        "chat": empty and answer.talk is not None,
    }
    scores = all(0 <= one.score <= 1 for one in answer.entries)
    return known and shown and counts[answer.status] and scores and answer.question == question


@settings(max_examples=80)
@given(texts)
def test_any_text_is_answered(text):
    assert is_sound(ask(text), text)


def test_nothing_is_offered_of_an_entry_that_is_gone():
    gone = Thread(("gone",), ("visit-norvik-2023#outcome",), at=NOW - timedelta(minutes=5))
    for question in ("more", "source?", "when was that?", "no, the other one"):
        answer = ask(question, gone)
        assert (answer.status, answer.near) == ("unknown", ()), question


@settings(max_examples=80)
@given(pieces, threads)
def test_any_question_in_any_thread_is_answered(question, thread):
    assert is_sound(ask(question, thread), question)


@settings(max_examples=40)
@given(st.one_of(pieces, texts), threads)
def test_the_same_question_gives_the_same_answer(question, thread):
    first = ask(question, thread)
    ask("Who is the president of Norvania?")
    assert ask(question, thread) == first


def test_another_engine_gives_the_same_answers():
    other = Engine(base())
    for question in ("lake railwey", "list all visits", "balloon tour", "Who is the ambassador of Norvania?", "Tandor"):
        assert other.answer(question, NOW) == ask(question)


@settings(max_examples=40)
@given(st.one_of(pieces, texts), threads)
def test_withdrawn_and_superseded_facts_are_never_shown(question, thread):
    assert not {"visit-norvik-2023#rain", "visit-norvik-2023#plan"} & set(ask(question, thread).shown)


@pytest.mark.parametrize(
    "question", ["parade cancelled because of a snowstorm", "is a balloon tour foreseen for April"]
)
def test_what_only_withdrawn_and_superseded_facts_say_is_not_answered(question):
    assert ask(question).status != "answered"


@pytest.mark.parametrize("text", ["", " ", "\n\t", "?", "…!?", "\u200b", "\u202e", "؟"])
def test_a_text_without_words_is_empty(text):
    answer = ask(text)
    assert answer.status in {"unknown", "chat"}
    assert answer.shown == ()


def test_a_text_without_anything_says_so():
    assert reason(ask("  ")) == "empty"


def test_a_text_that_is_too_long_is_not_read():
    question = "Who is the president of Norvania? "
    assert reason(ask(question + "x" * LONGEST)) == "too-long"
    assert reason(ask("x" * (LONGEST + 1))) == "too-long"
    assert ask("x" * LONGEST).reason != ask("x" * (LONGEST + 1)).reason


def test_one_endless_word_does_no_harm():
    assert ask("a" * LONGEST).status != "answered"
    assert is_sound(ask("Norvania " * 200), "Norvania " * 200)


def test_numbers_alone_are_no_question():
    assert str(ask("12345").reason) == "unrelated: numbers"


@pytest.mark.parametrize(
    ("question", "language"),
    [("Mirela Tandor", "en"), ("Мирела Тандор была в Норвании", "ru"), ("Белмарк президенті кім", "kk")],
)
def test_the_language_is_that_of_the_question_unless_another_is_asked_for(question, language):
    assert engine().answer(question, NOW).language == language
    assert engine().answer(question, NOW, None, "auto").language == language
    assert engine().answer(question, NOW, None, "ur").language == "ur"


def test_today_is_the_day_in_the_zone_of_the_base():
    late = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)  # already 2027 in the base's zone
    early = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
    assert ask("what is planned for this year", None, late).window == ("2027-01-01", "2027-12-31")
    assert ask("what is planned for this year", None, early).window != ("2027-01-01", "2027-12-31")


def test_a_sensitive_topic_is_answered_in_its_own_words():
    answer = ask("eel fishing dispute")
    assert (ids(answer), answer.shown) == (("eel-dispute",), ("eel-dispute#1",))


@pytest.mark.parametrize(
    "question", ["fishing zone on the lake", "zone map words", "no map of fishing", "dispute eels boats"]
)
def test_a_sensitive_topic_is_never_one_of_several_offered(question):
    answer = ask(question)
    assert answer.status != "choose" or "eel-dispute" not in ids(answer)


@pytest.fixture(scope="module")
def help_desk(tmp_path_factory):
    """The smallest base there is: a few questions with their answers."""
    knowledge = load_folder(write_library(tmp_path_factory.mktemp("library"))).knowledge
    assert knowledge is not None
    return Engine(knowledge)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("when do you open", "opening-hours"),
        ("When do you open?", "opening-hours"),
        ("are you open on Sunday?", "opening-hours"),
        ("opening hours", "opening-hours"),
        ("opning hours", "opening-hours"),
        ("how do I get a reading card", "reading-card"),
        ("what does a reading card cost?", "reading-card"),
    ],
)
def test_a_minimal_base_answers(help_desk, question, entry):
    answer = help_desk.answer(question, NOW)
    assert (answer.status, ids(answer), answer.shown) == ("answered", (entry,), (f"{entry}#1",))


@pytest.mark.parametrize("question", ["xyzzy", "qwrtp zxcvb", "12345"])
def test_a_minimal_base_refuses_what_it_does_not_hold(help_desk, question):
    assert help_desk.answer(question, NOW).status != "answered"


def test_a_base_without_questions_is_found_by_its_names():
    assert ids(Engine(library()).answer("Opening hours", NOW)) == ("opening-hours",)


@settings(max_examples=40)
@given(texts)
def test_an_empty_base_knows_nothing(text):
    empty = Engine(Knowledge({}, {}, About(title="Nothing"), Words(), "1"))
    assert empty.answer(text, NOW).status in {"unknown", "chat"}


@pytest.mark.parametrize("entry", sorted(engine().knowledge.entries))
def test_whoever_writes_the_name_of_an_entry_gets_it(entry):
    answer = ask(engine().knowledge.entries[entry].name)
    assert answer.status in {"answered", "choose"}
    assert entry in ids(answer)


@pytest.mark.parametrize("text", ["n", "Q", "a b c", "🙂 z", "{t"])
def test_single_letters_are_no_question(text):
    assert ask(text).status in {"unknown", "chat"}


def test_a_broad_word_is_offered_what_the_base_has():
    assert ask("boats").status in {"answered", "choose"}
    assert ask("submarines").status == "unknown"
