"""A base with some of its own texts held back, so that they can be asked of it as questions nobody has seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from zlib import crc32

from bot.knowledge.entries import Entry, Knowledge

#: One phrasing in so many is held back, and one question beyond an entry in so many.
PHRASINGS, BEYOND = 32, 4


def held_back(knowledge: Knowledge) -> tuple[Knowledge, dict[str, frozenset[str]]]:
    """The base without some of its phrasings and questions beyond it, and these.

    Each with the id of its entry, or with none where the entry does not answer it. Always the same ones for a text.
    """
    asked: dict[str, frozenset[str]] = {}
    entries = {i: _without(entry, asked) for i, entry in knowledge.entries.items()}
    kept: Mapping[str, Entry] = MappingProxyType(entries)
    return replace(knowledge, entries=kept, version=f"{knowledge.version}-held-back"), asked


def _without(entry: Entry, asked: dict[str, frozenset[str]]) -> Entry:
    def kept(texts: tuple[str, ...], one_in: int, answers: frozenset[str]) -> tuple[str, ...]:
        out = [text for text in texts if crc32(text.encode()) % one_in == 0]
        asked.update(dict.fromkeys(out, answers))
        return tuple(text for text in texts if text not in out)

    own = frozenset({entry.id})
    facts = tuple(replace(fact, questions=kept(fact.questions, PHRASINGS, own)) for fact in entry.facts)
    questions, beyond = kept(entry.questions, PHRASINGS, own), kept(entry.beyond, BEYOND, frozenset())
    return replace(entry, facts=facts, questions=questions, beyond=beyond)
