"""What a deep link does in a private chat: it opens a card or answers a question; links to follow something."""

from __future__ import annotations

from bot.answers.answer import Thread
from bot.chat.cards import card_page
from bot.chat.links import read_link
from bot.chat.questions import answered
from bot.chat.refusals import missing_message
from bot.chat.scene import Scene, reply, save_thread


async def followed_link(scene: Scene, payload: str) -> bool:
    """Opens what the payload of a link leads to; False where that is only the greeting."""
    link = read_link(payload, scene.knowledge) if payload else None
    entry = scene.knowledge.find(link.what[0]) if link is not None and link.place == "entry" else None
    if entry is not None:
        message = card_page(scene.edition(), entry)
        await reply(scene, message)
        await save_thread(scene, Thread((entry.id,), message.shown, entry.name, "card", (), scene.now))
        return True
    if link is not None and link.place == "question":
        await answered(scene, link.what[0], aloud=True)
        return True
    if link is not None and link.place == "gone":
        await reply(scene, missing_message(scene.edition()))
        return True
    return False
