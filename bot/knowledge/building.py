"""Nodes of a file become entries and sources; every field that cannot be read leaves a problem."""

from __future__ import annotations

import re
from typing import cast

from bot.knowledge.entries import (
    KINDS,
    LANGUAGES,
    RANKS,
    SCOPES,
    TONES,
    VOICES,
    Entry,
    Fact,
    Kind,
    Office,
    Participant,
    Past,
    Point,
    Source,
    Translation,
    Value,
    Withdrawal,
)
from bot.knowledge.fields import Fields, frozen
from bot.knowledge.parts import Notepad
from bot.knowledge.reading import Node, Pairs, Skipped, Text

#: What `entry#...` already means: an answer taken from a field is named so. A fact key may not hide it.
_FIELD_NAMES = frozenset(
    {"name", "summary", "type", "when", "starts_at", "rrule", "status", "where", "coordinates", "host", "guest"}
    | {"participants", "people", "series"}
)

_FACT = '"- text: ..." and below it `sources: [...]`'
_OFFICE = "`- title: ...` with `country`, `from`, `to`"


def entry(node: Pairs, notes: Notepad) -> Entry | None:
    """The entry of this mapping; None when it has no id, kind or name."""
    fields = Fields(node, notes)
    read = Entry(
        id=_required_id(fields),
        kind=cast(Kind, fields.choice("kind", KINDS) or ""),
        name=fields.required("name"),
        names=frozen(fields.names("names")),
        aliases=fields.texts("aliases"),
        summary=fields.text("summary"),
        type=fields.text("type"),
        when=fields.when("when"),
        starts_at=fields.moment("starts_at"),
        rrule=fields.text("rrule"),
        except_dates=fields.days("except"),
        extra_dates=fields.days("extra"),
        status=fields.text("status"),
        history=_history(fields),
        where=fields.text("where"),
        coordinates=_coordinates(fields),
        host=fields.text("host"),
        guest=fields.text("guest"),
        participants=_participants(fields),
        people=fields.texts("people"),
        offices=_offices(fields),
        themes=fields.texts("themes"),
        scope=fields.choice("scope", SCOPES),
        tone=fields.choice("tone", TONES),
        country=fields.text("country"),
        sensitive=fields.text("sensitive"),
        currency=fields.text("currency"),
        series=_series(fields),
        former_ids=fields.texts("former_ids"),
        related=fields.texts("related"),
        questions=fields.texts("questions"),
        beyond=fields.texts("beyond"),
        facts=_facts(fields),
        machine=_languages(fields, "machine"),
        notes=fields.text("notes"),
        at=fields.place,
    )
    if "kind" not in node.pairs:
        notes.error(node.line, f"`kind` is missing. Write one of {', '.join(KINDS)}")
    fields.done()
    return read if read.id and read.kind and read.name else None


def source(node: Pairs, notes: Notepad) -> Source | None:
    """The source of this mapping; None when it has no id."""
    fields = Fields(node, notes)
    if "rank" not in node.pairs:
        notes.error(node.line, f"`rank` is missing. Write one of {', '.join(RANKS)}")
    read = Source(
        id=_required_id(fields),
        publisher=fields.required("publisher"),
        title=fields.required("title"),
        rank=fields.choice("rank", RANKS) or "weak",
        date=fields.when("date"),
        url=_address(fields),
        note=fields.text("note"),
        affiliation=fields.text("affiliation"),
        at=fields.place,
    )
    fields.done()
    return read if read.id else None


def _required_id(fields: Fields) -> str:
    value = fields.an_id("id")
    if "id" not in fields.lines:
        fields.notes.error(fields.line, "`id` is missing. Write `id: ...`, and never change it afterwards")
    return value or ""


def _languages(fields: Fields, key: str) -> tuple[str, ...]:
    found = fields.texts(key)
    for language in found:
        if language not in LANGUAGES:
            fields.error(key, f'holds "{language}". Known are {", ".join(LANGUAGES)}')
    return found


def _address(fields: Fields) -> str | None:
    url = fields.text("url")
    if url is not None and not re.fullmatch(r"https?://[^\s/.]+\.[^\s/]+(/\S*)?", url):
        fields.error("url", f'is "{url}". Write the whole address, like "https://example.org/page"')
    return url


def _history(fields: Fields) -> tuple[Past, ...]:
    return tuple(_past(past) for past in fields.each("history", '`- when: "2026-03"` with `sources: [...]`'))


def _past(fields: Fields) -> Past:
    past = Past(
        when=fields.when("when"),
        status=fields.text("status"),
        sources=fields.texts("sources"),
        as_of=fields.when("as_of"),
        note=fields.text("note"),
    )
    if past.when is None and past.status is None:
        fields.notes.error(fields.line, "a step of `history` has neither `when` nor `status`. Write what it was before")
    if not past.sources:
        fields.notes.error(fields.line, "a step of `history` has no source. Write `sources: [...]`")
    fields.done()
    return past


def _coordinates(fields: Fields) -> tuple[Point, ...]:
    return tuple(_point(point) for point in fields.each("coordinates", "`- name: ...` with `lat` and `lon`"))


def _point(fields: Fields) -> Point:
    point = Point(fields.required("name"), fields.number("lat", -90, 90), fields.number("lon", -180, 180))
    fields.done()
    return point


def _participants(fields: Fields) -> tuple[Participant, ...]:
    return tuple(_participant(one) for one in fields.each("participants", "`- id: ...`, and `role` if there is one"))


def _participant(fields: Fields) -> Participant:
    participant = Participant(fields.required("id"), fields.text("role"))
    fields.done()
    return participant


def _offices(fields: Fields) -> tuple[Office, ...]:
    return tuple(_office(office) for office in fields.each("offices", _OFFICE))


def _office(fields: Fields) -> Office:
    seen = fields.whens("attested")
    if "attested" in fields.lines and len(seen) != 2:
        fields.error(
            "attested", "is the first and the last sighting. Write two dates, equal ones for a single sighting"
        )
    office = Office(
        title=fields.required("title"),
        organisation=fields.text("organisation"),
        country=fields.text("country"),
        role=fields.text("role"),
        post=fields.text("post"),
        start=fields.when("from"),
        end=fields.when("to"),
        attested=(seen[0], seen[1]) if len(seen) == 2 else None,
        sources=fields.texts("sources"),
        at=fields.place,
    )
    fields.done()
    return office


def _series(fields: Fields) -> tuple[Value, ...]:
    found = (
        _value(value) for value in fields.each("series", "`- value: 33.6` with `unit`, `period`, `by` and `source`")
    )
    return tuple(value for value in found if value is not None)


def _value(fields: Fields) -> Value | None:
    number, unit, period = fields.number("value"), fields.required("unit"), fields.when("period")
    if "period" not in fields.lines:
        fields.notes.error(
            fields.line, '`period` is missing. Write when the number holds, like "2025" or "2025-01/2025-08"'
        )
    by, source_id = fields.text("by"), fields.required("source")
    fields.done()
    return Value(number, unit, period, by, source_id) if period is not None else None


def _facts(fields: Fields) -> tuple[Fact, ...]:
    return tuple(_fact(fact, number) for number, fact in enumerate(fields.each("facts", _FACT), start=1))


def _fact(fields: Fields, number: int) -> Fact:
    key = fields.an_id("key")
    if key is not None and (key.isdigit() or key in _FIELD_NAMES or key.startswith("office-")):
        fields.error("key", f'is "{key}", which already names a field or a position. Write a word of its own')
    fact = Fact(
        key=key or str(number),
        text=fields.required("text"),
        sources=fields.texts("sources"),
        as_of=fields.when("as_of"),
        checked=fields.when("checked"),
        voice=fields.choice("voice", VOICES),
        speaker=fields.text("speaker"),
        caution=fields.text("caution"),
        currency=fields.text("currency"),
        superseded_by=fields.text("superseded_by"),
        withdrawn=_withdrawn(fields),
        questions=fields.texts("questions"),
        texts=frozen(_translations(fields)),
        at=fields.place,
    )
    if not fact.sources:
        fields.notes.error(fields.line, "the fact has no source. Write `sources: [...]`; no source, no fact")
    fields.done()
    return fact


def _withdrawn(fields: Fields) -> Withdrawal | None:
    below = fields.below("withdrawn", '{reason: ..., date: "2026-02-04"}')
    if below is None:
        return None
    reason, date = below.required("reason"), below.when("date")
    if "date" not in below.lines:
        below.notes.error(below.line, '`date` is missing. Write when the fact was withdrawn, like "2026-02-04"')
    below.done()
    return Withdrawal(reason, date) if date is not None else None


def _translations(fields: Fields) -> dict[str, Translation]:
    found = {}
    for language, node in fields.languages("texts").items():
        if isinstance(node, Pairs):
            below = Fields(node, fields.notes)
            text, made = below.required("text"), below.choice("made", ("machine", "reviewed"))
            if "made" not in below.lines:
                below.notes.error(below.line, "`made` is missing. Write machine or reviewed")
            below.done()
            found[language] = Translation(text, machine=made == "machine")
        elif not isinstance(node, Skipped):
            hint = "{text: ..., made: machine} or {text: ..., made: reviewed}"
            fields.notes.error(node.line, f"`texts` holds no mapping for {language}. Write {hint}")
    return found


def mappings(node: Node, notes: Notepad, example: str) -> list[Pairs]:
    """The mappings of a file that has to be a list of them."""
    if isinstance(node, Pairs):
        notes.error(
            node.line, f"the file is one mapping and has to be a list. Begin every item with `- `, like {example}"
        )
        return []
    if isinstance(node, Text):
        notes.error(node.line, f"the file is a text and has to be a list. Write items like {example}")
        return []
    found = []
    for item in node.items if not isinstance(node, Skipped) else ():
        if isinstance(item, Pairs):
            found.append(item)
        elif not isinstance(item, Skipped):
            notes.error(item.line, f"a list item is no mapping. Write items like {example}")
    return found
