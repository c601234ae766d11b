from dataclasses import replace

import pytest

from bot.alerts.briefing_words import Ordered, ordered
from bot.alerts.briefings import EVERY_DAY, WEEKDAYS, BriefingSchedule
from bot.knowledge.entries import Term

THEMES = (Term("trade", "trade"), Term("transport", "transport and transit", aliases=("transit",)))
OFFERED = BriefingSchedule(-1, 0, WEEKDAYS, 9, "Asia/Karachi", (), 5, "silence", is_on=False)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("daily 8:30", Ordered(EVERY_DAY, 8, 30)),
        ("every day at 07:00", Ordered(EVERY_DAY, 7)),
        ("weekdays 7", Ordered(WEEKDAYS, 7)),
        ("Monday to Friday at 6 pm", Ordered(WEEKDAYS, 18)),
        ("12 am", Ordered(hour=0)),
        ("mon, wed and fri", Ordered(frozenset({0, 2, 4}))),
        ("weekly on Friday", Ordered(frozenset({4}))),
        ("weekly", Ordered(frozenset({0}))),
        ("trade", Ordered(themes=("trade",))),
        ("trade, transport and transit daily", Ordered(EVERY_DAY, themes=("transport", "trade"))),
        ("everything", Ordered(themes=())),
        ("on", Ordered(is_on=True)),
        ("on Monday at 8", Ordered(frozenset({0}), 8)),
        ("off", Ordered(is_on=False)),
        ("turn off", Ordered(is_on=False)),
        ("ежедневно 8:00", Ordered(EVERY_DAY, 8)),
        ("daily with pictures", Ordered(EVERY_DAY, rest="with pictures")),
        ("nonsense", Ordered(rest="nonsense")),
    ],
)
def test_words_set_days_hour_and_themes(text, order):
    assert ordered(text, THEMES) == order


def test_whoever_names_a_day_or_a_theme_gets_the_briefing():
    assert ordered("daily 8", THEMES).applied(OFFERED) == replace(OFFERED, days=EVERY_DAY, hour=8, is_on=True)
    assert ordered("trade", THEMES).applied(OFFERED) == replace(OFFERED, themes=("trade",), is_on=True)


def test_what_is_not_understood_changes_nothing():
    assert ordered("nonsense", THEMES).applied(OFFERED) == OFFERED
    assert ordered("", THEMES).applied(OFFERED) == OFFERED
