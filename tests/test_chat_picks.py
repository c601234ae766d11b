import pytest

from bot.chat.picks import labelled, picked, picks_none


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0),
        ("2.", 1),
        ("#3", 2),
        ("no. 2", 1),
        ("number two please", 1),
        ("the first one", 0),
        ("Second", 1),
        ("I mean the third", 2),
        ("the middle one", 1),
        ("the last one", 2),
        ("one", 0),
        ("первый", 0),
        ("второе, пожалуйста", 1),
        ("последний", 2),
        ("۲", 1),
        ("پہلا والا", 0),
        ("doosra wala", 1),
        ("соңғысы", 2),
        ("4", None),
        ("0", None),
        ("1 and 2", None),
        ("that one", None),
        ("2 agreements", None),
        ("the second visit", None),
        ("in 2003", None),
        ("the first president of Kazakhstan", None),
        ("", None),
    ],
)
def test_one_of_three_is_meant_by_its_number(text, place):
    assert picked(text, 3) == place


def test_none_of_the_choices_can_be_meant():
    assert [picks_none(one) for one in ("none of these", "neither", "никакой", "nothing new", "no")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_choice_is_meant_by_a_word_that_only_its_label_has():
    labels = ("Aino Berg, Chair", "Oskar Berg, Coach")
    assert labelled("oskar", labels) == 1
    assert labelled("Berg", labels) is None
    assert labelled("", labels) is None
