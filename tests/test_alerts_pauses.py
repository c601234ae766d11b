from datetime import timedelta

import pytest

from bot.alerts.errands import Errand, errand
from bot.alerts.pauses import length_of

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("3d", 3 * DAY),
        ("12h", timedelta(hours=12)),
        ("2W", 14 * DAY),
        ("3", 3 * DAY),
        ("3 days", 3 * DAY),
        ("for a week", 7 * DAY),
        ("a couple of days", 2 * DAY),
        ("until tomorrow", DAY),
        ("на 3 дня", 3 * DAY),
        ("неделю", 7 * DAY),
        ("3 din", 3 * DAY),
        ("ایک ہفتہ", 7 * DAY),
        ("0", timedelta(0)),
        ("off", timedelta(0)),
        ("forever", None),
        ("", None),
        ("99999999999 days", None),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text, length):
    assert length_of(text) == length


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mute alerts for a week", Errand("pause", "mute alerts for a week")),
        ("end the pause", Errand("pause", "0")),
        ("resume alerts", Errand("pause", "0")),
        ("pause my alerts", Errand("pause")),
        ("continue", None),
    ],
)
def test_a_pause_is_begun_and_ended_in_words(text, wanted):
    assert errand(text) == wanted
