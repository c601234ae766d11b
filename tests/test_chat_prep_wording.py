"""What a prep sheet says of sensitive subjects near it: the leading sentence as agreed, or their names alone."""

from dataclasses import replace
from datetime import date

import pytest
from chat_samples import ANN, QUARREL, VISIT, base, fact
from test_chat_briefings import check

from bot.agenda.prep import prep
from bot.chat.messages import edition_of
from bot.chat.prep_messages import prep_message
from bot.knowledge.entries import Entry, Fact

TODAY = date(2026, 11, 21)
LEAD = fact("lead", "Paragraph 15 speaks of it.", "wire", caution="No text of the other side was seen.")
REST = fact("rest", "Others wrote of it too.", "daily")


def sheet(*wording: Fact, guarded: bool = False, **fields: tuple[Fact, ...]) -> str:
    quarrel: Entry = replace(QUARREL, facts=wording, related=("state-visit-2026-02",))
    knowledge = base(replace(ANN, **fields), VISIT, quarrel)
    found = prep(knowledge, knowledge.entries["ann-example"], TODAY)
    return check(prep_message(edition_of(knowledge, TODAY), found, "briefing_bot", guarded=guarded))


def test_the_leading_sentence_stands_whole_with_its_caution_and_source() -> None:
    text = sheet(LEAD, REST)
    assert "Sensitive: the agreed wording\n• The quarrel\nParagraph 15 speaks of it. [" in text
    assert "⚠ No text of the other side was seen." in text
    assert "Others wrote of it too." not in text


def test_where_wordings_are_kept_to_private_chats_only_the_name_stands() -> None:
    text = sheet(LEAD, REST, guarded=True)
    assert "Sensitive subjects\n• The quarrel\n" in text
    assert "Paragraph 15" not in text
    assert "agreed wording" not in text


@pytest.mark.parametrize("sentences", [340, 900])
def test_a_sentence_that_does_not_fit_gives_way_to_the_name(sentences: int) -> None:
    text = sheet(replace(LEAD, text="It is so. " * sentences))
    assert "• The quarrel\n" in text
    assert "It is so." not in text
    assert "Sources\n1. " in text
