"""An invented base with all that is drawn: two lands, a railway, a pass, trade figures of both sides, events."""

from __future__ import annotations

from datetime import date

from bot.chat.names import Edition
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import (
    About,
    Entry,
    Fact,
    Knowledge,
    Office,
    Participant,
    Point,
    Source,
    Term,
    Value,
    Words,
)
from bot.languages.catalogue import translate

TODAY = date(2026, 3, 1)
NORTH = Term("north", "Northland", adjectives=("Northern",), capital="Nordby")
SOUTH = Term("south", "Southland", adjectives=("Southern",), capital="Sudby")
SOURCES = {
    one.id: one
    for one in (
        Source("gazette", "Gazette", "A title", "agency", FuzzyDate.parse("2025-01-02"), "https://example.org/1"),
        Source("herald", "Herald <of> the South & more", "Another", "newspaper", FuzzyDate.parse("2024-05")),
    )
}


def entry(entry_id: str, kind: str, name: str, when: str | None = None, **more: object) -> Entry:
    """An entry with one sourced fact."""
    fact = Fact("1", f"{name}.", ("gazette",), FuzzyDate.parse("2025-01-02"))
    date_ = FuzzyDate.parse(when) if when else None
    return Entry(entry_id, kind, name, when=date_, **{"facts": (fact,), **more})  # type: ignore[arg-type]


def event(entry_id: str, name: str, when: str, **more: object) -> Entry:
    """An event that was held, if nothing else is said."""
    return entry(entry_id, "event", name, when, **{"status": "held", **more})


def value(number: float, period: str, by: str | None, unit: str = "million crowns") -> Value:
    """A number of the Gazette's."""
    return Value(number, unit, FuzzyDate.parse(period), by, "gazette")


def figure(entry_id: str, *series: Value, **more: object) -> Entry:
    """Trade figures."""
    known = {"themes": ("trade",), "related": ("trade-topic",), "series": series}
    return entry(entry_id, "figure", f"Trade {entry_id}", **{**known, **more})


def base(*entries: Entry) -> Knowledge:
    """A base of these entries."""
    about = About("North & South", countries=(NORTH, SOUTH), reach=FuzzyDate.parse("2026-02"))
    words = Words(
        types=(Term("visit", "visit", aliases=("visits",)),), themes=(Term("trade", "trade"), Term("rail", "rail"))
    )
    return Knowledge({one.id: one for one in entries}, SOURCES, about, words, "v1")


ENTRIES = (
    entry("trade-topic", "topic", "Trade figures", themes=("trade",)),
    entry("border", "topic", "The border", sensitive="border"),
    entry(
        "ann-frost",
        "official",
        "Ann Frost",
        offices=(Office("Minister", country="north", start=FuzzyDate.parse("2020")),),
    ),
    entry(
        "bo-frost", "official", "Bo Frost", offices=(Office("Envoy", country="north", start=FuzzyDate.parse("2021")),)
    ),
    event("treaty-talks", "Talks on the treaty", "1995", themes=("trade",)),
    event("first-visit", "First visit", "2003-05-06", type="visit", participants=(Participant("ann-frost"),)),
    event("fair", "Spring fair, March 2024", "2024-03", themes=("trade",), where="Nordby"),
    event("border-talks", "Talks on the border", "2024-04-01", sensitive="border"),
    event("summit", "Summit", "2027-01-15", status="scheduled", people=("ann-frost",)),
    figure("t2014", value(10, "2014", "Northern ministry")),
    figure("t2017", value(30, "2017", "Southern data"), value(55.5, "2017", "Minister Frost")),
    figure("t2018", value(12, "2018-01/2018-08", "Southern data"), value(70, "2018", "the Daily, quoting somebody")),
    figure("flows", value(9, "2018", "Northern data", "million crowns (exports to Southland)")),
    figure("said", value(80, "2019-05-02", "Southern envoy"), value(500, "2020/..", "both", "million crowns (goal)")),
    entry(
        "railway",
        "corridor",
        "North-South railway",
        status="planned",
        coordinates=(Point("Nordby", 50.0, 60.0), Point("Midway", 45.0, 61.0), Point("Sudby", 40.0, 60.0)),
    ),
    entry(
        "road",
        "corridor",
        "Old road",
        status="active",
        coordinates=(Point("Midway", 45.0, 61.0), Point("Sudby", 40.0, 60.0)),
    ),
    entry("high-pass", "corridor", "High Pass", status="active", coordinates=(Point("High Pass", 44.9, 61.2),)),
    entry("harbour", "corridor", "Port of Sand", status="active", coordinates=(Point("Sand", 39.5, 59.0),)),
)
BASE = base(*ENTRIES)
EDITION = Edition(BASE, TODAY, translate("en"))
