"""In the list of what is coming, a time known to the season or year only has a heading of its own."""

from chat_samples import SUMMIT, TODAY, base, edition

from bot.agenda.upcoming import upcoming
from bot.chat.html import plain
from bot.chat.keyboards import handle
from bot.chat.lists import upcoming_message
from bot.chat.pages import Message
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry


def told(**whens: str) -> Message:
    """What is coming of summits at these times, of which the names are the keys."""
    entries = [
        Entry(name, "event", name.title(), when=FuzzyDate.parse(when), status="scheduled", facts=SUMMIT.facts)
        for name, when in whens.items()
    ]
    knowledge = base(*entries)
    return upcoming_message(edition(knowledge), upcoming(knowledge, TODAY))


def lines(message: Message) -> list[str]:
    return [line.partition(" · ")[0] for line in plain(message.html).split("\n") if line][1:-1]


def test_a_whole_year_stands_below_the_days_and_months() -> None:
    message = told(rough="2026~", ball="2026-12-25", fair="2027-02", walk="2027-02-04", year="2027", spring="2027-21")
    assert lines(message) == [
        "1. 25 December 2026 – Ball",
        "2. 4 February 2027 – Walk",
        "3. February 2027 – Fair",
        "Day not fixed",
        "4. about 2026 – Rough",
        "5. spring 2027 – Spring",
        "6. 2027 – Year",
    ]


def test_the_buttons_open_what_their_numbers_name() -> None:
    opened = [button.data for row in told(rough="2026~", ball="2026-12-25").buttons for button in row if button.data]
    assert [handle(name) in data for name, data in zip(("ball", "rough"), opened, strict=False)] == [True, True]


def test_without_inexact_times_there_is_no_such_heading() -> None:
    assert "Day not fixed" not in plain(told(ball="2026-12-25", fair="2027-02").html)


def test_inexact_times_alone_have_it_too() -> None:
    assert lines(told(rough="2026~")) == ["Day not fixed", "1. about 2026 – Rough"]
