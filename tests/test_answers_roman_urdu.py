"""Urdu in Latin letters as chats write it."""

import pytest
from answers_samples import reading

from bot.answers.roman_urdu import levelled
from bot.answers.text import tokens


def words(text: str) -> str:
    """The words of a text, levelled."""
    return " ".join(token.word for token in levelled(tokens(text), text))


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("norvania ka safeer kn hy", "norvania ka safeer kaun hai"),
        ("voskar kb aye thy", "voskar kab aaye thay"),
        ("norvik me kitny log hn", "norvik mein kitne log hain"),
        ("voskar ny norvik k bare me kia kaha", "voskar ne norvik ke bare mein kya kaha"),
        ("voskar ny norvik ka dora kb kia", "voskar ne norvik ka daura kab kiya"),
        ("mai 2025 me kia hua", "may 2025 mein kya hua"),
        ("2025 mai kia hua", "2025 mein kya hua"),
        ("voskar or tandor kb mily", "voskar aur tandor kab mile"),
    ],
)
def test_small_words_of_chats_are_read_in_their_usual_spelling(typed: str, usual: str) -> None:
    assert words(typed) == usual


@pytest.mark.parametrize(
    "text",
    [
        "tell me the main points",
        "he or she",
        "when is the ny summit",
        "кто это",
        "یہ کون ہے",
        "say who",
        "is it at par or not, tell me",
    ],
)
def test_words_of_other_languages_are_left_as_they_are(text: str) -> None:
    assert words(text) == " ".join(token.word for token in tokens(text))


def test_levelled_words_keep_what_was_typed() -> None:
    read = reading("voskar kb aye thy")
    assert (read.kind, read.language, read.words[1].raw) == ("when", "ur-latn", "kb")


def test_what_was_typed_is_compared_too_where_words_were_levelled() -> None:
    assert reading("voskar kb aye thy").typed is not None
    assert reading("voskar kab aaye").typed is None
