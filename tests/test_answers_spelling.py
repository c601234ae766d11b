"""Misspelt words and other letters, put as the base writes them."""

import pytest
from answers_samples import ask, engine
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.grammar import language_of
from bot.answers.spelling import Speller, heard
from bot.answers.text import tokens

COUNTS = {
    "agreement": 9,
    "agrement": 1,
    "president": 8,
    "railway": 7,
    "signed": 6,
    "islamabad": 9,
    "passport": 3,
    "visit": 9,
    "visits": 3,
    "tokayev": 9,
    "khan": 5,
    "когда": 9,
    "президент": 8,
    "приехал": 4,
    "посол": 5,
    "в": 9,
    "кашан": 6,
    "келди": 5,
    "елши": 4,
    "токаев": 9,
    "معاہدہ": 5,
    "صدر": 6,
    "شاہراہ": 4,
    "safeer": 5,
    "kaun": 9,
    "hai": 9,
    "muahida": 4,
}
NAMES = frozenset({"islamabad", "tokayev", "khan"})
SPELLER = Speller(COUNTS)


def put_right(words, capitals=frozenset()):
    language = language_of(" ".join(t.raw for t in words), tuple(t.word for t in words))
    return SPELLER.mended(words, language, NAMES.__contains__, capitals)


def mended(text, capitals=()):
    return " ".join(token.word for token in put_right(tokens(text), frozenset(capitals)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("when was the agreemnt signed", "when was the agreement signed"),  # one is missing
        ("when was the agreemment signed", "when was the agreement signed"),  # one is doubled
        ("who is the presidnet", "who is the president"),  # two are swapped
        ("the raylway", "the railway"),  # one is another
        ("islmabad", "islamabad"),
        ("когда приихал презедент", "когда приехал президент"),
        ("صدرر", "صدرر"),  # four letters are too few
        ("شاہرہ", "شاہراہ"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest_of_the_base(typed, meant):
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "the password of the portal",  # a word, if none of the base
        "the visit of khar",  # short words have too many neighbours
        "agrement",  # the base has it so
        "in 2026",
        "",
    ],
)
def test_a_word_that_is_right_stays(text):
    assert mended(text) == text


def test_a_name_with_a_capital_becomes_no_plain_word():
    assert mended("what did Presidente say", {"presidente"}) == "what did presidente say"
    assert mended("what did Islmabad say", {"islmabad"}) == "what did islamabad say"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kogda priehal prezident", "когда приехал президент"),
        ("kogda priyekhal prezident", "когда приехал президент"),
        ("tokayev qashan keldi", "токаев кашан келди"),
        ("toqaev qaşan keldı", "токаев кашан келди"),
        ("elshi qashan keldi", "елши кашан келди"),
    ],
)
def test_russian_and_kazakh_in_latin_letters_get_their_own(typed, meant):
    assert mended(typed) == meant


@pytest.mark.parametrize("text", ["tokayev islamabad visit", "safeer kaun hai", "when was tokayev in islamabad"])
def test_other_languages_keep_their_letters(text):
    assert mended(text) == text


def test_urdu_in_latin_letters_is_known_by_its_sound():
    assert mended("safir kaun hai") == "safeer kaun hai"


@pytest.mark.parametrize(("one", "other"), [("кашан", "qashan"), ("жол", "zhol"), ("хан", "khan"), ("елши", "elshi")])
def test_spellings_of_one_word_sound_alike(one, other):
    assert heard(one) == heard(other)


def test_nothing_is_changed_without_a_base():
    assert Speller().mended(tokens("agreemnt"), "en", NAMES.__contains__, frozenset()) == tokens("agreemnt")


def test_what_was_typed_is_kept():
    assert [t.raw for t in put_right(tokens("Agreemnt"))] == ["agreemnt"]


@given(st.text(max_size=80))
def test_every_word_stays_in_its_place(text):
    words = tokens(text)
    found = put_right(words)
    assert [t.raw for t in found] == [t.raw for t in words]
    assert put_right(found) == found


def test_a_question_full_of_slips_gets_the_answer():
    right, slips = ask("Who is the president of Norvania?"), ask("Who is the presidnet of Norvnaia?")
    assert (slips.status, slips.entries) == (right.status, right.entries)
    assert engine().searcher.lexicon.speller is not None
