"""Several entries in a chat: lists that answer, what is coming, a choice to make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.agenda.upcoming import Occurrence, upcoming
from bot.answers.answer import Answer, Listed
from bot.chat.below import fitting, turning
from bot.chat.cards import full_source, numbered, sources_of_entry
from bot.chat.facts import shown_fact
from bot.chat.html import Html, bold, clipped, escape, fill, italic, joined, link, units
from bot.chat.keyboards import Button, Rows, button, handle, handle_of_question
from bot.chat.names import (
    LONGEST_LINE,
    Edition,
    clock,
    label_of,
    latest_office,
    name_of,
    next_time,
    office_in_short,
    office_line,
    ranked,
    status_of,
)
from bot.chat.pages import Message
from bot.knowledge.currency import last_confirmed
from bot.knowledge.entries import Entry, Fact, Office
from bot.languages.when import said, said_day, said_window

LINES_A_PAGE = 8
#: The same where a line is a fact or an office.
LONG_LINES_A_PAGE = 5
#: A longer fact stands on its card and not in a line.
LONGEST_IN_LINE = 450
MOST_CHOICES = 3
#: Days ahead in which the lines of an answer are looked for.
AHEAD = 4 * 366
#: Entries of the thread whose sources are shown together, and sources of each.
MOST_TOGETHER = 3
SOURCES_TOGETHER = 2


def list_message(edition: Edition, answer: Answer, page: int = 1) -> Message:
    """A page of the list that answers, one line each, with how many there are and a button for each."""
    is_long = any(_is_long(edition, line) for line in answer.listed)
    size = min(LONG_LINES_A_PAGE, edition.lines) if is_long else edition.lines
    here, page, pages = fitting(answer.listed, page, size)
    first = (page - 1) * size + 1
    count = _count(edition, answer)
    if answer.asked == "how-many":  # what was counted is the base, not the world
        count = edition.words._("The base holds {count}").format(count=count)
    head = joined((bold(count), _stretch(edition, answer, first, len(here))), " · ")
    lines = [numbered(number, _line(edition, line)) for number, line in enumerate(here, first)]
    question = answer.thread.question or answer.question
    turn = _turning(edition, page, pages, question)
    shown = tuple(line.ref or line.id for line in here)
    return Message(joined((head, joined(lines)), "\n\n"), rows_of(_openers(here, first), turn), shown)


def upcoming_message(edition: Edition, found: Sequence[Occurrence], page: int = 1) -> Message:
    """A page of what is coming: the day, the name, how sure it is; and up to when the sources reach.

    A month stands behind its dated days. What is known to the season or year only, or roughly, stands below a heading
    of its own, at the end of the page on which the end of that time comes.
    """
    words = edition.words
    kept = [one for one in found if one.entry.sensitive is None]
    here, page, pages = fitting(kept, page, edition.lines)
    here = sorted(here, key=_is_loose)
    first = (page - 1) * edition.lines + 1
    lines = [numbered(number, coming_line(edition, one)) for number, one in enumerate(here, first)]
    fixed = sum(not _is_loose(one) for one in here)
    dated, loose = joined(lines[:fixed]), joined(lines[fixed:])
    below = joined((bold(words._("Day not fixed")), loose)) if loose else None
    body = joined((dated, below), "\n\n") or escape(words._("The base knows of nothing that is coming."))
    html = joined((bold(words._("Coming up")), body, reach(edition)), "\n\n")
    openers = _openers([Listed(one.entry.id) for one in here], first)
    shown = tuple(one.entry.id for one in here)
    return Message(html, rows_of(openers, turning(edition, page, pages, "u")), shown)


def _is_loose(one: Occurrence) -> bool:
    """Whether the time is so inexact that it has no place among days and months."""
    return not one.is_dated and (one.when.approximate or one.when.precision not in {"day", "month"})


def coming(edition: Edition, listed: Sequence[Listed]) -> tuple[Occurrence, ...]:
    """The occurrences behind the lines of an answer, in its order; lines that are not coming are left out."""
    days: dict[tuple[str, str | None], Occurrence] = {}
    for one in upcoming(edition.knowledge, edition.today, days=AHEAD):
        for key in ((one.entry.id, one.earliest.isoformat()), (one.entry.id, None)):
            days.setdefault(key, one)
    found = (days.get((line.id, line.day)) for line in listed)
    return tuple(one for one in found if one is not None)


def coming_line(edition: Edition, one: Occurrence) -> Html:
    """A line about something that is coming."""
    words, entry = edition.words, one.entry
    state = status_of(edition, entry)
    years = None
    if one.number and entry.type == "anniversary":
        years = words.ngettext("{number} year", "{number} years", one.number).format(number=one.number)
    what = joined((name_of(edition, entry), years, state, _best(edition, entry)), " · ")
    time = clock(edition, entry.starts_at) if entry.kind == "event" and entry.starts_at is not None else None
    return fill("{when} – {what}", when=joined((said(one.when, words), time), ", "), what=what)


def choose_message(edition: Edition, answer: Answer) -> Message:
    """The readings there are, to choose from, and a way to say that it is none of them."""
    words = edition.words
    found = [edition.knowledge.find(scored.id) for scored in answer.entries[:MOST_CHOICES]]
    choices = [entry for entry in found if entry is not None]
    head = escape(words._("Which one do you mean?") if len(choices) > 1 else words._("Do you mean this one?"))
    names = [escape(label_of(edition, entry, LONGEST_LINE)) for entry in choices]
    lines = [numbered(number, name) for number, name in enumerate(names, 1)] if len(names) > 1 else names
    rows = tuple((button(label_of(edition, entry), "c", handle(entry.id)),) for entry in choices)
    none = button(words._("None of these") if len(choices) > 1 else words._("No, something else"), "n")
    return Message(joined((head, joined(lines)), "\n\n"), (*rows, (none,)))


def sources_message(edition: Edition, entries: Sequence[Entry]) -> Message:
    """Where the last answer came from, when it was about several entries: the best sources of each."""
    parts = []
    for entry in entries[:MOST_TOGETHER]:
        best = sources_of_entry(edition, entry)[:SOURCES_TOGETHER]
        parts.append(joined((bold(name_of(edition, entry)), *(full_source(edition, source) for source in best))))
    cards = tuple((button(label_of(edition, entry), "t", handle(entry.id)),) for entry in entries[:MOST_TOGETHER])
    return Message(joined((bold(edition.words._("Sources")), *parts), "\n\n"), cards)


def reach(edition: Edition) -> Html | None:
    """Up to when the sources of the base reach, in a sentence."""
    until = edition.knowledge.about.reach
    if until is None:
        return None
    return italic(fill(edition.words._("The sources reach to {date}."), date=said(until, edition.words)))


def rows_of(*rows: tuple[Button, ...]) -> Rows:
    """The rows that have a button."""
    return tuple(row for row in rows if row)


def _count(edition: Edition, answer: Answer) -> str:
    words, number = edition.words, len(answer.listed)
    entries = (edition.knowledge.find(line.id) for line in answer.listed)
    kinds = {entry.kind for entry in entries if entry is not None}
    wordings = {
        "event": words.ngettext("{number} event", "{number} events", number),
        "official": words.ngettext("{number} person", "{number} people", number),
        "institution": words.ngettext("{number} institution", "{number} institutions", number),
        "initiative": words.ngettext("{number} initiative", "{number} initiatives", number),
        "corridor": words.ngettext("{number} corridor", "{number} corridors", number),
        "agreement": words.ngettext("{number} document", "{number} documents", number),
        "figure": words.ngettext("{number} figure", "{number} figures", number),
        "recurring": words.ngettext("{number} recurring day", "{number} recurring days", number),
    }
    any_kind = words.ngettext("{number} entry", "{number} entries", number)
    return (wordings.get(kinds.pop(), any_kind) if len(kinds) == 1 else any_kind).format(number=number)


def _stretch(edition: Edition, answer: Answer, first: int, here: int) -> str | None:
    words, parts = edition.words, []
    if answer.window is not None:
        start, end = (date.fromisoformat(day) for day in answer.window)
        parts.append(said_window(start, end, words))
    if here < len(answer.listed):
        parts.append(words._("{first} to {last}").format(first=first, last=first + here - 1))
    return " · ".join(parts) or None


def _line(edition: Edition, line: Listed) -> Html:
    entry = edition.knowledge.find(line.id)
    if entry is None:
        return escape(line.id)
    fact = edition.knowledge.fact(line.ref) if line.ref else None
    if fact is not None and units(fact[1].text) <= LONGEST_IN_LINE:
        return _fact_line(edition, entry, fact[1])
    office = _office(entry, line.ref)
    if office is not None:
        text = joined((name_of(edition, entry), office_line(edition, office)), " – ")
        return joined((text, _best(edition, entry, office.sources)), " · ")
    return entry_line(edition, entry, date.fromisoformat(line.day) if line.day else None)


def entry_line(edition: Edition, entry: Entry, day: date | None = None) -> Html:
    """An entry in one line: its date or the day meant, the name, the state, the best source."""
    when = said_day(day, edition.words) if day else _when(edition, entry)
    office = office_in_short(edition, latest_office(entry)[1]) if entry.kind == "official" and entry.offices else None
    text = joined((when, name_of(edition, entry), office), " – ")
    return joined((text, _state(edition, entry), _best(edition, entry)), " · ")


def _is_long(edition: Edition, line: Listed) -> bool:
    """Whether the line is a whole fact or office."""
    return line.ref is not None and ("#office-" in line.ref or edition.knowledge.fact(line.ref) is not None)


def _fact_line(edition: Edition, entry: Entry, fact: Fact) -> Html:
    first = shown_fact(edition, entry, fact)[0]
    caution = fill("⚠ {caution}", caution=clipped(first.caution, 200)) if first.caution else None
    return joined((joined((first.text, _best(edition, entry, fact.sources)), " · "), caution))


def _state(edition: Edition, entry: Entry) -> str | None:
    """The state, with its date where it may have changed since; not that of what simply took place or exists."""
    if entry.status == "held" or entry.kind not in {"event", "agreement", "initiative", "corridor"}:
        return None
    confirmed = (last_confirmed(edition.knowledge, fact) for fact in entry.shown_facts)
    return status_of(edition, entry, max((when for when in confirmed if when), default=None))


def _when(edition: Edition, entry: Entry) -> str | None:
    if entry.kind == "recurring":
        one = next_time(edition, entry)
        return said(one.when, edition.words) if one else None
    return said(entry.when, edition.words) if entry.when is not None and entry.kind != "official" else None


def _best(edition: Edition, entry: Entry, source_ids: Sequence[str] = ()) -> Html | None:
    """The best source behind a line: its publisher, leading to it."""
    lead = entry.shown_facts[0].sources if entry.shown_facts else ()
    best = next(iter(ranked(edition.knowledge, source_ids or lead)), None)
    return link(clipped(best.publisher, 60), best.url) if best is not None else None


def _office(entry: Entry, ref: str | None) -> Office | None:
    _, _, number = (ref or "").partition("#office-")
    return entry.offices[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(entry.offices) else None


def _openers(lines: Sequence[Listed], first: int) -> tuple[Button, ...]:
    """A row of numbers, each opening the card of its line."""
    return tuple(button(str(number), "a", handle(line.id)) for number, line in enumerate(lines, first))


def _turning(edition: Edition, page: int, pages: int, question: str) -> tuple[Button, ...]:
    words = edition.words
    before, after = words._("Earlier in the list"), words._("Further down the list")
    return (
        *((button(before, "q", page - 1, handle_of_question(question, page - 1)),) if page > 1 else ()),
        *((button(after, "q", page + 1, handle_of_question(question, page + 1)),) if page < pages else ()),
    )
