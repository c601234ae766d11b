"""What somebody wants to see on a timeline: read from their words, kept in button data, named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.answers.lexicon import Lexicon, Ref
from bot.answers.text import tokens
from bot.answers.times import window_of
from bot.chat.keyboards import handle, resolved
from bot.chat.names import Edition, name_of
from bot.knowledge.entries import Entry, Knowledge
from bot.languages.when import said_window
from bot.pictures.timeline import Scope

#: Bytes of an id in button data; a longer one is hashed.
LONGEST_ID = 24
#: Before an id in button data, so that it fits beside a window and a page.
_LETTERS: dict[str, Literal["entry", "theme", "type"]] = {"e": "entry", "t": "theme", "y": "type"}


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood: a scope, or several people or things to choose from, or nothing."""

    scope: Scope | None = None
    choices: tuple[Entry, ...] = ()


def read_scope(text: str, lexicon: Lexicon, knowledge: Knowledge, today: date) -> Read:
    """The scope that the words name, all of them; an empty `Read` where one of the words is not understood."""
    words = tokens(text)
    if not words:
        return Read(Scope())
    window = window_of(words, today)
    places = window.places if window is not None else frozenset()
    dates = (window.first, window.last) if window is not None else None
    spans = [s for s in lexicon.spans(words) if not places & set(range(s.start, s.end))]
    left = [n for n, word in enumerate(words) if n not in places and not word.word.isdigit()]
    if not left:
        return Read(Scope(dates)) if dates else Read()
    for span in spans:
        if span.end - span.start < len(left):
            break
        if any(ref.kind == "country" for ref in span.refs):
            return Read(Scope(dates))  # everything here is about the countries of the base
        found = _best(span.refs, knowledge)
        if len(found) > 1:
            return Read(Scope(dates), tuple(e for ref in found if (e := knowledge.find(ref.id)) is not None))
        if found:
            return Read(Scope(dates, found[0].kind, found[0].id))  # type: ignore[arg-type]
    return Read()


def code_of(scope: Scope) -> str:
    """The scope as it stands in button data: "", "19910101-20001231", "e=kassym-jomart-tokayev"."""
    dates = "-".join(day.strftime("%Y%m%d") for day in scope.window) if scope.window else ""
    letter = next((letter for letter, kind in _LETTERS.items() if kind == scope.kind), "")
    return f"{dates}{letter}={handle(scope.id, LONGEST_ID)}" if letter else dates


def scope_of_code(code: str, knowledge: Knowledge) -> Scope | None:
    """The scope that `code_of` wrote; None where the base no longer knows it."""
    head, _, name = code.partition("=")
    kind = _LETTERS.get(head[-1:]) if name else None
    dates = head[:-1] if name else head
    window = _window(dates) if dates else None
    if (dates and window is None) or (name and kind is None):
        return None
    if kind is None:
        return Scope(window)
    if kind == "entry":
        found = resolved(name, knowledge)
        return Scope(window, kind, found) if found else None
    terms = knowledge.words.themes if kind == "theme" else knowledge.words.types
    term = next((one for one in terms if handle(one.id, LONGEST_ID) == name), None)
    return Scope(window, kind, term.id) if term is not None else None


def scope_name(edition: Edition, scope: Scope) -> str:
    """What the scope is called: "Kassym-Jomart Tokayev, 2026"; empty for everything."""
    what = None
    if scope.kind == "entry":
        entry = edition.knowledge.find(scope.id)
        what = name_of(edition, entry) if entry is not None else scope.id
    elif scope.kind is not None:
        terms = edition.knowledge.words.themes if scope.kind == "theme" else edition.knowledge.words.types
        what = next((one.named(edition.language) for one in terms if one.id == scope.id), scope.id)
    when = said_window(*scope.window, edition.words) if scope.window is not None else None
    return ", ".join(part for part in (what, when) if part)


def _best(refs: tuple[Ref, ...], knowledge: Knowledge) -> list[Ref]:
    """Those that fit best: themes and types before entries of the same name, people before other entries."""
    terms = [ref for ref in refs if ref.kind in {"theme", "type"}]
    if terms:
        return sorted(terms, key=lambda ref: ref.kind)[:1]
    entries = [ref for ref in refs if ref.kind == "entry" and knowledge.find(ref.id) is not None]
    people = [ref for ref in entries if knowledge.entries[ref.id].kind == "official"]
    kept = people or entries
    most = max((ref.weight for ref in kept), default=0)
    return [ref for ref in kept if ref.weight == most]


def _window(text: str) -> tuple[date, date] | None:
    first, _, last = text.partition("-")
    try:
        found = tuple(date(int(day[:4]), int(day[4:6]), int(day[6:])) for day in (first, last) if len(day) == 8)
    except ValueError:
        return None
    return (found[0], found[1]) if len(found) == 2 and found[0] <= found[1] else None
