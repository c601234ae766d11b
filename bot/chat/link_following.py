"""Deep links that follow something, in a group for its admins only, or that give a briefing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

import telegram
from telegram.ext import Application, CallbackContext, CommandHandler, filters

from bot.alerts.subscriptions import Scope, Subscription
from bot.chat.addressed import is_ours
from bot.chat.alert_doing import follow
from bot.chat.alert_parts import AlertParts
from bot.chat.alert_scene import alert_scene
from bot.chat.briefing_handlers import give
from bot.chat.briefing_parts import Kind, Wanted
from bot.chat.html import escape
from bot.chat.links import Link, read_link
from bot.chat.pages import Message
from bot.knowledge.entries import Knowledge

_LINKED = re.compile(r"^/start(@\w+)?\s+((?:s_|b)[A-Za-z0-9_-]*)\s*$")
#: Briefings of no subject.
_PLAIN: tuple[Kind, ...] = ("today", "week", "month", "open", "day")


def register_links(application: Application[Any, Any, Any, Any, Any, Any], alerts: AlertParts) -> None:
    """Adds the handler; to be called before the one of the plain /start is added."""

    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await on_link(alerts, update)

    new = filters.UpdateType.MESSAGE & _Linked(alerts)
    application.add_handler(CommandHandler("start", called, filters=new))


class _Linked(filters.MessageFilter):
    """Lets through a /start whose link follows something the base has, or gives a briefing on it."""

    def __init__(self, alerts: AlertParts) -> None:
        super().__init__(name="linked")
        self._alerts = alerts

    def filter(self, message: telegram.Message) -> bool:
        return _link(self._alerts, message) is not None


async def on_link(alerts: AlertParts, update: telegram.Update) -> None:
    """Does what the link is for, for who may."""
    message = update.message
    link = _link(alerts, message) if message is not None else None
    if message is None or link is None or is_ours(message, alerts.parts.bot.id):
        return
    one = await alert_scene(alerts, update)
    wanted = _wanted(link, one.scene.knowledge, one.scene.today)
    if wanted is not None:
        await give(one, wanted)
        return
    if not await one.may_change():
        await one.say(Message(escape(one.edition().words._("Only admins of this group can change that."))))
        return
    scope, target = link.what
    await one.say(await follow(one, Subscription(one.chat_id, cast(Scope, scope), target, one.topic)))


def _link(alerts: AlertParts, message: telegram.Message) -> Link | None:
    found, knowledge = _LINKED.match(message.text or ""), alerts.parts.base.knowledge
    link = read_link(found[2], knowledge) if found else None
    if link is None or link.place == "follow":
        return link
    return link if _wanted(link, knowledge, date.min) is not None else None


def _wanted(link: Link, knowledge: Knowledge, today: date) -> Wanted | None:
    """The briefing that a link asks for; None where it is none, or the base has not what it is about."""
    if link.place != "briefing":
        return None
    what = link.what[0] if link.what else "today"
    if what in {one.id for one in knowledge.words.themes}:
        return Wanted("theme", today, what)
    kind = next((one for one in _PLAIN if one == what), None)
    if kind is not None:
        return Wanted(kind, today)
    return Wanted("entry", today, what) if knowledge.find(what) is not None else None
