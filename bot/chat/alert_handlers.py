"""Commands, wishes and buttons of alerts in, replies out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import telegram
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.alerts.errands import Errand, errand
from bot.alerts.pauses import length_of
from bot.alerts.settings_words import has_own_time
from bot.alerts.wishes import Wish, is_wish, lead_time, wish
from bot.chat import alert_doing as do
from bot.chat import alert_owners as owners
from bot.chat.addressed import is_ours, question_in
from bot.chat.alert_buttons import PREFIX
from bot.chat.alert_pages import (
    confirm_page,
    menu_page,
    not_followable_page,
    own_time_note,
    pause_page,
    settings_page,
    which_page,
    with_note,
)
from bot.chat.alert_parts import AlertParts
from bot.chat.alert_presses import on_alert_press
from bot.chat.alert_scene import AlertScene, alert_scene
from bot.chat.group_handlers import GROUP_COMMANDS, register_groups
from bot.chat.html import escape
from bot.chat.meant import meant
from bot.chat.pages import Message
from bot.chat.scene import await_answer, choices_in
from bot.chat.schedule_doing import schedule_message
from bot.storage.talk import Awaited

App = Application[Any, Any, Any, Any, Any, Any]
Command = Callable[[AlertScene, str], Awaitable[Message | None]]
Callback = Callable[[telegram.Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]

LONGEST_PAUSE = timedelta(days=366)


def register_alerts(application: App, alerts: AlertParts) -> None:
    """Adds the handlers of alerts. To be called before any others are added: the first that fits gets an update."""
    new = filters.UpdateType.MESSAGE
    register_groups(application, alerts)
    for name, command in COMMANDS.items():
        handler = _callback(partial(on_command, alerts, name, command))
        application.add_handler(CommandHandler(name, handler, filters=new))
    for name, command in OTHERWISE_CALLED.items():  # in a group they may be those of another bot
        handler = _callback(partial(on_command, alerts, name, command))
        application.add_handler(CommandHandler(name, handler, filters=new & filters.ChatType.PRIVATE))
    pressed = CallbackQueryHandler(_callback(partial(on_alert_press, alerts)), pattern=rf"^{PREFIX}[|@]")
    application.add_handler(pressed)
    words = new & filters.TEXT & ~filters.COMMAND & _Wishes(alerts)
    application.add_handler(MessageHandler(words, _callback(partial(on_words, alerts))))


class _Wishes(filters.MessageFilter):
    """Lets through what is meant for the bot and is about alerts, of something the base knows or of all."""

    def __init__(self, alerts: AlertParts) -> None:
        super().__init__(name="wishes")
        self._alerts = alerts

    def filter(self, message: telegram.Message) -> bool:
        return wish_in(self._alerts, message) is not None


def wish_in(alerts: AlertParts, message: telegram.Message) -> Wish | Errand | None:
    """What a message wants of the alerts; None where it is a question or follows nothing that is known."""
    text = question_in(message, alerts.parts.bot.id, alerts.parts.username)
    if text is None:
        return None
    if (wanted := errand(text)) is not None:
        return wanted
    found = wish(text, alerts.names(text)) if is_wish(text) else None
    if found is None or found.scope is not None:
        return found
    return None if found.verb == "follow" else Errand("stop")


async def on_command(alerts: AlertParts, name: str, command: Command, update: telegram.Update) -> None:
    """Does what the command is for, for who may."""
    message = update.message
    if message is None or is_ours(message, alerts.parts.bot.id):
        return
    one = await alert_scene(alerts, update)
    words = one.edition().words
    if name in OWNERS_ONLY and not one.is_owner:
        await one.say(Message(escape(words._("Only those who run this bot can do that, in private."))))
    elif name not in OWNERS_ONLY and name not in _LOOKING and not await one.may_change():
        await one.say(Message(escape(words._("Only admins of this group can change that."))))
    else:
        said = await command(one, (message.text or "").partition(" ")[2].strip())
        if said is not None:
            await one.say(said, quoting=True if name == "broadcast" else None)
            await await_choice(one, said)


async def on_words(alerts: AlertParts, update: telegram.Update) -> None:
    """Takes up a wish written in words."""
    found = wish_in(alerts, update.message) if update.message is not None else None
    if found is None:
        return
    one = await alert_scene(alerts, update)
    words = one.edition().words
    if not (isinstance(found, Errand) and found.does == "list") and not await one.may_change():
        await one.say(Message(escape(words._("Only admins of this group can change that."))))
        return
    said = await _run(one, found) if isinstance(found, Errand) else await do.grant(one, found)
    if said is not None and isinstance(found, Wish) and found.verb == "follow" and _named_time(update):
        said = with_note(said, own_time_note(one.edition()))
    said = said or Message(escape(words._("Only single entries can be muted. /subscriptions ends the rest.")))
    await one.say(said)
    await await_choice(one, said)


def _named_time(update: telegram.Update) -> bool:
    """Whether a wish names a time at which no reminder can come."""
    return update.message is not None and has_own_time(update.message.text or "")


async def await_choice(one: AlertScene, said: Message) -> None:
    """Keeps what was offered to choose from, so that it can be chosen by a word too."""
    offered = choices_in(said)
    if offered.choices:
        await await_answer(one.scene, offered)


async def _run(one: AlertScene, wanted: Errand) -> Message:
    """Does what is wanted of the alerts as a whole. Nothing ends by a word alone: what could is shown with buttons."""
    match wanted.does:
        case "list":
            return await do.mine(one)
        case "pause":
            return await _pause(one, wanted.text)
        case "stop":
            return await do.ending(one)
        case "zone":
            return await _zone(one, wanted.text)
        case "briefing":
            return await schedule_message(one)
        case "settings":
            return settings_page(one.edition(), await one.preferences())
        case "remind":
            return await do.remind(one, wanted.text)


async def _subscribe(one: AlertScene, text: str) -> Message | None:
    if text:
        found = wish(f"follow {text}", one.alerts.names(text))
        if found is not None and (said := await do.grant(one, found)) is not None:
            return said
        near = meant(one, text).entries
        if near:
            return which_page(one.edition(), near, Wish("follow", "entry", stages=lead_time(text)))
        return not_followable_page(one.edition(), text)
    return menu_page(one.edition(), await one.followed())


async def _unsubscribe(one: AlertScene, text: str) -> Message | None:
    found = wish(f"unfollow {text}", one.alerts.names(text)) if text else None
    said = await do.grant(one, found) if found is not None and found.scope not in {None, "all"} else None
    return said or await do.ending(one)


async def _subscriptions(one: AlertScene, _: str) -> Message:
    return await do.mine(one)


async def _settings(one: AlertScene, _: str) -> Message:
    return settings_page(one.edition(), await one.preferences())


async def _pause(one: AlertScene, text: str) -> Message:
    length = length_of(text) if text else None
    if length is None:
        return pause_page(one.edition(), await one.preferences(), is_asked=bool(text))
    return await do.set_pause(one, min(length, LONGEST_PAUSE))


async def _zone(one: AlertScene, text: str) -> Message:
    if not text:
        await await_answer(one.scene, Awaited(command="zone"))
        return await do.zone_of(one)
    return await do.choose_zone(one, text)


async def _calendar(one: AlertScene, _: str) -> Message | None:
    return await do.export_calendar(one, None)


async def _stop(one: AlertScene, _: str) -> Message:
    words = one.edition().words
    text = words._("End all alerts here?")
    return confirm_page(one.edition(), text, words._("Yes, end them"), "stop")


async def _forget(one: AlertScene, _: str) -> Message:
    words = one.edition().words
    text = words._("Delete everything that is kept of this chat? This cannot be taken back.")
    return confirm_page(one.edition(), text, words._("Yes, delete it"), "wipe")


async def _mydata(one: AlertScene, _: str) -> None:
    await do.hand_over_data(one)


async def _status(one: AlertScene, _: str) -> Message:
    return await owners.status(one)


async def _broadcast(one: AlertScene, text: str) -> Message:
    return await owners.preview_broadcast(one, text)


async def _withdraw(one: AlertScene, text: str) -> Message:
    return await owners.withdraw(one, text)


async def _restore(one: AlertScene, text: str) -> Message:
    return await owners.restore(one, text)


COMMANDS: Mapping[str, Command] = {
    "subscribe": _subscribe,
    "subscriptions": _subscriptions,
    "settings": _settings,
    "pause": _pause,
    "zone": _zone,
    "calendar": _calendar,
    "stop": _stop,
    "mydata": _mydata,
    "forget": _forget,
    **GROUP_COMMANDS,
    "status": _status,
    "broadcast": _broadcast,
    "withdraw": _withdraw,
    "restore": _restore,
}
#: What people call some of them as well; in no menu.
OTHERWISE_CALLED: Mapping[str, Command] = {
    "follow": _subscribe,
    "remind": _subscribe,
    "unfollow": _unsubscribe,
    "unsubscribe": _unsubscribe,
    "alerts": _subscriptions,
    "timezone": _zone,
}
#: Commands for those who run the bot; in no menu.
OWNERS_ONLY = frozenset({"status", "broadcast", "withdraw", "restore"})
_LOOKING = frozenset({"subscriptions", "calendar", "groups"})


def _callback(handler: Callable[[telegram.Update], Awaitable[None]]) -> Callback:
    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await handler(update)

    return called
