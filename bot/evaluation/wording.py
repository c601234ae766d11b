"""What a private chat shows of an answer, as plain text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from bot.answers.answer import Answer, Listed
from bot.chat.lists import LINES_A_PAGE
from bot.chat.messages import answer_message, plain, sources_of
from bot.evaluation.reply import Words
from bot.knowledge.entries import Knowledge
from bot.languages.catalogue import translate


def chat_words(answer: Answer, knowledge: Knowledge, today: date, language: str) -> Words:
    """The answer as a private chat would show it: its first page."""
    message = answer_message(answer, knowledge, today, language)
    listed = _on_page(answer.listed, message.shown)
    first_page = replace(answer, shown=message.shown, listed=listed)
    refs = [line.ref or line.id for line in listed] if listed else message.shown
    return Words(
        text=plain(message.html),
        buttons=tuple(button.text for row in message.buttons for button in row),
        sources=sources_of(first_page, knowledge),
        entries=tuple(dict.fromkeys(line.id for line in listed)) or tuple(one.id for one in answer.entries),
        shown=tuple(ref for ref in refs if "#" in ref),
        language=translate(language).language,
        room=LINES_A_PAGE,
    )


def _on_page(listed: Iterable[Listed], shown: Collection[str]) -> tuple[Listed, ...]:
    """The lines of a list that its page shows; of a day that comes again the first time."""
    found: dict[str, Listed] = {}
    for line in listed:
        if line.id in shown or line.ref in shown:
            found.setdefault(line.ref or line.id, line)
    return tuple(found.values())
