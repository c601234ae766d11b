from datetime import date, timedelta

import pytest
from alerts_samples import base, event, utc

from bot.jobs.note import is_due, next_note, weekly_note

MONDAY = utc("2026-11-23 04:00")  # nine in Karachi


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (MONDAY, None, True),
        (MONDAY - timedelta(minutes=1), None, False),
        (MONDAY + timedelta(hours=14), None, True),
        (MONDAY + timedelta(hours=15), None, False),
        (MONDAY + timedelta(hours=1), MONDAY, False),
        (MONDAY + timedelta(days=7), MONDAY, True),
        (MONDAY, MONDAY + timedelta(days=3), True),  # the clock was ahead
    ],
)
def test_the_note_comes_once_a_week(now, last, due):
    assert is_due(last, now, "Asia/Karachi") is due


@pytest.mark.parametrize("before", [timedelta(seconds=1), timedelta(days=1), timedelta(days=7)])
def test_the_next_note_comes_on_monday_at_nine(before):
    assert next_note(MONDAY - before, "Asia/Karachi") == MONDAY


def test_the_note_names_what_to_look_at_and_what_was_silenced_and_still_stands():
    knowledge = base(event(when="2026-11-02"))
    text = weekly_note(knowledge, date(2026, 11, 23), frozenset({"visit-1#1", "gone#1"}))
    assert text.startswith("The week's look at the base v1, 1 entry.")
    assert "Announced events whose date has passed: 1" in text
    assert "not withdrawn in the base: visit-1#1" in text
    assert "gone" not in text
