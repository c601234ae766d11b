"""Who decides on what changes from one day to the next is named where a reply is about that."""

from dataclasses import replace

import pytest
from chat_samples import BORDER, DECLARATION, RAILWAY, base, edition, fact

from bot.chat.cards import card_page, fact_message
from bot.chat.facts import shown_facts
from bot.chat.html import plain
from bot.knowledge.entries import Entry, Fact

WHO = "What holds today is decided by the border guards of both countries."
CLOSED = fact("closed", "The crossing was closed in May 2026.", "wire", currency="borders")
LAID = fact("laid", "The first rail was laid in 2025.", "wire")
PAID = fact("paid", "The bridge was paid for in 2026.", "daily")


def worded(entry: Entry, *facts: Fact) -> str:
    entry = replace(entry, facts=facts)
    here = edition(base(entry))
    return plain(fact_message(here, entry, shown_facts(here, entry)).html)


def test_it_stands_below_the_fact_that_leads() -> None:
    assert WHO in worded(RAILWAY, CLOSED, LAID, PAID)


def test_it_stands_below_a_reply_that_is_half_about_it() -> None:
    assert WHO in worded(RAILWAY, LAID, CLOSED)
    assert WHO in plain(card_page(edition(), BORDER).html)


@pytest.mark.parametrize("entry", [DECLARATION, RAILWAY])
def test_it_does_not_stand_where_one_fact_among_others_touches_on_it(entry: Entry) -> None:
    assert "is decided by" not in worded(entry, LAID, PAID, CLOSED)
