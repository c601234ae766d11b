"""Updates in, replies out; no decisions. What is said stands in the other files of this room."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import telegram
from telegram.constants import ChatMemberStatus
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.agenda.upcoming import upcoming
from bot.chat.about import about_message, privacy_message, ranks_message
from bot.chat.addressed import ASK, command_for, is_ours, is_private, names_us, question_in
from bot.chat.browse import Section, section_page
from bot.chat.group_guard import on_busy_member
from bot.chat.guest import on_guest
from bot.chat.html import plain
from bot.chat.inline import Finder, on_inline
from bot.chat.link_doing import followed_link
from bot.chat.lists import upcoming_message
from bot.chat.manners import Manners
from bot.chat.markup import keyboard
from bot.chat.not_here import say_not_here
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.chat.picture_handlers import register_pictures
from bot.chat.presses import on_press
from bot.chat.questions import Recent, on_ask, on_edited, on_other, on_question
from bot.chat.scene import Scene, reply, scene_of
from bot.chat.send import Delivery, acknowledge, answer
from bot.chat.suggest import Lately, on_suggest
from bot.chat.unanswered import on_unanswered
from bot.chat.welcome import (
    commands_in,
    description,
    help_message,
    id_message,
    short_description,
    start_message,
    trouble_message,
    unknown_command_message,
)
from bot.knowledge.entries import LANGUAGES, Knowledge
from bot.languages.catalogue import translate

App = Application[Any, Any, Any, Any, Any, Any]
Handler = Callable[[telegram.Update], Awaitable[None]]
Callback = Callable[[telegram.Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]

_GONE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


def register(application: App, parts: Parts) -> None:
    """Adds the handlers to the application; each update is handled by the first that fits."""
    recent, new = Recent(), filters.UpdateType.MESSAGE
    application.add_handler(TypeHandler(telegram.Update, _callback(partial(on_any, parts))), group=-3)
    busy = partial(on_busy_member, parts, Manners(), partial(known_commands, application))
    application.add_handler(TypeHandler(telegram.Update, _callback(busy)), group=-2)
    register_pictures(application, parts)
    application.add_handler(CommandHandler(ASK, _callback(partial(on_ask, parts, recent)), filters=new))
    application.add_handler(CommandHandler("start", _callback(partial(on_start, parts)), filters=new))
    for name, says in SAYS.items():
        application.add_handler(CommandHandler(name, _callback(partial(on_command, parts, says)), filters=new))
    application.add_handler(CommandHandler("suggest", _callback(partial(on_suggest, parts, Lately())), filters=new))
    application.add_handler(CommandHandler("unanswered", _callback(partial(on_unanswered, parts)), filters=new))
    private = new & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
    others: tuple[tuple[filters.BaseFilter, Handler], ...] = (
        (new & filters.StatusUpdate.MIGRATE, partial(on_migration, parts)),
        (new & filters.COMMAND, partial(on_unknown_command, parts)),
        (new & (filters.TEXT | filters.CAPTION), partial(on_question, parts, recent)),
        (filters.UpdateType.EDITED_MESSAGE, partial(on_edited, parts, recent)),
        (private, partial(on_other, parts, recent)),
    )
    for which, handler in others:
        application.add_handler(MessageHandler(which, _callback(handler)))
    application.add_handler(CallbackQueryHandler(_callback(partial(on_press, parts))))
    application.add_handler(ChatMemberHandler(_callback(partial(on_membership, parts))))
    application.add_handler(InlineQueryHandler(_callback(partial(on_inline, parts, Finder()))))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, _callback(partial(on_guest, parts))))


def known_commands(application: App) -> frozenset[str]:
    """Every command that has a handler."""
    every = (one for group in application.handlers.values() for one in group if isinstance(one, CommandHandler))
    return frozenset(name for one in every for name in one.commands)


def menus() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The command menu in each language: name and description, in order."""
    return {language: commands(language) for language in LANGUAGES}


def commands(language: str) -> tuple[tuple[str, str], ...]:
    """The command menu in one language: name and description, in order."""
    return commands_in(translate(language))


def profile(knowledge: Knowledge) -> Mapping[str, tuple[str, str]]:
    """What an empty chat with the bot shows, and what its profile shows, in each language."""
    return {one: (description(knowledge, one), short_description(knowledge, one)) for one in LANGUAGES}


async def apologise(parts: Parts, update: telegram.Update) -> None:
    """One plain sentence to whoever sent an update that could not be handled; nothing where nobody spoke to the bot."""
    message = trouble_message(translate(parts.language))
    if update.callback_query is not None:
        await acknowledge(parts, update.callback_query.id, plain(message.html), alert=True)
        return
    asked = update.message
    if asked is None or not (question_in(asked, parts.bot.id, parts.username) or _command(parts, asked)):
        return
    reply_to = None if is_private(asked) else asked.message_id
    await answer(parts, Delivery(asked.chat.id, message.html, keyboard(message.buttons), reply_to=reply_to))


async def on_any(parts: Parts, update: telegram.Update) -> None:
    """Lets through what comes from a chat that may use the bot, and anybody's /id."""
    chat, user, asked = update.effective_chat, update.effective_user, update.message
    people = {user.id if user else 0, chat.id if chat else 0}
    if parts.allowed_chats is None or people & (parts.allowed_chats | parts.owners):
        return
    if asked is not None and command_for(asked, parts.username) == "id":
        return
    await say_not_here(parts, update)
    raise ApplicationHandlerStop


async def on_start(parts: Parts, update: telegram.Update) -> None:
    """Greets, or opens what a link leads to."""
    if update.message is None or is_ours(update.message, parts.bot.id):
        return
    scene = await scene_of(parts, update)
    if scene.is_private and await followed_link(scene, _behind_command(update.message)):
        return
    await reply(scene, start_message(scene.edition(), parts.username if scene.is_private else ""))


async def on_command(parts: Parts, says: Callable[[Scene], Message], update: telegram.Update) -> None:
    """Says what the command is for."""
    if update.message is not None and not is_ours(update.message, parts.bot.id):
        scene = await scene_of(parts, update)
        await reply(scene, says(scene))


async def on_unknown_command(parts: Parts, update: telegram.Update) -> None:
    """Says that there is no such command; in a group only where the bot's name stands with it."""
    asked = update.message
    if asked is None or is_ours(asked, parts.bot.id):
        return
    if is_private(asked) or names_us(asked, parts.username):
        scene = await scene_of(parts, update)
        await reply(scene, unknown_command_message(scene.edition(), command_for(asked, parts.username) or ""))


async def on_migration(parts: Parts, update: telegram.Update) -> None:
    """Keeps everything of a group under the id it now has."""
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        await asyncio.to_thread(parts.store.migrate_chat, message.chat.id, message.migrate_to_chat_id)


async def on_membership(parts: Parts, update: telegram.Update) -> None:
    """Notes where the bot was blocked or removed, and where it is welcome again."""
    change = update.my_chat_member
    if change is None:
        return
    await asyncio.to_thread(parts.store.see_chat, change.chat.id, str(change.chat.type), parts.now())
    if change.new_chat_member.status in _GONE:
        await asyncio.to_thread(parts.store.set_blocked, change.chat.id, parts.now())


def _privacy(scene: Scene) -> Message:
    return privacy_message(scene.edition(), keeps_misses=scene.chat.keep_misses if scene.is_private else None)


def _upcoming(scene: Scene) -> Message:
    return upcoming_message(scene.edition(), upcoming(scene.knowledge, scene.today))


def _groups(section: Section) -> Callable[[Scene], Message]:
    def says(scene: Scene) -> Message:
        asked = _behind_command(scene.message) if isinstance(scene.message, telegram.Message) else ""
        return section_page(scene.edition(), section, asked)

    return says


SAYS: Mapping[str, Callable[[Scene], Message]] = {
    "help": lambda scene: help_message(scene.edition()),
    "upcoming": _upcoming,
    "events": _groups("events"),
    "officials": _groups("officials"),
    "initiatives": _groups("initiatives"),
    "sources": lambda scene: ranks_message(scene.edition()),
    "about": lambda scene: about_message(scene.edition()),
    "privacy": _privacy,
    "id": lambda scene: id_message(scene.edition(), scene.user_id, scene.chat.id),
}


def _command(parts: Parts, message: telegram.Message) -> bool:
    return command_for(message, parts.username) is not None


def _behind_command(message: telegram.Message) -> str:
    return (message.text or "").partition(" ")[2].strip()


def _callback(handler: Handler) -> Callback:
    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await handler(update)

    return called
