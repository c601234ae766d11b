"""What can be done about alerts, whether by a command, by words or by a button."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

from bot.agenda.upcoming import Occurrence, upcoming
from bot.alerts.calendar import calendar_file, cancelled
from bot.alerts.settings_words import has_own_time
from bot.alerts.subscriptions import STAGES, Follower, Stage, Subscription, keys
from bot.alerts.timing import has_countdown
from bot.alerts.wishes import Wish, lead_time
from bot.alerts.zones import KNOWN, near_zones, offset_in, zone_named, zones_at
from bot.chat.alert_pages import (
    ending_page,
    followed_message,
    mine_page,
    next_page,
    paused_message,
    remind_message,
    which_page,
    which_zone_page,
    zone_message,
)
from bot.chat.alert_scene import AlertScene
from bot.chat.html import escape
from bot.chat.names import name_of
from bot.chat.pages import Message
from bot.chat.scene import save_thread, thread_of
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Knowledge
from bot.languages.cities import city_zone, near_cities

SHOWN_NEXT = 3
#: How far a calendar file reaches, back and ahead.
CALENDAR_DAYS = (30, 400)


async def follow(one: AlertScene, wish: Subscription) -> Message:
    """Follows it from now on; gives what to say."""
    kept = await one.run(one.alerts.subscribers.follow, wish, one.scene.now)
    if wish.scope == "entry":
        await one.run(one.alerts.subscribers.unmute, one.chat_id, wish.target, one.scene.now)
    return followed_message(one.edition(), kept, await one.preferences())


async def grant(one: AlertScene, wish: Wish) -> Message | None:
    """Does what was written in words; None where what it is about is not known."""
    words, followed = one.edition().words, await one.followed()
    if wish.choices:
        return await _chosen(one, wish, followed)
    scope, target = wish.scope, wish.target
    if scope is None:
        return None
    if wish.verb == "mute":
        if scope != "entry":
            return None
        return await mute(one, target)
    if wish.verb == "unfollow":
        gone = [kept for kept in followed if kept.key == (scope, target) or scope == "all"]
        for kept in gone:
            if kept.id is not None:
                await one.run(one.alerts.subscribers.unfollow, one.chat_id, kept.id, one.scene.now)
        text = words._("Done.") if gone else words._("That is not followed here.")
        return mine_page_with(one, text, await one.followed())
    if wish.is_next and (entry := next_of_type(one, target)) is not None:
        scope, target = "entry", entry.id
    return await follow(one, Subscription(one.chat_id, scope, target, one.topic, wish.stages))


async def _chosen(one: AlertScene, wish: Wish, followed: tuple[Subscription, ...]) -> Message | None:
    """What is done where a name is that of several: which one is asked, unless only one of them is followed."""
    known = {kept.key for kept in followed}
    choices = [entry for name in wish.choices if (entry := one.scene.knowledge.find(name)) is not None]
    if wish.verb == "unfollow":
        choices = [entry for entry in choices if ("entry", entry.id) in known] or choices[:1]
    if len(choices) == 1:
        return await grant(one, replace(wish, target=choices[0].id, choices=()))
    return await ending(one) if wish.verb == "unfollow" else which_page(one.edition(), choices, wish)


async def remind(one: AlertScene, text: str) -> Message:
    """Follows what was spoken of last; where a time of one's own is named or nothing was, says what can be set."""
    thread = await thread_of(one.scene)
    entry = one.scene.knowledge.find(thread.entries[0]) if thread.entries else None
    if entry is not None and entry.sensitive == entry.id:
        entry = None
    if entry is None or has_own_time(text):
        return remind_message(one.edition(), entry, own_time=has_own_time(text))
    return await follow(one, Subscription(one.chat_id, "entry", entry.id, one.topic, lead_time(text)))


async def zone_of(one: AlertScene) -> Message:
    """The time zone of the chat, and how it is changed."""
    return zone_message(one.edition(), await one.preferences(), one.scene.now, how=True)


async def mute(one: AlertScene, entry_id: str) -> Message | None:
    """Says no more of an entry; None where there is no such entry."""
    entry = one.scene.knowledge.find(entry_id)
    if entry is None:
        return None
    await one.run(one.alerts.subscribers.mute, one.chat_id, entry.id, one.scene.now)
    edition = one.edition()
    text = edition.words._("Nothing more will be said here of {name}, unless you follow it again.")
    return Message(escape(text.format(name=name_of(edition, entry))))


def next_of_type(one: AlertScene, type_: str) -> Entry | None:
    """The next event of this type that everybody may be told of."""
    coming = upcoming(one.scene.knowledge, one.scene.today)
    return next((o.entry for o in coming if o.entry.type == type_ and not o.entry.is_guarded), None)


async def mine(one: AlertScene) -> Message:
    """What is followed here."""
    return mine_page(one.edition(), await one.followed(), await one.preferences())


async def ending(one: AlertScene) -> Message:
    """What is followed here, to choose what shall end."""
    schedule = await one.run(one.alerts.briefings.get, one.chat_id)
    is_briefed = schedule is not None and schedule.is_on
    return ending_page(one.edition(), await one.followed(), await one.preferences(), is_briefed=is_briefed)


def mine_page_with(one: AlertScene, text: str, followed: tuple[Subscription, ...]) -> Message:
    """A word, and where to see what is still followed."""
    edition = one.edition()
    end = edition.words.ngettext(
        "{number} thing is followed here.", "{number} things are followed here.", len(followed)
    )
    return Message(escape(f"{text} {end.format(number=len(followed))} /subscriptions"))


async def coming_alerts(one: AlertScene) -> Message:
    """The next three alerts."""
    [who] = await one.run(one.alerts.subscribers.followers, [one.chat_id])
    found = await one.run(one.alerts.preview, one.scene.knowledge, who, one.scene.now, SHOWN_NEXT)
    return next_page(one.edition(), found, who.preferences)


async def export_calendar(one: AlertScene, number: int | None) -> Message | None:
    """Sends the calendar file of one subscription, or of all; a word where there is nothing in it."""
    [who] = await one.run(one.alerts.subscribers.followers, [one.chat_id])
    kept = [each for each in who.subscriptions if number is None or each.id == number]
    edition, knowledge = one.edition(), one.scene.knowledge
    found = followed_occurrences(Follower(who.preferences, tuple(kept)), knowledge, one.scene.now)
    if not found:
        return Message(escape(edition.words._("Nothing with a fixed date is coming in what is followed here.")))
    names = {each.entry.id: name_of(edition, each.entry) for each in found}
    stamp = made_at(knowledge, one.scene.now)
    data = await one.run(calendar_file, knowledge.about.title, found, names, who.preferences.stages, stamp)
    await one.hand_over(data, "alerts.ics", edition.words._("Open it with your calendar; a later file replaces it."))
    return None


def followed_occurrences(who: Follower, knowledge: Knowledge, now: datetime) -> list[Occurrence]:
    """What is coming on a fixed day in what somebody follows, and what of it was cancelled lately."""
    wanted = {one.key for one in who.subscriptions}
    back, ahead = CALENDAR_DAYS
    today = now.astimezone(who.preferences.place).date()
    off = [one for entry in knowledge.of_kind("event") if (one := cancelled(entry)) is not None]
    off = [one for one in off if one.latest >= today - timedelta(days=back)]
    found = [*(one for one in upcoming(knowledge, today, ahead) if has_countdown(one)), *off]
    kept = [one for one in found if not wanted.isdisjoint(keys(one.entry, knowledge))]
    return [one for one in kept if one.entry.id not in who.preferences.muted]


def made_at(knowledge: Knowledge, now: datetime) -> datetime:
    """When the base was made, for calendars: never before its own date, and the same for the same base and day."""
    base: FuzzyDate | None = knowledge.about.base_date
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    day = base.latest if base is not None else None
    return midnight if day is None else max(midnight, midnight.replace(year=day.year, month=day.month, day=day.day))


async def stop_all(one: AlertScene) -> Message:
    """Ends every alert of this chat; what is kept otherwise stays."""
    ended = await one.run(one.alerts.subscribers.unfollow_all, one.chat_id, one.scene.now)
    await one.run(one.alerts.outbox.cancel, one.chat_id, one.scene.now)
    words = one.edition().words
    text = words.ngettext(
        "{number} subscription ended; no more alerts come here.",
        "{number} subscriptions ended; no more alerts come here.",
        ended,
    )
    return Message(escape(text.format(number=ended) + " " + words._("/forget deletes all that is kept of this chat.")))


async def forget_all(one: AlertScene) -> Message:
    """Deletes everything kept of this chat."""
    await one.run(one.alerts.parts.store.forget, one.chat_id)
    return Message(escape(one.edition().words._("Everything that was kept of this chat is deleted, alerts too.")))


async def hand_over_data(one: AlertScene) -> None:
    """Sends all that is kept of this chat, as JSON."""
    kept = await one.run(one.alerts.parts.store.export, one.chat_id)
    data = json.dumps(kept, ensure_ascii=False, indent=2).encode()
    await one.hand_over(data, "mydata.json", one.edition().words._("All that is kept of this chat."))


async def set_pause(one: AlertScene, length: timedelta) -> Message:
    """Holds all alerts for that long; nothing ends a pause."""
    until = one.scene.now + length if length else None
    await one.run(one.alerts.subscribers.pause, one.chat_id, until, one.scene.now)
    await look_again(one)
    if until is None:
        return Message(escape(one.edition().words._("The pause is over.")))
    return paused_message(one.edition(), await one.preferences())


async def fill_zone(one: AlertScene, text: str) -> bool:
    """Sets the zone that was asked for, where the text names one and who writes may; False where it names none."""
    if (zone_named(text, one.scene.knowledge.about.countries) or city_zone(text)) is None or not await one.may_change():
        return False
    await one.say(await choose_zone(one, text))
    await save_thread(one.scene, await thread_of(one.scene))  # it waits for nothing more
    return True


async def choose_zone(one: AlertScene, text: str) -> Message:
    """Takes the zone that the text names; of several that it may mean, or that are near, asks which."""
    about, now = one.scene.knowledge.about, one.scene.now
    zone = zone_named(text, about.countries) or city_zone(text)
    if zone is None and (offset := offset_in(text)) is not None:
        near = zones_at(offset, now, (*(each.zone for each in about.countries if each.zone), *KNOWN))
        return which_zone_page(one.edition(), text, near)
    if zone is None:
        return which_zone_page(one.edition(), text, (*near_zones(text, about.countries), *near_cities(text)))
    await set_zone(one, zone)
    return zone_message(one.edition(), await one.preferences(), now)


async def set_zone(one: AlertScene, zone: str) -> None:
    """Keeps the chat's time zone; a briefing that went by the former one goes by the new one."""
    former = (await one.preferences()).zone
    await one.run(one.alerts.subscribers.set_zone, one.chat_id, zone, one.scene.now)
    schedule = await one.run(one.alerts.briefings.get, one.chat_id)
    if schedule is not None and schedule.zone == former:
        await one.run(one.alerts.briefings.set, replace(schedule, zone=zone), one.scene.now)
    await look_again(one)


async def look_again(one: AlertScene) -> None:
    """Lets the sender look anew at what was held for this chat."""
    await one.run(one.alerts.outbox.look_again, one.chat_id, one.scene.now)
    one.alerts.wake()


async def toggled_stage(one: AlertScene, stage: str, entry: Entry | None) -> None:
    """Switches one lead time, of an entry or of the chat."""
    preferences, followed = await one.preferences(), await one.followed()
    if entry is None:
        await one.run(
            one.alerts.subscribers.set_stages, one.chat_id, switched(preferences.stages, stage), one.scene.now
        )
        return
    kept = next((s for s in followed if s.key == ("entry", entry.id) and s.topic == one.topic), None)
    before = preferences.stages if kept is None or kept.stages is None else kept.stages
    wish = kept or Subscription(one.chat_id, "entry", entry.id, one.topic)
    await one.run(one.alerts.subscribers.follow, replace(wish, stages=switched(before, stage)), one.scene.now)


def switched(stages: tuple[Stage, ...], name: str) -> tuple[Stage, ...]:
    """The lead times with this one switched; longest first."""
    return tuple(stage for stage in STAGES if (stage in stages) != (stage == name))
