"""The command menu: what a person finds behind the "/" in each language the bot has words for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.connection import Menu
from bot.knowledge.entries import LANGUAGES
from bot.languages.catalogue import SOURCE, translate


def menus() -> Mapping[str, Menu]:
    """The menu of each language with a catalogue of its own; English always."""
    spoken = [language for language in LANGUAGES if language == SOURCE or translate(language).language == language]
    return {language: menu(language) for language in spoken}


def menu(language: str) -> Menu:
    """(command, description) in the order shown."""
    words = translate(language)
    return (
        ("upcoming", words._("What is coming up")),
        ("events", words._("Visits, meetings and other events")),
        ("officials", words._("People in office")),
        ("initiatives", words._("Initiatives and projects")),
        ("sources", words._("Where the facts come from")),
        ("help", words._("What you can ask")),
        ("about", words._("Who runs this and up to when the sources reach")),
        ("privacy", words._("What is kept and how to delete it")),
        ("id", words._("The id of this chat and yours")),
    )
