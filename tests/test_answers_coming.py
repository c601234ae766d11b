"""What is coming: by what it is on, what is left of a time, what a country will host, and the days of both."""

import pytest
from answers_samples import ask, ids, lines


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("which forums on trade are scheduled", {"trade-forum-2026"}),
        ("what is left of this year", {"trade-forum-2026"}),
        ("what will Belmark host next", {"visit-belport-2027"}),
        ("who is expected to visit whom next", {"visit-belport-2027"}),
        ("what is coming up in Belport", {"visit-belport-2027"}),
    ],
)
def test_what_is_coming_is_listed_as_it_is_asked_for(question: str, found: set[str]) -> None:
    answer = ask(question)
    assert (answer.shape, found <= set(lines(answer))) == ("upcoming", True), ids(answer)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("what will Belmark host next", "belmark-day"),
        ("what is coming up in Belport", "trade-forum-2026"),
    ],
)
def test_what_is_on_something_else_or_somewhere_else_is_left_out(question: str, other: str) -> None:
    assert other not in lines(ask(question))


def test_words_that_nothing_coming_holds_make_no_list_of_it() -> None:
    assert ask("which forums on beekeeping are ahead").shape != "upcoming"
