"""Commands and buttons of pictures in, photos out; where no photo can be sent or drawn, the same as text.

A picture is drawn beside the event loop, few at a time, and once for everybody: as long as the base, the day and the
language are the same, whoever asks next gets the photo that Telegram already has.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import telegram
from telegram.ext import Application, CallbackContext, CallbackQueryHandler, CommandHandler, filters

from bot.answers.answer import Thread
from bot.answers.engine import Engine
from bot.answers.lexicon import Lexicon
from bot.chat.addressed import is_ours
from bot.chat.cards import card_page
from bot.chat.group_guard import guards
from bot.chat.group_pages import private_only_message
from bot.chat.links import entry_payload
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.chat.photo import Photo, Refused, There, send_photo
from bot.chat.picture_buttons import PREFIX, Kind, Wanted, wanted_by
from bot.chat.picture_pages import (
    Picture,
    Sheet,
    choices_message,
    how_message,
    nothing_message,
    picture_page,
    text_page,
)
from bot.chat.picture_scope import code_of, read_scope, scope_name
from bot.chat.refusals import old_button_message
from bot.chat.scene import Scene, reply, scene_of
from bot.chat.send import acknowledge
from bot.knowledge.entries import Entry
from bot.pictures.timeline import Scope

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Draw = Callable[[Sheet], bytes]
Key = tuple[str, str, str, Wanted]
#: Pictures drawn at a time; the others wait.
AT_ONCE = 2
#: Pictures of which Telegram's id is remembered; the one used longest ago is forgotten first.
REMEMBERED = 500
MOST_CHOICES = 3
COMMANDS: dict[str, Kind] = {"timeline": "t", "trade": "r", "map": "m"}


def register_pictures(application: App, parts: Parts, draw: Draw | None = None) -> None:
    """Adds the handlers of pictures; to be called before any others are added. `draw` makes a PNG of a sheet."""
    studio, new = Studio(draw or drawn), filters.UpdateType.MESSAGE
    for name in COMMANDS:
        handler = partial(on_command, parts, studio, name)
        application.add_handler(CommandHandler(name, _callback(handler), filters=new))
    pressed = _callback(partial(on_press, parts, studio))
    application.add_handler(CallbackQueryHandler(pressed, pattern=rf"^{PREFIX}\|"))


def drawn(sheet: Sheet) -> bytes:
    """The picture as a PNG. What draws is loaded at the first one: most questions need none."""
    from bot.pictures.drawing import png

    return png(sheet)


class Studio:
    """Draws pictures, and remembers the photos that Telegram has of them."""

    def __init__(self, draw: Draw) -> None:
        """`draw` blocks and is called in a thread."""
        self._draw = draw
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._files: OrderedDict[Key, str] = OrderedDict()
        self._locks: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()

    async def show(self, scene: Scene, wanted: Wanted, edit: int | None = None) -> bool:
        """Sends the picture, or its text version where that cannot be; False where the base has nothing for it."""
        edition = scene.edition()
        found = await asyncio.to_thread(picture_page, edition, wanted)
        if found is None:
            return False
        key = (scene.knowledge.version, edition.language, edition.today.isoformat(), wanted)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            sent = await self._sent(scene, key, found, edit)
        if sent:
            return True
        text = text_page(edition, wanted)
        if text is not None:
            await reply(scene, text)
        return text is not None

    async def _sent(self, scene: Scene, key: Key, found: Picture, edit: int | None) -> bool:
        known = self._files.get(key)
        if known is not None:
            outcome = await send_photo(scene, Photo(known, found.caption, found.buttons), edit)
            if not (isinstance(outcome, Refused) and outcome.forgotten):
                self._files.move_to_end(key)
                return isinstance(outcome, There)
            del self._files[key]
        data = await self._drawn(scene, found)
        if data is None:
            return False
        outcome = await send_photo(scene, Photo(data, found.caption, found.buttons), edit)
        if isinstance(outcome, There) and outcome.file_id is not None:
            self._files[key] = outcome.file_id
            if len(self._files) > REMEMBERED:
                self._files.popitem(last=False)
        return isinstance(outcome, There)

    async def _drawn(self, scene: Scene, found: Picture) -> bytes | None:
        async with self._gate:
            try:
                return await asyncio.to_thread(self._draw, found.sheet)
            except Exception as error:
                log.exception("a picture could not be drawn; its text version goes out")
                kind = type(found.sheet).__name__
                text = f"A picture could not be drawn ({kind}: {type(error).__name__}). People get its text version."
                await scene.parts.tell_owners(f"picture {kind}", text)
                return None


async def on_command(parts: Parts, studio: Studio, name: str, update: telegram.Update) -> None:
    """Sends the picture that the command and the words behind it ask for."""
    asked = update.message
    if asked is None or is_ours(asked, parts.bot.id):
        return
    scene, text = await scene_of(parts, update), (asked.text or "").partition(" ")[2].strip()
    wanted = Wanted(COMMANDS[name])
    if name == "timeline":
        found = await asyncio.to_thread(_wanted, scene, text)
        if isinstance(found, Entry):
            await reply(scene, await _agreed_wording(scene, found))
            return
        if isinstance(found, Message):
            await reply(scene, found)
            return
        wanted = found
    if not await studio.show(scene, wanted):
        await reply(scene, nothing_message(scene.edition(), wanted.kind))


async def on_press(parts: Parts, studio: Studio, update: telegram.Update) -> None:
    """Turns a page in place, or sends a picture or its text version."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    scene = await scene_of(parts, update)
    await acknowledge(parts, query.id)
    press = wanted_by(query.data or "")
    if press is None or not await _do(scene, studio, *press):
        await reply(scene, old_button_message(scene.edition()), quoting=True)


async def _do(scene: Scene, studio: Studio, act: str, wanted: Wanted) -> bool:
    here = scene.message.message_id
    if act in {"show", "turn"}:
        return await studio.show(scene, wanted, here if act == "turn" else None)
    text = text_page(scene.edition(), wanted)
    if text is None:
        return False
    await reply(scene, text, quoting=False, edit=here if act == "leaf" else None)
    return True


def _wanted(scene: Scene, text: str) -> Wanted | Message | Entry:
    """The timeline that the words ask for; else what to say, or the sensitive entry they name."""
    edition, knowledge = scene.edition(), scene.knowledge
    read = read_scope(text, _lexicon(scene), knowledge, scene.today)
    if read.choices:
        window = read.scope.window if read.scope is not None else None
        offered = [(one, Wanted("t", code_of(Scope(window, "entry", one.id)))) for one in read.choices[:MOST_CHOICES]]
        return choices_message(edition, offered)
    if read.scope is None:
        return _sensitive(scene, text) or how_message(edition)
    entry = knowledge.find(read.scope.id) if read.scope.kind == "entry" else None
    if entry is not None and entry.sensitive is not None:
        return knowledge.find(entry.sensitive) or entry
    wanted = Wanted("t", code_of(read.scope))
    if picture_page(edition, wanted) is None:
        return nothing_message(edition, "t", scope_name(edition, read.scope))
    return wanted


def _sensitive(scene: Scene, text: str) -> Entry | None:
    """The sensitive subject that the words are about, as far as a question in them would be."""
    found = scene.loaded.engine.answer(text, scene.now, Thread()).entries[:1]
    entry = scene.knowledge.find(found[0].id) if found else None
    return scene.knowledge.find(entry.sensitive) if entry is not None and entry.sensitive is not None else None


async def _agreed_wording(scene: Scene, entry: Entry) -> Message:
    """The one wording on a sensitive subject; the way to a private chat where a group keeps it to those."""
    if await guards(scene):
        return private_only_message(scene.edition(), scene.parts.username, entry_payload(entry.id))
    return card_page(scene.edition(), entry)


def _lexicon(scene: Scene) -> Lexicon:
    engine = scene.loaded.engine
    return engine.searcher.lexicon if isinstance(engine, Engine) else Lexicon(scene.knowledge)


def _callback(
    handler: Callable[[telegram.Update], Awaitable[None]],
) -> Callable[[telegram.Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]:
    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await handler(update)

    return called
