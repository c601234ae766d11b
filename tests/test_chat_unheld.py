"""What a refusal says is missing: at most two things, as they were typed, of which the base speaks nowhere."""

import pytest
from chat_samples import BASE, TODAY, refused

from bot.answers.answer import Answer
from bot.chat.html import plain
from bot.chat.messages import answer_message

PLAIN = "The base holds nothing that answers this."


def sentence(question: str, kind: str, detail: str = "", *near: str) -> str:
    found = refused(kind, detail, *near)
    answer = Answer(question, found.status, reason=found.reason, near=found.near)
    return plain(answer_message(answer, BASE, TODAY).html).partition("\n\n")[0]


@pytest.mark.parametrize(
    ("question", "missing", "what"),
    [
        ("Where are the best Hotels in town?", "hotels", "Hotels"),
        ("Does it name uranium or thorium?", "uranium, thorium", "uranium, thorium"),
        ("How do sanctions affect the wine?", "sanctions, affect", "sanctions"),
        ("When did Hina Rabbani Khar come here?", "hina, rabbani, khar", "Hina Rabbani Khar"),
        ("Есть ли там отели и рынок?", "отели, рынок", "отели, рынок"),
    ],
)
def test_things_are_named_as_they_were_typed(question: str, missing: str, what: str) -> None:
    assert sentence(question, "unrelated", missing) == f"The base holds nothing on “{what}”."


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Is the railway better by trade?", "better, railway"),
        ("Which visits did they plan?", "visits"),
        ("Do they recognise the crown?", "recognise"),
        ("which is better, visit railway", "better, visit, railway"),
        ("how far is glagt from here", "glgt"),
    ],
)
def test_verbs_and_what_the_base_knows_are_not(question: str, missing: str) -> None:
    assert sentence(question, "unrelated", missing) == PLAIN


def test_a_question_full_of_other_things_is_outside_what_the_base_covers() -> None:
    said = sentence("how to bake sourdough bread", "unrelated", "bake, sourdough, bread")
    assert said == "That is outside what this base covers."


@pytest.mark.parametrize("question", ["which papers are in force", "anything in 2018?"])
def test_a_full_question_is_not_called_too_little(question: str) -> None:
    assert sentence(question, "vague") == PLAIN
    assert "Name a person" not in plain(answer_message(Answer(question, "unknown"), BASE, TODAY).html)


@pytest.mark.parametrize("question", ["papers", "what?", "17*23", "two words"])
def test_a_word_or_two_are(question: str) -> None:
    assert sentence(question, "vague") == "That is too little to go on."


def test_what_is_near_stands_below_the_plain_sentence() -> None:
    found = Answer("which papers are in force", "unknown", reason=refused("vague").reason, near=("declaration",))
    text = plain(answer_message(found, BASE, TODAY).html)
    assert text == f"{PLAIN}\n\nWhat the base does hold:\n• Joint Declaration (2026)"


def test_where_nothing_of_the_kind_is_coming_no_other_days_are_offered() -> None:
    question, window = "when is the next forum?", "2026-11-22 to 2028-01-16"
    found = Answer(question, "unknown", reason=refused("vague", window).reason, near=("national-day",))
    text = plain(answer_message(found, BASE, TODAY).html)
    assert text.startswith("The base knows of nothing of the kind that is coming.\n\n")
    assert "National Day" not in text
    assert "/upcoming" in text


def test_a_month_is_said_in_words() -> None:
    assert sentence("who was it then", "year", "2002-12") == "The base holds nothing on this for December 2002."


def test_one_country_and_not_the_other_is_not_called_that_country() -> None:
    assert sentence("atoms of Southland", "country", "northland, not southland") == (
        "The base does not hold it for that country."
    )


def test_a_country_of_the_base_is_not_said_to_be_missing_from_it() -> None:
    home = BASE.about.countries[0].id
    assert sentence("deputy minister", "country", home) == "The base does not hold it for that country."


@pytest.mark.parametrize(
    ("detail", "said"), [("before 1980", "1980"), ("before 1995-03", "March 1995"), ("before 1990-05-05", "5 May 1990")]
)
def test_a_limit_of_time_is_said_as_such(detail: str, said: str) -> None:
    assert sentence("visits?", "year", detail) == f"The base holds nothing on this for the time before {said}."
