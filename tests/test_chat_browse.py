"""Words behind /events, /officials and /initiatives narrow what is shown, or are said not to be understood."""

from datetime import date

import pytest
from alerts_samples import base, event

from bot.chat.browse import group_page, section_page
from bot.chat.html import plain
from bot.chat.keyboards import LONGEST_DATA
from bot.chat.messages import edition_of

TODAY = date(2026, 12, 5)
BASE = base(
    event("first", "2024-03-01", name="Visit of the minister", host="here", themes=("trade",)),
    event("second", "2025-03-01", name="Railway forum", type="forum", host="there", themes=()),
    event("envoy", None, kind="official", status=None, type=None, name="Ali Khan", country="here"),
    *(event(f"talk-{n:02}", "2023-05-01", name=f"Talk {n:02}", host="there", themes=()) for n in range(30)),
)


def names(section, text):
    page = section_page(edition_of(BASE, TODAY), section, text)
    return plain(page.html), [button.data for row in page.buttons for button in row]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025", "Railway forum"),
        ("trade", "Visit of the minister"),
        ("railway", "Railway forum"),
        ("rail", "Railway forum"),
        ("forum 2025", "Railway forum"),
        ("visit in 2024", "Visit of the minister"),
    ],
)
def test_a_year_a_theme_or_a_word_narrows_the_events(text, found):
    said, _ = names("events", text)
    others = {"Railway forum", "Visit of the minister", "Talk 01"} - {found}
    assert found in said
    assert not any(other in said for other in others)


def test_a_part_of_several_pages_can_be_turned():
    _, data = names("events", "talk 2023")
    turn = next(one for one in data if one.endswith("|2"))
    _, _, section, group, page = turn.split("|")
    second = group_page(edition_of(BASE, TODAY), section, group, int(page))
    assert second is not None
    assert "Talk" in second.html
    assert len(turn.encode()) <= LONGEST_DATA


@pytest.mark.parametrize("text", ["nonsense", "1999", "forum 2024", "x" * 200, "<b>", "ж" * 39])
def test_what_is_not_known_is_said_and_the_groups_shown(text):
    said, data = names("events", text)
    assert said.startswith("Nothing here goes by “")
    assert "A year, a country, a theme" in said
    assert "1|b|events|2025|1" in data


def test_no_word_shows_the_groups():
    assert names("events", "  ")[0].startswith("Events")
