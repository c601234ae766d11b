"""The buttons below an entry: more, all sources, related entries, follow, a citation to copy, "this is wrong"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TypeVar

from bot.chat.alert_pages import bell
from bot.chat.facts import MOST_SOURCES, Shown
from bot.chat.keyboards import LONGEST_COPY, Action, Button, Rows, button, copying, handle, handle_of_fact
from bot.chat.links import entry_payload
from bot.chat.names import Edition, citation, label_of, ranked
from bot.chat.pages import COMFORTABLE
from bot.chat.picture_buttons import Wanted, wanted_button
from bot.knowledge.entries import Entry
from bot.pictures.trade import is_drawn

T = TypeVar("T")

#: Related entries offered below an answer.
MOST_RELATED = 3


def below(
    edition: Edition, entry: Entry, shown: Sequence[Shown], first: tuple[Button, ...], *, suggested: bool = True
) -> Rows:
    """The rows below an entry of which `shown` is said; `first` opens them, related entries come where `suggested`."""
    words = edition.words
    here = ranked(edition.knowledge, (source for one in shown for source in one.sources))
    every = {source for fact in entry.shown_facts for source in fact.sources}
    every |= {source for office in entry.offices for source in office.sources}
    if len(every) > min(len(here), MOST_SOURCES):
        first = (*first, button(words._("All sources ({number})").format(number=len(every)), "t", handle(entry.id)))
    if is_drawn(entry, edition.knowledge):
        first = (*first, wanted_button(words._("See the picture"), "show", Wanted("r")))
    others = related(edition, entry) if suggested and edition.room >= COMFORTABLE else ()
    cite = (copying(words._("Copy citation"), citation(edition, here[0], LONGEST_COPY)),) if here else ()
    wrong = button(words._("This is wrong"), "w", handle_of_fact(shown[0].ref if shown else entry.id))
    follow = () if entry.sensitive == entry.id else (bell(edition, entry),)
    share = () if entry.sensitive == entry.id else (Button(words._("Share"), share=entry_payload(entry.id)),)
    rows = (first, *((card_button(edition, other),) for other in others), (*follow, *cite), (wrong, *share))
    return tuple(row for row in rows if row)


def card_button(edition: Edition, entry: Entry) -> Button:
    """A button with the entry's name that opens its card."""
    return button(label_of(edition, entry), "a", handle(entry.id))


def related(edition: Edition, entry: Entry) -> tuple[Entry, ...]:
    """The entries offered beside this one: what it names as related, then its people. Never a sensitive one."""
    people = (one.id for one in entry.participants)
    found = map(edition.knowledge.find, dict.fromkeys(chain(entry.related, people, entry.people)))
    kept = (other for other in found if other is not None and other.id != entry.id and not other.is_guarded)
    return tuple(other for _, other in zip(range(MOST_RELATED), kept, strict=False))


def turning(edition: Edition, page: int, pages: int, action: Action, *about: object) -> tuple[Button, ...]:
    """The buttons that turn to the page before and after; `page` is counted from 1 and closes the data."""
    words = edition.words
    before = words._("Back ({page} of {pages})").format(page=page - 1, pages=pages)
    after = words._("More ({page} of {pages})").format(page=page + 1, pages=pages)
    return (
        *((button(before, action, *about, page - 1),) if page > 1 else ()),
        *((button(after, action, *about, page + 1),) if page < pages else ()),
    )


def fitting(things: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """What stands on that page, the page that really is there, and how many there are; all counted from 1."""
    pages = max(1, -(-len(things) // size))
    page = min(max(page, 1), pages)
    return things[(page - 1) * size : page * size], page, pages
