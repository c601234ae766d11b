"""What the bot says in chats it is no member of: one message, whose buttons only lead to the private chat with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.answer import Answer
from bot.chat.cards import fact_message, whole
from bot.chat.facts import Shown
from bot.chat.html import units
from bot.chat.keyboards import Button, Rows
from bot.chat.links import address, entry_payload, question_payload
from bot.chat.messages import answer_message, shown_refs
from bot.chat.names import Edition, label_of
from bot.chat.pages import Message
from bot.chat.refusals import reason_message
from bot.knowledge.entries import Entry

#: UTF-16 units of facts in a short answer; the first is said whatever its length.
SHORT = 600


def answer_outside(edition: Edition, answer: Answer, username: str) -> Message:
    """The answer to a question, as short as it can be and with its sources."""
    entry = _entry(edition, answer)
    if answer.status == "unknown":
        return replace(reason_message(edition, answer), buttons=_ask(edition, answer, username))
    message = answer_message(answer, edition.knowledge, edition.today, edition.language)
    if answer.status == "choose":
        return replace(message, buttons=_choices(edition, answer, username))
    if answer.status == "chat":
        return replace(message, buttons=())
    if entry is None or answer.shape not in {"fact", "card"}:
        payload = question_payload(answer.question) or (entry_payload(entry.id) if entry is not None else None)
        return replace(message, buttons=_more(edition, payload, username))
    return entry_outside(edition, entry, username, shown_refs(edition, answer.shown))


def entry_outside(edition: Edition, entry: Entry, username: str, shown: Sequence[Shown] = ()) -> Message:
    """An entry with what of it is `shown`, or what it opens with, and a button to the rest."""
    message = fact_message(edition, entry, brief(shown or whole(edition, entry)[:1]))
    return replace(message, buttons=_more(edition, entry_payload(entry.id), username))


def brief(shown: Sequence[Shown]) -> tuple[Shown, ...]:
    """The first of these, as many as fit into a short answer; at least one."""
    kept: list[Shown] = []
    for one in shown:
        if kept and sum(units(each.text) for each in (*kept, one)) > SHORT:
            break
        kept.append(one)
    return tuple(kept)


def _entry(edition: Edition, answer: Answer) -> Entry | None:
    return edition.knowledge.find(answer.entries[0].id) if answer.entries else None


def _more(edition: Edition, payload: str | None, username: str) -> Rows:
    return ((Button(edition.words._("More"), url=address(username, payload or "")),),)


def _ask(edition: Edition, answer: Answer, username: str) -> Rows:
    payload = question_payload(answer.question) or ""
    return ((Button(edition.words._("Ask in private"), url=address(username, payload)),),)


def _choices(edition: Edition, answer: Answer, username: str) -> Rows:
    found = [edition.knowledge.find(scored.id) for scored in answer.entries[:3]]
    return tuple(
        (Button(label_of(edition, entry), url=address(username, entry_payload(entry.id))),)
        for entry in found
        if entry is not None
    )
