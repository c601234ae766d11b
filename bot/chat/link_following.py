"""A deep link that follows something: in private for who opens it, in a group for its admins."""

from __future__ import annotations

import re
from typing import Any, cast

import telegram
from telegram.ext import Application, CallbackContext, CommandHandler, filters

from bot.alerts.subscriptions import Scope, Subscription
from bot.chat.addressed import is_ours
from bot.chat.alert_doing import follow
from bot.chat.alert_parts import AlertParts
from bot.chat.alert_scene import alert_scene
from bot.chat.html import escape
from bot.chat.links import Link, read_link
from bot.chat.pages import Message

_FOLLOWS = re.compile(r"^/start(@\w+)?\s+(s_[A-Za-z0-9_-]+)\s*$")


def register_follow_links(application: Application[Any, Any, Any, Any, Any, Any], alerts: AlertParts) -> None:
    """Adds the handler; to be called before the one of the plain /start is added."""

    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await on_follow_link(alerts, update)

    new = filters.UpdateType.MESSAGE & _Follows(alerts)
    application.add_handler(CommandHandler("start", called, filters=new))


class _Follows(filters.MessageFilter):
    """Lets through a /start whose link follows something the base has."""

    def __init__(self, alerts: AlertParts) -> None:
        super().__init__(name="follows")
        self._alerts = alerts

    def filter(self, message: telegram.Message) -> bool:
        return _link(self._alerts, message) is not None


async def on_follow_link(alerts: AlertParts, update: telegram.Update) -> None:
    """Follows what the link names, for who may."""
    message = update.message
    link = _link(alerts, message) if message is not None else None
    if message is None or link is None or is_ours(message, alerts.parts.bot.id):
        return
    one = await alert_scene(alerts, update)
    if not await one.may_change():
        await one.say(Message(escape(one.edition().words._("Only admins of this group can change that."))))
        return
    scope, target = link.what
    await one.say(await follow(one, Subscription(one.chat_id, cast(Scope, scope), target, one.topic)))


def _link(alerts: AlertParts, message: telegram.Message) -> Link | None:
    found = _FOLLOWS.match(message.text or "")
    link = read_link(found[2], alerts.parts.base.knowledge) if found else None
    return link if link is not None and link.place == "follow" else None
