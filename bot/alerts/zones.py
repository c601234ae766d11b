"""Which time zone somebody means: an IANA name, the city in one, or a city of the countries the base is about."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import available_timezones

from bot.knowledge.entries import Term

#: Zones of the tz database that are no places people live in.
_NO_PLACES = ("Etc/", "SystemV/", "posix/", "right/")
#: What may stand between the words of a zone as well as a blank.
_BLANKS = str.maketrans("_-/", "   ")


def zone_named(text: str, countries: Iterable[Term]) -> str | None:
    """The IANA name of the zone meant by `text`, or None."""
    wanted = _folded(text)
    for country in countries:
        cities = (country.capital or "", *country.cities, country.name, *country.names.values())
        if country.zone and wanted and wanted in map(_folded, cities):
            return country.zone
    return _known().get(wanted)


@lru_cache(1)
def _known() -> dict[str, str]:
    """How people may write a zone -> its IANA name; a whole name goes before the city in another."""
    names = sorted(name for name in available_timezones() if not name.startswith(_NO_PLACES))
    cities = {_folded(name.rpartition("/")[2]): name for name in names if "/" in name}
    return cities | {_folded(name): name for name in names}


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(_BLANKS).split())
