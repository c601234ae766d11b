"""The cities of time zones as they are written in the languages of the bot."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from rapidfuzz import fuzz, process

from bot.knowledge.entries import LANGUAGES

#: So like a city a text is, of 100, that it may be meant.
ALIKE = 80.0
MOST_NEAR = 4


def city_zone(text: str) -> str | None:
    """The IANA name of the zone whose city is written so in one of the languages, or None."""
    return _cities().get(_folded(text))


def near_cities(text: str) -> tuple[str, ...]:
    """The zones whose city is written nearly so, the nearest first."""
    found = process.extract(_folded(text), _cities().keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_NEAR)
    return tuple(dict.fromkeys(_cities()[name] for name, _, _ in found))


@lru_cache(1)
def _cities() -> dict[str, str]:
    zones = ((zone, said) for language in LANGUAGES for zone, said in Locale(language).time_zones.items())
    return {_folded(city): zone for zone, said in zones if (city := said.get("city"))}


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())
