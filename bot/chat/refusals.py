"""What is said when no fact is shown: what the base does not hold and why, small talk, and buttons that are too old."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answers.answer import Answer, Reason, Talk
from bot.chat.below import card_button
from bot.chat.html import Html, clipped, escape, fill, joined
from bot.chat.names import LONGEST_LINE, Edition, called, label_of
from bot.chat.pages import Message
from bot.chat.unheld import unheld
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry
from bot.languages.catalogue import Words
from bot.languages.when import said, said_window

MOST_NEAR = 3
LONGEST_DETAIL = 100
#: More things than this that the base does not hold are not named one by one.
MOST_THINGS = 2
#: With fewer words a message may be too little to go on.
FEWEST_WORDS = 3
#: Reasons that are about somebody or something that may well be in the base, only not with what was asked.
_SUBJECTS = frozenset({"person", "subject"})
#: Reasons that are about a name, which may have been typed without capitals.
_NAMES = frozenset({"country", "person", "organisation", "place"})
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: to ([0-9]{4}-[0-9]{2}-[0-9]{2}))?")
_BEFORE = re.compile(r"before ([0-9]{4}(?:-[0-9]{2}){0,2})")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def unknown_message(edition: Edition, answer: Answer) -> Message:
    """One sentence on what the base does not hold, what it holds instead, and what to do next."""
    near = () if _is_on_what_comes(answer) else _near(edition, answer.near)
    first = _reason(edition, answer)
    if not near:
        return Message(joined((first, _next_step(edition, answer)), "\n\n"))
    heading = escape(edition.words._("What the base does hold:"))
    lines = (fill("• {name}", name=label_of(edition, entry, LONGEST_LINE)) for entry in near)
    buttons = tuple((card_button(edition, entry),) for entry in near)
    return Message(joined((first, joined((heading, *lines))), "\n\n"), buttons)


def reason_message(edition: Edition, answer: Answer) -> Message:
    """The sentence on what the base does not hold, alone."""
    return Message(_reason(edition, answer))


def talk_message(edition: Edition, talk: Talk | None) -> Message:
    """A polite line without any fact."""
    words, title = edition.words, edition.knowledge.about.title
    lines: dict[Talk | None, str] = {
        "greeting": words._("Hello. This is {title}. Ask about a visit, a person, a document or a date."),
        "wellbeing": words._("Thank you, all is in order here. What would you like to know?"),
        "thanks": words._("You are welcome."),
        "bye": words._("Goodbye. Write whenever something has to be looked up."),
        "who": words._("This is {title}, a bot that answers from sourced facts. /about says who runs it."),
        "human": words._("This is a bot. It says only what stands in its base of sourced facts."),
        "can": words._("Ask in your own words; the answer comes with its source. /help shows what can be asked."),
        "praise": words._("Thank you. Ask whenever something has to be looked up."),
        "blame": words._("Sorry about that. Other words may help, or press “This is wrong” below an answer."),
        "ok": words._("All right. Ask whenever something has to be looked up."),
        "test": words._("The bot is here. Ask about a visit, a person, a document or a date."),
        "language": words._("Replies are in English so far. Ask in English, Russian, Urdu or Kazakh; all are read."),
        "laugh": words._("Good. What would you like to know next?"),
    }
    return Message(fill(lines.get(talk, lines["can"]), title=title))


def missing_message(edition: Edition) -> Message:
    """What is said when an entry that was asked for by its id is not in the base, or not any more."""
    first = edition.words._("The base has no such entry, or no longer.")
    return Message(joined((first, _browse(edition)), "\n\n"))


def old_button_message(edition: Edition) -> Message:
    """What is said when a pressed button is of another time."""
    words = edition.words
    first = escape(words._("This button is old and no longer leads anywhere."))
    return Message(joined((first, words._("Ask the question again."), _browse(edition)), " "))


def none_of_these_message(edition: Edition) -> Message:
    """What is said when none of the choices was meant."""
    first = edition.words._("Then the base may not hold it. Ask again with a name, a place or a year.")
    return Message(joined((first, _browse(edition)), "\n\n"))


def _near(edition: Edition, ids: Sequence[str]) -> list[Entry]:
    found = (edition.knowledge.find(entry_id) for entry_id in dict.fromkeys(ids))
    return [entry for entry in found if entry is not None and not entry.is_guarded][:MOST_NEAR]


def _reason(edition: Edition, answer: Answer) -> Html:
    words, reason = edition.words, answer.reason
    kind, detail = (reason.kind, _detail(edition, reason)) if reason else ("", "")
    if reason and kind == "unrelated" and detail:
        things = unheld(edition.knowledge, answer.question, reason.detail.split(", "))
        kind = kind if things else "vague"
        detail = clipped(", ".join(things), LONGEST_DETAIL) if len(things) <= MOST_THINGS else ""
    if _is_on_what_comes(answer):
        return escape(words._("The base knows of nothing of the kind that is coming."))
    if kind == "vague" and not _is_short(answer.question):
        return escape(words._("The base holds nothing that answers this."))
    if kind in _SUBJECTS and reason and any(e.name == reason.detail for e in edition.knowledge.entries.values()):
        return fill(words._("The base does not say this of {what}."), what=detail)
    is_name = kind not in _NAMES or "," not in detail  # "in the one, not in the other" is for `ask --explain`
    is_ours = kind == "country" and any(one.id == reason.detail for one in edition.knowledge.about.countries if reason)
    wording = _with_detail(words).get(kind) if detail and is_name and not is_ours else None
    return fill(wording, what=detail) if wording else escape(_without_detail(words, kind))


def _detail(edition: Edition, reason: Reason) -> str:
    """What the reason is about: ids by their names, days ("2027-01-01", "2027-01-01 to 2027-12-31") in words."""
    words = edition.knowledge.words
    terms = {"role": words.roles, "attribute": words.attributes, "organisation": words.organisations}
    for term in terms.get(reason.kind, ()):
        if term.id == reason.detail:
            return clipped(term.named(edition.language), LONGEST_DETAIL)
    found = _DAYS.fullmatch(reason.detail)
    before = _BEFORE.fullmatch(reason.detail)
    if before:
        return edition.words._("the time before {date}").format(date=said(FuzzyDate.parse(before[1]), edition.words))
    if _MONTH.fullmatch(reason.detail):
        return said(FuzzyDate.parse(reason.detail), edition.words)
    if found is None:
        name = called(edition, reason.detail)
        return clipped(name.title() if reason.kind in _NAMES and name.islower() else name, LONGEST_DETAIL)
    first, last = (date.fromisoformat(day or found[1]) for day in found.groups())
    return said_window(first, last, edition.words)


def _with_detail(words: Words) -> dict[str, str]:
    return {
        "country": words._("The base holds nothing on {what} here."),
        "person": words._("The base holds nothing on {what} here."),
        "organisation": words._("The base holds nothing on {what} here."),
        "place": words._("The base holds nothing on {what} here."),
        "subject": words._("The base holds nothing on {what} here."),
        "no-more": words._("The base holds nothing more on {what}."),
        "year": words._("The base holds nothing on this for {what}."),
        "role": words._("The base names nobody as {what} here."),
        "attribute": words._("The base does not hold this: {what}."),
        "count": words._("The base does not hold the number of {what}."),
        "ordinal": words._("The base holds no number {what} of this."),
        "number": words._("The base does not hold this with the number {what}."),
        "unrelated": words._("The base holds nothing on “{what}”."),
    }


def _without_detail(words: Words, kind: str) -> str:
    known = {
        "country": words._("The base does not hold it for that country."),
        "person": words._("The base does not know this person."),
        "organisation": words._("The base does not know this organisation."),
        "year": words._("The base holds nothing on this for that time."),
        "role": words._("The base names nobody in this role."),
        "attribute": words._("The base does not hold this detail."),
        "beyond": words._("The base does not hold this detail."),
        "place": words._("The base does not hold it for that place."),
        "office": words._("The base does not say who held the office before or after."),
        "no-more": words._("The base holds nothing more on this."),
        "next": words._("No date of a next one is in the base."),
        "direction": words._("The base does not hold it that way round."),
        "unrelated": words._("That is outside what this base covers."),
        "vague": words._("That is too little to go on."),
        "empty": words._("There is no question in that message."),
        "too-long": words._("That is too long to be read as one question."),
    }
    return known.get(kind, words._("The base holds no answer to this."))


def _is_on_what_comes(answer: Answer) -> bool:
    """Whether it was asked when something comes next, without a time, and nothing of the kind does."""
    return (
        answer.reason is not None
        and answer.reason.kind == "vague"
        and _DAYS.fullmatch(answer.reason.detail) is not None
    )


def _is_short(question: str) -> bool:
    """Whether so little was said that it is no question yet."""
    return len(question.split()) < FEWEST_WORDS


def _next_step(edition: Edition, answer: Answer) -> Html:
    words, kind = edition.words, answer.reason.kind if answer.reason else ""
    if kind == "too-long":
        return escape(words._("Please ask it in one or two sentences."))
    if kind == "empty" or (kind == "vague" and _is_short(answer.question)):
        return escape(words._("Name a person, a visit, a document or a year, or look at /help."))
    return _browse(edition)


def _browse(edition: Edition) -> Html:
    return escape(edition.words._("To look around: /upcoming, /events, /officials, /initiatives."))
