"""Figures of trade: whose, for when, each as given; gaps stay gaps; bars to one scale and within their column."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_samples import BASE, EDITION, ENTRIES, base, figure, value

from bot.chat.picture_words import trade_words
from bot.pictures.canvas import SIDES, WIDTH
from bot.pictures.drawing import png
from bot.pictures.trade import PANELS, Panel, Trade, side_of, trade_in, years_of
from bot.pictures.trade_drawing import MARGIN, laid_out

TRADE = trade_in(BASE)


def numbers(panel: Panel) -> list[tuple[float, str | None]]:
    return [(one.value.value, one.side) for one in TRADE.of(panel)]


def test_each_number_stands_with_its_side_and_kind_and_as_it_was_given() -> None:
    assert TRADE.unit == "million crowns"
    assert numbers("years") == [(10, "north"), (30, "south"), (55.5, "north"), (70, None)]
    assert numbers("periods") == [(12, "south")]
    assert numbers("one-way") == [(9, "north")]
    assert numbers("undated") == [(80, "south")]


def test_goals_other_units_and_figures_of_other_things_are_left_out() -> None:
    others = (
        figure("deals", value(300, "2016", "Northern data"), related=()),
        figure("share", value(56, "2016", "Northern data", "per cent of trade")),
        figure("hope", value(900, "2016", "Northern data", "million crowns (target)")),
    )
    assert trade_in(base(*ENTRIES, *others)) == TRADE
    assert trade_in(base()) == Trade("", ())


@pytest.mark.parametrize(
    ("by", "side"),
    [
        ("Northern data through the Daily", "north"),
        ("Southland's ministry", "south"),
        ("Minister Frost", "north"),
        ("Northland and Southland", None),
        ("frost on the fields", None),
        ("the Daily", None),
        (None, None),
    ],
)
def test_whose_number_it_is_comes_from_who_is_named(by: str | None, side: str | None) -> None:
    assert side_of(BASE, by) == side


def test_years_without_a_figure_stay_empty() -> None:
    rows = years_of(TRADE.of("years"))
    assert [(first, last, len(found)) for first, last, found in rows] == [
        (2014, 2014, 1),
        (2015, 2016, 0),
        (2017, 2017, 2),
        (2018, 2018, 1),
    ]
    table = trade_words(EDITION, TRADE, "years", "Trade")
    assert [row.years for row in table.rows] == ["2014", "2015–2016", "2017", "2018"]
    assert table.rows[1].columns == ()
    assert "no figure" in table.rows[1].empty
    assert sorted(bar.value for row in table.rows for column in row.columns for bar in column) == [10, 30, 55.5, 70]
    assert len(laid_out(table).blanks) == 3  # the south in 2014, both in 2018


@given(st.lists(st.integers(1991, 2030), max_size=12))
def test_no_year_is_made_up_or_lost(years: list[int]) -> None:
    knowledge = base(*ENTRIES[:1], *(figure(f"f{n}", value(n, f"{y}", "x")) for n, y in enumerate(years)))
    rows = years_of(trade_in(knowledge).figures)
    covered = [year for first, last, _ in rows for year in range(first, last + 1)]
    assert covered == (list(range(min(years), max(years) + 1)) if years else [])
    assert {first for first, _, found in rows if found} == set(years)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=6), st.text(max_size=150))
def test_bars_are_to_scale_and_nothing_leaves_its_column(values: list[float], by: str) -> None:
    entries = [figure(f"f{n}", value(number, f"{2000 + n}", by)) for n, number in enumerate(values)]
    table = trade_words(EDITION, trade_in(base(*ENTRIES[:1], *entries)), "years", "Trade")
    layout = laid_out(table)
    most = max(values)
    longest = max(one.length for one in layout.figures)
    for one in layout.figures:
        assert one.left >= MARGIN
        assert one.left + one.room <= WIDTH - MARGIN + 1
        assert one.left + one.length <= WIDTH - MARGIN
        assert one.length == pytest.approx(max(4.0, longest * one.bar.value / most) if most else one.length)
    for number, one in enumerate(layout.figures):
        for other in layout.figures[number + 1 :]:
            apart = one.top + one.height <= other.top or other.top + other.height <= one.top
            assert apart or one.left + one.room <= other.left or other.left + other.room <= one.left
    assert layout.height + WIDTH <= SIDES


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_is_drawn(panel: Panel) -> None:
    data = png(trade_words(EDITION, TRADE, panel, "Trade"))
    assert int.from_bytes(data[16:20], "big") == WIDTH
