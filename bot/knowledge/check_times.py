"""Dates, statuses and rules that contradict each other or the calendar.

What depends on today is a warning: a base that was good yesterday still loads today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from dateutil.rrule import rrulestr

from bot.knowledge.check_ids import of_an_event
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import STATUSES, Entry, Fact
from bot.knowledge.parts import Parts, Problem, fact_problem

_HAPPENED = {"event": {"held"}, "agreement": {"adopted", "signed", "in-force", "expired"}}
_EXPECTED = frozenset({"announced", "planned", "scheduled", "confirmed"})
_PROJECT = STATUSES["initiative"]

_MIDNIGHT = time()
_RULE = re.compile("(?:RRULE:)?FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+-]+)*")
_RULE_PARTS = frozenset(
    {"BYDAY", "BYEASTER", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "BYYEARDAY", "COUNT", "FREQ", "INTERVAL"}
    | {"UNTIL", "WKST"}
)

#: A rule is tried in the last years of the calendar: a day that never comes is looked for until the year 9999.
_TRIED_FROM = datetime.combine(date(9988, 1, 1), _MIDNIGHT)


def statuses(parts: Parts, today: date) -> Iterator[Problem]:
    """Statuses that a kind cannot have, or that the calendar contradicts."""
    for entry in parts.entries:
        allowed = STATUSES.get(entry.kind, _PROJECT)
        own = None if of_an_event(entry) else entry.status  # of another kind than meant: said there
        for key, status in (("status", own), *(("history", past.status) for past in entry.history)):
            if status is not None and status not in allowed:
                text = f'`{key}` has the status "{status}". For the kind {entry.kind} write one of {", ".join(allowed)}'
                yield parts.error(entry, key, text)
        if entry.when is None:
            continue
        starts_later = entry.when.earliest is not None and entry.when.earliest > today
        if starts_later and entry.status in _HAPPENED.get(entry.kind, ()):
            text = f'`status` is "{entry.status}", and `when` is "{entry.when}", after today ({today}).'
            yield parts.warning(entry, "status", f"{text} Correct one of them")
        if expected_in_the_past(entry, today):
            text = f'`status` is "{entry.status}", and `when` is "{entry.when}", before today ({today}).'
            yield parts.warning(entry, "status", f"{text} Write held, cancelled, postponed or unconfirmed")


def expected_in_the_past(entry: Entry, today: date) -> bool:
    """Whether an event is still announced although its last possible day has passed."""
    return entry.kind == "event" and entry.status in _EXPECTED and entry.when is not None and entry.when.is_over(today)


def dates(parts: Parts, today: date) -> Iterator[Problem]:
    """Dates outside each other, and dates of confirmation that lie ahead."""
    for source in parts.sources:
        if _is_ahead(source.date, today):
            yield parts.warning(source, "date", f'`date` is "{source.date}", after today ({today}). Correct it')
    for entry in parts.entries:
        if entry.starts_at is not None and entry.when is not None:
            day = entry.starts_at.date()
            if not entry.when.overlaps(day, day):
                text = f'`starts_at` is on {day}, outside `when` ("{entry.when}"). Correct one of them'
                yield parts.error(entry, "starts_at", text)
        for past in entry.history:
            if _is_ahead(past.as_of, today):
                yield parts.warning(entry, "history", f'`as_of` is "{past.as_of}", after today ({today}). Correct it')
        for fact in entry.facts:
            yield from _of_fact(entry, fact, today)


def _of_fact(entry: Entry, fact: Fact, today: date) -> Iterator[Problem]:
    withdrawn = fact.withdrawn.date if fact.withdrawn else None
    for key, when in (("as_of", fact.as_of), ("checked", fact.checked), ("withdrawn", withdrawn)):
        if _is_ahead(when, today):
            yield fact_problem(entry, fact, f'`{key}` is "{when}", after today ({today}). Correct it', "warning")
    if fact.checked is not None and fact.as_of is not None and fact.checked.is_before(fact.as_of):
        text = f'`checked` is "{fact.checked}", before `as_of` ("{fact.as_of}"). Write when it was last looked at'
        yield fact_problem(entry, fact, text, "warning")


def _is_ahead(when: FuzzyDate | None, today: date) -> bool:
    return when is not None and when.earliest is not None and when.earliest > today


def rules(parts: Parts, today: date) -> Iterator[Problem]:
    """Rules of return that cannot be read or never come true, and exceptions from nothing."""
    for entry in parts.entries:
        if entry.rrule is not None:
            yield from _of_rule(parts, entry, entry.rrule, today)
        elif entry.except_dates:
            yield parts.error(
                entry, "except", "`except` takes days out of `rrule`, and there is none. Write `rrule` or delete it"
            )
        elif entry.kind == "recurring" and not entry.extra_dates:
            text = "it has neither `rrule` nor `extra`, so it never comes. Write when it returns"
            yield parts.warning(entry, "kind", text)


def _of_rule(parts: Parts, entry: Entry, text: str, today: date) -> Iterator[Problem]:
    if entry.kind not in ("recurring", "event"):
        yield parts.error(
            entry, "rrule", f"`rrule` belongs to recurring days, and this is of kind {entry.kind}. Delete one"
        )
    wrong = _wrong_rule(text, entry, today)
    if wrong is None:
        yield from _of_exceptions(parts, entry, text)
    else:
        how = 'Write a rule like "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16"'
        yield parts.error(entry, "rrule", f'`rrule` is "{text}", {wrong}. {how}')


def _wrong_rule(text: str, entry: Entry, today: date) -> str | None:
    """What is wrong with a rule, or None."""
    if not _RULE.fullmatch(text):
        return "which is no rule of days"
    given = dict(part.split("=") for part in text.removeprefix("RRULE:").split(";"))
    if unknown := given.keys() - _RULE_PARTS:
        return f"and {min(unknown)} is not taken for days"
    for name in ("COUNT", "INTERVAL"):
        if name in given and not re.fullmatch("[1-9][0-9]{0,3}", given[name]):
            return f"and {name} has to be a number from 1"
    if "UNTIL" in given and not re.fullmatch("[0-9]{8}", given["UNTIL"]):
        return 'and UNTIL has to be a day, like "UNTIL=20301231"'
    begin = _beginning(entry)
    if begin is None and ("COUNT" in given or given.get("INTERVAL", "1") != "1"):
        return "which counts from a day, and there is no `when`"
    begin = begin or datetime.combine(date(today.year, 1, 1), _MIDNIGHT)
    try:
        rule = rrulestr(text, dtstart=begin)
        endless = ";".join(f"{name}={value}" for name, value in given.items() if name not in ("COUNT", "UNTIL"))
        if next(iter(rrulestr(endless, dtstart=_TRIED_FROM)), None) is None:
            return "and no such day ever comes"
        return None if next(iter(rule), None) is not None else "which ends before its first day"
    except IndexError:  # dateutil, for a week of the month that no month has
        return "and no such day ever comes"
    except (ValueError, TypeError, OverflowError) as error:
        return f"which cannot be read ({error})"


def _of_exceptions(parts: Parts, entry: Entry, text: str) -> Iterator[Problem]:
    for key, days, wanted, said in (
        ("except", entry.except_dates, True, "is no day of `rrule`. Write the day that does not happen"),
        ("extra", entry.extra_dates, False, "is a day of `rrule` already. Delete it"),
    ):
        for day in days:
            begin = _beginning(entry) or datetime.combine(date(day.year, 1, 1), _MIDNIGHT)
            if _comes_on(text, begin, day) != wanted:
                yield parts.warning(entry, key, f'`{key}` has "{day}", which {said}')


def _comes_on(text: str, begin: datetime, day: date) -> bool:
    midnight = datetime.combine(day, _MIDNIGHT)
    return bool(rrulestr(text, dtstart=begin).between(midnight, midnight, inc=True))


def _beginning(entry: Entry) -> datetime | None:
    """The first day, as a time without a zone: rules give days."""
    if entry.starts_at is not None:
        return datetime.combine(entry.starts_at.date(), _MIDNIGHT)
    if entry.when is None or entry.when.earliest is None:
        return None
    return datetime.combine(entry.when.earliest, _MIDNIGHT)
