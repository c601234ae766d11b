"""A pressed button of alerts in, what it does out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import time, timedelta

import telegram

from bot.alerts.quiet import Quiet
from bot.alerts.reminders import Planned
from bot.alerts.subscriptions import SCOPES, Digest, Stage, Subscription
from bot.alerts.timing import starts_at
from bot.alerts.zones import zone_named
from bot.chat import alert_doing as do
from bot.chat.alert_buttons import Pressed, read, stages_in
from bot.chat.alert_lines import coming_of
from bot.chat.alert_owners import OWNERS_DO
from bot.chat.alert_pages import lead_page, menu_page, settings_page
from bot.chat.alert_parts import AlertParts
from bot.chat.alert_scene import AlertScene, alert_scene
from bot.chat.group_doing import press_group, press_groups
from bot.chat.html import escape, fill, moment
from bot.chat.keyboards import resolved
from bot.chat.pages import Message
from bot.chat.refusals import old_button_message
from bot.chat.schedule_doing import press_schedule
from bot.chat.send import acknowledge
from bot.knowledge.entries import Entry

#: Acts that only show something; anybody in a group may.
_LOOKING = frozenset({"next", "mine", "file", "groups"})
_OWNERS = frozenset(OWNERS_DO)


async def on_alert_press(alerts: AlertParts, update: telegram.Update) -> None:
    """Does what the button says, for who may."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    one, press = await alert_scene(alerts, update), read(query.data or "")
    words = one.edition().words
    if press is not None and press.act in _OWNERS:
        if not one.is_owner:
            await acknowledge(alerts.parts, query.id, words._("Only those who run this bot can do that."), alert=True)
            return
        await acknowledge(alerts.parts, query.id)
        await OWNERS_DO[press.act](one, press)
        return
    looks = press is not None and press.act in _LOOKING and (one.there is None or press.act == "groups")
    if press is not None and not looks and not await one.may_change():
        await acknowledge(alerts.parts, query.id, words._("Only admins of this group can change that."), alert=True)
        return
    await acknowledge(alerts.parts, query.id)
    if press is None or not await _DO[press.act](one, press):
        await one.say(old_button_message(one.edition()))


async def pick_alert(one: AlertScene, press: Pressed) -> bool:
    """Does what a button says that was chosen by a word, for who may; False where it is old."""
    if not await one.may_change():
        await one.say(Message(escape(one.edition().words._("Only admins of this group can change that."))))
        return True
    return await _DO[press.act](one, press)


def _entry(one: AlertScene, text: str) -> Entry | None:
    return one.scene.knowledge.find(resolved(text, one.scene.knowledge) or "")


async def _follow(one: AlertScene, press: Pressed) -> bool:
    scope, target = press.part(0), press.part(1)
    if scope == "entry":
        entry = _entry(one, target)
        if entry is None:
            return False
        await one.say(
            await do.follow(one, Subscription(one.chat_id, "entry", entry.id, one.topic, stages_in(press.part(2))))
        )
        return True
    chosen = next((known for known in SCOPES if known == scope), None)
    if chosen is None:
        return False
    await do.follow(one, Subscription(one.chat_id, chosen, target, one.topic))
    await one.show(menu_page(one.edition(), await one.followed(), _part_of(scope)))
    return True


async def _drop(one: AlertScene, press: Pressed) -> bool:
    number, scope = press.number(0), press.part(1)
    if number is None:
        return False
    await one.run(one.alerts.subscribers.unfollow, one.chat_id, number, one.scene.now)
    page = menu_page(one.edition(), await one.followed(), _part_of(scope)) if scope else await do.mine(one)
    await one.show(page)
    return True


def _part_of(scope: str) -> str:
    return {"kind": "types", "type": "types", "theme": "themes", "country": "countries"}.get(scope, "")


async def _mute(one: AlertScene, press: Pressed) -> bool:
    entry = _entry(one, press.part(0))
    said = await do.mute(one, entry.id) if entry is not None else None
    if said is None:
        return False
    await one.say(said)
    return True


async def _unmute(one: AlertScene, press: Pressed) -> bool:
    entry = _entry(one, press.part(0))
    if entry is None:
        return False
    await one.run(one.alerts.subscribers.unmute, one.chat_id, entry.id, one.scene.now)
    await one.say(await do.mine(one))
    return True


async def _later(one: AlertScene, press: Pressed) -> bool:
    """The same again in so many hours, unless it has begun by then."""
    entry, hours = _entry(one, press.part(0)), press.number(1)
    if entry is None or hours is None:
        return False
    words, preferences = one.edition().words, await one.preferences()
    occurrence = coming_of(entry, one.scene.knowledge, one.scene.today)
    due = one.scene.now + timedelta(hours=hours)
    due = due if preferences.quiet is None else preferences.quiet.over(due, preferences.place)
    begins = starts_at(entry)
    expires = begins if begins is not None else due + timedelta(hours=12)
    if occurrence is None or due >= expires:
        await one.say(Message(escape(words._("It will have begun by then."))))
        return True
    subject = f"{entry.id}@{occurrence.earliest}/snooze/{one.scene.now:%Y%m%dT%H%M%S}"
    planned = Planned(one.chat_id, one.topic, "snooze", subject, due, expires, entry.id)
    await one.run(one.alerts.outbox.add, [planned])
    at = moment(f"{due.astimezone(preferences.place):%H:%M}", due)
    await one.say(Message(fill(words._("You will hear of it again at {time}."), time=at)))
    return True


async def _lead(one: AlertScene, press: Pressed) -> bool:
    entry = _entry(one, press.part(0)) if press.part(0) else None
    if press.part(0) and entry is None:
        return False
    page = lead_page(one.edition(), await _chosen(one, entry), entry)
    await (one.say(page) if entry is not None else one.show(page))
    return True


async def _stage(one: AlertScene, press: Pressed) -> bool:
    entry = _entry(one, press.part(1)) if press.part(1) else None
    if press.part(1) and entry is None:
        return False
    await do.toggled_stage(one, press.part(0), entry)
    await one.show(lead_page(one.edition(), await _chosen(one, entry), entry))
    return True


async def _chosen(one: AlertScene, entry: Entry | None) -> tuple[Stage, ...]:
    preferences = await one.preferences()
    if entry is None:
        return preferences.stages
    kept = next((s for s in await one.followed() if s.key == ("entry", entry.id) and s.topic == one.topic), None)
    return preferences.stages if kept is None or kept.stages is None else kept.stages


async def _menu(one: AlertScene, press: Pressed) -> bool:
    await one.show(menu_page(one.edition(), await one.followed(), press.part(0)))
    return True


async def _mine(one: AlertScene, _: Pressed) -> bool:
    await one.say(await do.mine(one))
    return True


async def _next(one: AlertScene, _: Pressed) -> bool:
    await one.say(await do.coming_alerts(one))
    return True


async def _file(one: AlertScene, press: Pressed) -> bool:
    said = await do.export_calendar(one, press.number(0))
    if said is not None:
        await one.say(said)
    return True


async def _settings(one: AlertScene, _: Pressed) -> bool:
    await one.show(settings_page(one.edition(), await one.preferences()))
    return True


async def _quiet(one: AlertScene, press: Pressed) -> bool:
    quiet = quiet_hours(press.part(0))
    if quiet is None and press.part(0) != "off":
        return False
    await one.run(one.alerts.subscribers.set_quiet, one.chat_id, quiet, one.scene.now)
    await do.look_again(one)
    return await _settings(one, press)


async def _zone(one: AlertScene, press: Pressed) -> bool:
    zone = zone_named(press.part(0), one.scene.knowledge.about.countries)
    if zone is None:
        return False
    await do.set_zone(one, zone)
    return await _settings(one, press)


async def _pause(one: AlertScene, press: Pressed) -> bool:
    await do.set_pause(one, timedelta(days=press.number(0) or 0))
    return await _settings(one, press)


async def _digest(one: AlertScene, press: Pressed) -> bool:
    every = next((name for name in ("day", "week") if name == press.part(0)), None)
    before = (await one.preferences()).digest or Digest("day")
    wish = None if every is None else replace(before, every=every)
    return await _keep_digest(one, press, wish)


async def _hour(one: AlertScene, press: Pressed) -> bool:
    wish, hour = (await one.preferences()).digest, press.number(0)
    if wish is None or hour is None or hour > 23:
        return False
    return await _keep_digest(one, press, replace(wish, hour=hour))


async def _weekday(one: AlertScene, press: Pressed) -> bool:
    wish, day = (await one.preferences()).digest, press.number(0)
    if wish is None or day is None or day > 6:
        return False
    return await _keep_digest(one, press, replace(wish, weekday=day))


async def _always(one: AlertScene, press: Pressed) -> bool:
    wish = (await one.preferences()).digest
    return wish is not None and await _keep_digest(one, press, replace(wish, always=press.part(0) == "1"))


async def _keep_digest(one: AlertScene, press: Pressed, wish: Digest | None) -> bool:
    if one.is_for_group:
        return False
    await one.run(one.alerts.subscribers.set_digest, one.chat_id, wish, one.scene.now)
    return await _settings(one, press)


async def _stop(one: AlertScene, _: Pressed) -> bool:
    await one.show(await do.stop_all(one))
    return True


async def _wipe(one: AlertScene, _: Pressed) -> bool:
    await one.show(await do.forget_all(one))
    return True


async def _keep(one: AlertScene, _: Pressed) -> bool:
    await one.show(Message(escape(one.edition().words._("Left as it is."))))
    return True


def quiet_hours(text: str) -> Quiet | None:
    """Quiet hours written as "22-08", or None."""
    first, dash, last = text.partition("-")
    hours = [int(part) for part in (first, last) if part.isascii() and part.isdigit() and len(part) <= 2]
    if not dash or len(hours) != 2 or max(hours) > 23:
        return None
    return Quiet(time(hours[0]), time(hours[1]))


_DO: dict[str, Callable[[AlertScene, Pressed], Awaitable[bool]]] = {
    "follow": _follow,
    "drop": _drop,
    "mute": _mute,
    "unmute": _unmute,
    "later": _later,
    "lead": _lead,
    "stage": _stage,
    "menu": _menu,
    "mine": _mine,
    "next": _next,
    "file": _file,
    "set": _settings,
    "quiet": _quiet,
    "zone": _zone,
    "pause": _pause,
    "digest": _digest,
    "hour": _hour,
    "weekday": _weekday,
    "always": _always,
    "brief": press_schedule,
    "group": press_group,
    "groups": press_groups,
    "stop": _stop,
    "wipe": _wipe,
    "keep": _keep,
}
