"""A briefing as it was asked for, or as a chat's schedule wants it -> the briefing, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.agenda.briefing import MOST, Briefing, Memory, Note, Subject, briefing, has_news
from bot.agenda.quiet_days import on_this_day, still_open
from bot.alerts.briefings import BriefingSchedule
from bot.alerts.reminders import Planned
from bot.chat.alert_parts import Context
from bot.chat.briefing_messages import Form, briefing_message
from bot.chat.briefing_parts import BriefingContext, Wanted, notes_of, scheduled
from bot.chat.messages import edition_of
from bot.chat.pages import Message
from bot.chat.rich_briefing import with_rich
from bot.knowledge.entries import Knowledge


def composed(
    knowledge: Knowledge,
    wanted: Wanted,
    memory: Memory,
    notes: Iterable[Note] = (),
    schedule: BriefingSchedule | None = None,
) -> Briefing:
    """The briefing that is wanted."""
    match wanted.kind:
        case "open":
            return still_open(knowledge, Subject(), wanted.day, memory, MOST)
        case "day":
            return on_this_day(knowledge, Subject(), wanted.day, memory, MOST)
        case "new":
            return briefing(knowledge, wanted.subject, wanted.window, memory, notes, only_changes=True)
        case "scheduled" if schedule is not None:
            return _scheduled(knowledge, wanted, memory, notes, schedule)
        case _:
            asked_for = wanted.kind != "scheduled"
            return briefing(knowledge, wanted.subject, wanted.window, memory, notes, asked_for=asked_for)


def scheduled_message(planned: Planned, context: Context, given: BriefingContext) -> Message | None:
    """The regular briefing of a chat as the base has it now; None where there is nothing to tell."""
    preferences, day = context.follower.preferences, date.fromisoformat(planned.subject.partition("/")[2])
    if not given.schedule.is_on:
        return None
    wanted = scheduled(given.schedule, day)
    followed = frozenset(one.target for one in context.follower.subscriptions if one.scope == "entry")
    memory = given.memory(followed, preferences.muted)
    notes, changes = notes_of(given.released)
    found = composed(context.knowledge, wanted, memory, notes, given.schedule)
    if not found.items:
        return None
    edition = edition_of(context.knowledge, day, preferences.language)
    username = given.username if preferences.chat_id < 0 else None
    form = Form(wanted, context.now, username, changes)
    return with_rich(briefing_message(edition, found, form), edition, found, form)


def _scheduled(
    knowledge: Knowledge, wanted: Wanted, memory: Memory, notes: Iterable[Note], schedule: BriefingSchedule
) -> Briefing:
    subject, most = Subject(themes=schedule.themes), min(schedule.most, MOST)
    found = briefing(knowledge, subject, wanted.window, memory, notes, most)
    if has_news(found):
        return found
    if schedule.when_nothing == "silence":
        return replace(found, items=())
    instead = on_this_day if schedule.when_nothing == "on-this-day" else still_open
    return instead(knowledge, subject, wanted.day, memory, min(most, 3))
