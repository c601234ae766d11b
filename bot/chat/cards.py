"""One entry in a chat: the facts that answer, its card page by page, all its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.chat.below import below, card_button, fitting, turning
from bot.chat.facts import Shown, blocks, deciders, opening, shown_facts, shown_offices, sources_line
from bot.chat.html import Html, bold, clipped, escape, fill, joined, link
from bot.chat.keyboards import Button, button, handle
from bot.chat.names import (
    Edition,
    called,
    date_line,
    name_of,
    rank_name,
    ranked,
    source_name,
    title_at,
)
from bot.chat.pages import COMFORTABLE, LONGEST, Block, Message, laid_out, length
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Source

#: People named on a card; the others are only counted.
MOST_PEOPLE = 5
SOURCES_A_PAGE = 8
LONGEST_SUMMARY = 600
#: Units kept free for sources, cautions on all and who decides.
FOOT = 900
#: Units of facts in a direct answer where COMFORTABLE ones are on a page; the others are behind "More".
READABLE = 1200
#: A summary with a greater share of its words in the first fact is not shown beside it.
SAME_WORDS = 0.8
#: The same for an only fact with its caution, where the summary names no other number.
SAME_WORDS_ALONE = 0.65


def fact_message(edition: Edition, entry: Entry, shown: Sequence[Shown]) -> Message:
    """The facts that answer a question, under the entry they belong to; without any, its date, place and people."""
    if is_agreed_wording(entry):
        return card_page(edition, entry)
    office = _office_told(edition, entry, shown)
    top = opening(edition, shown) or opening(edition, office)
    head = joined((top, bold(name_of(edition, entry)), _line(edition, entry, shown)))
    if not shown:
        head = joined((head, _summary(entry), _people(edition, entry)), "\n\n")
    room = edition.room * READABLE // COMFORTABLE
    pages = laid_out(blocks(edition, shown, marked=len(shown) > 1), room, room)
    here = shown[: len(pages[0])]
    basis = here or whole(edition, entry)[:1]
    html = joined((head, *(block.html for block in pages[0]), _foot(edition, basis)), "\n\n")
    more = button(edition.words._("More"), "e", handle(entry.id), 1)
    first = (more,) if len(here) < len(entry.shown_facts) + len(entry.offices) else ()
    return Message(html, below(edition, entry, basis, first), tuple(one.ref for one in here))


def card_page(edition: Edition, entry: Entry, page: int = 1, back: Button | None = None) -> Message:
    """A page of an entry's card, counted from 1, the last when there are fewer; `back` leads to where it was opened."""
    everything, agreed = whole(edition, entry), is_agreed_wording(entry)
    said = blocks(edition, everything, marked=len(everything) > 1)
    top = _top(edition, entry, everything, said)
    room = LONGEST - FOOT if agreed else edition.room
    pages = laid_out(said, max(room - length(top), 1), room)
    page = min(max(page, 1), len(pages))
    start = sum(len(one) for one in pages[: page - 1])
    here = everything[start : start + len(pages[page - 1])]
    head = top if page == 1 else joined((opening(edition, here), bold(name_of(edition, entry))))
    html = joined((head, *(block.html for block in pages[page - 1]), _foot(edition, here)), "\n\n")
    turn = turning(edition, page, len(pages), "o" if back else "e", handle(entry.id))
    rows = below(edition, entry, here, turn, suggested=page == 1 and back is None and not agreed)
    return Message(html, (*rows, (back,)) if back else rows, tuple(one.ref for one in here))


def is_agreed_wording(entry: Entry) -> bool:
    """Whether the entry is the one agreed wording on a sensitive subject, which is shown whole or not at all."""
    return entry.sensitive == entry.id


def sources_page(edition: Edition, entry: Entry, page: int = 1) -> Message:
    """All sources of an entry, best first, with title, publisher, date and link; some a page."""
    words, sources = edition.words, sources_of_entry(edition, entry)
    here, page, pages = fitting(sources, page, SOURCES_A_PAGE)
    head = bold(words.ngettext("{number} source: {name}", "{number} sources: {name}", len(sources)))
    head = Html(head.format(number=len(sources), name=escape(name_of(edition, entry))))
    first = (page - 1) * SOURCES_A_PAGE + 1
    lines = [numbered(number, full_source(edition, source)) for number, source in enumerate(here, first)]
    body = joined(lines) or escape(words._("No source is named for it."))
    turn = turning(edition, page, pages, "s", handle(entry.id))
    rows = (turn, (card_button(edition, entry),)) if turn else ((card_button(edition, entry),),)
    return Message(joined((head, body), "\n\n"), rows)


def cited_page(edition: Edition, entry: Entry, ids: Iterable[str]) -> Message:
    """The sources behind what was shown of an entry, best first; the entry's others are counted on a button."""
    words, every = edition.words, sources_of_entry(edition, entry)
    here = ranked(edition.knowledge, ids)
    rest = len(set(every) - set(here))
    if not here or not rest:
        return sources_page(edition, entry)
    head = words.ngettext(
        "{number} source of what was shown: {name}", "{number} sources of what was shown: {name}", len(here)
    )
    lines = [numbered(number, full_source(edition, source)) for number, source in enumerate(here[:SOURCES_A_PAGE], 1)]
    html = joined((bold(head.format(number=len(here), name=name_of(edition, entry))), joined(lines)), "\n\n")
    wording = words._("All sources ({number})").format(number=len(every))
    return Message(html, ((button(wording, "t", handle(entry.id)),), (card_button(edition, entry),)))


def numbered(number: int, text: Html) -> Html:
    """A line of a numbered list."""
    return fill("{number}. {text}", number=number, text=text)


def full_source(edition: Edition, source: Source) -> Html:
    """A source with title, publisher, date and link; what sort of source it is where that weighs."""
    title = link(clipped(source.title, 150), source.url)
    weighs = source.rank in {"official", "party", "weak", "copy"}
    rank = rank_name(edition.words, source.rank) if weighs else None
    return joined((title, joined((source_name(edition, source), rank), " · ")), ". ")


def sources_of_entry(edition: Edition, entry: Entry) -> tuple[Source, ...]:
    """Every source behind what the entry says to readers, best rank first."""
    facts = (source for fact in entry.shown_facts for source in fact.sources)
    offices = (source for office in entry.offices for source in office.sources)
    return ranked(edition.knowledge, (*offices, *facts))


def whole(edition: Edition, entry: Entry) -> tuple[Shown, ...]:
    """All that the entry says: for a person the offices first, then the facts that do not only repeat them."""
    offices = shown_offices(edition, entry)
    repeated = {f"{entry.id}#{key}" for key in ("office", "offices")} if offices else ()
    return (*offices, *(one for one in shown_facts(edition, entry) if one.ref not in repeated))


def _top(edition: Edition, entry: Entry, everything: Sequence[Shown], said: Sequence[Block]) -> Html:
    """What a card opens with; people and summary give way where the first fact would find no room."""
    newest = _newest(everything)
    head = joined((opening(edition, everything), bold(name_of(edition, entry)), date_line(edition, entry, newest)))
    summary, people = _summary(entry, everything), _people(edition, entry)
    room = LONGEST - FOOT - (length(said[0].html) if said else 0)
    tops = (joined((head, *rest), "\n\n") for rest in ((summary, people), (summary,)))
    return next((top for top in tops if length(top) <= room), head)


def _line(edition: Edition, entry: Entry, shown: Sequence[Shown]) -> Html | None:
    """The line under the title: date, place and state; for a person the last office, unless that is what is shown."""
    if entry.kind != "official":
        return date_line(edition, entry, _newest(shown))
    return next((one.text for one in _office_told(edition, entry, shown)), None)


def _office_told(edition: Edition, entry: Entry, shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """The last office of a person, unless an office is what is shown."""
    if entry.kind != "official" or not entry.offices or any("#office" in one.ref for one in shown):
        return ()
    return shown_offices(edition, entry)[:1]


def _newest(shown: Sequence[Shown]) -> FuzzyDate | None:
    return max((one.confirmed for one in shown if one.confirmed), default=None)


def _summary(entry: Entry, everything: Sequence[Shown] = ()) -> Html | None:
    """The summary, unless the first or only fact says much the same or, for a person, the offices do."""
    if entry.summary is None or entry.offices:
        return None
    summary = escape(clipped(entry.summary, LONGEST_SUMMARY))
    return None if everything and _is_said_again(_worded(summary), everything) else summary


def _is_said_again(summary: Sequence[str], everything: Sequence[Shown]) -> bool:
    """Whether the words of a summary are those of what stands below it."""
    if len({one.ref for one in everything}) > 1:
        said = set(_worded(everything[0].text))
        return sum(word in said for word in summary) > SAME_WORDS * len(summary)
    said = {word for one in everything for word in _worded(f"{one.text} {one.caution or ''}")}
    numbers = {word for word in summary if word.isdigit()}
    return numbers <= said and sum(word in said for word in summary) > SAME_WORDS_ALONE * len(summary)


def _worded(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _people(edition: Edition, entry: Entry) -> Html | None:
    roles = {one.id: one.role for one in entry.participants}
    ids = dict.fromkeys((*roles, *entry.people))
    if not ids or entry.kind == "official":
        return None
    names = [_person(edition, entry, person, roles.get(person)) for person in ids]
    named, rest = ", ".join(names[:MOST_PEOPLE]), len(names) - MOST_PEOPLE
    if rest > 0:
        wording = edition.words.ngettext("{named} and {number} more", "{named} and {number} more", rest)
        named = wording.format(named=named, number=rest)
    return fill(edition.words._("People: {names}"), names=named)


def _person(edition: Edition, entry: Entry, person: str, role: str | None) -> str:
    known = edition.knowledge.find(person)
    title = title_at(known, entry.when) if known is not None else None
    described = ", ".join(part for part in (title, role) if part)
    name = clipped(called(edition, person), 60)
    return f"{name} ({clipped(described, 60)})" if described else name


def _foot(edition: Edition, shown: Sequence[Shown]) -> Html:
    return joined((deciders(edition, shown), sources_line(edition, shown)), "\n\n")
