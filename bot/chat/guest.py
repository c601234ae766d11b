"""Guest mode: mentioned in a chat it is no member of, the bot answers once, short and with its source.

Nothing is kept of such a chat: no thread of talk, no unanswered question, not that it exists. Its id may even be that
of another chat the bot knows.
"""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import telegram
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.answers.answer import Thread
from bot.chat.addressed import is_ours
from bot.chat.html import escape
from bot.chat.inline import article, log_too_late, person_edition, spoken_in
from bot.chat.inline_cards import LONGEST_TITLE, Card
from bot.chat.keyboards import hashed
from bot.chat.names import Edition
from bot.chat.outside import answer_outside
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.chat.send import seconds_to_wait
from bot.chat.welcome import not_here_message

#: How often an answer is tried while Telegram cannot be reached.
MOST_TRIES = 4
FIRST_PAUSE = 0.5  #: seconds
#: A longer wait than this, told by a 429, is not obeyed: nobody waits for the answer any more.
LONGEST_WAIT = timedelta(seconds=60)
#: Small talk that is answered with commands elsewhere; here they lead nowhere.
_ABOUT_ITSELF = frozenset({"who", "human", "can", "blame"})


async def on_guest(parts: Parts, update: telegram.Update) -> None:
    """Answers a question to the bot in a chat it is no member of."""
    message = update.guest_message
    if message is None or not message.guest_query_id or is_ours(message, parts.bot.id):
        return
    loaded, now = parts.base.current, parts.now()
    edition = await person_edition(parts, loaded, message.from_user, now)
    question = guest_question(message, parts.username)
    if not question:
        await _say(parts, message.guest_query_id, edition, how_message(edition, parts.username))
        return
    answer = await asyncio.to_thread(loaded.engine.answer, question, now, Thread())
    if answer.talk in _ABOUT_ITSELF:
        await _say(parts, message.guest_query_id, edition, how_message(edition, parts.username))
        return
    edition = await spoken_in(parts, edition, message.from_user, answer)
    said = await asyncio.to_thread(answer_outside, edition, answer, parts.username)
    await _say(parts, message.guest_query_id, edition, said)


async def refuse_guest(parts: Parts, message: telegram.Message) -> None:
    """Says where the bot answers, to somebody who may not use it."""
    if message.guest_query_id and not is_ours(message, parts.bot.id):
        edition = await person_edition(parts, parts.base.current, message.from_user, parts.now())
        await _say(parts, message.guest_query_id, edition, not_here_message(edition))


def guest_question(message: telegram.Message, username: str) -> str:
    """What is asked, the bot's name taken out; with the name alone, what the message replies to."""
    text = re.sub(rf"@{re.escape(username)}\b", " ", message.text or message.caption or "", flags=re.IGNORECASE)
    asked = text.strip(" ,:;\n\t")
    if asked or message.reply_to_message is None:
        return "" if asked.startswith("/") else asked
    before = message.reply_to_message
    return (before.text or before.caption or "").strip()


def how_message(edition: Edition, username: str) -> Message:
    """How to ask here."""
    example = next(iter(edition.knowledge.about.examples), "")
    text = edition.words._("Write the question beside the name: @{name} {example}")
    return Message(escape(text.format(name=username, example=example)))


async def _say(parts: Parts, query_id: str, edition: Edition, message: Message) -> None:
    """Answers the query once; tried again while Telegram cannot be reached."""
    title = edition.knowledge.about.title[:LONGEST_TITLE]
    result = article(Card(hashed(query_id), title, "", message), parts.server)
    pause = FIRST_PAUSE
    for left in reversed(range(MOST_TRIES)):
        try:
            await parts.bot.answer_guest_query(query_id, result)
            return
        except RetryAfter as error:
            wait = seconds_to_wait(error)
            if not left or wait > LONGEST_WAIT.total_seconds():
                log_too_late("a guest's question", error)
                return
            await parts.sleep(wait)
        except TelegramError as error:
            if not left or isinstance(error, BadRequest) or not isinstance(error, NetworkError):
                log_too_late("a guest's question", error)
                return
            await parts.sleep(pause)
            pause *= 2
