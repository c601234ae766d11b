"""Days that no calendar has are refused by themselves."""

import pytest
from answers_samples import ask, reading, reason


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("visit of Mirela Tandor on 30 February 2023", "30 february 2023"),
        ("what happened on 31st of April", "31st of april"),
        ("who came on february 30 2026", "february 30 2026"),
        ("what happened on 29 february 2026", "29 february 2026"),
        ("what was signed on 32.01.2026", "32.01.2026"),
        ("что было 31 апреля", "31 апреля"),
    ],
)
def test_a_day_that_there_is_not_is_refused_whatever_else_is_asked(question, day):
    answer = ask(question)
    assert (answer.status, reason(answer), answer.near) == ("unknown", "year", ())
    assert answer.reason is not None
    assert answer.reason.detail == day


@pytest.mark.parametrize(
    "text",
    ["what happened on 29 february 2024", "visits in february 26", "in july 93", "12.31.2025", "33 papers of May 2023"],
)
def test_other_numbers_beside_a_month_are_no_such_days(text):
    assert reading(text).no_day == ""
