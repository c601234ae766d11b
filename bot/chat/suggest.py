"""/suggest: anybody hands the curators a source. It is never fetched here, only shown to those who run the bot."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

import telegram

from bot.chat.addressed import is_ours
from bot.chat.html import Html, bold, clipped, escape, fill, is_address, italic, joined, link, tidy
from bot.chat.names import Edition
from bot.chat.pages import Block, Message
from bot.chat.parts import Parts
from bot.chat.scene import reply, scene_of
from bot.languages.when import said_day
from bot.storage.database import StorageError
from bot.storage.suggestions import LONGEST_NOTE, LONGEST_URL, Suggestion, Suggestions
from bot.storage.trouble import log_failure

log = logging.getLogger(__name__)

#: Links one person may hand in within WITHIN; who does it is remembered for that long, in memory only.
MOST_LINKS = 5
WITHIN = timedelta(hours=1)
#: People remembered before the oldest are forgotten.
MOST_PEOPLE = 1000
#: UTF-16 units of a link as owners read it; it leads to the whole.
LONGEST_SHOWN = 120
_LINK = re.compile(r"https?://\S+|(?<![\w:/.@-])(?:www\.\S+|[\w-]+(?:\.[\w-]+)+/\S*)", re.IGNORECASE)
#: What is left of brackets and quotation marks around a link that was taken out.
_EMPTY = re.compile(r"[(\[<«“\"']\s*[)\]>»”\"']")


@dataclass(eq=False)
class Lately:
    """When people last handed in links."""

    people: OrderedDict[int, deque[datetime]] = field(default_factory=OrderedDict)

    def wait(self, user_id: int, now: datetime) -> timedelta:
        """How long until this person may hand in another; nothing when now."""
        times = self.people.get(user_id, deque())
        while times and times[0] <= now - WITHIN:
            times.popleft()
        return times[0] + WITHIN - now if len(times) >= MOST_LINKS else timedelta()

    def note(self, user_id: int, now: datetime) -> None:
        """Remembers that this person handed in a link."""
        self.people.setdefault(user_id, deque()).append(now)
        self.people.move_to_end(user_id)
        if len(self.people) > MOST_PEOPLE:
            self.people.popitem(last=False)


async def on_suggest(parts: Parts, lately: Lately, update: telegram.Update) -> None:
    """Keeps a suggested source, or says how to suggest one."""
    message = update.message
    if message is None or is_ours(message, parts.bot.id):
        return
    scene = await scene_of(parts, update)
    edition = scene.edition()
    written = (message.text or "").partition(" ")[2] or _replied_to(message)
    url, note = link_in(written)
    if url is None:
        await reply(scene, how_message(edition) if not written.strip() else no_link_message(edition))
        return
    wait = lately.wait(scene.user_id, scene.now)
    if wait:
        await reply(scene, later_message(edition, wait))
        return
    if not scene.chat.keep_misses:
        await reply(scene, not_kept_message(edition))
        return
    try:
        keep = Suggestions(parts.store.database).keep
        await asyncio.to_thread(keep, scene.chat.id, url, note, scene.today)
    except StorageError as error:
        log_failure(log, error, "a suggested source could not be kept")
        await reply(scene, failed_message(edition))
        return
    lately.note(scene.user_id, scene.now)
    await reply(scene, thanks_message(edition))


def link_in(text: str) -> tuple[str | None, str]:
    """The first link of a text, None where there is none that leads anywhere, and the words beside it."""
    for found in _LINK.finditer(text):
        written = found[0].strip("<>()[]\"'“”«».,;!?")
        url = written if "://" in written else f"https://{written}"
        if leads_somewhere(url):
            begin = found.start() + found[0].index(written)
            around = text[:begin] + " " + text[begin + len(written) :]
            return url, clipped(_EMPTY.sub(" ", around), LONGEST_NOTE).strip(" .,;:")
    return None, ""


def leads_somewhere(url: str) -> bool:
    """Whether it is a web address with a public name, without a password in it, and short enough to be kept."""
    if len(url) > LONGEST_URL or tidy(url) != url or not is_address(url):
        return False
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    try:
        ip_address(host)
    except ValueError:
        labels = host.split(".")
        is_name = len(labels) > 1 and all(labels) and len(labels[-1]) > 1 and not labels[-1].isdigit()
        return is_name and parts.username is None and "\\" not in url
    return False


def how_message(edition: Edition) -> Message:
    """What /suggest is for."""
    words = edition.words
    lines = (
        words._("Do you know a source that is missing here? Send its link: /suggest https://… and a word on it."),
        words._("The curators read it; what they can confirm is added to the base, with that source."),
    )
    return Message(joined(lines))


def no_link_message(edition: Edition) -> Message:
    """What is said to a suggestion without a link that can be opened."""
    return Message(escape(edition.words._("There is no web link in that. Write it whole: /suggest https://…")))


def thanks_message(edition: Edition) -> Message:
    """What is said to a suggestion that was kept."""
    words = edition.words
    text = words._(
        "Thank you. The curators will see the link, not who sent it; what they confirm comes into the base. "
        "It is kept for 90 days."
    )
    return Message(escape(text))


def later_message(edition: Edition, wait: timedelta) -> Message:
    """What is said to one link too many."""
    minutes = max(1, -(-wait // timedelta(minutes=1)))
    text = edition.words.ngettext(
        "Thank you, that is plenty for now. Please send the next one in {number} minute.",
        "Thank you, that is plenty for now. Please send the next one in {number} minutes.",
        minutes,
    )
    return Message(escape(text.format(number=minutes)))


def not_kept_message(edition: Edition) -> Message:
    """What is said where the chat wants nothing kept."""
    words = edition.words
    return Message(escape(words._("This chat chose that nothing is kept from it, so the link was not. See /privacy.")))


def failed_message(edition: Edition) -> Message:
    """What is said when the database failed."""
    return Message(escape(edition.words._("The link could not be kept just now. Please try again in a while.")))


def suggested_blocks(edition: Edition, suggested: Sequence[Suggestion]) -> tuple[Block, ...]:
    """The suggested sources as owners read them, one block each; how many there are stands above the first."""
    if not suggested:
        return ()
    number = len(suggested)
    wording = edition.words.ngettext("{number} source suggested", "{number} sources suggested", number)
    head = bold(fill(wording, number=number))
    first, *others = (_line(edition, one) for one in suggested)
    return (Block(joined((head, first), "\n\n")), *(Block(one) for one in others))


def _line(edition: Edition, one: Suggestion) -> Html:
    times = f"{one.times} ×" if one.times > 1 else None
    where = link(clipped(one.url, LONGEST_SHOWN), one.url)
    when = said_day(one.last, edition.words)
    return joined((joined((times, where, when), " · "), italic(one.note) if one.note else None))


def _replied_to(message: telegram.Message) -> str:
    """The text of what the command replies to."""
    before = message.reply_to_message
    return (before.text or before.caption or "") if before is not None else ""
