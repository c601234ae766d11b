"""What the buttons of a regular briefing do."""

from __future__ import annotations

from dataclasses import replace

from bot.alerts.briefing_words import ordered
from bot.alerts.briefings import EVERY_DAY, MOST_ITEMS, WEEKDAYS, WHEN_NOTHING, BriefingSchedule
from bot.alerts.zones import zone_named
from bot.chat.alert_buttons import Pressed
from bot.chat.alert_scene import AlertScene
from bot.chat.html import joined
from bot.chat.pages import Message
from bot.chat.schedule_page import (
    CHOICES,
    FEW_ITEMS,
    choice_page,
    first_schedule,
    offered_themes,
    order_note,
    schedule_page,
)
from bot.knowledge.entries import Knowledge


async def schedule_of(one: AlertScene) -> BriefingSchedule:
    """The briefing of this chat, or the one it is offered."""
    kept = await one.run(one.alerts.briefings.get, one.chat_id)
    return kept or first_schedule(one.chat_id, one.topic, (await one.preferences()).zone)


async def schedule_message(one: AlertScene) -> Message:
    """How the briefing of this chat is set."""
    return schedule_page(one.edition(), await schedule_of(one), one.scene.now)


async def order_schedule(one: AlertScene, text: str) -> Message:
    """Changes what the words behind the command say, and shows it; says what of them was not understood."""
    before, order = await schedule_of(one), ordered(text, offered_themes(one.scene.knowledge.words.themes))
    after = order.applied(before)
    if after != before:
        after = await one.run(one.alerts.briefings.set, after, one.scene.now)
        one.alerts.wake()
    edition = one.edition()
    page = schedule_page(edition, after, one.scene.now)
    return replace(page, html=joined((order_note(edition, order), page.html), "\n\n"))


async def press_schedule(one: AlertScene, press: Pressed) -> bool:
    """Changes what a button says, and shows it; False where it says nothing known."""
    what, value = press.part(0), press.part(1)
    before = await schedule_of(one)
    if what == "choose":
        choice = next((known for known in CHOICES if known == value), None)
        if choice is None:
            return False
        await one.show(choice_page(one.edition(), before, choice))
        return True
    after = changed(before, what, value, one.scene.knowledge) if what else before
    if after is None:
        return False
    if after != before:
        after = await one.run(one.alerts.briefings.set, after, one.scene.now)
        one.alerts.wake()
    if what == "day":
        await one.show(choice_page(one.edition(), after, "days"))
    elif what == "theme":
        await one.show(choice_page(one.edition(), after, "themes"))
    else:
        await one.show(schedule_page(one.edition(), after, one.scene.now))
    return True


def changed(schedule: BriefingSchedule, what: str, value: str, knowledge: Knowledge) -> BriefingSchedule | None:
    """The schedule with one thing changed; None where that is nothing known."""
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 3 else -1
    match what:
        case "on" if number in (0, 1):
            return replace(schedule, is_on=number == 1)
        case "days" if value in ("week", "all"):
            return replace(schedule, days=WEEKDAYS if value == "week" else EVERY_DAY)
        case "day" if number in EVERY_DAY:
            return replace(schedule, days=schedule.days ^ {number})
        case "hour" if 0 <= number <= 23:
            return replace(schedule, hour=number)
        case "zone" if (name := zone_named(value, knowledge.about.countries)) is not None:
            return replace(schedule, zone=name)
        case "most" if number in (FEW_ITEMS, MOST_ITEMS):
            return replace(schedule, most=number)
        case "theme":
            return _with_theme(schedule, value, knowledge)
        case "nothing":
            known = next((one for one in WHEN_NOTHING if one == value), None)
            return replace(schedule, when_nothing=known) if known is not None else None
        case _:
            return None


def _with_theme(schedule: BriefingSchedule, theme: str, knowledge: Knowledge) -> BriefingSchedule | None:
    """The theme switched, nothing for everything; themes that the base no longer has are dropped on the way."""
    known = [one.id for one in offered_themes(knowledge.words.themes)]
    if theme and theme not in known:
        return None
    kept = tuple(one for one in known if (one in schedule.themes) != (one == theme))
    return replace(schedule, themes=kept if theme else ())
