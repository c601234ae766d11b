from datetime import UTC, date, datetime, timedelta

import pytest
from alerts_samples import base, day, event, events, past, utc
from hypothesis import given
from icalendar import Calendar

from bot.agenda.upcoming import occurrences
from bot.alerts.calendar import calendar_file, cancelled, sequence, uid

STAMP = utc("2026-11-20 00:00")


def read(*entries, stages=("7d", "1d"), first=date(2026, 11, 1), last=date(2027, 12, 31), stamp=STAMP):
    found = [*occurrences(base(*entries), first, last), *filter(None, map(cancelled, entries))]
    data = calendar_file("Test", found, {one.id: one.name for one in entries}, stages, stamp)
    return Calendar.from_ical(data).walk("VEVENT")


def test_an_event_known_to_the_minute_has_its_moment():
    [found] = read(event(starts_at=utc("2026-12-05 10:00"), where="Hall 1; North, A"))
    assert found.decoded("dtstart") == datetime(2026, 12, 5, 10, tzinfo=UTC)
    assert str(found["location"]) == "Hall 1; North, A"
    assert found["dtstamp"].dt == STAMP


def test_an_event_known_to_the_day_is_all_day():
    [found] = read(event(when="2026-12-05/2026-12-07"))
    assert found.decoded("dtstart") == date(2026, 12, 5)
    assert found.decoded("dtend") == date(2026, 12, 8)


@pytest.mark.parametrize("when", ["2026-12", "2027", "2026-12-05~", "2026-12-05?", "../2026-12"])
def test_a_vaguer_date_has_no_place_in_a_calendar(when):
    assert read(event(when=when)) == []


def test_the_uid_stays_when_the_event_is_moved_and_the_sequence_grows():
    [before] = read(event())
    [after] = read(event(when="2026-12-09", history=(past("2026-12-05"),)))
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]


def test_a_cancelled_event_is_taken_out_of_calendars():
    [found] = read(event(status="cancelled"))
    assert found["status"] == "CANCELLED"
    assert found["sequence"] > sequence(event())
    assert found.walk("VALARM") == []


@pytest.mark.parametrize(
    ("status", "written"), [("confirmed", "CONFIRMED"), ("scheduled", "CONFIRMED"), ("announced", "TENTATIVE")]
)
def test_the_status_is_as_sure_as_the_base(status, written):
    assert read(event(status=status))[0]["status"] == written


def test_each_day_of_a_recurring_one_has_its_own_uid():
    found = read(day())
    assert len(found) == 2
    assert len({str(one["uid"]) for one in found}) == 2


def test_alarms_ring_as_long_before_as_was_chosen():
    [found] = read(event(starts_at=utc("2026-12-05 10:00")), stages=("1d", "1h", "start"))
    assert [one.decoded("trigger") for one in found.walk("VALARM")] == [
        timedelta(days=-1),
        timedelta(hours=-1),
        timedelta(0),
    ]


def test_alarms_of_all_day_events_ring_in_the_morning():
    [found] = read(event(), stages=("7d", "1d", "1h"))
    assert [one.decoded("trigger") for one in found.walk("VALARM")] == [
        timedelta(days=-7, hours=9),
        timedelta(days=-1, hours=9),
    ]


@given(events())
def test_what_is_written_is_read_back(entry):
    found = read(entry, first=date(2023, 1, 1), last=date(2029, 12, 31))
    for one in found:
        assert str(one["summary"]) == entry.name
        assert str(one["uid"]) == f"{entry.id}@briefing-bot"
        start, end = one.decoded("dtstart"), one.decoded("dtend")
        assert start < end
        assert (start == entry.starts_at) if entry.starts_at else (start == entry.when.earliest)


def test_the_uid_needs_nothing_but_the_id():
    [one] = occurrences(base(event()), date(2026, 12, 1), date(2026, 12, 31))
    assert uid(one) == "visit-1@briefing-bot"
