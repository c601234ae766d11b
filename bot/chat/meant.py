"""What somebody means who writes a word behind /brief or /prep: a length of time, a theme, an entry, or one of some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.answers.answer import Thread
from bot.chat.alert_scene import AlertScene
from bot.knowledge.entries import Entry, Knowledge

MOST_CHOICES = 6
#: How the lengths of time are written, in the languages of the bot.
_TIMES: Mapping[str, Literal["today", "week", "month"]] = {
    **dict.fromkeys(("", "today", "day", "daily", "сегодня", "день", "бүгін", "күн", "آج", "aaj"), "today"),
    **dict.fromkeys(("week", "weekly", "this week", "неделя", "неделю", "апта", "ہفتہ", "hafta"), "week"),
    **dict.fromkeys(("month", "monthly", "this month", "месяц", "ай", "مہینہ", "mahina"), "month"),
}
_MET = frozenset({"official", "institution"})


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text means; nothing at all where it is not known."""

    time: Literal["today", "week", "month"] | None = None
    theme: str | None = None
    entries: tuple[Entry, ...] = ()  #: several: one of these


def meant(one: AlertScene, text: str, *, to_meet: bool = False) -> Meant:
    """What a text means. `to_meet`: a person or institution where the words allow it, and no time or theme."""
    plain, knowledge = " ".join(text.casefold().split()), one.scene.knowledge
    if not to_meet:
        time, theme = _TIMES.get(plain), _theme(knowledge, plain)
        if time is not None or theme is not None:
            return Meant(time, None if time is not None else theme)
    named = [named.id for named in one.alerts.names(text) if named.kind == "entry"]
    found = _closest(_entries(knowledge, named), plain)
    if to_meet and any(entry.kind in _MET for entry in found):
        found = tuple(entry for entry in found if entry.kind in _MET)
    return Meant(entries=found[:MOST_CHOICES] or _answering(one, text))


def _theme(knowledge: Knowledge, plain: str) -> str | None:
    for theme in knowledge.words.themes:
        if plain in {theme.id, theme.name.casefold(), *map(str.casefold, (*theme.names.values(), *theme.aliases))}:
            return theme.id
    return None


def _closest(found: tuple[Entry, ...], plain: str) -> tuple[Entry, ...]:
    """Of entries that are named somehow those of whom one name has all the words, where there are any."""
    words = set(plain.split())
    names = ((entry, (entry.name, *entry.names.values(), *entry.aliases)) for entry in found)
    close = tuple(entry for entry, called in names if any(words <= set(name.casefold().split()) for name in called))
    return close or found


def _answering(one: AlertScene, text: str) -> tuple[Entry, ...]:
    """The entry that answers the text as a question, or those it may be."""
    answer = one.scene.loaded.engine.answer(text, one.scene.now, Thread())
    if answer.status == "answered" and answer.shape in {"card", "fact"}:
        return _entries(one.scene.knowledge, [scored.id for scored in answer.entries[:1]])
    return _entries(one.scene.knowledge, [scored.id for scored in answer.entries]) if answer.status == "choose" else ()


def _entries(knowledge: Knowledge, ids: list[str]) -> tuple[Entry, ...]:
    found = (knowledge.find(one) for one in dict.fromkeys(ids))
    return tuple(entry for entry in found if entry is not None)
