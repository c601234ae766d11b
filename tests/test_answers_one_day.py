"""What happened on one day: all that went on, what weighs most first."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, lines

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry

DAY = FuzzyDate.parse("2023-05-11")
LONG = FuzzyDate.parse("2023-03-01/2023-08-31")
SIDE = (
    Entry("a-comment", "event", "A comment on the visit", type="statement", when=DAY, related=("visit-norvik-2023",)),
    Entry("a-dinner", "event", "Dinner at the harbour", type="ceremony", when=DAY, related=("visit-norvik-2023",)),
    Entry("b-toast", "event", "Toast", type="statement", when=DAY, related=("a-dinner",)),
    Entry("a-festival", "event", "Festival of a whole summer", type="forum", when=LONG),
)


@cache
def engine() -> Engine:
    """The engine of the base with more on the last day of a visit."""
    own = base()
    return Engine(replace(own, entries={**own.entries, **{one.id: one for one in SIDE}}, version="day"))


@pytest.mark.parametrize(
    "question",
    [
        "what happened on 11 May 2023",
        "what happened on 2023-05-11",
        "что произошло 11 мая 2023",
        "11 مئی 2023 کو کیا ہوا",
        "11 may 2023 ko kya hua",
        "2023 жылғы 11 мамырда не болды",
    ],
)
def test_the_visit_of_a_day_comes_before_what_was_beside_it_and_papers_come_last(question):
    found = lines(engine().answer(question, NOW))
    assert found == ("visit-norvik-2023", "a-dinner", "a-comment", "b-toast", "customs-agreement")


def test_longer_times_keep_the_order_of_days():
    found = lines(engine().answer("what happened in May 2023", NOW))
    assert found[0] == "visit-norvik-2023"
    assert found[1:] == ("a-comment", "a-dinner", "b-toast", "customs-agreement")
