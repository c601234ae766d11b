"""Inline mode: `@bot some words`, typed in any chat, is answered with cards to post there."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.answers.answer import Answer, Thread
from bot.answers.engine import Engine
from bot.answers.typed import Beginnings, Hit, ranked
from bot.chat.html import clipped
from bot.chat.inline_cards import Card, Offer, coming_hits, hits_of, offered
from bot.chat.links import question_payload
from bot.chat.markup import keyboard
from bot.chat.messages import edition_of
from bot.chat.names import Edition
from bot.chat.pages import Message
from bot.chat.parts import Loaded, Parts
from bot.chat.scene import remembered
from bot.chat.server import Server, knows_no_moments
from bot.storage.store import Chat

log = logging.getLogger(__name__)

#: Seconds Telegram may show one person the same cards again. What is coming changes by the day, the base at any time.
CACHE_SECONDS = 60
#: What a button in the private chat is opened with when the question is too long to go along.
ASK = "ask"
_NO_LINK_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)
#: What Telegram writes, in lower case, when a query is answered after its few seconds, or twice.
_TOO_OLD = ("query is too old", "query_id_invalid", "query id is invalid")


@dataclass(eq=False)
class Finder:
    """The beginnings of names in the base in use, made anew when the base changes."""

    known: dict[str, Beginnings] = field(default_factory=dict)

    def beginnings(self, loaded: Loaded) -> Beginnings:
        """Those of this state of the base."""
        found = self.known.get(loaded.knowledge.version)
        if found is None:
            found = Beginnings(loaded.knowledge)
            self.known = {found.version: found}
        return found


async def on_inline(parts: Parts, finder: Finder, update: telegram.Update) -> None:
    """Offers cards for what somebody types; for nothing typed, what is coming."""
    query = update.inline_query
    if query is None:
        return
    edition, offer, is_found = await _found(parts, finder, query)
    button = None if is_found else nothing_button(edition, query.query)
    for _ in range(2):  # once more, where a server does not know what is in the cards
        try:
            await parts.bot.answer_inline_query(
                query.id,
                [article(card, parts.server) for card in offer.cards],
                cache_time=CACHE_SECONDS,
                is_personal=True,  # in the person's language and zone
                next_offset="" if offer.after is None else str(offer.after),
                button=button,
            )
            return
        except TelegramError as error:
            refused = "".join(card.message.html for card in offer.cards)
            if not (parts.server.takes("moments") and knows_no_moments(error.message, refused)):
                log_too_late("an inline query", error)
                return
            await parts.server.note_refusal("moments")


async def refuse_inline(parts: Parts, query: telegram.InlineQuery) -> None:
    """Offers nothing to somebody who may not use the bot."""
    try:
        await parts.bot.answer_inline_query(query.id, [], cache_time=CACHE_SECONDS, is_personal=True)
    except TelegramError as error:
        log_too_late("an inline query", error)


async def person_edition(parts: Parts, loaded: Loaded, user: telegram.User | None, now: datetime) -> Edition:
    """The base for a person outside of any chat with the bot, as they set it in their private chat."""
    chat: Chat | None = None
    if user is not None:
        chat = await remembered(None, parts.store.chat, user.id)
    language = (user.language_code or "").partition("-")[0] if user is not None else ""
    zone = (chat.timezone if chat is not None else None) or parts.timezone
    chosen = chat.language if chat is not None else None
    today: date = now.astimezone(ZoneInfo(zone)).date()
    return edition_of(loaded.knowledge, today, chosen or language or parts.language)


async def spoken_in(parts: Parts, edition: Edition, user: telegram.User | None, answer: Answer) -> Edition:
    """The same in the language of the question, unless the person chose one in private."""
    chat = await remembered(None, parts.store.chat, user.id) if user is not None else None
    chosen = chat.language if chat is not None else None
    return edition if chosen else edition_of(edition.knowledge, edition.today, answer.language)


def article(card: Card, server: Server) -> telegram.InlineQueryResultArticle:
    """A card as Telegram takes it."""
    return telegram.InlineQueryResultArticle(
        card.id,
        card.title,
        content(card.message, server),
        reply_markup=keyboard(card.message.buttons),
        description=card.line or None,
    )


def content(message: Message, server: Server) -> telegram.InputTextMessageContent:
    """What is posted when a card is chosen."""
    html = server.html(message.html)
    return telegram.InputTextMessageContent(html, ParseMode.HTML, link_preview_options=_NO_LINK_PREVIEW)


def nothing_button(edition: Edition, question: str) -> telegram.InlineQueryResultsButton:
    """Leads to the private chat with what was asked, where nothing answers it here."""
    text = clipped(edition.words._("The base has no answer to that. Ask in private"), 64)
    return telegram.InlineQueryResultsButton(text, start_parameter=question_payload(question) or ASK)


def log_too_late(what: str, error: TelegramError) -> None:
    """Notes that something could not be answered; that it was too late is nothing to worry about."""
    if isinstance(error, BadRequest) and any(text in error.message.lower() for text in _TOO_OLD):
        log.debug("%s was answered too late", what)
    else:
        log.warning("%s could not be answered: %s", what, error)


async def _found(parts: Parts, finder: Finder, query: telegram.InlineQuery) -> tuple[Edition, Offer, bool]:
    """The cards, and whether anything answers what was typed or at least bears its name."""
    loaded, now, text = parts.base.current, parts.now(), query.query.strip()
    first = int(query.offset) if query.offset.isascii() and query.offset.isdigit() and len(query.offset) < 7 else 0
    edition = await person_edition(parts, loaded, query.from_user, now)
    typed = await asyncio.to_thread(_typed, loaded, finder, text, now) if text else None
    if typed is None:
        coming = await asyncio.to_thread(coming_hits, edition)
        return edition, await asyncio.to_thread(offered, edition, None, coming, parts.username, first), True
    edition = await spoken_in(parts, edition, query.from_user, typed.answer)
    answer = None if typed.named else typed.answer
    offer = await asyncio.to_thread(offered, edition, answer, typed.hits, parts.username, first)
    return edition, offer, bool(offer.cards) and (typed.named or typed.answer.status != "unknown")


@dataclass(frozen=True, slots=True)
class _Typed:
    answer: Answer
    hits: tuple[Hit, ...]
    named: bool  #: by its id, or by the beginning of its name


def _typed(loaded: Loaded, finder: Finder, text: str, now: datetime) -> _Typed | None:
    """The engine's answer, and the entries beside it; None for what is no question. An id finds its entry."""
    answer = loaded.engine.answer(text, now, Thread())
    begun = finder.beginnings(loaded).entries(text)
    known = loaded.knowledge.find(text)
    if answer.status == "chat" and not begun:
        return None
    behind = ranked(loaded.engine, text, now) if isinstance(loaded.engine, Engine) else ()
    first = (Hit(known.id),) if known is not None else ()
    is_named = known is not None or (bool(begun) and answer.status != "answered")
    return _Typed(answer, (*first, *hits_of(loaded.knowledge, answer, behind, begun)), is_named)
