"""What stands on a timeline and where: in order, complete, nothing upon another, within what Telegram takes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_samples import BASE, TODAY, base, event

from bot.pictures.canvas import RATIO, SIDES, WIDTH
from bot.pictures.drawing import png
from bot.pictures.timeline import ITEMS, Box, Row, Scope, Timeline, entries_in, is_ahead, is_certain, laid_out, pages_of
from bot.pictures.timeline_drawing import MEASURE

TEXT = st.text(st.characters(exclude_categories=("C",), max_codepoint=0x6FF), max_size=220)
ROWS = st.builds(Row, st.sampled_from(["", "2003", "2026", "99999"]), TEXT, TEXT, TEXT, st.booleans())


def ids(scope: Scope) -> list[str]:
    return [one.id for one in entries_in(BASE, scope)]


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(), ["treaty-talks", "first-visit", "fair", "summit"]),
        (Scope((date(2003, 1, 1), date(2024, 3, 15))), ["first-visit", "fair"]),
        (Scope((date(1995, 6, 1), date(1995, 6, 2))), ["treaty-talks"]),
        (Scope(None, "entry", "ann-frost"), ["first-visit", "summit"]),
        (Scope(None, "theme", "trade"), ["treaty-talks", "fair"]),
        (Scope(None, "type", "visit"), ["first-visit"]),
        (Scope((date(2026, 1, 1), date(2027, 12, 31)), "entry", "ann-frost"), ["summit"]),
        (Scope(None, "entry", "bo-frost"), []),
    ],
)
def test_a_timeline_holds_what_it_is_about_in_order_of_time(scope: Scope, found: list[str]) -> None:
    assert ids(scope) == found


def test_what_has_an_agreed_wording_stands_on_no_timeline() -> None:
    assert "border-talks" not in ids(Scope())
    assert "border-talks" not in ids(Scope((date(2024, 1, 1), date(2024, 12, 31))))


@given(st.integers(0, 60))
def test_the_first_picture_is_the_latest_and_no_entry_is_lost(count: int) -> None:
    entries = tuple(event(f"e{n}", f"Event {n}", (date(2000, 1, 1) + timedelta(n)).isoformat()) for n in range(count))
    pages = pages_of(entries_in(base(*entries), Scope()))
    assert [one for page in reversed(pages) for one in page] == list(entries)
    assert all(1 <= len(page) <= ITEMS for page in pages)


def test_only_what_is_known_to_have_taken_place_is_a_full_dot() -> None:
    held, coming = BASE.entries["first-visit"], BASE.entries["summit"]
    assert is_certain(held, TODAY)
    assert not is_certain(coming, TODAY)
    assert not is_certain(replace(held, status="unconfirmed"), TODAY)
    assert not is_certain(replace(held, kind="agreement", status="draft"), TODAY)
    assert is_certain(replace(held, kind="agreement", status=None), TODAY)
    assert not is_certain(replace(coming, status=None), TODAY)
    assert is_ahead(coming, TODAY)
    assert not is_ahead(held, TODAY)


@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=ITEMS), TEXT, st.integers(0, ITEMS))
def test_no_text_leaves_the_sheet_or_covers_another(rows: list[Row], title: str, ahead: int) -> None:
    mark = (ahead, "Today, 1 March 2026") if ahead < len(rows) else None
    layout = laid_out(Timeline(title, title, tuple(rows), mark, "What a ring means", title), MEASURE, WIDTH)
    boxes = layout.boxes
    assert all(box.left >= 0 and box.left + box.width <= layout.width for box in boxes)
    assert all(box.top >= 0 and box.top + box.height <= layout.height for box in boxes)
    for number, one in enumerate(boxes):
        assert not any(meet(one, other) for other in boxes[number + 1 :])
    assert len(layout.dots) == len(rows)
    assert layout.height <= RATIO * layout.width
    assert layout.height + layout.width <= SIDES


def meet(one: Box, other: Box) -> bool:
    across = one.left < other.left + other.width and other.left < one.left + one.width
    return across and one.top < other.top + other.height and other.top < one.top + one.height


def test_the_picture_is_a_png_of_phone_width_that_telegram_takes() -> None:
    rows = tuple(Row("2026", "4 February 2026", "A long name " * 9, "A source") for _ in range(ITEMS))
    data = png(Timeline("Timeline", "All", rows, (1, "Today"), "ring", "foot"))
    assert data.startswith(b"\x89PNG")
    wide, high = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    assert wide == WIDTH
    assert wide + high <= SIDES
    assert len(data) < 10 * 2**20
