"""What is offered while somebody is still typing."""

import pytest
from answers_samples import NOW, engine
from chat_samples import BASE

from bot.answers.typed import Beginnings, Hit, ranked


@pytest.mark.parametrize(
    ("text", "first"),
    [("sta", "state-visit-2026-02"), ("vis nor", "state-visit-2026-02"), ("EXAMPLE a", "ann-example")],
)
def test_names_are_found_by_how_their_words_begin(text: str, first: str) -> None:
    assert Beginnings(BASE).entries(text)[0] == Hit(first)


@pytest.mark.parametrize("text", ["", " ", "s", "xyz", "state railway", "isit", "?"])
def test_what_begins_no_name_finds_none(text: str) -> None:
    assert Beginnings(BASE).entries(text) == ()


def test_the_shortest_name_comes_first() -> None:
    found = [BASE.entries[hit.entry_id].name for hit in Beginnings(BASE).entries("ta")]
    assert found == sorted(found, key=len)
    assert {"Talks 1", "Talks 11", "Missed talks"} <= set(found)


def test_what_a_text_names_ranks_first() -> None:
    hits = ranked(engine(), "Mirela Tandor", NOW)
    assert [hit.entry_id for hit in hits] == ["mirela-tandor", "visit-norvik-2023"]
    assert all(hit.ref is None or hit.ref.startswith(f"{hit.entry_id}#") for hit in hits)


def test_nothing_ranks_that_contradicts_what_is_asked_for() -> None:
    assert ranked(engine(), "the ambassador of Grauland to Norvania", NOW) == ()


@pytest.mark.parametrize("text", ["", "   ", "?!", "🚣"])
def test_a_text_without_words_ranks_nothing(text: str) -> None:
    assert ranked(engine(), text, NOW) == ()
