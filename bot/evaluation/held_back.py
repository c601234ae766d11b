"""A base with some of its own texts held back, so that they can be asked of it as questions nobody has seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from zlib import crc32

from bot.knowledge.entries import Entry, Knowledge

#: One phrasing in so many is held back, one question beyond an entry in so many, and one of quite other subjects.
PHRASINGS, BEYOND, UNRELATED = 32, 4, 8


def held_back(knowledge: Knowledge) -> tuple[Knowledge, dict[str, frozenset[str]]]:
    """The base without some of its phrasings and questions beyond it, and these.

    Each with the id of its entry, or with none where the entry does not answer it. Always the same ones for a text.
    """
    asked: dict[str, frozenset[str]] = {}
    entries = {i: _without(entry, asked) for i, entry in knowledge.entries.items()}
    kept: Mapping[str, Entry] = MappingProxyType(entries)
    words = replace(knowledge.words, unrelated=_kept(knowledge.words.unrelated, UNRELATED, frozenset(), asked))
    return replace(knowledge, entries=kept, words=words, version=f"{knowledge.version}-held-back"), asked


def _without(entry: Entry, asked: dict[str, frozenset[str]]) -> Entry:
    own = frozenset({entry.id})
    facts = tuple(replace(fact, questions=_kept(fact.questions, PHRASINGS, own, asked)) for fact in entry.facts)
    questions = _kept(entry.questions, PHRASINGS, own, asked)
    return replace(entry, facts=facts, questions=questions, beyond=_kept(entry.beyond, BEYOND, frozenset(), asked))


def _kept(
    texts: tuple[str, ...], one_in: int, answers: frozenset[str], asked: dict[str, frozenset[str]]
) -> tuple[str, ...]:
    """The texts but for one in so many, which go to `asked` with what answers them."""
    out = {text for text in texts if crc32(text.encode()) % one_in == 0}
    asked.update(dict.fromkeys((text for text in texts if text in out), answers))
    return tuple(text for text in texts if text not in out)
