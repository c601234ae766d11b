"""What is asked for by a name for some of a kind: no list of all of that kind."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, base, lines

from bot.answers.engine import Engine
from bot.knowledge.entries import Entry, Fact, Term


def _body(id: str, country: str, what: str) -> Entry:
    name = id.replace("-", " ").title()
    text = f"{name} is {what} of {country.title()}."
    return Entry(
        id, "institution", name, country=country, summary=text, facts=(Fact("is", text, ("gazette",)),),
        questions=(f"What is {name}?",),
    )  # fmt: skip


@cache
def engine() -> Engine:
    """The engine of the base with bodies of both countries, of which one and two are think tanks."""
    own = base()
    bodies = (
        _body("lake-institute", "norvania", "a think tank"),
        _body("shore-bank", "norvania", "a bank"),
        _body("ferry-office", "norvania", "an office"),
        _body("hill-institute", "belmark", "a think tank"),
        _body("wood-centre", "belmark", "a think tank"),
        _body("coal-office", "belmark", "an office"),
    )
    term = Term("institution", "institution", {}, ("think tank", "think tanks", "body", "bodies"))
    entries = own.entries | {one.id: one for one in bodies}
    words = replace(own.words, types=(*own.words.types, term))
    return Engine(replace(own, entries=entries, words=words, version="finer"))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("which think tanks does Belmark have?", {"hill-institute", "wood-centre"}),
        ("think tanks of Norvania", set()),
        ("which institutions does Norvania have?", {"lake-institute", "shore-bank", "ferry-office"}),
    ],
)
def test_a_list_holds_what_is_called_so_and_a_single_one_is_no_list(question: str, found: set[str]) -> None:
    answer = engine().answer(question, NOW)
    assert (set(lines(answer)) if answer.shape == "list" else set()) == found
