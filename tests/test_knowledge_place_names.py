"""Place names of the base carry no owner where it is disputed: such places stand by themselves, below no country."""

from pathlib import Path

import pytest

from bot.answers.lexicon import Lexicon
from bot.answers.text import tokens
from bot.knowledge.entries import Knowledge
from bot.knowledge.load import load_folder


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    loaded = load_folder(Path(__file__).parent.parent / "knowledge").knowledge
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("name", ["Gilgit", "گلگت", "Skardu", "سکردو", "Gilgit-Baltistan", "Muzaffarabad"])
def test_a_place_whose_belonging_is_disputed_is_of_no_country(knowledge: Knowledge, name: str) -> None:
    refs = [ref for span in Lexicon(knowledge).spans(tokens(name)) for ref in span.refs if ref.kind != "entry"]
    ours = {country.id for country in knowledge.about.countries}
    assert {ref.kind for ref in refs} == {"place"}
    assert not {ref.id for ref in refs} & ours


def test_it_is_listed_below_no_other_country_either(knowledge: Knowledge) -> None:
    places = [*knowledge.about.countries, *(one for one in knowledge.words.places if one.flag or one.capital)]
    assert not [one.id for one in places if {"Gilgit", "Skardu", "Muzaffarabad", "Srinagar", "Jammu"} & {*one.cities}]
