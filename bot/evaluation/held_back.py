"""A base with some of its own texts held back, so that they can be asked of it as questions nobody has seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from zlib import crc32

from bot.knowledge.entries import Entry, Knowledge

#: So many parts of a base can be held back in turn.
PARTS = 8
#: Neighbours are held back together, for they often ask the same in other words.
BLOCK = 12
#: So many phrasings an entry of a small base has.
FEW = 3


def held_back(knowledge: Knowledge, part: int = 0) -> tuple[Knowledge, dict[str, frozenset[str]]]:
    """The base without one of PARTS parts of its phrasings, questions beyond it and messages on other subjects.

    And these, each with the id of its entry, or with none where no entry answers it. Every text is in one part, always
    the same.
    """
    asked: dict[str, frozenset[str]] = {}
    entries = {i: _without(entry, part, asked) for i, entry in knowledge.entries.items()}
    kept: Mapping[str, Entry] = MappingProxyType(entries)
    words = replace(knowledge.words, unrelated=_kept(knowledge.words.unrelated, part, frozenset(), asked))
    return replace(knowledge, entries=kept, words=words, version=f"{knowledge.version}-without-{part}"), asked


def thinned(knowledge: Knowledge) -> Knowledge:
    """A small base: one entry in PARTS of this one, each with its first FEW phrasings and questions beyond it."""
    few = {
        i: replace(
            entry,
            facts=tuple(replace(fact, questions=fact.questions[:1]) for fact in entry.facts),
            questions=entry.questions[:FEW],
            beyond=entry.beyond[:FEW],
        )
        for i, entry in knowledge.entries.items()
        if part_of(i) == 0
    }
    words = replace(knowledge.words, unrelated=knowledge.words.unrelated[:0])
    return replace(knowledge, entries=MappingProxyType(few), words=words, version=f"{knowledge.version}-thinned")


def part_of(text: str) -> int:
    """The part that a text is of by itself, 0 to PARTS - 1."""
    return crc32(text.encode()) % PARTS


def _without(entry: Entry, part: int, asked: dict[str, frozenset[str]]) -> Entry:
    own = frozenset({entry.id})
    facts = tuple(replace(fact, questions=_kept(fact.questions, part, own, asked)) for fact in entry.facts)
    questions = _kept(entry.questions, part, own, asked)
    return replace(entry, facts=facts, questions=questions, beyond=_kept(entry.beyond, part, frozenset(), asked))


def _kept(
    texts: tuple[str, ...], part: int, answers: frozenset[str], asked: dict[str, frozenset[str]]
) -> tuple[str, ...]:
    """The texts but for the blocks of this part, which go to `asked` with what answers them."""
    blocks = [texts[start : start + BLOCK] for start in range(0, len(texts), BLOCK)]
    asked.update({text: answers for block in blocks if part_of(block[0]) == part for text in block})
    return tuple(text for block in blocks if part_of(block[0]) != part for text in block)
