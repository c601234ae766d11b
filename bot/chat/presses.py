"""A pressed button in, the reply out: a page turned in place, a card opened, a choice taken, a word of feedback."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import telegram

from bot.agenda.upcoming import upcoming
from bot.answers.answer import Thread
from bot.chat.about import privacy_message, rank_page, ranks_message
from bot.chat.browse import SECTIONS, group_page, groups_page, way_back
from bot.chat.cards import card_page, sources_page
from bot.chat.group_guard import guards
from bot.chat.html import escape
from bot.chat.keyboards import Press, hashed, pressed, resolved
from bot.chat.lists import upcoming_message
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.chat.questions import answered, asked_before, worded
from bot.chat.refusals import none_of_these_message, old_button_message
from bot.chat.scene import Scene, keep_miss, remembered, reply, save_thread, scene_of, thread_of
from bot.chat.send import acknowledge
from bot.chat.unanswered import unanswered
from bot.knowledge.entries import Entry

#: Actions that show an entry.
_ABOUT_ENTRIES = frozenset("aecots")


async def on_press(parts: Parts, update: telegram.Update) -> None:
    """Does what the button says; one of another time is said to be old."""
    query = update.callback_query
    if query is None:
        return
    if query.message is None:  # below something posted inline, where no button of ours talks back
        await acknowledge(parts, query.id)
        return
    scene = await scene_of(parts, update)
    press = pressed(query.data or "")
    if scene.chat.type == "channel":  # nothing is said there; such a button is from before it was one of ours
        await acknowledge(parts, query.id, scene.edition().words._("Ask the bot in a private chat."), alert=True)
        return
    if press is not None and await _is_guarded(scene, press):
        text = scene.edition().words._("This group keeps that subject to private chats.")
        await acknowledge(parts, query.id, text, alert=True)
        return
    if press is not None and press.action == "w":
        await acknowledge(parts, query.id, await _wrong(scene, press))
        return
    await acknowledge(parts, query.id)
    if press is None or not await _DO[press.action](scene, press):
        await reply(scene, old_button_message(scene.edition()), quoting=True)


async def pick_card(scene: Scene, press: Press) -> bool:
    """Opens the card that a button stands for which was chosen by a word; False where it is old."""
    if await _is_guarded(scene, press):
        await reply(scene, Message(escape(scene.edition().words._("This group keeps that subject to private chats."))))
        return True
    return await _card(scene, replace(press, action="a"))


async def pick_none(scene: Scene) -> None:
    """Takes it that none of the choices is meant, said by a word."""
    thread = await thread_of(scene)
    await reply(scene, none_of_these_message(scene.edition()))
    if thread.offered:
        await keep_miss(scene, thread.question, "none of these", thread.offered, scene.edition().language)
    await save_thread(scene, thread)


async def _is_guarded(scene: Scene, press: Press) -> bool:
    entry = _entry(scene, press) if press.action in _ABOUT_ENTRIES else None
    return entry is not None and entry.sensitive is not None and await guards(scene)


async def _in_place(scene: Scene, message: Message | None) -> bool:
    if message is None:
        return False
    await reply(scene, message, edit=scene.message.message_id)
    return True


def _entry(scene: Scene, press: Press) -> Entry | None:
    return scene.knowledge.find(resolved(press.part(0), scene.knowledge) or "")


async def _card(scene: Scene, press: Press) -> bool:
    entry = _entry(scene, press)
    if entry is None:
        return False
    message = card_page(scene.edition(), entry, press.page(1))
    if press.action == "a":
        await reply(scene, message, quoting=False)
    else:
        await _in_place(scene, message)
    await _talk_of(scene, entry, message)
    return True


async def _browsed_card(scene: Scene, press: Press) -> bool:
    entry = _entry(scene, press)
    if entry is None:
        return False
    edition = scene.edition()
    message = card_page(edition, entry, press.page(1), way_back(edition, entry))
    await _in_place(scene, message)
    await _talk_of(scene, entry, message)
    return True


async def _sources(scene: Scene, press: Press) -> bool:
    entry = _entry(scene, press)
    if entry is None:
        return False
    message = sources_page(scene.edition(), entry, press.page(1))
    if press.action == "t":
        await reply(scene, message, quoting=False)
        return True
    return await _in_place(scene, message)


async def _none_of_these(scene: Scene, press: Press) -> bool:
    thread = await thread_of(scene)
    await _in_place(scene, none_of_these_message(scene.edition()))
    if thread.offered:
        await keep_miss(scene, thread.question, "none of these", thread.offered, scene.edition().language)
    return True


async def _wrong(scene: Scene, press: Press) -> str:
    """Keeps that somebody says a fact is wrong; gives the word of thanks."""
    edition, entry, thread = scene.edition(), _entry_of_fact(scene, press), await thread_of(scene)
    if entry is None:
        return edition.words._("This button is old and no longer leads anywhere.")
    asked = thread.question if entry.id in thread.entries and thread.question else entry.name
    key = press.part(0).partition("#")[2]
    await keep_miss(scene, asked, f"wrong: {entry.id}#{key}".rstrip("#"), (entry.id,), edition.language)
    return edition.words._("Thank you. It is noted and will be looked at.")


def _entry_of_fact(scene: Scene, press: Press) -> Entry | None:
    return scene.knowledge.find(resolved(press.part(0).partition("#")[0], scene.knowledge) or "")


async def _question(scene: Scene, press: Press) -> bool:
    found = asked_before(scene, press.part(1), await thread_of(scene))
    if found is None or found.status != "answered":
        return False
    return await _in_place(scene, worded(scene, found, press.page(0)))


async def _example(scene: Scene, press: Press) -> bool:
    examples = scene.knowledge.about.examples
    question = next((text for text in examples if hashed(text) == press.part(0)), None)
    if question is None:
        return False
    await answered(scene, question, quoting=False, aloud=True)
    return True


async def _upcoming(scene: Scene, press: Press) -> bool:
    found = upcoming(scene.knowledge, scene.today)
    return await _in_place(scene, upcoming_message(scene.edition(), found, press.page(0)))


async def _browse(scene: Scene, press: Press) -> bool:
    section = next((one for one in SECTIONS if one == press.part(0)), None)
    if section is None:
        return False
    edition, group, page = scene.edition(), press.part(1), press.page(2)
    message = group_page(edition, section, group, page) if group else groups_page(edition, section, page)
    return await _in_place(scene, message)


async def _by_rank(scene: Scene, press: Press) -> bool:
    edition, rank = scene.edition(), press.part(0)
    return await _in_place(scene, rank_page(edition, rank, press.page(1)) if rank else ranks_message(edition))


async def _keep_misses(scene: Scene, press: Press) -> bool:
    if not scene.is_private or press.part(0) not in {"0", "1"}:
        return False
    keep = press.part(0) == "1"
    await remembered(None, scene.parts.store.set_keep_misses, scene.chat.id, keep)
    return await _in_place(scene, privacy_message(scene.edition(), keeps_misses=keep))


async def _unanswered(scene: Scene, press: Press) -> bool:
    return await _in_place(scene, await unanswered(scene, press.page(0)))


async def _talk_of(scene: Scene, entry: Entry, message: Message) -> None:
    """From now on "source?" and the like are about this entry."""
    await save_thread(scene, Thread((entry.id,), message.shown, entry.name, "card", (), scene.now))


_DO: dict[str, Callable[[Scene, Press], Awaitable[bool]]] = {
    "a": _card,
    "e": _card,
    "c": _card,
    "o": _browsed_card,
    "t": _sources,
    "s": _sources,
    "n": _none_of_these,
    "q": _question,
    "x": _example,
    "u": _upcoming,
    "b": _browse,
    "r": _by_rank,
    "k": _keep_misses,
    "g": _unanswered,
}
