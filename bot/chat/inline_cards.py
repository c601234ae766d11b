"""The cards that `@bot some words` offers in any chat: what each is called, one line on it, and what it posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.agenda.upcoming import upcoming
from bot.answers.answer import Answer
from bot.answers.typed import Hit
from bot.chat.html import clipped, plain
from bot.chat.keyboards import hashed
from bot.chat.messages import shown_refs
from bot.chat.names import Edition, date_line, label_of, latest_office, office_in_short
from bot.chat.outside import answer_outside, entry_outside
from bot.chat.pages import Message
from bot.knowledge.entries import Entry, Knowledge

#: What Telegram takes in one answer.
MOST_CARDS = 50
#: UTF-16 units; clients show about two lines.
LONGEST_TITLE = 64
LONGEST_LINE = 120


@dataclass(frozen=True, slots=True)
class Card:
    """One card; the same entry or answer has the same id whenever it is offered."""

    id: str
    title: str
    line: str
    message: Message


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of cards."""

    cards: tuple[Card, ...]
    after: int | None = None  #: where the next page begins; None after the last


def coming_hits(edition: Edition) -> tuple[Hit, ...]:
    """What is coming, each entry once; nothing that the bot does not bring up of its own accord."""
    found = upcoming(edition.knowledge, edition.today)
    return tuple(Hit(id_) for id_ in dict.fromkeys(one.entry.id for one in found if not one.entry.is_guarded))


def hits_of(knowledge: Knowledge, answer: Answer, ranked: Iterable[Hit], begun: Iterable[Hit]) -> tuple[Hit, ...]:
    """Entries beside an answer, best first: what it lists or offers, what ranks behind it, names that begin so.

    Where the base does not hold it, what there is instead comes last.
    """
    listed = (Hit(line.id, line.ref) for line in answer.listed)
    offered = (Hit(scored.id) for scored in answer.entries) if answer.status == "choose" else ()
    behind = () if answer.status == "unknown" else ranked
    near = (knowledge.find(entry_id) for entry_id in answer.near) if answer.status == "unknown" else ()
    instead = (Hit(entry.id) for entry in near if entry is not None and not entry.is_guarded)
    return (*listed, *offered, *behind, *begun, *instead)


def offered(edition: Edition, answer: Answer | None, hits: Sequence[Hit], username: str, first: int = 0) -> Offer:
    """The page of cards that begins with number `first`: the answer, then the entries, each once."""
    told = answer is not None and answer.status == "answered" and bool(answer.entries or answer.listed)
    main = answer.entries[0].id if told and answer is not None and answer.shape in {"fact", "card"} else None
    found: dict[str, Hit] = {}
    for hit in hits:
        entry = edition.knowledge.find(hit.entry_id)
        if entry is not None and entry.id != main:
            found.setdefault(entry.id, hit)
    slots: list[Hit | None] = [*([None] if told else []), *found.values()]
    cards = [
        _card(edition, hit, username) if hit is not None else _answer_card(edition, answer, username)
        for hit in slots[first : first + MOST_CARDS]
    ]
    after = first + MOST_CARDS if len(slots) > first + MOST_CARDS else None
    return Offer(tuple(card for card in cards if card is not None), after)


def _answer_card(edition: Edition, answer: Answer | None, username: str) -> Card | None:
    if answer is None:
        return None
    message = answer_outside(edition, answer, username)
    lines = [line for line in plain(message.html).split("\n") if line]
    entry = edition.knowledge.find(answer.entries[0].id) if answer.entries else None
    if entry is None or answer.shape not in {"fact", "card"}:
        return Card(_id("answer", answer.question), clipped(lines[0], LONGEST_TITLE), _second(lines), message)
    shown = shown_refs(edition, answer.shown)
    line = shown[0].text if shown else date_line(edition, entry)
    title = label_of(edition, entry, LONGEST_TITLE)
    return Card(_id(entry.id, *answer.shown), title, clipped(plain(line), LONGEST_LINE), message)


def _card(edition: Edition, hit: Hit, username: str) -> Card | None:
    entry = edition.knowledge.find(hit.entry_id)
    if entry is None:
        return None
    shown = shown_refs(edition, (hit.ref,)) if hit.ref else ()
    message = entry_outside(edition, entry, username, shown)
    return Card(_id(entry.id), label_of(edition, entry, LONGEST_TITLE), line_of(edition, entry), message)


def line_of(edition: Edition, entry: Entry) -> str:
    """An entry in one line: a person's office, or date, place and state, or its summary."""
    if entry.kind == "official" and entry.offices:
        return clipped(office_in_short(edition, latest_office(entry)[1]), LONGEST_LINE)
    dated = plain(date_line(edition, entry))
    fact = entry.shown_facts[0].text if entry.shown_facts else ""
    return clipped(dated or entry.summary or fact, LONGEST_LINE)


def _second(lines: Sequence[str]) -> str:
    return clipped(lines[1] if len(lines) > 1 else "", LONGEST_LINE)


def _id(*parts: str) -> str:
    return hashed("\n".join(parts))
