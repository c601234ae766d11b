"""Lists by how things stand."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, lines

from bot.answers.engine import Engine
from bot.knowledge.entries import Entry, Fact, Knowledge, Term

MORE = tuple(
    Entry(name, kind, name.replace("-", " "), status=status, facts=(Fact("one", f"{name} of the lake.", ("gazette",)),))
    for name, kind, status in (
        ("fish-treaty", "agreement", "in-force"),
        ("harbour-treaty", "agreement", "draft"),
        ("lake-treaty", "agreement", "expired"),
        ("island-treaty", "agreement", "signed"),
        ("old-treaty", "agreement", None),
        ("north-tunnel", "corridor", "planned"),
        ("south-tunnel", "corridor", "active"),
    )
)


@cache
def engine() -> Engine:
    """The engine of the base with agreements and corridors of several statuses."""
    own, words = base(), base().words
    words = replace(words, types=(*words.types, Term("corridor", "corridor", {}, ("corridors",))))
    entries = {entry.id: entry for entry in own.entries.values() if entry.kind != "agreement"}
    return Engine(Knowledge({**entries, **{e.id: e for e in MORE}}, own.sources, own.about, words, "standing"))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which agreements are in force?", ("fish-treaty",)),
        ("Which agreements are not yet in force?", ("harbour-treaty",)),
        ("какие соглашения действуют", ("fish-treaty",)),
        ("draft agreements", ("harbour-treaty",)),
        ("agreements still to be signed", ("harbour-treaty",)),
        ("проекты соглашений", ("harbour-treaty",)),
        ("Which agreements are not signed yet?", ("harbour-treaty",)),
        ("Which agreements have expired?", ("lake-treaty",)),
        ("planned corridors", ("north-tunnel",)),
        ("Which corridors are operating?", ("south-tunnel",)),
    ],
)
def test_things_are_listed_that_stand_as_asked_for(question: str, found: tuple[str, ...]) -> None:
    assert sorted(lines(engine().answer(question, NOW))) == list(found)


@pytest.mark.parametrize("question", ["Is the fish treaty in force?", "Which corridors are suspended?"])
def test_one_thing_or_a_status_that_none_has_makes_no_list(question: str) -> None:
    assert engine().answer(question, NOW).shape != "list"
