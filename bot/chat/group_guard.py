"""What holds back an answer in a group: a member who asks too much at once, a subject kept to private chats."""

from __future__ import annotations

from collections.abc import Callable

import telegram
from telegram.ext import ApplicationHandlerStop

from bot.answers.answer import Answer
from bot.chat.addressed import command_for, is_ours, is_private, names_us, question_in
from bot.chat.group_pages import private_only_message
from bot.chat.html import escape
from bot.chat.links import entry_payload, question_payload
from bot.chat.manners import Manners
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.chat.scene import Scene, remembered, reply, scene_of
from bot.knowledge.entries import Entry
from bot.storage.groups import Groups


async def on_busy_member(
    parts: Parts, manners: Manners, commands: Callable[[], frozenset[str]], update: telegram.Update
) -> None:
    """Stops what a member of a group asks beyond the limit; said once, then not at all."""
    message = update.message
    if message is None or is_private(message) or not is_meant(message, parts, commands()):
        return
    sender = message.sender_chat or message.from_user
    leave = manners.leave(message.chat.id, sender.id if sender is not None else 0, parts.now())
    if leave == "go":
        return
    if leave == "say":
        scene = await scene_of(parts, update)
        await reply(scene, enough_message(scene))
    raise ApplicationHandlerStop


def is_meant(message: telegram.Message, parts: Parts, commands: frozenset[str]) -> bool:
    """Whether the bot would answer this message of a group."""
    if is_ours(message, parts.bot.id):
        return False
    name = command_for(message, parts.username)
    if name is not None:
        return name in commands or names_us(message, parts.username)
    return question_in(message, parts.bot.id, parts.username) is not None


def enough_message(scene: Scene) -> Message:
    """What somebody is told who asks too much at once."""
    words = scene.edition().words
    return Message(escape(words._("That is a lot for one minute; please go on in a moment, or in a private chat.")))


async def kept_private(scene: Scene, answer: Answer, question: str) -> Message | None:
    """What a group gets in place of an answer that its admins keep to private chats; None where it may be given."""
    entry = _sensitive(scene, answer)
    if entry is None or not await guards(scene):
        return None
    payload = question_payload(question) or entry_payload(entry.id)
    return private_only_message(scene.edition(answer.language), scene.parts.username, payload)


async def guards(scene: Scene) -> bool:
    """Whether sensitive subjects are kept out of this group."""
    if scene.is_private:
        return False
    groups = Groups(scene.parts.store.database)
    return (await remembered(None, lambda: groups.get(scene.chat.id).guards_sensitive)) is True


def _sensitive(scene: Scene, answer: Answer) -> Entry | None:
    """The sensitive entry that an answer tells of; a list that only names one is no telling."""
    if answer.status != "answered":
        return None
    told = [ref.partition("#")[0] for ref in answer.shown]
    first = [] if answer.listed else [one.id for one in answer.entries[:1]]
    found = (scene.knowledge.find(name) for name in dict.fromkeys((*told, *first)))
    return next((entry for entry in found if entry is not None and entry.sensitive is not None), None)
