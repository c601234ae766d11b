"""What the base is made of and what is kept of people: /about, /sources, /privacy."""

from __future__ import annotations

from bot.chat.below import fitting, turning
from bot.chat.cards import full_source, numbered
from bot.chat.html import Html, bold, clipped, escape, fill, joined, link
from bot.chat.keyboards import button
from bot.chat.lists import rows_of
from bot.chat.names import LONGEST_NAME, Edition, rank_name
from bot.chat.pages import Message
from bot.knowledge.entries import RANKS, Source
from bot.languages.when import said

SOURCES_A_PAGE = 8
LONGEST_PARAGRAPH = 600
MOST_NOTES = 3


def about_message(edition: Edition) -> Message:
    """What the base is, who runs the bot, how far the sources reach, what is in it."""
    words, knowledge, about = edition.words, edition.knowledge, edition.knowledge.about
    head = joined((bold(clipped(about.title, LONGEST_NAME)), _paragraph(about.summary)))
    run_by = words._("Run by {name}.") if about.maintainer else words._("Who runs this bot is not named in the base.")
    run_by = fill(run_by, name=clipped(about.maintainer or "", LONGEST_NAME))
    dates = (
        fill(words._("State of the base: {date}."), date=said(about.base_date, words)) if about.base_date else None,
        fill(words._("The sources reach to {date}."), date=said(about.reach, words)) if about.reach else None,
    )
    notes = (_paragraph(note) for note in about.notes[:MOST_NOTES])
    version = fill(words._("Version of the base: {version}"), version=clipped(knowledge.version, 12))
    who = joined((run_by, _contact(edition)))
    return Message(joined((head, who, joined(dates), _counts(edition), *notes, version), "\n\n"))


def ranks_message(edition: Edition) -> Message:
    """How many sources of each sort there are, each sort a button."""
    words, sources = edition.words, edition.knowledge.sources
    counts = {rank: sum(source.rank == rank for source in sources.values()) for rank in RANKS}
    head = bold(words.ngettext("{number} source", "{number} sources", len(sources)).format(number=len(sources)))
    body = words._("The best are named first under every answer. Choose a sort:")
    buttons = ((button(f"{rank_name(words, rank)} ({n})", "r", rank, 1),) for rank, n in counts.items() if n)
    return Message(joined((head, body), "\n\n"), rows_of(*buttons))


def rank_page(edition: Edition, rank: str, page: int = 1) -> Message | None:
    """A page of the sources of a sort, the newest first; None when there is no such sort."""
    found = sorted((s for s in edition.knowledge.sources.values() if s.rank == rank), key=_newest_first)
    if not found:
        return None
    here, page, pages = fitting(found, page, SOURCES_A_PAGE)
    first = (page - 1) * SOURCES_A_PAGE + 1
    head = joined((bold(rank_name(edition.words, rank)), f"{len(found)}"), " · ")
    lines = (numbered(number, full_source(edition, source)) for number, source in enumerate(here, first))
    turn = turning(edition, page, pages, "r", rank)
    up = button(edition.words._("‹ All sorts"), "r", "", 1)
    return Message(joined((head, joined(lines)), "\n\n"), rows_of(turn, (up,)))


def privacy_message(edition: Edition, *, keeps_misses: bool | None) -> Message:
    """What is kept of people; `keeps_misses` None: a chat where that is not for everybody to change."""
    words = edition.words
    kept = (
        words._("What is kept: the id of this chat, and what is chosen and followed in it."),
        words._(
            "Which alerts and briefings were sent here is kept for 90 days, so that nothing comes twice and errors are "
            "corrected; so is when somebody last used /new."
        ),
        words._("What you last asked is remembered for an hour, so that you can go on from it."),
        words._("A question without an answer is kept for 90 days, without who asked it, so that it can be added."),
        words._("So is a link handed in with /suggest, without who sent it."),
        words._(
            "Of a group also who added the bot, and which of its admins set something there within a year, so that "
            "they can set it up from a private chat."
        ),
        words._("The number of every message is kept for two days, so that it is answered only once."),
        words._("Nothing else is kept, and nothing is passed on. /mydata shows all of it, /forget deletes it."),
    )
    state = {
        True: words._("Questions without an answer are kept from this chat."),
        False: words._("Questions without an answer are not kept from this chat."),
        None: None,
    }[keeps_misses]
    html = joined((bold(words._("Privacy")), joined(kept), state), "\n\n")
    if keeps_misses is None:
        return Message(html)
    change = words._("Do not keep them") if keeps_misses else words._("Keep them again")
    return Message(html, ((button(change, "k", 0 if keeps_misses else 1),),))


def _counts(edition: Edition) -> Html:
    words, entries = edition.words, edition.knowledge.entries
    facts, sources = sum(len(entry.shown_facts) for entry in entries.values()), len(edition.knowledge.sources)
    parts = (
        words.ngettext("{number} entry", "{number} entries", len(entries)).format(number=len(entries)),
        words.ngettext("{number} fact", "{number} facts", facts).format(number=facts),
        words.ngettext("{number} source", "{number} sources", sources).format(number=sources),
    )
    return escape(" · ".join(parts))


def _contact(edition: Edition) -> Html | None:
    contact = edition.knowledge.about.contact
    if contact is None:
        return None
    shown = link(clipped(contact, LONGEST_NAME), contact)
    return fill(edition.words._("Corrections are welcome: {contact}"), contact=shown)


def _paragraph(text: str | None) -> Html | None:
    return escape(clipped(text, LONGEST_PARAGRAPH)) if text else None


def _newest_first(source: Source) -> tuple[int, str]:
    day = source.date.earliest if source.date else None
    return -day.toordinal() if day else 0, source.id
