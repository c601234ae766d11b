"""Answers as a chat shows them: Telegram's HTML, escaped and within its limits, and the buttons below. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from bot.answers.answer import Answer
from bot.chat.cards import card_page, cited_page, fact_message, sources_of_entry, sources_page
from bot.chat.facts import Shown, shown_fact, shown_office
from bot.chat.html import plain
from bot.chat.lists import choose_message, coming, list_message, sources_message, upcoming_message
from bot.chat.names import Edition, ranked
from bot.chat.pages import Message
from bot.chat.refusals import missing_message, talk_message, unknown_message
from bot.knowledge.entries import Entry, Knowledge, Source
from bot.languages.catalogue import translate

__all__ = ["Message", "answer_message", "card_message", "edition_of", "plain", "sources_of"]


def edition_of(knowledge: Knowledge, today: date, language: str = "en") -> Edition:
    """The base on that day in that language, or in English where the bot has no words in it."""
    return Edition(knowledge, today, translate(language))


def answer_message(answer: Answer, knowledge: Knowledge, today: date, language: str = "en", page: int = 1) -> Message:
    """The reply to a question; of a list that page, counted from 1."""
    return reply_message(edition_of(knowledge, today, language), answer, page)


def reply_message(edition: Edition, answer: Answer, page: int = 1) -> Message:
    """The reply to a question in this edition; of a list that page, counted from 1."""
    match answer.status:
        case "chat":
            return talk_message(edition, answer.talk)
        case "choose":
            return choose_message(edition, answer)
        case "unknown":
            return unknown_message(edition, answer)
        case _:
            return _answered(edition, answer, page)


def card_message(entry_id: str, knowledge: Knowledge, today: date, language: str = "en", page: int = 1) -> Message:
    """A page of the card of the entry with this id, former ids too; a sentence where there is none."""
    edition, entry = edition_of(knowledge, today, language), knowledge.find(entry_id)
    return card_page(edition, entry, page) if entry is not None else missing_message(edition)


def sources_of(answer: Answer, knowledge: Knowledge) -> tuple[Source, ...]:
    """The sources behind what the answer shows, best rank first."""
    if answer.status != "answered":
        return ()
    ids: Iterable[str]
    if answer.listed:
        ids = (source for line in answer.listed for source in _behind(knowledge, line.ref or line.id)[:1])
    elif answer.shape == "sources" and (shown := _cited(answer, knowledge)):
        ids = shown
    elif answer.shape == "sources" or not answer.shown:
        edition = edition_of(knowledge, date.min)
        ids = (s.id for entry in _entries(knowledge, answer) for s in sources_of_entry(edition, entry))
    else:
        ids = chain.from_iterable(_behind(knowledge, ref) for ref in answer.shown)
    return ranked(knowledge, ids)


def _answered(edition: Edition, answer: Answer, page: int) -> Message:
    entries = _entries(edition.knowledge, answer)
    if answer.shape == "upcoming":
        return upcoming_message(edition, coming(edition, answer.listed), page)
    if answer.shape == "list":
        return list_message(edition, answer, page)
    if not entries:
        return unknown_message(edition, answer)
    if answer.shape == "sources":
        if len(entries) > 1:
            return sources_message(edition, entries)
        cited = _cited(answer, edition.knowledge)
        return cited_page(edition, entries[0], cited) if cited else sources_page(edition, entries[0], page)
    shown = shown_refs(edition, answer.shown)
    if not answer.shown or (answer.shape == "card" and _opens(entries[0], answer.shown[0])):
        return card_page(edition, entries[0], page)
    message = fact_message(edition, entries[0], shown)
    told = {one.ref for one in shown}
    return replace(message, shown=(*(ref for ref in answer.shown if ref not in told), *message.shown))


def _cited(answer: Answer, knowledge: Knowledge) -> tuple[str, ...]:
    """The ids of the sources behind what was shown of the one entry that sources are asked for."""
    refs = [ref for ref in answer.shown if ref.partition("#")[0] in {scored.id for scored in answer.entries}]
    return tuple(chain.from_iterable(_behind(knowledge, ref) for ref in refs))


def _opens(entry: Entry, ref: str) -> bool:
    """Whether the ref is what a card of the entry opens with, and not what comes after it was read."""
    return "#office" in ref or not entry.shown_facts or ref == f"{entry.id}#{entry.shown_facts[0].key}"


def shown_refs(edition: Edition, refs: Iterable[str]) -> tuple[Shown, ...]:
    """What these refs say; those of fields that stand in the line under the title say nothing more."""
    return tuple(one for ref in dict.fromkeys(refs) for one in _shown(edition, ref))


def _shown(edition: Edition, ref: str) -> Sequence[Shown]:
    found = edition.knowledge.fact(ref)
    if found is not None:
        entry, fact = found
        is_told = fact.withdrawn is None and fact.superseded_by is None
        return shown_fact(edition, entry, fact) if is_told else ()
    entry_id, _, key = ref.partition("#")
    known = edition.knowledge.find(entry_id)
    number = key.removeprefix("office-")
    if known is None or number == key or not number.isdigit() or not 0 < int(number) <= len(known.offices):
        return ()
    return (shown_office(edition, known, int(number), known.offices[int(number) - 1]),)


def _entries(knowledge: Knowledge, answer: Answer) -> tuple[Entry, ...]:
    """The entries the answer is about; for "where does that come from" those of the thread."""
    ids = [scored.id for scored in answer.entries] or list(answer.thread.entries)
    found = (knowledge.find(entry_id) for entry_id in dict.fromkeys(ids))
    return tuple(entry for entry in found if entry is not None)


def _behind(knowledge: Knowledge, ref: str) -> tuple[str, ...]:
    """The ids of the sources behind a ref; behind a field or a whole entry those of its first fact."""
    found = knowledge.fact(ref)
    if found is not None:
        return found[1].sources
    entry_id, _, key = ref.partition("#")
    entry = knowledge.find(entry_id)
    if entry is None:
        return ()
    number = key.removeprefix("office-")
    if number != key and number.isdigit() and 0 < int(number) <= len(entry.offices):
        return entry.offices[int(number) - 1].sources
    first = entry.shown_facts[0].sources if entry.shown_facts else ()
    return first or (entry.offices[0].sources if entry.offices else ())
