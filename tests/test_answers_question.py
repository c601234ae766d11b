"""What is understood of a question."""

import pytest
from answers_samples import reading, texts
from hypothesis import given

from bot.answers.question import MOST_WORDS

ASKED = {
    "who": ["Who is the president?", "кто президент", "президент кім", "صدر کون ہے", "sadr kaun hai"],
    "when": ["when was it", "когда это было", "бұл қашан болды", "یہ کب ہوا", "yeh kab hua"],
    "where": ["Where is the forum?", "где форум", "форум қайда", "فورم کہاں ہے", "forum kahan hai"],
    "how-many": ["how many boats", "сколько лодок", "неше қайық", "کتنی کشتیاں", "kitni kashtiyan"],
    "why": ["why is that", "почему так", "неге олай", "ایسا کیوں", "aisa kyun"],
    "outcome": ["outcome of the talks", "итоги переговоров", "қорытынды", "مذاکرات کے نتائج", "natija"],
    "source": ["source?", "источник?", "дереккөз?", "ماخذ؟", "hawala?"],
    "card": ["Lake railway", "Арлен Воскар", "Мирела Тандор", "جھیل", "Norvik airport"],
}


@pytest.mark.parametrize(("kind", "question"), [(kind, one) for kind, several in ASKED.items() for one in several])
def test_the_kind_asked_for_is_read_in_every_language(kind, question):
    assert reading(question).kind == kind


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who is the president of Norvania?", "en"),
        ("кто президент Норвании", "ru"),
        ("Норвания президенті кім", "kk"),
        ("نوروانیا کا صدر کون ہے", "ur"),
        ("norvania ka sadr kaun hai", "ur-latn"),
        ("Voskar", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_question_is_recognised(question, language):
    assert reading(question).language == language


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        ("ambassador of Norvania to Belmark", [("norvania", "owner"), ("belmark", "place")]),
        ("ambassador to Belmark from Norvania", [("belmark", "place"), ("norvania", "owner")]),
        ("Norvania's ambassador in Belmark", [("norvania", "owner"), ("belmark", "place")]),
        ("the Norvanian ambassador in Belport", [("norvania", "owner"), ("belmark", "place")]),
        ("Норванияның Белмарктегі елшісі", [("norvania", "owner"), ("belmark", "place")]),
        ("belmark mein norvania ka safeer", [("belmark", "place"), ("norvania", "owner")]),
        ("norvania ke sadar ka belmark ka daura", [("norvania", "owner"), ("belmark", "place")]),
        ("ناروانیا کے صدر کا دورہ بیلمارک", [("norvania", "owner"), ("belmark", "place")]),
        ("norvania ke sadar ka daura-e-belmark", [("norvania", "owner"), ("belmark", "place")]),
        ("belmark ke sadar ka daura", [("belmark", "owner")]),
        ("Norvania Belmark trade", [("norvania", "plain"), ("belmark", "plain")]),
        ("who came from Norvania to the Sandhaven forum", [("norvania", "owner"), ("norvania", "place")]),
        ("белмарктықтарға виза керек пе", [("belmark", "owner")]),
        ("Voskar Norvania kab aaye", [("norvania", "place")]),
    ],
)
def test_of_and_to_are_told_apart(question, standing):
    assert [(one.id, one.how) for one in reading(question).mentions] == standing


def test_other_countries_are_mentions_that_are_not_home():
    assert [(one.id, one.home) for one in reading("trade of Norvania with Grauland").mentions] == [
        ("norvania", True),
        ("grauland", False),
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("the 3rd session", (3,)),
        ("the thirteenth session", (13,)),
        ("13th and 14th sessions", (13, 14)),
        ("третье заседание", (3,)),
        ("тринадцатое заседание", (13,)),
        ("үшінші отырыс", (3,)),
        ("تیسرا اجلاس", (3,)),
        ("doosra ijlas", (2,)),
        ("barahwan ijlas", (12,)),
        ("gyarahvi session", (11,)),
        ("teesri baithak", (3,)),
        ("session III", (3,)),
        ("Session V", (5,)),
        ("session 3", ()),
        ("I was there", ()),
    ],
)
def test_ordinals_are_read_in_words_digits_and_roman_numerals(question, found):
    assert reading(question).ordinals == found


def test_content_is_what_neither_asks_nor_dates_nor_fills():
    read = reading("Please tell me, when was the banquet of the fishermen in 2023?")
    assert [read.words[i].word for i in read.content] == ["banquet", "fishermen"]
    assert [read.words[i].word for i in read.content_without(frozenset(["banquet"]))] == ["fishermen"]


def test_names_are_given_each_once():
    assert reading("Arlen Voskar, Voskar or Arlen Voskar").ids("entry") == ("arlen-voskar",)


@given(texts)
def test_any_text_can_be_read(text):
    read = reading(text)
    assert all(0 <= place < len(read.words) for place in read.content)
    assert all(0 <= span.start < span.end <= len(read.words) for span in read.spans)


def test_a_very_long_text_is_cut():
    assert len(reading("word " * 1000).words) == MOST_WORDS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I am seeing my minister tomorrow. What was signed?", 6),
        ("What was signed? I am seeing my minister tomorrow.", 0),
        ("Dear Sir: what was signed?", 0),
        ("What was signed in St. Petersburg?", 0),
        ("What was signed?", 0),
    ],
)
def test_what_only_says_why_somebody_asks_is_told_apart(text: str, told: int) -> None:
    assert reading(text).told == told


def test_a_day_in_what_is_told_is_no_time_asked_about() -> None:
    assert reading("I am seeing my minister tomorrow. What was signed?").window is None
    assert reading("What is on tomorrow?").window is not None


@pytest.mark.parametrize("question", ["2022 se pehle konse daure hue", "2022 سے پہلے کون سے دورے ہوئے"])
def test_what_is_before_something_in_urdu_is_not_the_first(question: str) -> None:
    assert "first" not in reading(question).asked


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("the summits where both took part", False),
        ("the two forums where", True),
        ("where was the forum", True),
        ("the harbours where are they", True),
    ],
)
def test_where_behind_several_things_may_ask_nothing(question: str, asks: bool) -> None:
    assert ("where" in reading(question).asked) is asks


def test_all_in_urdu_asks_for_a_list_and_a_superlative_does_not() -> None:
    assert reading("sare muahide").kind == reading("سب معاہدے").kind == reading("kin kin muahidon par").kind == "list"
    assert reading("sab se pehle kaun aaya").asked == ("first", "who")
    assert "list" not in reading("sab se pehla daura").asked
