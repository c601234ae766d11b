"""What people are told who may not use the bot: a word where they turned to it, nothing where they did not."""

from __future__ import annotations

import telegram

from bot.chat.addressed import is_private
from bot.chat.guest import refuse_guest
from bot.chat.html import clipped, plain
from bot.chat.inline import person_edition, refuse_inline
from bot.chat.parts import Parts
from bot.chat.scene import reply, scene_of
from bot.chat.send import acknowledge
from bot.chat.welcome import not_here_message

LONGEST_NOTE = 200  #: characters over a chat after a pressed button


async def say_not_here(parts: Parts, update: telegram.Update) -> None:
    """Answers a private message, a pressed button, an inline query and a guest's question by a word, or by nothing."""
    message, query = update.message, update.callback_query
    if message is not None and is_private(message):
        scene = await scene_of(parts, update)
        await reply(scene, not_here_message(scene.edition()))
    elif query is not None:
        edition = await person_edition(parts, parts.base.current, query.from_user, parts.now())
        await acknowledge(parts, query.id, clipped(plain(not_here_message(edition).html), LONGEST_NOTE))
    elif update.inline_query is not None:
        await refuse_inline(parts, update.inline_query)
    elif update.guest_message is not None:
        await refuse_guest(parts, update.guest_message)
