"""/brief, /new and /prep, and the buttons below them: in, and the briefing or the sheet out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import telegram
from telegram.ext import Application, CallbackContext, CallbackQueryHandler, CommandHandler, filters

from bot.agenda.briefing import Memory
from bot.agenda.prep import prep
from bot.answers.answer import Thread
from bot.chat.addressed import is_ours
from bot.chat.alert_buttons import Pressed
from bot.chat.alert_parts import AlertParts
from bot.chat.alert_scene import AlertScene, alert_scene
from bot.chat.briefing_making import composed
from bot.chat.briefing_messages import Form, briefing_message, choices_message, one_in_full
from bot.chat.briefing_parts import PREFIX, Wanted, act, notes_of, read, read_wanted
from bot.chat.cards import card_page
from bot.chat.keyboards import Button, handle, resolved
from bot.chat.meant import Meant, meant
from bot.chat.names import label_of
from bot.chat.pages import Message
from bot.chat.prep_messages import how_to_prep, prep_message
from bot.chat.refusals import old_button_message
from bot.chat.rich_briefing import with_rich
from bot.chat.scene import await_answer, choices_in, remembered, reply, save_thread
from bot.chat.send import acknowledge
from bot.knowledge.entries import Entry
from bot.storage.talk import Awaited
from bot.storage.told import Told

App = Application[Any, Any, Any, Any, Any, Any]
Callback = Callable[[telegram.Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]

#: Who never looked is shown what is new of so many days.
FIRST_LOOK = timedelta(days=7)
#: Themes offered where a word was not understood.
MOST_THEMES = 6


def register_briefings(application: App, alerts: AlertParts) -> None:
    """Adds the handlers; to be called before those that answer questions are added."""
    new = filters.UpdateType.MESSAGE
    for name, command in (("brief", _brief), ("new", _new), ("prep", _prep)):
        handler = _callback(partial(on_command, alerts, command))
        application.add_handler(CommandHandler(name, handler, filters=new))
    pressed = _callback(partial(on_briefing_press, alerts))
    application.add_handler(CallbackQueryHandler(pressed, pattern=rf"^{PREFIX}\|"))


async def on_command(
    alerts: AlertParts, command: Callable[[AlertScene, str], Awaitable[None]], update: telegram.Update
) -> None:
    """Does what the command is for; anybody may."""
    message = update.message
    if message is not None and not is_ours(message, alerts.parts.bot.id):
        await command(await alert_scene(alerts, update), (message.text or "").partition(" ")[2].strip())


async def on_briefing_press(alerts: AlertParts, update: telegram.Update) -> None:
    """Does what a button below a briefing says; one of another time is said to be old."""
    query = update.callback_query
    if query is None:
        return
    await acknowledge(alerts.parts, query.id)
    if query.message is None:
        return
    one, press = await alert_scene(alerts, update), read(query.data or "")
    if press is None or not await _pressed(one, press):
        await reply(one.scene, old_button_message(one.edition()), quoting=True)


async def give(one: AlertScene, wanted: Wanted, *, is_whole: bool = False, edit: bool = False) -> None:
    """Shows the briefing, in place of the message whose button was pressed where `edit`; notes what it tells."""
    scene, parts = one.scene, one.alerts.parts
    told = Told(parts.store.database)
    own = scene.message.message_id if edit else None
    leaves_out = wanted.leaves_out_told and not is_whole
    nothing: dict[str, datetime] = {}
    heard = await remembered(nothing, told.here, scene.chat.id, scene.now, own) if leaves_out else nothing
    memory = await one.run(_memory, one, heard)
    notes, changes = notes_of(await one.run(one.alerts.news.notices, "released"))
    schedule = await one.run(one.alerts.briefings.get, scene.chat.id) if wanted.kind == "scheduled" else None
    found = composed(scene.knowledge, wanted, memory, notes, schedule)
    username = None if scene.is_private else parts.username
    form = Form(wanted, scene.now, username, changes, is_whole)
    edition = replace(one.edition(), today=wanted.day)
    message = with_rich(briefing_message(edition, found, form), edition, found, form)
    sent = await reply(scene, message, edit=own)
    if sent is not None and message.shown:
        await remembered(None, told.note, scene.chat.id, one.topic, message.shown, sent, scene.now)


async def hand_prep(one: AlertScene, entry: Entry, *, edit: bool = False) -> None:
    """Shows the prep sheet on an entry."""
    scene, parts = one.scene, one.alerts.parts
    silent = await one.run(one.alerts.news.withdrawn)
    guarded = not scene.is_private and (await one.run(one.alerts.groups.get, scene.chat.id)).guards_sensitive
    sheet = prep(scene.knowledge, entry, scene.today, silent)
    message = prep_message(one.edition(), sheet, parts.username, guarded=guarded)
    await reply(scene, message, edit=scene.message.message_id if edit else None)
    await save_thread(scene, Thread((entry.id,), message.shown, entry.name, "card", (), scene.now))


async def _brief(one: AlertScene, text: str) -> None:
    found = meant(one, text)
    wanted = _wanted(one, found)
    if wanted is not None:
        await give(one, wanted)
    elif found.entries:
        await _ask_which(one, _which(one, found.entries, lambda entry: ("g", _of_entry(one, entry).code())))
    else:
        await reply(one.scene, _unknown(one))


async def _new(one: AlertScene, _: str) -> None:
    scene, told = one.scene, Told(one.alerts.parts.store.database)
    before = await remembered(None, told.look, scene.chat.id, one.topic, scene.now)
    place = ZoneInfo(scene.chat.timezone or scene.parts.timezone)
    since = before.astimezone(place).date() if before is not None else scene.today - FIRST_LOOK
    await give(one, Wanted("new", scene.today, since=min(since, scene.today)))


async def _prep(one: AlertScene, text: str) -> None:
    if not text:
        await reply(one.scene, how_to_prep(one.edition()))
        await await_answer(one.scene, Awaited(command="prep"))
        return
    found = meant(one, text, to_meet=True).entries
    words = one.edition().words
    if len(found) == 1:
        await hand_prep(one, found[0])
    elif found:
        await _ask_which(one, _which(one, found, lambda entry: ("p", handle(entry.id))))
    else:
        await reply(one.scene, choices_message(one.edition(), words._("The base knows nothing by that name."), ()))


async def pick_briefing(one: AlertScene, press: Pressed) -> bool:
    """Gives, in a message of its own, what a button stands for that was chosen by a word; False where it is old."""
    knowledge = one.scene.knowledge
    if press.act == "p":
        entry = knowledge.find(resolved(press.part(0), knowledge) or "")
        if entry is not None:
            await hand_prep(one, entry)
        return entry is not None
    wanted = read_wanted(press.part(0), knowledge)
    if wanted is not None:
        await give(one, wanted)
    return wanted is not None


async def fill_prep(one: AlertScene, text: str) -> bool:
    """Gives the sheet of whom the text names, who was asked for; False where it names nobody."""
    if not meant(one, text, to_meet=True).entries:
        return False
    await _prep(one, text)
    return True


async def _pressed(one: AlertScene, press: Pressed) -> bool:
    knowledge, edition = one.scene.knowledge, one.edition()
    if press.act == "p":
        entry = knowledge.find(resolved(press.part(0), knowledge) or "")
        if entry is not None:
            await hand_prep(one, entry, edit=True)
        return entry is not None
    wanted = read_wanted(press.part(0), knowledge)
    if wanted is None:
        return False
    match press.act:
        case "m":
            entry = knowledge.find(resolved(press.part(1), knowledge) or "")
            if entry is None:
                return False
            message = one_in_full(card_page(edition, entry), edition, wanted)
            await reply(one.scene, message, edit=one.scene.message.message_id)
            await save_thread(one.scene, Thread((entry.id,), message.shown, entry.name, "card", (), one.scene.now))
        case "b":
            await give(one, wanted, edit=True)
        case "a":
            await give(one, wanted, is_whole=True)
        case _:
            await give(one, replace(wanted, day=one.scene.today), edit=True)
    return True


def _memory(one: AlertScene, told: dict[str, datetime]) -> Memory:
    """What is not to be told in this chat. Blocking."""
    [who] = one.alerts.subscribers.followers([one.scene.chat.id])
    followed = frozenset(wish.target for wish in who.subscriptions if wish.scope == "entry")
    news = one.alerts.news
    return Memory(told, news.silent() | news.withdrawn() | who.preferences.muted, followed)


def _wanted(one: AlertScene, found: Meant) -> Wanted | None:
    if found.time is not None:
        return Wanted(found.time, one.scene.today)
    if found.theme is not None:
        return Wanted("theme", one.scene.today, found.theme)
    return _of_entry(one, found.entries[0]) if len(found.entries) == 1 else None


def _of_entry(one: AlertScene, entry: Entry) -> Wanted:
    return Wanted("entry", one.scene.today, entry.id)


def _which(one: AlertScene, entries: tuple[Entry, ...], does: Callable[[Entry], tuple[Any, str]]) -> Message:
    edition = one.edition()
    buttons = [act(label_of(edition, entry), *does(entry)) for entry in entries]
    return choices_message(edition, edition.words._("Which one do you mean?"), buttons)


async def _ask_which(one: AlertScene, message: Message) -> None:
    await reply(one.scene, message)
    await await_answer(one.scene, choices_in(message))


def _unknown(one: AlertScene) -> Message:
    """That the word is not known, and what can be had."""
    edition, today = one.edition(), one.scene.today
    words = edition.words
    times = (
        Button(words._("Today"), f"{PREFIX}|g|{Wanted('today', today).code()}"),
        Button(words._("The week"), f"{PREFIX}|g|{Wanted('week', today).code()}"),
        Button(words._("The month"), f"{PREFIX}|g|{Wanted('month', today).code()}"),
    )
    themes = [
        act(theme.named(edition.language), "g", Wanted("theme", today, theme.id).code())
        for theme in edition.knowledge.words.themes[:MOST_THEMES]
    ]
    pairs = tuple(tuple(themes[start : start + 3]) for start in range(0, len(themes), 3))
    text = words._(
        "The base knows nothing by that name. A briefing can be had of a time, a theme, or an entry by name."
    )
    return replace(choices_message(edition, text, ()), buttons=(times, *pairs))


def _callback(handler: Callable[[telegram.Update], Awaitable[None]]) -> Callback:
    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await handler(update)

    return called
