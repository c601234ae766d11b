"""Lists of what shares a noun, and lists narrowed by the words that they are called by."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, ids, lines

from bot.answers.engine import Engine
from bot.knowledge.entries import Entry, Fact, Knowledge, Term


def thing(entry_id: str, kind: str, summary: str, country: str | None = None, more: str = "") -> Entry:
    """An entry that a summary says what it is, with one fact."""
    fact = Fact("one", f"{summary} {more}".strip(), ("gazette",))
    return Entry(entry_id, kind, entry_id.replace("-", " ").title(), summary=summary, country=country, facts=(fact,))


MORE = (
    thing("north-harbour", "corridor", "North Harbour is a port of the lake."),
    thing("gull-quay", "corridor", "Gull Quay is a small harbour, built of oak."),
    thing("oak-road", "corridor", "Oak Road is a road for carts to every harbour."),
    thing("lake-chamber", "institution", "Lake Chamber is a chamber of traders.", "norvania"),
    thing("chamber-of-reeds", "institution", "The body of reed cutters.", "norvania"),
    thing("hill-chamber", "institution", "Hill Chamber is a chamber of shepherds.", "belmark"),
    thing("reed-union", "institution", "Reed Union is a union.", "norvania", "It once wrote to a chamber."),
)

CHAMBERS = {"lake-chamber", "chamber-of-reeds", "hill-chamber"}


@cache
def engine() -> Engine:
    """The engine of the base with harbours and chambers."""
    own, words = base(), base().words
    words = replace(
        words,
        types=(*words.types, Term("corridor", "corridor"), Term("institution", "institution", {}, ("institutions",))),
        synonyms=(*words.synonyms, ("harbour", "haven")),
    )
    entries = {**own.entries, **{e.id: e for e in MORE}}
    return Engine(Knowledge(entries, own.sources, own.about, words, "alike"))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which harbours are there?", {"north-harbour", "gull-quay"}),
        ("what havens are known", {"north-harbour", "gull-quay"}),
        ("list the chambers", {"lake-chamber", "chamber-of-reeds", "hill-chamber"}),
        ("chambers of Norvania", {"lake-chamber", "chamber-of-reeds"}),
        (
            "list the harbours and chambers",
            {"north-harbour", "gull-quay", "lake-chamber", "chamber-of-reeds", "hill-chamber"},
        ),
    ],
)
def test_what_is_called_by_a_noun_is_listed_and_not_what_mentions_it(question: str, found: set[str]) -> None:
    assert set(lines(engine().answer(question, NOW))) == found


@pytest.mark.parametrize("question", ["Which harbours did Mirela Tandor visit in 2023?", "Which roads are there?"])
def test_what_one_thing_is_called_by_or_a_person_did_makes_no_such_list(question: str) -> None:
    assert not {"north-harbour", "oak-road"} & set(lines(engine().answer(question, NOW)))


def test_of_what_mentions_a_word_only_that_is_listed_which_is_called_so() -> None:
    assert set(lines(engine().answer("list the institutions, chambers", NOW))) == CHAMBERS


def test_every_time_asks_for_a_list() -> None:
    answer = engine().answer("every time Mirela Tandor came to Norvania", NOW)
    assert (answer.shape, ids(answer)) == ("list", ("visit-norvik-2023",))
