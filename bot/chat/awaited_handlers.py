"""A message that answers what the bot offered or asked for: "2" after a choice of three, a name after /prep."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import telegram
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext, MessageHandler, filters

from bot.alerts.errands import errand
from bot.alerts.wishes import is_wish
from bot.chat import alert_buttons, briefing_parts
from bot.chat.addressed import question_in
from bot.chat.alert_doing import fill_zone
from bot.chat.alert_parts import AlertParts
from bot.chat.alert_presses import pick_alert
from bot.chat.alert_scene import AlertScene, alert_scene
from bot.chat.briefing_handlers import fill_prep, pick_briefing
from bot.chat.keyboards import pressed
from bot.chat.picks import labelled, picked, picks_none
from bot.chat.presses import pick_card, pick_none
from bot.chat.refusals import old_button_message
from bot.chat.scene import await_answer, remembered
from bot.storage.talk import Awaited

App = Application[Any, Any, Any, Any, Any, Any]
Callback = Callable[[telegram.Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]

#: Before all that reads a message as a question, a wish or a command; after what holds back a busy member.
FIRST = -1
#: Longer texts answer nothing that was asked for.
MOST_WORDS = 8
#: Buttons of answers, which the thread of talk knows by name: "the railway" is then a question of its own.
_OF_ANSWERS = "1|"


def register_awaited(application: App, alerts: AlertParts) -> None:
    """Adds the handler; what answers nothing goes on to the others."""
    words = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler(words, _callback(partial(on_awaited, alerts))), group=FIRST)


async def on_awaited(alerts: AlertParts, update: telegram.Update) -> None:
    """Does what was offered and is chosen by a word, and lets nobody else answer; else leaves the message alone."""
    message, parts = update.message, alerts.parts
    text = question_in(message, parts.bot.id, parts.username) if message is not None else None
    if message is None or not text or not (message.from_user or message.sender_chat):
        return
    user_id = message.from_user.id if message.from_user is not None else message.chat.id
    awaited = await remembered(Awaited(), parts.store.awaited, message.chat.id, user_id, parts.now())
    if await _choose(alerts, update, awaited, text) or await _fill_in(alerts, update, awaited, text):
        raise ApplicationHandlerStop


async def _choose(alerts: AlertParts, update: telegram.Update, awaited: Awaited, text: str) -> bool:
    choices = awaited.choices
    if not choices:
        return False
    if picks_none(text) and choices[0][1].startswith(_OF_ANSWERS):
        await pick_none((await alert_scene(alerts, update)).scene)
        return True
    place = picked(text, len(choices))
    if place is None and not choices[0][1].startswith(_OF_ANSWERS):
        place = labelled(text, [label for label, _ in choices])
    if place is None:
        return False
    one = await alert_scene(alerts, update)
    if not await _do(one, choices[place][1]):
        await one.say(old_button_message(one.edition()))
    await await_answer(one.scene, awaited)  # another of them may be wanted next
    return True


async def _fill_in(alerts: AlertParts, update: telegram.Update, awaited: Awaited, text: str) -> bool:
    """Takes the text as what belongs behind the command that asked for it; a question or a wish is none."""
    fill = _FILLED.get(awaited.command)
    if fill is None or text.rstrip().endswith(("?", "؟")) or len(text.split()) > MOST_WORDS:
        return False
    if errand(text) is not None or is_wish(text):
        return False
    return await fill(await alert_scene(alerts, update), text)


async def _do(one: AlertScene, data: str) -> bool:
    """Does what a button says, in a message of its own; False where it leads nowhere any more."""
    if (press := pressed(data)) is not None:
        return await pick_card(one.scene, press)
    if (alert := alert_buttons.read(data)) is not None:
        return await pick_alert(one, alert)
    briefing = briefing_parts.read(data)
    return briefing is not None and await pick_briefing(one, briefing)


#: What each command that asks for something does with it; False: that was no answer.
_FILLED: Mapping[str, Callable[[AlertScene, str], Awaitable[bool]]] = {"prep": fill_prep, "zone": fill_zone}


def _callback(handler: Callable[[telegram.Update], Coroutine[Any, Any, None]]) -> Callback:
    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await handler(update)

    return called
