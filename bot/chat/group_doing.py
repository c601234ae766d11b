"""Commands and buttons about groups: set one up, from inside or from a private chat; move to a topic."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import telegram

from bot.chat.addressed import is_ours, is_private
from bot.chat.aim import group_of
from bot.chat.alert_buttons import Pressed
from bot.chat.alert_parts import AlertParts
from bot.chat.alert_scene import AlertScene, alert_scene, looking_at
from bot.chat.group_pages import (
    GROUP_LINK,
    elsewhere_message,
    group_page,
    groups_page_of,
    here_message,
    welcome_message,
)
from bot.chat.html import escape
from bot.chat.pages import Message
from bot.chat.schedule_doing import order_schedule, schedule_message

#: A welcome so recent need not be repeated.
JUST_NOW = timedelta(minutes=2)
#: Groups listed for one person.
MOST_GROUPS = 20


async def briefing_command(one: AlertScene, text: str) -> Message:
    """How the regular briefing here is set, changed by the words behind the command where there are some."""
    return await order_schedule(one, text) if text else await schedule_message(one)


async def groups_command(one: AlertScene, _: str) -> Message:
    """The groups that whoever asks can set up; in a group where to do it."""
    if not one.scene.is_private:
        return elsewhere_message(one.edition(), one.alerts.parts.username)
    return await own_groups(one)


async def here_command(one: AlertScene, _: str) -> Message:
    """Brings alerts and briefing to the topic it is written in."""
    words, message = one.edition().words, one.scene.message
    if not isinstance(message, telegram.Message) or not message.chat.is_forum:
        return Message(escape(words._("Only groups with topics need that: there it brings alerts to the topic.")))
    return here_message(one.edition(), moved=await one.run(bring_to, one, one.topic))


def bring_to(one: AlertScene, topic: int) -> bool:
    """Gives all alerts and the briefing of the chat another topic; False where there are none. Blocking."""
    alerts, chat_id, now = one.alerts, one.chat_id, one.scene.now
    followed = alerts.subscribers.subscriptions(chat_id)
    for other in sorted({kept.topic for kept in followed} - {topic}):
        alerts.subscribers.move_topic(chat_id, other, topic, now)
        alerts.outbox.move_topic(chat_id, other, topic)
    schedule = alerts.briefings.get(chat_id)
    if schedule is not None:
        alerts.outbox.move_topic(chat_id, schedule.topic, topic)
        alerts.briefings.move_topic(chat_id, topic, now)
    return bool(followed) or schedule is not None


async def own_groups(one: AlertScene) -> Message:
    """The groups this person runs, asked of Telegram at this moment."""
    known = (await one.run(one.alerts.groups.run_by, one.scene.user_id))[:MOST_GROUPS]
    checked = await asyncio.gather(*(_if_run(one, chat_id) for chat_id in known))
    found = [group for group in checked if group is not None]
    return groups_page_of(one.edition(), found, one.alerts.parts.username)


async def _if_run(one: AlertScene, chat_id: int) -> tuple[int, str] | None:
    alerts, person = one.alerts, one.scene.user_id
    if not await alerts.members.is_admin(alerts.parts.bot, chat_id, person, one.scene.now, anew=True):
        await one.run(alerts.groups.drop_admin, chat_id, person)
        return None
    title = await alerts.members.title(alerts.parts.bot, chat_id, one.scene.now)
    return (chat_id, title) if title is not None else None


async def press_groups(one: AlertScene, _: Pressed) -> bool:
    """Lists the groups one runs, in private."""
    if not one.scene.is_private:
        return False
    plain = replace(one, there=None)
    await plain.show(await own_groups(plain))
    return True


async def press_group(one: AlertScene, press: Pressed) -> bool:
    """Shows how a group is set, changed first where the button says so."""
    if not one.is_for_group:
        return False
    if press.part(0) == "guard" and press.part(1) in {"0", "1"}:
        await one.run(one.alerts.groups.set_guard, one.chat_id, press.part(1) == "1")
    await one.show(await group_message(one))
    return True


async def group_message(one: AlertScene) -> Message:
    """How the group or channel is set."""
    chat = await one.run(one.alerts.parts.store.chat, one.chat_id)
    return group_page(
        one.edition(),
        await one.run(one.alerts.groups.get, one.chat_id),
        await one.run(one.alerts.briefings.get, one.chat_id),
        len(await one.followed()),
        is_channel=chat is not None and chat.type == "channel",
        username=one.alerts.parts.username if one.there is None else None,
    )


async def on_hello(alerts: AlertParts, update: telegram.Update) -> None:
    """Answers what Telegram writes in a group that the bot is added to by a link, unless it just said hello."""
    message = update.message
    if message is None or is_ours(message, alerts.parts.bot.id):
        return
    one = await alert_scene(alerts, update)
    group = await one.run(alerts.groups.get, one.chat_id)
    if group.welcomed_at is None or one.scene.now - group.welcomed_at > JUST_NOW:
        hears_all = alerts.parts.bot.can_read_all_group_messages
        await one.say(welcome_message(one.edition(), alerts.parts.username, hears_all=hears_all))


async def on_group_link(alerts: AlertParts, update: telegram.Update) -> None:
    """Opens what a link into the private chat leads to: the groups one runs, or one of them."""
    message = update.message
    if message is None or is_ours(message, alerts.parts.bot.id) or not is_private(message):
        return
    one = await alert_scene(alerts, update)
    _, prefix, code = (message.text or "").partition(GROUP_LINK)
    chat_id = group_of(code.strip()) if prefix else None
    if chat_id is None:
        await one.say(await own_groups(one))
        return
    there = await looking_at(one, chat_id)
    if await there.may_change():
        await there.say(await group_message(there))
    else:
        words = one.edition().words
        await one.say(Message(escape(words._("Only admins of that group can set it up."))))
