"""What is asked for as a picture, and what stands below it and in its text version."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_samples import BASE, EDITION, TODAY, base
from telegram_limits import LONGEST_DATA, parsed

from bot.answers.lexicon import Lexicon
from bot.chat.html import plain, units
from bot.chat.names import Edition
from bot.chat.picture_buttons import KINDS, Kind, Wanted, wanted_button, wanted_by
from bot.chat.picture_pages import (
    LONGEST_CAPTION,
    choices_message,
    how_message,
    nothing_message,
    picture_page,
    text_page,
)
from bot.chat.picture_scope import Read, code_of, read_scope, scope_name, scope_of_code
from bot.knowledge.load import load_folder
from bot.languages.catalogue import translate
from bot.pictures.timeline import Scope, Timeline
from bot.pictures.trade import TradeTable

ROOT = Path(__file__).parent.parent
LEXICON = Lexicon(BASE)
YEAR_2003 = (date(2003, 1, 1), date(2003, 12, 31))


@lru_cache
def real() -> Edition:
    knowledge = load_folder(ROOT / "knowledge").knowledge
    assert knowledge is not None
    return Edition(knowledge, date(2026, 11, 21), translate("en"))


def read(text: str) -> Read:
    return read_scope(text, LEXICON, BASE, TODAY)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("", Scope()),
        ("2003", Scope(YEAR_2003)),
        ("1995-2003", Scope((date(1995, 1, 1), date(2003, 12, 31)))),
        ("1995 – 2003", Scope((date(1995, 1, 1), date(2003, 12, 31)))),
        ("March 2024", Scope((date(2024, 3, 1), date(2024, 3, 31)))),
        ("Ann Frost", Scope(None, "entry", "ann-frost")),
        ("trade", Scope(None, "theme", "trade")),
        ("visits 2003", Scope(YEAR_2003, "type", "visit")),
        ("2003 ann frost", Scope(YEAR_2003, "entry", "ann-frost")),
        ("Northland", Scope()),
    ],
)
def test_periods_people_themes_and_types_are_understood(text: str, scope: Scope) -> None:
    assert read(text) == Read(scope)


@pytest.mark.parametrize("text", ["qwerty", "12", "ann frost and something else", "2003 qwerty"])
def test_what_is_not_wholly_understood_is_not_guessed(text: str) -> None:
    assert read(text) == Read()


def test_a_name_of_several_people_is_offered_as_a_choice() -> None:
    found = read("frost 2003")
    assert {one.id for one in found.choices} == {"ann-frost", "bo-frost"}
    assert found.scope == Scope(YEAR_2003)
    message = choices_message(EDITION, [(one, Wanted("t", "")) for one in found.choices])
    assert [row[0].text for row in message.buttons] == [one.name for one in found.choices]


DAYS = st.dates(date(1800, 1, 1), date(2200, 1, 1))
SCOPES = st.builds(
    Scope,
    st.none() | st.tuples(DAYS, DAYS).map(sorted).map(tuple),  # type: ignore[arg-type]
    *[st.just(None), st.just("")],
) | st.builds(
    lambda window, what: Scope(window, *what),
    st.none() | st.tuples(DAYS, DAYS).map(sorted).map(tuple),  # type: ignore[arg-type]
    st.sampled_from([("entry", "ann-frost"), ("entry", "railway"), ("theme", "rail"), ("type", "visit")]),
)


@given(SCOPES, st.integers(1, 9999))
def test_a_scope_survives_the_way_through_a_button(scope: Scope, page: int) -> None:
    button = wanted_button("See", "turn", Wanted("t", code_of(scope), page))
    assert button.data is not None
    assert len(button.data.encode()) <= LONGEST_DATA
    act = wanted_by(button.data)
    assert act is not None
    assert act[1].page == page
    assert scope_of_code(act[1].code, BASE) == scope


@pytest.mark.parametrize(
    "data", ["P1", "P1|turn|t||0x", "P1|burn|t||1", "P1|turn|q||1", "P1|turn|t||99999", "1|e|x|1|1", "P1|turn|t|x|1|1"]
)
def test_what_is_no_button_of_ours_is_not_read(data: str) -> None:
    assert wanted_by(data) is None


@pytest.mark.parametrize(
    "code", ["x", "20260101", "20269901-20270101", "20270101-20260101", "e=gone", "t=gone", "z=trade"]
)
def test_a_button_of_another_base_leads_nowhere(code: str) -> None:
    assert scope_of_code(code, BASE) is None
    assert picture_page(EDITION, Wanted("t", code)) is None
    assert text_page(EDITION, Wanted("t", code)) is None


def test_a_scope_is_named_for_readers() -> None:
    assert scope_name(EDITION, Scope(YEAR_2003, "entry", "ann-frost")) == "Ann Frost, 2003"
    assert scope_name(EDITION, Scope((date(1995, 1, 1), date(2003, 12, 31)))) == "1995–2003"
    assert scope_name(EDITION, Scope(None, "theme", "trade")) == "trade"
    assert scope_name(EDITION, Scope()) == ""


def pages(edition: Edition) -> Iterator[Wanted]:
    """Every picture of a base: all of everything, and each person's, theme's and type's first."""
    codes = ["", *(code_of(Scope(None, "theme", one.id)) for one in edition.knowledge.words.themes)]
    codes += [code_of(Scope(None, "type", one.id)) for one in edition.knowledge.words.types]
    codes += [code_of(Scope(None, "entry", one.id)) for one in edition.knowledge.of_kind("official", "corridor")]
    yield from (Wanted("t", code) for code in codes)
    yield from (Wanted("t", "", page) for page in range(2, 25))
    yield from (Wanted("r", "", page) for page in range(1, 5))
    yield Wanted("m")


@pytest.mark.parametrize("edition", [EDITION, None], ids=["sample", "real"])
def test_captions_and_text_versions_are_what_telegram_takes(edition: Edition | None) -> None:
    edition = edition or real()
    drawn = 0
    for wanted in pages(edition):
        picture, text = picture_page(edition, wanted), text_page(edition, wanted)
        assert (picture is None) == (text is None)
        if picture is None or text is None:
            continue
        drawn += 1
        for html, most in ((picture.caption, LONGEST_CAPTION), (text.html, 4096)):
            assert parsed(html)["text"] == plain(html)
            assert 0 < units(plain(html)) <= most
        assert "Source" in plain(picture.caption)
        for row in (*picture.buttons, *text.buttons):
            assert all(one.text and one.data and len(one.data.encode()) <= LONGEST_DATA for one in row)
        assert any(one.text == "As text" for row in picture.buttons for one in row)
        assert any(one.text == "See the picture" for row in text.buttons for one in row)
    assert drawn >= 8


def test_text_and_picture_of_a_page_hold_the_same_entries_with_their_sources() -> None:
    edition = real()
    for page in (1, 2, 5):
        picture, text = picture_page(edition, Wanted("t", "", page)), text_page(edition, Wanted("t", "", page))
        assert picture is not None
        assert text is not None
        assert isinstance(picture.sheet, Timeline)
        assert len(picture.sheet.rows) == len(text.shown)
        assert all(row.source for row in picture.sheet.rows)
        for row in picture.sheet.rows:
            assert row.title in plain(text.html)


def test_text_and_picture_of_the_trade_hold_the_same_numbers() -> None:
    edition = real()
    for page in (1, 2, 3, 4):
        picture, text = picture_page(edition, Wanted("r", "", page)), text_page(edition, Wanted("r", "", page))
        assert picture is not None
        assert text is not None
        assert isinstance(picture.sheet, TradeTable)
        bars = [bar for row in picture.sheet.rows for column in row.columns for bar in column]
        assert len(bars) == len(text.shown)
        assert all(bar.text in plain(text.html) and bar.source for bar in bars)


def test_dates_are_as_precise_as_the_base_and_no_more() -> None:
    picture = picture_page(EDITION, Wanted("t"))
    assert picture is not None
    assert isinstance(picture.sheet, Timeline)
    assert [(row.when, row.title) for row in picture.sheet.rows] == [
        ("1995", "Talks on the treaty"),
        ("6 May 2003", "First visit"),
        ("March 2024 · Nordby", "Spring fair"),
        ("15 January 2027 · scheduled", "Summit"),
    ]
    assert picture.sheet.today == (3, "Today, 1 March 2026")
    assert [row.certain for row in picture.sheet.rows] == [True, True, True, False]


def test_the_map_says_that_it_shows_no_borders() -> None:
    picture = picture_page(EDITION, Wanted("m"))
    assert picture is not None
    assert "Schematic; no borders shown" in plain(picture.caption)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_base_has_no_pictures(kind: Kind) -> None:
    edition = Edition(base(), TODAY, translate("en"))
    assert text_page(edition, Wanted(kind)) is None
    assert picture_page(edition, Wanted(kind)) is None
    assert nothing_message(edition, kind, "2031").html
    assert "/timeline 2026" in how_message(edition).html


def test_an_error_comes_with_examples_that_work() -> None:
    said = plain(how_message(EDITION).html)
    examples = [part.strip(" .,") for part in said.split("/timeline")[1:]]
    assert len(examples) == 4
    assert all(read(text).scope is not None for text in examples), examples


def test_nothing_that_draws_is_loaded_before_the_first_picture() -> None:
    program = "import sys, bot.chat.handlers, bot.app; print([n for n in sys.modules if n.split('.')[0] == 'PIL'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout.replace("'", '"')) == []
