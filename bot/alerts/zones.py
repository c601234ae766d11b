"""Which time zone somebody means: an IANA name, the city in one, or a city of the countries the base is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from bot.knowledge.entries import Term

#: So like a city a text is, of 100, that it may be meant.
ALIKE = 80.0
MOST_NEAR = 4
#: Large cities that together have nearly every offset there is.
KNOWN = tuple(
    (
        "Europe/London Europe/Berlin Europe/Istanbul Europe/Moscow Asia/Dubai Asia/Tehran Asia/Kabul Asia/Tashkent "
        "Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Yangon Asia/Bangkok Asia/Shanghai Asia/Tokyo Australia/Adelaide "
        "Australia/Sydney Pacific/Auckland Atlantic/Azores America/Sao_Paulo America/New_York America/Chicago "
        "America/Denver America/Los_Angeles America/Anchorage Pacific/Honolulu America/Halifax America/St_Johns"
    ).split()
)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
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


def near_zones(text: str, countries: Iterable[Term]) -> tuple[str, ...]:
    """The zones whose city is written nearly like the text, the nearest first."""
    own = {_folded(city): one.zone for one in countries if one.zone for city in (one.capital or "", *one.cities)}
    names = _known() | {city: zone for city, zone in own.items() if city}
    found = process.extract(_folded(text), names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_NEAR)
    return tuple(dict.fromkeys(names[name] for name, _, _ in found))


def offset_in(text: str) -> timedelta | None:
    """How far from UTC somebody writes who writes "UTC+5", "GMT +05:30" or "+5"; None for other texts."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return None
    length = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -length if found[1] in "-−–" else length


def zones_at(offset: timedelta, now: datetime, zones: Iterable[str]) -> tuple[str, ...]:
    """Those of the zones whose clocks are that far from UTC at the moment."""
    return tuple(name for name in dict.fromkeys(zones) if now.astimezone(ZoneInfo(name)).utcoffset() == offset)


def city_of(zone: str) -> str:
    """The city in the name of a zone."""
    return zone.rpartition("/")[2].replace("_", " ")


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(_BLANKS).split())
