"""Who is told when something goes wrong in a group: whoever added the bot, in private, else those who run the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal

from bot.chat.html import clipped, fill
from bot.chat.members import Members
from bot.chat.parts import Parts
from bot.chat.send import Delivery, Sent, answer
from bot.languages.catalogue import Words, translate
from bot.storage.groups import Groups

LONGEST_TITLE = 80  #: UTF-16 units

Trouble = Literal["mute", "files", "hears-less", "topic", "channel"]


async def tell_adder(parts: Parts, members: Members, chat_id: int, of: Trouble) -> bool:
    """Tells whoever added the bot, once a day for the same; False where they cannot be reached."""
    groups = Groups(parts.store.database)
    group = await asyncio.to_thread(groups.get, chat_id)
    chat = await asyncio.to_thread(parts.store.chat, group.added_by) if group.added_by is not None else None
    if chat is None or chat.blocked_at is not None:
        return False
    if not await asyncio.to_thread(groups.may_tell, chat_id, of, parts.now()):
        return True
    title = await members.title(parts.bot, chat_id, parts.now()) or str(chat_id)
    words = translate(chat.language or parts.language)
    text = fill(WORDINGS[of](words), title=clipped(title, LONGEST_TITLE))
    return isinstance(await answer(parts, Delivery(chat.id, text)), Sent)


async def tell_somebody(parts: Parts, members: Members, chat_id: int, of: Trouble) -> None:
    """Tells whoever added the bot, else those who run it."""
    if not await tell_adder(parts, members, chat_id, of):
        english = WORDINGS[of](translate("en")).format(title=chat_id)
        await parts.tell_owners(f"{of} {chat_id}", english)


WORDINGS: dict[Trouble, Callable[[Words], str]] = {
    "mute": lambda words: words._(
        "“{title}” does not let the bot write. What is meant for it waits until it may again; what is over by then is "
        "left out."
    ),
    "files": lambda words: words._("“{title}” does not let the bot send files and pictures; texts still come."),
    "hears-less": lambda words: words._(
        "In “{title}” the bot is no longer an admin: it hears /ask and replies to it there, mentions no more."
    ),
    "topic": lambda words: words._(
        "The topic of “{title}” to which alerts and the briefing went is closed or gone. They come to the group itself "
        "now; /here in another topic brings them there."
    ),
    "channel": lambda words: words._("The bot is in the channel “{title}”. /groups sets what is posted there."),
}
