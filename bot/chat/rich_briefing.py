"""A briefing as a rich document: headings, a table of what is coming, its sentences to open, footnoted sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.agenda.briefing import Briefing, Item
from bot.chat.alert_lines import countdown
from bot.chat.briefing_messages import (
    Form,
    item_text,
    nothing_lately,
    section_name,
    source_note,
    title,
    told_before,
    when_of,
)
from bot.chat.html import Html, bold, escape, fill, joined
from bot.chat.lists import reach
from bot.chat.names import Edition, clock, name_of, status_of
from bot.chat.pages import Message
from bot.chat.rich import (
    RIGHT_TO_LEFT,
    Block,
    Details,
    Footer,
    Footnotes,
    Heading,
    Paragraph,
    RichDocument,
    Table,
)
from bot.languages.when import expected

Numbered = tuple[int, Item]


def with_rich(message: Message, edition: Edition, found: Briefing, form: Form) -> Message:
    """The message of a briefing together with its rich form; as it is where there is nothing to tell."""
    return replace(message, rich=rich_briefing(edition, found, form)) if found.items else message


def rich_briefing(edition: Edition, found: Briefing, form: Form) -> RichDocument:
    """The briefing with the same things, words and numbers as its plain form."""
    notes = Footnotes()
    numbered = tuple(enumerate(found.items, 1))
    blocks: list[Block] = [Heading(escape(title(edition, form.wanted)), 2)]
    lately = nothing_lately(edition, found)
    blocks += [Paragraph(lately)] if lately else []
    for section in dict.fromkeys(item.section for item in found.items):
        here = tuple((number, item) for number, item in numbered if item.section == section)
        if form.wanted.kind not in {"open", "day"}:
            blocks.append(Heading(escape(section_name(edition.words, section)), 3))
        blocks += _coming(edition, here, form, notes) if section == "coming" else _told(edition, here, form, notes)
    if notes.texts:
        blocks += [Heading(escape(edition.words._("Sources")), 4), *notes.notes]
    end = joined((told_before(edition, found, form), reach(edition), escape(edition.words._("That is all."))))
    return RichDocument((*blocks, Footer(end)), edition.language in RIGHT_TO_LEFT)


def _told(edition: Edition, here: Iterable[Numbered], form: Form, notes: Footnotes) -> Iterator[Block]:
    for number, item in here:
        head = fill("{number}. {name}", number=number, name=bold(name_of(edition, item.entry)))
        text = joined((item_text(edition, item, form), notes.mark(source_note(edition, item))), " ")
        yield Paragraph(joined((head, when_of(edition, item, form.now), text)))


def _coming(edition: Edition, here: tuple[Numbered, ...], form: Form, notes: Footnotes) -> Iterator[Block]:
    words = edition.words
    head = (words._("When"), words._("What"))
    yield Table(tuple(map(escape, head)), tuple(_row(edition, one, form, notes) for one in here))
    texts = (fill("{number}. {text}", number=number, text=item_text(edition, item, form)) for number, item in here)
    yield Details(escape(words._("What is known of it")), tuple(Paragraph(text) for text in texts))


def _row(edition: Edition, one: Numbered, form: Form, notes: Footnotes) -> tuple[Html, ...]:
    number, item = one
    entry, words = item.entry, edition.words
    far = countdown(words, item.occurrence, edition.today, form.now) if item.occurrence is not None else None
    time = clock(edition, entry.starts_at) if entry.kind == "event" and entry.starts_at is not None else None
    when = joined((joined((expected(item.date, words), time), ", "), far))
    name = fill("{number}. {name}", number=number, name=bold(name_of(edition, entry)))
    what = joined((name, notes.mark(source_note(edition, item))), " ")
    return when, joined((what, joined((entry.where, status_of(edition, entry)), " · ")))
