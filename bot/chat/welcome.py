"""What the bot says about itself: its greeting, its help, its commands, its descriptions in Telegram, ids."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.chat.html import bold, clipped, code, escape, fill, italic, joined, units
from bot.chat.keyboards import Button, button, hashed
from bot.chat.links import group_address
from bot.chat.names import LONGEST_NAME, Edition
from bot.chat.pages import Message
from bot.knowledge.entries import Knowledge
from bot.languages.catalogue import Words, translate

MOST_EXAMPLES = 3
#: So like a command a name is, of 100, that it may be meant.
ALIKE = 70.0
#: What else people call commands.
OTHER_NAMES: Mapping[str, str] = {
    "follow": "subscribe",
    "remind": "subscribe",
    "reminder": "subscribe",
    "remindme": "subscribe",
    "notify": "subscribe",
    "watch": "subscribe",
    "unfollow": "subscriptions",
    "unsubscribe": "subscriptions",
    "alerts": "subscriptions",
    "reminders": "subscriptions",
    "following": "subscriptions",
    "mute": "subscriptions",
    "cancel": "stop",
    "timezone": "zone",
    "tz": "zone",
    "snooze": "pause",
    "digest": "settings",
    "people": "officials",
    "projects": "initiatives",
    "visits": "events",
    "next": "upcoming",
    "agenda": "upcoming",
    "news": "new",
    "whatsnew": "new",
    "question": "ask",
    "search": "ask",
    "find": "ask",
    "delete": "forget",
    "export": "mydata",
    "source": "sources",
    "commands": "help",
    "menu": "help",
}
LONGEST_SUMMARY = 600
#: What Telegram takes as a bot's description and short description, in UTF-16 units.
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120


def start_message(edition: Edition, username: str = "") -> Message:
    """The greeting: what the bot can do in three lines, and example questions to tap.

    With the bot's `username` also a way to add it to a group; without, it is said in one, where not all reaches it.
    """
    words, about = edition.words, edition.knowledge.about
    how = words._("Ask in your own words about a visit, a person, a document, a figure or a date.")
    if not username:
        how = words._("Write /ask and your question: about a visit, a person, a document, a figure or a date.")
    summary = clipped(about.summary, LONGEST_SUMMARY) if about.summary else None
    lines = (
        how,
        words._("Every answer names its source; what the base does not hold is not guessed."),
        words._("/upcoming shows what is coming, /subscribe reminds you in time, /help lists the rest."),
    )
    examples = tuple((button(text, "x", hashed(text)),) for text in about.examples[:MOST_EXAMPLES])
    try_one = escape(words._("For example:")) if examples else None
    head = joined((bold(clipped(about.title, LONGEST_NAME)), summary))
    add = ((Button(words._("Add to a group"), url=group_address(username)),),) if username else ()
    return Message(joined((head, joined(lines), try_one), "\n\n"), (*examples, *add))


def help_message(edition: Edition) -> Message:
    """How to ask, and every command."""
    words = edition.words
    how = (
        words._("Write a question as you would ask a colleague: who, when, where, what, how many, what is next."),
        words._("After an answer you can go on: “and in 2003?”, “who else was there?”, “source?”."),
        words._("In a group, write /ask and the question, mention the bot or reply to it."),
    )
    listed = (fill("/{name} – {text}", name=name, text=text) for name, text in commands_in(words))
    return Message(joined((bold(words._("How to ask")), joined(how), joined(listed)), "\n\n"))


def id_message(edition: Edition, user_id: int, chat_id: int) -> Message:
    """The ids of a person and of the chat."""
    words = edition.words
    person = fill(words._("Your id: {id}"), id=code(user_id))
    chat = fill(words._("Id of this chat: {id}"), id=code(chat_id)) if chat_id != user_id else None
    return Message(joined((person, chat)))


def unknown_command_message(edition: Edition, name: str) -> Message:
    """What is said to a command that the bot does not have: the one that is meant, where one is near."""
    words, near = edition.words, near_command(name)
    if near is None:
        return Message(escape(words._("The bot has no such command; /help lists those it has.")))
    text = words._("The bot has no /{name}. Do you mean /{near}? /help lists all.")
    return Message(fill(text, name=clipped(name, LONGEST_NAME), near=near))


def near_command(name: str) -> str | None:
    """The command that is called or written nearly so, or None."""
    known = [own for own, _ in commands_in(translate("en"))]
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    found = process.extractOne(name, [*known, *OTHER_NAMES], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return None if found is None else OTHER_NAMES.get(found[0], found[0])


def ask_how_message(edition: Edition) -> Message:
    """What is said to /ask without a question."""
    return Message(escape(edition.words._("Write the question behind it: /ask and what you want to know.")))


def only_text_message(edition: Edition) -> Message:
    """What is said to a picture, a sticker, a voice message or a place."""
    return Message(escape(edition.words._("The bot reads text only. Please write your question.")))


def not_here_message(edition: Edition) -> Message:
    """What is said in a chat that the people who run the bot did not name."""
    words = edition.words
    return Message(escape(words._("This bot answers only in chats named by those who run it. /id shows your id.")))


def trouble_message(words: Words) -> Message:
    """What is said when something broke while a message was handled."""
    return Message(escape(words._("Something went wrong on this side. Please try again in a moment.")))


def commands_in(words: Words) -> tuple[tuple[str, str], ...]:
    """Name and description of every command, in the order of the menu."""
    return (
        ("ask", words._("A question: /ask and what you want to know")),
        ("brief", words._("A briefing: /brief, /brief week, or a theme or name")),
        ("new", words._("What is new since you looked last")),
        ("prep", words._("Before a meeting: /prep and a name")),
        ("upcoming", words._("What is coming up")),
        ("subscribe", words._("Follow visits, people, projects and days")),
        ("subscriptions", words._("What is followed here")),
        ("settings", words._("When alerts come: lead times, quiet hours, zone, digest")),
        ("briefing", words._("A regular briefing: days, hour, themes")),
        ("groups", words._("Set up a group or channel you run")),
        ("here", words._("In a group with topics: send alerts to this topic")),
        ("events", words._("Visits, meetings and other events by year")),
        ("officials", words._("People by country")),
        ("initiatives", words._("Initiatives, corridors and documents")),
        ("timeline", words._("A picture of a period, person or theme: /timeline 2026")),
        ("trade", words._("A picture of the trade figures of both sides")),
        ("map", words._("A picture of corridors, ports and passes")),
        ("sources", words._("All sources, the best first")),
        ("suggest", words._("Hand in a source: /suggest and its link")),
        ("about", words._("Who runs this, and how far it reaches")),
        ("pause", words._("No alerts for a while: /pause 3d")),
        ("calendar", words._("What you follow, for your calendar")),
        ("zone", words._("Your time zone: /zone and a city")),
        ("stop", words._("End all alerts here")),
        ("privacy", words._("What is kept of you")),
        ("mydata", words._("All that is kept of this chat")),
        ("forget", words._("Delete all that is kept of this chat")),
        ("help", words._("How to ask")),
        ("id", words._("Your id and that of this chat")),
        ("start", words._("The beginning")),
    )


def description(knowledge: Knowledge, language: str) -> str:
    """What an empty chat with the bot shows above its start button."""
    words, about = translate(language), knowledge.about
    asks = words._("Ask in your own words; every answer names its source and date.")
    text = " ".join(part for part in (about.summary, asks) if part)
    return clipped(text, LONGEST_DESCRIPTION)


def short_description(knowledge: Knowledge, language: str) -> str:
    """What the bot's profile shows."""
    words, about = translate(language), knowledge.about
    text = about.summary or about.title
    longer = f"{text} {words._('With sources.')}"
    return longer if units(longer) <= LONGEST_SHORT_DESCRIPTION else clipped(text, LONGEST_SHORT_DESCRIPTION)


def asked_again(question: str, message: Message) -> Message:
    """The answer to a question that was tapped and not written, with the question above it."""
    return Message(
        joined((italic(clipped(question, LONGEST_NAME)), message.html), "\n\n"), message.buttons, message.shown
    )
