"""Offices with their country in the middle: "the speaker of Norvania's Great Council"."""

from __future__ import annotations

from datetime import date
from itertools import product

from bot.answers.question import Reading, read
from bot.answers.text import folded_set
from bot.answers.tools import Tools

#: Words of an office behind its country.
MOST_BEHIND = 3
_OF = folded_set("of")
_THE = folded_set("the")


def with_country_last(reading: Reading, tools: Tools, today: date) -> Reading | None:
    """The same question with the country behind the office, where so the office has a longer name; else None."""
    words = [token.word for token in reading.words]
    for mention in reading.mentions:
        of = mention.at - (2 if words[mention.at - 1 : mention.at] and words[mention.at - 1] in _THE else 1)
        if not mention.home or mention.how != "owner" or of < 1 or words[of] not in _OF:
            continue
        ends_behind = range(min(len(words), mention.at + 1 + MOST_BEHIND), mention.at + 1, -1)
        for end, article in product(ends_behind, (("the",), ())):
            office = [*words[: of + 1], *article, *words[mention.at + 1 : end]]
            found = read(" ".join([*office, "of", words[mention.at], *words[end:]]), tools.searcher.lexicon, today)
            if _longest(found) > _longest(reading):
                return found
    return None


def _longest(reading: Reading) -> int:
    return max((span.end - span.start for span, _ in reading.refs("role")), default=0)
