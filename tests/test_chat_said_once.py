"""A reply says a thing once: a summary, title or heading gives way to what says the same."""

from dataclasses import replace

import pytest
from alerts_samples import base as events
from chat_samples import BORDER, base, edition, fact
from test_chat_briefings import NOW, TODAY, check

from bot.agenda.briefing import Subject, briefing
from bot.chat.briefing_messages import Form, briefing_message
from bot.chat.briefing_parts import Wanted
from bot.chat.cards import card_page
from bot.chat.html import plain
from bot.chat.messages import edition_of
from bot.knowledge.entries import Fact

CLOSED = fact(
    "1",
    "The Wire reported on 5 February 2026 that the crossings had been closed for four months and that nobody spoke.",
    "wire",
    caution="One source only; later news is not in this base.",
)


def card(summary: str, *facts: Fact) -> str:
    entry = replace(BORDER, summary=summary, facts=facts)
    return plain(card_page(edition(base(entry)), entry).html)


def test_a_summary_in_other_words_than_the_only_fact_is_left_out() -> None:
    summary = "A report of 5 February 2026 says the crossings had been closed for four months; nothing later is here."
    assert summary not in card(summary, CLOSED)


@pytest.mark.parametrize(
    "summary",
    [
        "The Wire reported that the crossings had been closed since 9 October.",
        "Trucks wait at the northern gate, and their drivers were given food.",
    ],
)
def test_a_summary_that_says_more_stays(summary: str) -> None:
    assert summary in card(summary, CLOSED)


def test_a_summary_of_several_facts_stays_unless_the_first_has_its_words() -> None:
    summary = "A report of 5 February 2026 says the crossings had been closed for four months; nothing later is here."
    assert summary in card(summary, CLOSED, fact("2", "A gate was painted."))


def test_nothing_new_since_a_day_is_said_once() -> None:
    knowledge, wanted = events(), Wanted("new", TODAY, since=TODAY)
    found = briefing(knowledge, Subject(), wanted.window)
    text = check(briefing_message(edition_of(knowledge, TODAY), found, Form(wanted, NOW)))
    assert text.startswith("Nothing new since 5 December 2026.")
    assert text.count("since 5 December 2026") == 1
