"""Buttons: what they say back fits, needs no memory and is read again."""

import re

import pytest
from chat_samples import BASE, LONG, base
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.keyboards import (
    ACTIONS,
    LONGEST_DATA,
    LONGEST_START,
    Press,
    button,
    copying,
    handle,
    handle_of_fact,
    handle_of_question,
    hashed,
    is_hash,
    pressed,
    resolved,
)
from bot.chat.markup import keyboard
from bot.knowledge.entries import Entry

IDS = st.from_regex(re.compile(r"[a-z0-9]+(?:[_-]+[a-z0-9]+){0,9}", re.ASCII), fullmatch=True).filter(
    lambda i: len(i) <= 64
)


def size(data: str | None) -> int:
    assert data is not None
    return len(data.encode())


def test_what_a_button_says_back_is_versioned_and_plain() -> None:
    assert button("More", "e", "state-visit-2026-02", 2).data == "1|e|state-visit-2026-02|2"


def test_a_press_is_read_into_action_and_parts() -> None:
    assert pressed("1|e|state-visit-2026-02|2") == Press("e", ("state-visit-2026-02", "2"))
    assert pressed("1|n") == Press("n")
    assert pressed("1|q|2|who | and when|") == Press("q", ("2", "who | and when|"))


@pytest.mark.parametrize(
    "data", ["", "1", "1|", "|", "2|e|x|1", "0|e|x", "1|zz|x", "1|E|x", "e|x|1", "1 |e|x", "\ufeff1|e|x"]
)
def test_what_another_version_said_is_not_read(data: str) -> None:
    assert pressed(data) is None


@given(st.text(max_size=64))
def test_no_data_whatever_breaks_the_reading(data: str) -> None:
    press = pressed(data)
    assert press is None or press.action in ACTIONS
    if press is not None:
        assert press.page(1) >= 1


@pytest.mark.parametrize(("part", "page"), [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("२", 1), ("9" * 30, 1)])
def test_a_page_is_a_number_from_one(part: str, page: int) -> None:
    assert Press("e", ("x", part)).page(1) == page


@given(IDS, st.integers(1, 99_999))
def test_an_id_of_any_length_fits_and_leads_back(entry_id: str, page: int) -> None:
    assert size(button("x", "e", handle(entry_id), page).data) <= LONGEST_DATA
    knowledge = base(Entry(entry_id, "topic", "X"))
    assert resolved(handle(entry_id), knowledge) == entry_id
    assert resolved(handle(entry_id, LONGEST_START), knowledge) == entry_id


@given(IDS, IDS)
def test_a_fact_of_any_key_fits_with_its_entry(entry_id: str, key: str) -> None:
    data = button("x", "w", handle_of_fact(f"{entry_id}#{key}")).data
    assert size(data) <= LONGEST_DATA
    press = pressed(data or "")
    assert press is not None
    assert resolved(press.part(0).partition("#")[0], base(Entry(entry_id, "topic", "X"))) == entry_id


@given(st.text(max_size=100), st.integers(1, 9999))
def test_a_question_of_any_length_fits_or_is_hashed(question: str, page: int) -> None:
    found = handle_of_question(question, page)
    assert size(button("x", "q", page, found).data) <= LONGEST_DATA
    assert found in (question, hashed(question))


def test_a_long_id_and_a_former_one_are_found_by_their_hash() -> None:
    assert handle(LONG.id) == hashed(LONG.id)
    assert resolved(hashed(LONG.id), BASE) == LONG.id
    assert resolved(hashed("visit-of-2026"), BASE) == "state-visit-2026-02"
    assert resolved("visit-of-2026", BASE) == "state-visit-2026-02"


@pytest.mark.parametrize(
    "text", ["", "gone", "_", "_0123456789abcdef", "_0123456789ABCDEF", "state-visit-2026-02#outcome"]
)
def test_what_the_base_does_not_know_is_not_found(text: str) -> None:
    assert resolved(text, BASE) is None


def test_a_hash_is_stable_and_no_id() -> None:
    assert hashed("state-visit-2026-02") == "_ad69e07fabeafbdf"
    assert is_hash(hashed("state-visit-2026-02"))
    assert hashed("a") != hashed("b")


def test_a_button_is_clipped_to_what_can_be_read() -> None:
    assert button("word " * 40, "n").text.endswith("…")
    copied = copying("Copy", "word " * 100).copy_text
    assert copied is not None
    assert len(copied) <= 256


def test_rows_become_telegrams_keyboard() -> None:
    made = keyboard(((button("More", "e", "x", 1), copying("Copy", "text")),))
    assert made is not None
    assert made.to_dict()["inline_keyboard"] == [
        [{"text": "More", "callback_data": "1|e|x|1"}, {"text": "Copy", "copy_text": {"text": "text"}}]
    ]
    assert keyboard(()) is None
