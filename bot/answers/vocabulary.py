"""The words of a base by how they are spelt: which of them a word may be meant for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.answers.grammar import MONTHS
from bot.answers.text import Token, roman

#: Shorter words are never taken for others.
SHORTEST = 4
#: Words of so many letters at most may differ in one letter of length, longer ones in two.
SHORT = 5
#: From this likeness (0 to 100) on one word may be meant for another of about its length ...
LIKE = 78
#: ... or be a slip for any word at all, when it has so many letters.
SLIP = 84
SHORTEST_SLIP = 5
#: So many answers are remembered.
MOST_KEPT = 10_000


class Vocabulary:
    """The stems that a base's texts hold, and the names of months; compared in Latin letters where one may be meant."""

    def __init__(self, features: Collection[str]) -> None:
        """`features`: words (stems), terms and pairs; only the words are taken."""
        self._features = features
        self._kept: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return (*MONTHS, *(f for f in self._features if f[0] != "@" and " " not in f))

    @cached_property
    def _by_shape(self) -> dict[tuple[str, int], tuple[tuple[str, ...], tuple[str, ...]]]:
        """By first letter and length: the words in Latin letters, and as they are."""
        found: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        for word in self._words:
            latin = roman(word) if len(word) >= SHORTEST else ""
            if latin:
                found[latin[0], len(latin)].append((latin, word))
        return {
            shape: (tuple(latin for latin, _ in both), tuple(word for _, word in both)) for shape, both in found.items()
        }

    def like(self, word: str) -> tuple[str, ...]:
        """The words that are spelt nearly as `word`, with the same first letter; it need not be one of them."""
        known = self._kept.get(word)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[word] = tuple(self._found(word))
        return known

    def _found(self, word: str) -> Iterable[str]:
        latin = roman(word) if len(word) >= SHORTEST else ""
        if not latin:
            return
        limit = 1 if len(latin) <= SHORT else 2
        for length in range(len(latin) - limit, len(latin) + limit + 1):
            written, words = self._by_shape.get((latin[0], length), ((), ()))
            for _, _, place in process.extract(latin, written, scorer=fuzz.ratio, score_cutoff=LIKE, limit=None):
                yield words[place]

    def has_slip(self, token: Token) -> bool:
        """Whether some word, in the same letters, is spelt nearly as this one."""
        if len(token.word) < SHORTEST_SLIP:
            return False
        near = process.extractOne(token.stem, self._words, scorer=fuzz.ratio, score_cutoff=SLIP)
        return near is not None
