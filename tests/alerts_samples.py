"""Bases, followers and hypothesis strategies that the tests of alerts share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from bot.alerts.quiet import Quiet
from bot.alerts.subscriptions import STAGES, Follower, Preferences, Subscription
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import About, Entry, Fact, Knowledge, Past, Source, Term, Words

ZONES = (
    "UTC",
    "Asia/Karachi",
    "Asia/Almaty",
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
)
HOME = Term("here", "Here", zone="Asia/Almaty")
THERE = Term("there", "There", zone="Asia/Karachi")


def event(id_: str = "visit-1", when: str | None = "2026-12-05", **fields: Any) -> Entry:
    fields = {"status": "scheduled", "type": "visit", "themes": ("trade",), "kind": "event", **fields}
    facts = fields.pop("facts", (Fact("1", f"Fact of {id_}.", ("paper",)),))
    name = fields.pop("name", id_.replace("-", " ").title())
    return Entry(id=id_, name=name, when=FuzzyDate.parse(when) if when else None, facts=facts, **fields)


def day(id_: str = "day-1", rrule: str = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5", **fields: Any) -> Entry:
    return event(id_, None, **{"kind": "recurring", "status": "active", "type": None, "rrule": rrule, **fields})


def past(when: str | None, status: str | None = "scheduled") -> Past:
    return Past(FuzzyDate.parse(when) if when else None, status, ("paper",))


def base(*entries: Entry, version: str = "v1", countries: Iterable[Term] = (HOME, THERE)) -> Knowledge:
    paper = Source(
        "paper", "The Paper", "A report", "newspaper", FuzzyDate.parse("2026-01-01"), "https://example.org/1"
    )
    return Knowledge(
        entries=MappingProxyType({one.id: one for one in entries}),
        sources=MappingProxyType({"paper": paper}),
        about=About(title="Test base", countries=tuple(countries)),
        words=Words(types=(Term("visit", "visit"), Term("forum", "forum")), themes=(Term("trade", "trade"),)),
        version=version,
    )


def preferences(chat_id: int = 1, zone: str = "Asia/Karachi", **fields: Any) -> Preferences:
    return Preferences(chat_id, zone, "en", **fields)


def follower(*subscriptions: Subscription, **fields: Any) -> Follower:
    followed = subscriptions or (Subscription(1, "all"),)
    return Follower(preferences(followed[0].chat_id, **fields), followed)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# hypothesis

zones = st.sampled_from(ZONES)
clocks = st.times().map(lambda one: time(one.hour, one.minute))
quiets = st.one_of(st.none(), st.just(Quiet(time(22), time(8))), st.builds(Quiet, clocks, clocks))
stages = st.sets(st.sampled_from(STAGES), min_size=1).map(lambda found: tuple(s for s in STAGES if s in found))
days = st.dates(date(2023, 1, 1), date(2028, 12, 31))
instants = st.datetimes(datetime(2023, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@st.composite
def whens(draw: st.DrawFn) -> str:
    first = draw(days)
    shape = draw(st.sampled_from(["day", "range", "month", "year", "doubt", "about", "by", "season", "months"]))
    later = first + timedelta(days=draw(st.integers(1, 9)))
    return {
        "day": f"{first}",
        "range": f"{first}/{later}",
        "month": f"{first:%Y-%m}",
        "year": f"{first:%Y}",
        "doubt": f"{first}?",
        "about": f"{first}~",
        "by": f"../{first:%Y-%m}",
        "season": f"{first:%Y}-2{draw(st.integers(1, 4))}",
        "months": f"{first:%Y-%m}/{first + timedelta(days=62):%Y-%m}",
    }[shape]


@st.composite
def events(draw: st.DrawFn) -> Entry:
    when = draw(whens())
    starts_at = draw(st.one_of(st.none(), instants))
    if starts_at is not None:
        when = starts_at.date().isoformat()
    return event(when=when, starts_at=starts_at, status=draw(st.sampled_from(["announced", "scheduled", "confirmed"])))
