"""What is new, what happened today or this week, what is on today."""

from datetime import UTC, datetime

import pytest
from answers_samples import ask, lines, reason

NEWEST = ("visit-norvik-2026", "commission-2025", "visit-belport-2024", "visit-norvik-2023", "commission-2022")


@pytest.mark.parametrize(
    "question",
    [
        "latest news",
        "what's new?",
        "what is new between Norvania and Belmark",
        "any recent news?",
        "what happened recently",
        "что нового?",
        "последние новости",
        "کیا نیا ہے",
        "تازہ خبریں",
        "не жаңалық бар",
        "kya naya hai",
    ],
)
def test_the_newest_events_that_took_place_are_listed_newest_first(question):
    answer = ask(question)
    assert (answer.shape, lines(answer)) == ("list", NEWEST)
    assert answer.window == ("2022-04-12", "2026-11-21")


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("what is new this week", "2026-11-16 to 2026-11-21"),
        ("what happened this week", "2026-11-16 to 2026-11-21"),
        ("what happened today", "2026-11-21 to 2026-11-21"),
        ("what happened yesterday", "2026-11-20 to 2026-11-20"),
        ("что произошло сегодня", "2026-11-21 to 2026-11-21"),
        ("آج کیا ہوا", "2026-11-21 to 2026-11-21"),
        ("бүгін не болды", "2026-11-21 to 2026-11-21"),
        ("что нового на этой неделе", "2026-11-16 to 2026-11-21"),
    ],
)
def test_where_nothing_is_known_of_these_days_that_is_said_with_the_newest_there_is(question, days):
    answer = ask(question)
    assert (answer.status, str(answer.reason), answer.near) == ("unknown", f"year: {days}", NEWEST[:3])


def test_what_happened_this_year_is_not_what_is_coming():
    answer = ask("what happened this year")
    assert (answer.shape, lines(answer)) == ("list", ("visit-norvik-2026",))


def test_what_is_on_today_are_the_days_and_plans_of_today_alone():
    holiday = datetime(2026, 12, 16, 7, tzinfo=UTC)
    assert lines(ask("what is on today", now=holiday)) == ("norvania-day",)
    assert reason(ask("what is on today")) == "year"


@pytest.mark.parametrize("question", ["what is new on the lake railway", "latest news on the customs agreement"])
def test_the_news_of_something_are_left_to_the_ranking(question):
    assert not lines(ask(question))
