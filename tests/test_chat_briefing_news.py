"""A regular briefing goes out for what is new or upcoming; what is open all along comes with it, and never alone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from alerts_samples import base, event

from bot.agenda.briefing import Briefing, Memory
from bot.alerts.briefings import EVERY_DAY, BriefingSchedule
from bot.chat.briefing_making import composed
from bot.chat.briefing_parts import scheduled
from bot.knowledge.entries import Knowledge

MONDAY = date(2026, 12, 7)
SCHEDULE = BriefingSchedule(-1, 0, EVERY_DAY, 9, "Asia/Karachi", (), 5, "silence", is_on=True)
OPEN = tuple(event(f"open-{number}", "2027", status="announced") for number in range(6))
#: Its day is over on the 9th.
SOON = event("soon", "2026-12-08", status="scheduled")


def days(knowledge: Knowledge, number: int, schedule: BriefingSchedule = SCHEDULE) -> list[list[tuple[str, str]]]:
    """What the briefings of so many days tell, one after the other."""
    told: dict[str, datetime] = {}
    found = []
    for day in (MONDAY + timedelta(days=passed) for passed in range(number)):
        one = briefed(knowledge, day, told, schedule)
        told |= dict.fromkeys(one.refs, datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
        found.append([(item.section, item.entry.id) for item in one.items])
    return found


def briefed(knowledge: Knowledge, day: date, told: dict[str, Any], schedule: BriefingSchedule) -> Briefing:
    return composed(knowledge, scheduled(schedule, day), Memory(told), (), schedule)


def test_what_is_open_all_along_sends_no_briefing() -> None:
    assert days(base(*OPEN), 30) == [[]] * 30


def test_what_is_open_comes_with_what_is_upcoming_and_with_what_passed_without_a_word() -> None:
    first, second, third, *rest = days(base(*OPEN, SOON), 30)
    assert first == [("coming", "soon"), ("watch", "open-0"), ("watch", "open-1")]
    assert second == []
    assert ("watch", "soon") in third
    assert rest == [[]] * 27


def test_a_group_that_wants_more_on_quiet_days_gets_it_in_place_of_what_is_open() -> None:
    schedule = BriefingSchedule(-1, 0, EVERY_DAY, 9, "Asia/Karachi", (), 5, "promises", is_on=True)
    [first] = days(base(*OPEN), 1, schedule)
    assert {section for section, _ in first} == {"promises"}
