"""A prep sheet in words: one screen that can be forwarded to whoever meets somebody soon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.agenda.prep import Contact, Prep, Spelling
from bot.agenda.promises import Promise
from bot.agenda.telling import ref_of
from bot.chat.alert_pages import bell
from bot.chat.briefing_messages import last_word, passed_by
from bot.chat.facts import Shown, opening, shown_fact, shown_facts, shown_office, strength
from bot.chat.html import Html, bold, clipped, escape, fill, italic, joined, link
from bot.chat.keyboards import Button, Rows, button, handle
from bot.chat.links import address, entry_payload
from bot.chat.names import Edition, date_line, name_of, ranked, source_link, status_of, title_at
from bot.chat.pages import LONGEST, Message, length
from bot.knowledge.entries import Entry, Source
from bot.languages.catalogue import Words
from bot.languages.when import said, said_day

MOST_OFFICES = 2
LONGEST_CAUTION = 120


@dataclass
class Footnotes:
    """The sources of a sheet, numbered as they are named."""

    edition: Edition
    sources: list[Source] = field(default_factory=list)

    def mark(self, shown: Shown, *, weigh: bool = True, newest: bool = False) -> Html:
        """The number of the best source, or the newest, leading to it; and what is to be said of its strength."""
        sources = ranked(self.edition.knowledge, shown.sources)
        best = next(iter(sorted(sources, key=_day, reverse=True) if newest else sources), None)
        if best is None:
            return Html("")
        if best not in self.sources:
            self.sources.append(best)
        number = link(f"[{self.sources.index(best) + 1}]", best.url)
        return joined((number, *(italic(one) for one in (strength(self.edition, shown) if weigh else ()))), " ")

    def lines(self) -> list[Html]:
        """All of them."""
        return [
            fill("{number}. {name}", number=number, name=source_link(self.edition, source))
            for number, source in enumerate(self.sources, 1)
        ]


def prep_message(edition: Edition, sheet: Prep, username: str, *, guarded: bool = False) -> Message:
    """The sheet. `guarded`: agreed wordings are for private chats only."""
    words, notes = edition.words, Footnotes(edition)
    head = joined((bold(name_of(edition, sheet.entry)), _as_of(edition, sheet)))
    who = _who(edition, sheet, notes)
    own = [_wording(edition, one, notes) for one in sheet.sensitive if _is_own(sheet, one) and not guarded]
    others = [one for one in sheet.sensitive if guarded or not _is_own(sheet, one)]
    body = (
        who,
        *own,
        _part(_met(words, sheet.entry), [_contact(edition, one, sheet.entry, notes) for one in sheet.contacts]),
        _part(words._("Announced and still open"), [_promise(edition, one, notes) for one in sheet.promises]),
        _part(words._("Sensitive subjects"), [_door(edition, one, username) for one in others]),
        _part(words._("The name"), _spellings(edition, sheet.spellings)),
    )
    html = joined((head, *body, _part(words._("Sources"), notes.lines())), "\n\n")
    for kept in (len(body), 3 + len(own), 1 + len(own)):  # the longest sheets lose their end, never part of a sentence
        if length(html) <= LONGEST:
            break
        html = joined((head, *body[:kept]), "\n\n")
    return Message(html, _rows(edition, sheet), _refs(sheet))


def how_to_prep(edition: Edition) -> Message:
    """What is said to /prep without a name."""
    words = edition.words
    return Message(escape(words._("Whom or what do you meet? Write the name or the office behind it: /prep NAME")))


def language_name(words: Words, language: str) -> str:
    """One of the languages of the bot, in words."""
    known = {"en": words._("English"), "ur": words._("Urdu"), "ru": words._("Russian"), "kk": words._("Kazakh")}
    return known.get(language, language)


def _as_of(edition: Edition, sheet: Prep) -> Html:
    words, until = edition.words, edition.knowledge.about.reach
    made = words._("Prep sheet of {date}").format(date=said_day(sheet.today, words))
    if until is None:
        return italic(made)
    return italic(words._("{made}; the sources reach to {date}.").format(made=made, date=said(until, words)))


def _who(edition: Edition, sheet: Prep, notes: Footnotes) -> Html | None:
    """The office as it is attested, or the sentence that says what it is."""
    entry = sheet.entry
    if any(_is_own(sheet, one) and one.id == entry.id for one in sheet.sensitive):
        return None
    if sheet.offices:
        shown = [shown_office(edition, entry, number, office) for number, office in sheet.offices[:MOST_OFFICES]]
        lines = [joined((one.text, notes.mark(one, newest=True)), " ") for one in shown]
        return joined((*lines, opening(edition, shown)))
    if sheet.about is None:
        return None
    fact = shown_fact(edition, entry, sheet.about)[-1]
    text = fact.text if entry.summary is None else escape(entry.summary)
    line = date_line(edition, entry, fact.confirmed) if entry.kind != "official" else None
    return joined((line, joined((text, notes.mark(fact)), " "), _caution(fact), opening(edition, (fact,))))


def _is_own(sheet: Prep, wording: Entry) -> bool:
    """Whether the sheet is on that very subject."""
    return sheet.entry.sensitive == wording.id


def _wording(edition: Edition, entry: Entry, notes: Footnotes) -> Html:
    """An agreed wording, whole."""
    shown = shown_facts(edition, entry)
    lines = [joined((joined((one.text, notes.mark(one)), " "), _caution(one, 1000))) for one in shown]
    return joined((bold(edition.words._("The agreed wording")), *lines))


def _door(edition: Edition, entry: Entry, username: str) -> Html:
    """What an agreed wording is on, leading to it."""
    return joined(("•", link(name_of(edition, entry), address(username, entry_payload(entry.id)))), " ")


def _contact(edition: Edition, contact: Contact, who: Entry, notes: Footnotes) -> Html:
    shown = shown_fact(edition, contact.entry, contact.fact)[-1]
    when = said(contact.entry.when, edition.words) if contact.entry.when else ""
    then = title_at(who, contact.entry.when) if who.kind == "official" else None
    head = joined((bold(when), then if then not in _titles_now(who) else None), ", ")
    return joined((joined(("•", head), " "), joined((shown.text, notes.mark(shown)), " "), _caution(shown)))


def _day(source: Source) -> date:
    return (source.date.latest or source.date.earliest or date.min) if source.date is not None else date.min


def _met(words: Words, entry: Entry) -> str:
    return words._("Last contacts") if entry.kind in {"official", "institution"} else words._("Latest events")


def _titles_now(who: Entry) -> frozenset[str]:
    return frozenset(one.title for one in who.offices if one.end is None)


def _promise(edition: Edition, one: Promise, notes: Footnotes) -> Html:
    shown = shown_fact(edition, one.entry, one.fact)[-1]
    said_so = (status_of(edition, one.entry), last_word(edition, one.confirmed), passed_by(edition.words, one.overdue))
    text, caution = (shown.text, _caution(shown)) if one.summary is None else (escape(one.summary), None)
    mark = notes.mark(shown, weigh=one.summary is None)
    return joined((joined(("•", text, mark), " "), caution, italic(joined(said_so, "; "))))


def _caution(shown: Shown, longest: int = LONGEST_CAUTION) -> Html | None:
    return fill("⚠ {caution}", caution=clipped(shown.caution, longest)) if shown.caution else None


def _spellings(edition: Edition, spellings: Iterable[Spelling]) -> list[Html]:
    words = edition.words
    lines = []
    for one in spellings:
        made = italic(words._("(machine made)")) if one.machine else None
        named = fill("{language}: {name}", language=language_name(words, one.language), name=one.name)
        lines.append(joined((named, made), " "))
    return lines


def _part(title: str, lines: Sequence[Html]) -> Html | None:
    return joined((bold(title), *lines)) if lines else None


def _rows(edition: Edition, sheet: Prep) -> Rows:
    words, entry = edition.words, sheet.entry
    more: tuple[Button, ...] = (button(words._("All of it"), "a", handle(entry.id)),)
    if entry.sensitive is None:
        more = (*more, bell(edition, entry), Button(words._("Share"), share=entry_payload(entry.id)))
    return (more,)


def _refs(sheet: Prep) -> tuple[str, ...]:
    offices = (f"{sheet.entry.id}#office-{number}" for number, _ in sheet.offices[:MOST_OFFICES])
    contacts = (ref_of(one.entry, one.fact) for one in sheet.contacts)
    promised = (ref_of(one.entry, one.fact) for one in sheet.promises)
    return tuple(dict.fromkeys((*offices, *contacts, *promised)))
