"""Pieces of alerts: how far off something is, what changed, where the date comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.agenda.upcoming import Occurrence, occurrences
from bot.alerts.changes import Change, Difference
from bot.alerts.reminders import Planned
from bot.alerts.subscriptions import STAGES, Stage, may_be_quoted
from bot.alerts.timing import has_countdown, starts_at
from bot.chat.facts import Shown, shown_facts
from bot.chat.html import Html, bold, escape, fill, joined, moment
from bot.chat.names import Edition, clock, name_of, status_of, status_word
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Knowledge
from bot.languages.catalogue import Words
from bot.languages.when import expected, said

_HOUR = timedelta(hours=1)
_NEAR = timedelta(days=400)


def occurrence_of(planned: Planned, knowledge: Knowledge) -> Occurrence | None:
    """What a reminder is about, as the base has it now; None where that date no longer stands."""
    entry = knowledge.find(planned.entry_id)
    if entry is None:
        return None
    alone = Knowledge({entry.id: entry}, {}, knowledge.about, knowledge.words, "")
    found = occurrences(alone, (planned.due - _NEAR).date(), (planned.expires + _NEAR).date())
    series = planned.subject.partition("/")[0].partition("@")[2]
    return next((one for one in found if series in _days(one)), None)


def coming_of(entry: Entry, knowledge: Knowledge, today: date) -> Occurrence | None:
    """When an entry comes next, within a year."""
    alone = Knowledge({entry.id: entry}, {}, knowledge.about, knowledge.words, "")
    return next(iter(occurrences(alone, today, today + _NEAR)), None)


def countdown(words: Words, one: Occurrence, today: date, now: datetime) -> str:
    """How far off it is, as far as that can be said: "in 7 days", "tomorrow", "in 3 hours", "starts now".

    Hours and minutes go on being counted where the message is read.
    """
    start = starts_at(one.entry)
    if start is not None and start - now < 20 * _HOUR:
        return moment(_hours(words, start - now), start, "r")
    if not has_countdown(one):
        return words._("the day is not fixed")
    days = (one.earliest - today).days
    if days <= 0:
        return words._("today")
    if days == 1:
        return words._("tomorrow")
    return words.ngettext("in {number} day", "in {number} days", days).format(number=days)


def when_line(edition: Edition, one: Occurrence) -> Html:
    """The date of an occurrence, with the time by the clocks of the capitals where that is known."""
    start = starts_at(one.entry)
    return joined((expected(one.when, edition.words), clock(edition, start) if start is not None else None), ", ")


def head_of(edition: Edition, one: Occurrence, now: datetime) -> Html:
    """Name, countdown, date, place and state of something that is coming."""
    entry = one.entry
    when = joined((countdown(edition.words, one, edition.today, now), when_line(edition, one)), " · ")
    where = joined((entry.where, status_of(edition, entry)), " · ")
    return joined((bold(name_of(edition, entry)), when, where))


def quoted(edition: Edition, entry: Entry, withdrawn: frozenset[str]) -> Shown | None:
    """The fact that may stand in a push: the one confirmed last. None of a sensitive entry, none that was silenced."""
    if not may_be_quoted(entry):
        return None
    found = [one for one in shown_facts(edition, entry) if one.ref not in withdrawn]
    return max(found, key=lambda one: _last(one.confirmed), default=None)


def change_title(words: Words, change: Change) -> str:
    """What sort of change it is, in a few words."""
    titles = {
        "withdrawn": words._("Correction"),
        "corrected": words._("Correction of a date"),
        "cancelled": words._("Cancelled"),
        "postponed": words._("Postponed"),
        "brought-forward": words._("Brought forward"),
        "made-precise": words._("Date known more precisely"),
        "announced": words._("Announced"),
        "held": words._("Took place"),
        "confirmed": words._("Confirmed"),
        "venue": words._("Another place"),
        "status": words._("Another status"),
    }
    return next((title for kind, title in titles.items() if kind in change.kinds), words._("Changed"))


def change_line(edition: Edition, one: Difference) -> Html | None:
    """One difference in words: old value -> new value."""
    words = edition.words
    match one.kind:
        case "announced" | "held":
            return _dated(edition, one.new) or None
        case "confirmed":
            return fill(words._("It is confirmed: {date}."), date=_dated(edition, one.new) or words._("no date yet"))
        case "cancelled":
            return fill(words._("It was to be {date}."), date=_dated(edition, one.new)) if one.new else None
        case "corrected":
            old, new = _dated(edition, one.old), _dated(edition, one.new) or words._("no date")
            return fill(words._("The date given here was wrong: not {old}, but {new}."), old=old, new=new)
        case "postponed" if one.new is None:
            return fill(words._("It was to be {date}; there is no new date yet."), date=_dated(edition, one.old))
        case "made-precise" if one.old is None:
            return fill(words._("The date is now known: {new}."), new=_dated(edition, one.new))
        case "postponed" | "brought-forward" | "made-precise":
            return fill("{old} → {new}", old=_dated(edition, one.old), new=_dated(edition, one.new))
        case "venue":
            return joined((one.old, one.new), " → ") or None
        case "status":
            before, after = status_word(words, one.old or ""), status_word(words, one.new or "")
            return fill("{old} → {new}", old=before, new=after)
        case _:
            return None


def stage_name(words: Words, stage: Stage) -> str:
    """A lead time in words."""
    known = {
        "30d": words._("30 days"),
        "7d": words._("7 days"),
        "3d": words._("3 days"),
        "1d": words._("1 day"),
        "12h": words._("12 hours"),
        "1h": words._("1 hour"),
        "start": words._("at the start"),
    }
    return known.get(stage, stage)


def stage_names(words: Words, stages: Sequence[Stage]) -> str:
    """Lead times in words, longest first."""
    return ", ".join(stage_name(words, stage) for stage in STAGES if stage in stages) or words._("none")


def _days(one: Occurrence) -> set[str]:
    """The names under which reminders know the date of an occurrence."""
    start = starts_at(one.entry)
    names = {str(one.earliest), str(one.when), str(one.when.earliest)}
    return names if start is None else {*names, str(start.date())}


def _hours(words: Words, left: timedelta) -> str:
    hours, minutes = round(left / _HOUR), round(left / timedelta(minutes=1))
    if minutes <= -1:
        return words._("has started")
    if minutes < 5:
        return words._("starts now")
    if minutes < 50:
        return words.ngettext("in {number} minute", "in {number} minutes", minutes).format(number=minutes)
    return words.ngettext("in {number} hour", "in {number} hours", max(hours, 1)).format(number=max(hours, 1))


def _dated(edition: Edition, text: str | None) -> Html:
    """A date as the base has it, said: an EDTF text, or a moment."""
    if text is None:
        return Html()
    if "T" not in text:
        return escape(said(FuzzyDate.parse(text), edition.words))
    start, about = datetime.fromisoformat(text), edition.knowledge.about
    zones = [place.zone for place in about.countries if place.zone] or [about.timezone]
    day = start.astimezone(ZoneInfo(zones[0])).date()
    return joined((said(FuzzyDate.parse(day.isoformat()), edition.words), clock(edition, start)), ", ")


def _last(when: FuzzyDate | None) -> date:
    return date.min if when is None else when.latest or when.earliest or date.min
