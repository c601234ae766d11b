"""A small base about two invented countries, and what the tests of the chat build from it."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.answers.answer import Answer, Listed, Reason, Scored, Thread
from bot.chat.cards import card_page
from bot.chat.html import plain
from bot.chat.keyboards import Button
from bot.chat.messages import answer_message
from bot.chat.names import Edition
from bot.chat.pages import Message
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import (
    About,
    Entry,
    Fact,
    Knowledge,
    Office,
    Participant,
    Source,
    Term,
    Translation,
    Withdrawal,
    Words,
)
from bot.languages.catalogue import translate

TODAY = date(2026, 11, 21)
day = FuzzyDate.parse


def fact(key: str, text: str, *sources: str, **more: Any) -> Fact:
    return Fact(key, text, sources or ("gazette",), **more)


def office(title: str, seen: tuple[str, str] | None = None, **more: Any) -> Office:
    attested = (day(seen[0]), day(seen[1])) if seen else None
    return Office(title, attested=attested, sources=("gazette",), **more)


SOURCES = (
    Source("gazette", "State Gazette", "Official record", "official", day("2026-02-04"), "https://gazette.example/1"),
    Source("wire", "The Wire", "Leaders meet & talk", "agency", day("2026-02-05"), "https://wire.example/?a=1&b=2"),
    Source("daily", "Daily", "Visit ends", "newspaper", day("2026-02"), "https://daily.example/visit"),
    Source("blog", "Some blog", "What I heard", "weak"),
    Source("party-paper", "The Banner", "Our view", "party", affiliation="paper of a party"),
)

VISIT = Entry(
    "state-visit-2026-02",
    "event",
    "State visit to Northland",
    summary="The president of Southland paid a state visit to Northland.",
    when=day("2026-02-03/2026-02-04"),
    status="held",
    where="Northtown",
    type="visit",
    participants=(Participant("ann-example", "guest"), Participant("Bob Other", "host")),
    related=("declaration", "quarrel", "memorial-day", "ghost", "railway"),
    former_ids=("visit-of-2026",),
    facts=(
        fact(
            "outcome", "A declaration was adopted in Northtown on 4 February 2026.", "wire", "gazette", "daily", "blog"
        ),
        fact("guests", "Forty people came with the president.", "daily", caution="Other reports say fifty."),
        fact("wrong", "It rained.", "daily", withdrawn=Withdrawal("It did not", day("2026-03"))),
        fact("old", "A visit is planned.", "wire", superseded_by="state-visit-2026-02#outcome"),
        fact(
            "said",
            "The visit opens a new page.",
            "wire",
            voice="statement",
            speaker="ann-example",
            as_of=day("2026-02-04"),
        ),
    ),
)
DECLARATION = Entry(
    "declaration",
    "agreement",
    "Joint Declaration",
    when=day("2026-02-04"),
    status="adopted",
    facts=(fact("1", "It has 20 points."),),
)
ANN = Entry(
    "ann-example",
    "official",
    "Ann Example",
    country="southland",
    summary="Ann Example is a politician.",
    offices=(
        office("Mayor", ("2010", "2010")),
        office("President", ("2024-05-01", "2026-02-12"), organisation="Republic of Southland", country="southland"),
        office("Envoy to Northland", start=day("2019-02"), end=day("2020-03-01"), country="southland"),
    ),
    facts=(fact("office", "Ann Example was seen as president on 12 February 2026.", as_of=day("2026-02-12")),),
)
RAILWAY = Entry(
    "railway",
    "corridor",
    "Northland railway",
    status="planned",
    when=day("2024-07/.."),
    facts=(
        fact("state", "A railway is planned.", "daily", as_of=day("2025-03")),
        fact("cost", "It may cost 7 billion.", "blog", as_of=day("2025-03")),
    ),
)
QUARREL = Entry(
    "quarrel",
    "topic",
    "The quarrel",
    sensitive="quarrel",
    facts=(
        fact("wording", "Paragraph 15 speaks of it.", "wire"),
        fact("other", "No text of the other side was seen.", "daily"),
    ),
)
BORDER = Entry(
    "border",
    "topic",
    "The border",
    currency="borders",
    facts=(fact("1", "The border was closed on 5 February 2026.", "wire", as_of=day("2026-02-05")),),
)
SUMMIT = Entry(
    "summit-2027",
    "event",
    "Summit 2027",
    when=day("2027"),
    status="scheduled",
    where="Northtown",
    facts=(fact("1", "A summit is set."),),
)
MISSED = Entry(
    "missed", "event", "Missed talks", when=day("2026-05"), status="planned", facts=(fact("1", "Talks were planned."),)
)
NATIONAL_DAY = Entry(
    "national-day",
    "recurring",
    "National Day",
    rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16",
    when=day("1991-12-16/.."),
    status="active",
    type="anniversary",
    where="Southland",
    facts=(fact("1", "It is on 16 December."),),
)
MEMORIAL_DAY = Entry(
    "memorial-day",
    "recurring",
    "Memorial Day",
    rrule="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=28",
    status="active",
    tone="remembrance",
    facts=(fact("1", "It is on 28 May."),),
)
LONG_ID = "a-very-long-name-of-a-meeting-that-does-not-fit-into-a-button-2025-10"
LONG = Entry(
    LONG_ID, "event", "A meeting", when=day("2025-10-07"), status="held", facts=(fact("1", "It was held.", "wire"),)
)
TRANSLATED = Entry(
    "translated",
    "topic",
    "Translated",
    facts=(fact("1", "In English.", texts={"en": Translation("In other words.", machine=True)}),),
)
LONG_STORY = Entry(
    "long-story",
    "topic",
    "A long story",
    facts=tuple(fact(str(n), f"Part {n}. " + "Many words. " * 130) for n in (1, 2, 3)),
)
EVENTS = tuple(
    Entry(
        f"talks-{number}",
        "event",
        f"Talks {number}",
        when=day(f"2025-{number:02}-10"),
        status="held",
        facts=(fact("1", f"Talks {number} were held.", "wire"),),
    )
    for number in range(1, 12)
)
ABOUT = About(
    title="North & South",
    summary="Sourced facts on Northland and Southland.",
    maintainer="The library",
    contact="https://library.example",
    reach=day("2026-06"),
    base_date=day("2026-11-21"),
    countries=(
        Term("northland", "Northland", capital="Northtown", zone="Asia/Karachi"),
        Term("southland", "Southland"),
    ),
    examples=("When was the state visit?", "What is coming up next?"),
    currency={"borders": 30, "offices": 90, "projects": 180},
    deciders={"borders": "the border guards of both countries"},
    notes=("Web pages were read from their beginning only.",),
)
ENTRIES = (
    VISIT,
    DECLARATION,
    ANN,
    RAILWAY,
    QUARREL,
    BORDER,
    SUMMIT,
    MISSED,
    NATIONAL_DAY,
    MEMORIAL_DAY,
    LONG,
    TRANSLATED,
    LONG_STORY,
    *EVENTS,
)


def base(*entries: Entry, **about: Any) -> Knowledge:
    """The sample base, or one of these entries alone."""
    chosen = entries or ENTRIES
    return Knowledge(
        {e.id: e for e in chosen}, {s.id: s for s in SOURCES}, replace(ABOUT, **about), Words(), "0123456789abcdef"
    )


BASE = base()


def edition(knowledge: Knowledge = BASE, today: date = TODAY) -> Edition:
    return Edition(knowledge, today, translate("en"))


def answered(*shown: str, entry: str | None = None, **more: Any) -> Answer:
    """An answer that shows these refs of an entry, by default that of the first."""
    main = entry or shown[0].partition("#")[0]
    return Answer("?", "answered", entries=(Scored(main, 0.9),), shown=shown, **more)


def refused(kind: str, detail: str = "", *near: str) -> Answer:
    return Answer("?", "unknown", reason=Reason(kind, detail), near=near)


def choice(*ids: str) -> Answer:
    return Answer("?", "choose", entries=tuple(Scored(one, 0.5) for one in ids))


def listing(*lines: Listed, **more: Any) -> Answer:
    return Answer("talks of 2025", "answered", "list", listed=lines, thread=Thread(question="talks of 2025"), **more)


def said(answer: Answer, knowledge: Knowledge = BASE, today: date = TODAY) -> str:
    return plain(answer_message(answer, knowledge, today).html)


def labels(message: Message) -> list[str]:
    return [button.text for button in buttons(message)]


def buttons(message: Message) -> list[Button]:
    return [button for row in message.buttons for button in row]


def card(entry: Entry, page: int = 1, knowledge: Knowledge | None = None) -> Message:
    return card_page(edition(knowledge or base(entry)), entry, page)
