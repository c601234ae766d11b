"""Lines fit their room and lose no word; letters of every language have a glyph, in the order in which they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.letters import Style, broken, font, is_rightward, runs, width

STYLE = Style(30)
WORDS = st.lists(st.text("abcКқәاپے19-", min_size=1, max_size=12), max_size=20).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(WORDS, st.integers(60, 900), st.integers(1, 5))
def test_no_line_is_wider_than_its_room(text: str, room: int, most: int) -> None:
    lines = broken(text, STYLE, room, most)
    assert len(lines) <= most
    assert all(width(line, STYLE) <= room for line in lines)


@settings(deadline=None, max_examples=60)
@given(WORDS, st.integers(300, 900))
def test_with_lines_enough_every_letter_stays(text: str, room: int) -> None:
    assert "".join(broken(text, STYLE, room)).replace(" ", "") == text.replace(" ", "")


def test_what_is_cut_ends_with_an_ellipsis() -> None:
    assert broken("one two three four five six", STYLE, 120, 1)[-1].endswith("…")
    assert broken("", STYLE, 120) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Visit – “Ångström” · 2026…",
        "Государственный визит, ёлка",
        "Қазақстан мен Пәкістан, ғылым, өңір, ұлттық, үкімет, һәм, іс",
        "پاکستان اور قازقستان کے درمیان ٹرانزٹ معاہدہ، ڈیجیٹل، ژالہ، چھوٹے، آئے ہوئے؟ ۲۰۲۶",
    ],
)
def test_every_letter_of_the_four_languages_has_a_glyph(text: str) -> None:
    for kind, run in runs(text):
        letters = font(kind, STYLE)
        missing = bytes(letters.getmask("\U0010fffd"))
        for letter in run.replace(" ", ""):
            assert bytes(letters.getmask(letter)) != missing, (letter, hex(ord(letter)))


def test_arabic_letters_are_joined_and_stand_from_right_to_left_numbers_and_brackets_too() -> None:
    shown = "".join(piece for _, piece in runs("اجلاس (KTZ 12) وزیر"))
    assert shown.index("(") < shown.index("K") < shown.index("2") < shown.index(")")
    assert not set(shown) & set("جلس")  # only joined forms are left
    assert is_rightward("اجلاس 2026")
    assert not is_rightward("Meeting (اجلاس)")
