"""What may have changed opens with when it was last confirmed, and no line of a map says that a border is open."""

from dataclasses import replace
from datetime import date

from chat_samples import ANN, base, edition, fact
from picture_samples import EDITION

from bot.chat.cards import fact_message
from bot.chat.facts import shown_facts
from bot.chat.html import plain
from bot.chat.picture_buttons import Wanted
from bot.chat.picture_pages import picture_page
from bot.knowledge.entries import Entry
from bot.pictures.map import MapSheet

BORN = fact("born", "Ann Example was born in Northtown.", currency="history")


def about(person: Entry, today: date = date(2026, 11, 21)) -> str:
    here = edition(base(person), today)
    return plain(fact_message(here, person, shown_facts(here, person)).html)


def test_a_person_in_an_office_not_seen_for_long_opens_with_when_that_was_confirmed() -> None:
    person = replace(ANN, facts=(BORN,))
    assert about(person).startswith("Last confirmed on 12 February 2026; nothing newer here.\nAnn Example\n")
    assert about(person, date(2026, 2, 20)).startswith("Ann Example\n")


def test_a_person_whose_last_office_has_ended_does_not() -> None:
    assert about(replace(ANN, facts=(BORN,), offices=ANN.offices[2:])).startswith("Ann Example\n")


def test_a_map_says_of_no_route_that_it_is_open() -> None:
    picture = picture_page(EDITION, Wanted("m"))
    assert picture is not None
    assert isinstance(picture.sheet, MapSheet)
    assert dict(picture.sheet.lines)[True] == "in use at the date given"
    assert "which does not say that a border is open today" in plain(picture.caption)
