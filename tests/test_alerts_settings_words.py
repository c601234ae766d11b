import pytest

from bot.alerts.errands import Errand, errand
from bot.alerts.settings_words import has_own_time


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("how do I change my timezone?", Errand("zone")),
        ("What time zone do you use here?", Errand("zone")),
        ("change my time zone to London", Errand("zone", "london")),
        ("my timezone is Asia/Almaty", Errand("zone", "asia almaty")),
        ("как поменять часовой пояс?", Errand("zone")),
        ("turn off daily briefing", Errand("briefing")),
        ("How do I stop the daily briefings?", Errand("briefing")),
        ("отключи брифинг", Errand("briefing")),
        ("quiet hours", Errand("settings")),
        ("how do I change my settings", Errand("settings")),
    ],
)
def test_a_setting_is_found_in_plain_words(text, wanted):
    assert errand(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "remind me",
        "Remind me about this, please",
        "remind me tomorrow at 9",
        "remind me 3 days before it starts",
        "follow it",
        "set a reminder for tomorrow",
        "напомни об этом завтра",
        "کل صبح یاد دلانا",
        "mujhe kal subah yaad dilana",
        "маған ертең еске сал",
    ],
)
def test_a_reminder_of_nothing_that_is_named_is_understood(text):
    found = errand(text)
    assert found is not None
    assert found.does == "remind"


@pytest.mark.parametrize(
    "text",
    [
        "what is the time zone of Kazakhstan?",
        "when did Kazakhstan change its time zone?",
        "common time zone",
        "give me a briefing",
        "who was at the briefing",
        "remind me before the next visit",
        "remind me of the ambassador",
    ],
)
def test_what_names_something_of_the_world_is_no_setting(text):
    assert errand(text) is None


def test_a_time_of_ones_own_is_told_from_a_stretch_before_an_event():
    own = ("remind me tomorrow at 9", "remind me in 2 hours", "remind me at 9:30", "on Friday", "завтра", "kal subah")
    assert all(has_own_time(text) for text in own)
    assert not any(has_own_time(text) for text in ("remind me", "3 days before", "an hour before it starts"))
