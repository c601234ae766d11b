"""The regular briefing of a chat as a message whose buttons change it in place. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Literal

from bot.alerts.briefing_words import Ordered
from bot.alerts.briefings import EVERY_DAY, MOST_ITEMS, WEEKDAYS, BriefingSchedule, WhenNothing, briefing_moments
from bot.alerts.quiet import zone
from bot.chat.alert_buttons import act
from bot.chat.html import Html, bold, clipped, fill, joined, moment
from bot.chat.keyboards import LONGEST_ID, Button, Rows
from bot.chat.names import LONGEST_NAME, Edition
from bot.chat.pages import Message
from bot.knowledge.entries import Term
from bot.languages.catalogue import Words
from bot.languages.when import said_day, said_weekday

#: What is chosen on a page of its own.
Choice = Literal["days", "hour", "themes", "nothing"]
CHOICES: tuple[Choice, ...] = ("days", "hour", "themes", "nothing")

DEFAULT_HOUR = 9
FEW_ITEMS = 3
HOURS_A_ROW = 6
#: Themes on the page where they are chosen; more would not fit below a message.
MOST_THEMES = 40
#: The next briefing is looked for so far ahead.
AHEAD = timedelta(days=15)


def first_schedule(chat_id: int, topic: int, zone_name: str) -> BriefingSchedule:
    """What is offered to a chat that has no briefing yet: weekdays at nine, switched off."""
    return BriefingSchedule(chat_id, topic, WEEKDAYS, DEFAULT_HOUR, zone_name, (), MOST_ITEMS, "silence", is_on=False)


def schedule_page(edition: Edition, schedule: BriefingSchedule, now: datetime) -> Message:
    """How the briefing is set, with a button for each thing that can be changed."""
    words = edition.words
    times = {"days": days_name(words, schedule.days), "hour": f"{schedule.hour:02}:00", "zone": schedule.zone}
    is_set = words._("On: {days} at {hour}, {zone}.") if schedule.is_on else None
    lines = (
        fill(is_set or words._("Off. Once switched on: {days} at {hour}, {zone}."), **times),
        _next(edition, schedule, now),
        fill(words._("About: {themes}."), themes=_themes_name(edition, schedule)),
        fill(words.ngettext("At most {number} item.", "At most {number} items.", schedule.most), number=schedule.most),
        fill(words._("When nothing is new: {what}."), what=nothing_name(words, schedule.when_nothing)),
    )
    note = words._("Each thing is told once. /brief shows a briefing now.")
    html = joined((bold(words._("Regular briefing")), joined(lines), note), "\n\n")
    return Message(html, _buttons(edition, schedule))


def order_note(edition: Edition, order: Ordered) -> Html | None:
    """What is to be said of words that set the briefing: what was not understood, and minutes that it cannot have."""
    words = edition.words
    rest = fill(words._("Not understood: “{text}”."), text=clipped(order.rest, LONGEST_NAME)) if order.rest else None
    what = words._("Understood are on, off, days, an hour and themes, as in “/briefing weekdays 8:00 trade”.")
    minutes = words._("It comes on the hour.") if order.minute else None
    return joined((rest, what if rest else None, minutes), " ") or None


def choice_page(edition: Edition, schedule: BriefingSchedule, choice: Choice) -> Message:
    """One thing to choose, what holds now has a tick."""
    words = edition.words
    head, rows = _CHOICES[choice](edition, schedule)
    return Message(bold(head), (*rows, (act(words._("Done"), "brief"),)))


def days_name(words: Words, days: Collection[int]) -> str:
    """The days in words: "every day", "Monday to Friday", "Mon, Wed"."""
    if days == EVERY_DAY:
        return words._("every day")
    if days == WEEKDAYS:
        return words._("Monday to Friday")
    short = len(days) > 1
    return ", ".join(said_weekday(day, words, short=short) for day in sorted(days)) or words._("no day")


def nothing_name(words: Words, what: WhenNothing) -> str:
    """What is sent when nothing is new, in words."""
    return {
        "silence": words._("nothing is sent"),
        "on-this-day": words._("what happened on this day"),
        "promises": words._("what was promised and is still open"),
    }[what]


def _next(edition: Edition, schedule: BriefingSchedule, now: datetime) -> str | None:
    if not schedule.is_on:
        return None
    words, found = edition.words, briefing_moments(schedule, now, now + AHEAD)
    if not found:
        return words._("No day is chosen, so none comes.")
    due = found[0].astimezone(zone(schedule.zone))
    day = f"{said_weekday(due.weekday(), words)}, {said_day(due.date(), words)}"
    return fill(words._("The next one: {day}, {time}."), day=day, time=moment(f"{due:%H:%M}", due))


def _buttons(edition: Edition, schedule: BriefingSchedule) -> Rows:
    words = edition.words
    switch = (
        act(words._("Switch off"), "brief", "on", 0) if schedule.is_on else act(words._("Switch on"), "brief", "on", 1)
    )
    days: tuple[Button, ...] = (
        act(_ticked(words._("Weekdays"), schedule.days == WEEKDAYS), "brief", "days", "week"),
        act(_ticked(words._("Every day"), schedule.days == EVERY_DAY), "brief", "days", "all"),
        act(words._("Other days"), "brief", "choose", "days"),
    )
    sizes = tuple(
        act(_ticked(words.ngettext("{number} item", "{number} items", size).format(number=size), schedule.most == size),
            "brief", "most", size)
        for size in (FEW_ITEMS, MOST_ITEMS)
    )  # fmt: skip
    rows = (
        (switch,),
        days,
        (act(words._("Hour: {hour}").format(hour=f"{schedule.hour:02}:00"), "brief", "choose", "hour"),),
        tuple(
            act(_ticked(f"🕘 {one.capital}", one.zone == schedule.zone), "brief", "zone", one.zone)
            for one in edition.knowledge.about.countries
            if one.zone and one.capital
        ),
        (act(words._("Themes"), "brief", "choose", "themes"), *sizes),
        (act(words._("When nothing is new"), "brief", "choose", "nothing"),),
        (act(words._("All settings"), "group") if schedule.chat_id < 0 else act(words._("Settings"), "set"),),
    )
    return tuple(row for row in rows if row)


def _days_choice(edition: Edition, schedule: BriefingSchedule) -> tuple[str, Rows]:
    words = edition.words
    buttons = [act(_ticked(said_weekday(day, words), day in schedule.days), "brief", "day", day) for day in range(7)]
    return words._("On which days?"), (*_rows(buttons[:6], 3), (buttons[6],))


def _hour_choice(edition: Edition, schedule: BriefingSchedule) -> tuple[str, Rows]:
    buttons = [act(_ticked(f"{hour}", hour == schedule.hour), "brief", "hour", hour) for hour in range(24)]
    question = edition.words._("At what hour? ({zone})").format(zone=schedule.zone)
    return question, _rows(buttons, HOURS_A_ROW)


def _themes_choice(edition: Edition, schedule: BriefingSchedule) -> tuple[str, Rows]:
    words = edition.words
    everything = act(_ticked(words._("Everything"), not schedule.themes), "brief", "theme", "")
    buttons = [
        act(_ticked(one.named(edition.language), one.id in schedule.themes), "brief", "theme", one.id)
        for one in offered_themes(edition.knowledge.words.themes)
    ]
    return words._("About what?"), ((everything,), *_rows(buttons, 2))


def _nothing_choice(edition: Edition, schedule: BriefingSchedule) -> tuple[str, Rows]:
    words = edition.words
    labels: dict[WhenNothing, str] = {
        "silence": words._("Nothing"),
        "on-this-day": words._("On this day"),
        "promises": words._("Open promises"),
    }
    buttons = [
        act(_ticked(name, schedule.when_nothing == what), "brief", "nothing", what) for what, name in labels.items()
    ]
    return words._("What to send when nothing is new?"), _rows(buttons, 1)


def offered_themes(themes: Sequence[Term]) -> tuple[Term, ...]:
    """The themes whose ids fit on a button, as many as a message can offer."""
    return tuple(one for one in themes if len(one.id.encode()) <= LONGEST_ID - len("theme|"))[:MOST_THEMES]


def _themes_name(edition: Edition, schedule: BriefingSchedule) -> str:
    names = [one.named(edition.language) for one in edition.knowledge.words.themes if one.id in schedule.themes]
    return clipped(", ".join(names), 300) or edition.words._("everything")


def _ticked(text: str, is_chosen: bool) -> str:
    return f"✅ {text}" if is_chosen else text


def _rows(buttons: Sequence[Button], size: int) -> Rows:
    return tuple(tuple(buttons[start : start + size]) for start in range(0, len(buttons), size))


_CHOICES = {"days": _days_choice, "hour": _hour_choice, "themes": _themes_choice, "nothing": _nothing_choice}
