"""Cards, lists, choices and refusals, and what the bot says of itself."""

from dataclasses import replace

import pytest
from chat_samples import (
    ABOUT,
    BASE,
    BORDER,
    ENTRIES,
    EVENTS,
    TODAY,
    VISIT,
    answered,
    base,
    card,
    choice,
    day,
    edition,
    fact,
    labels,
    listing,
    refused,
    said,
)
from telegram_limits import check

from bot.agenda.upcoming import upcoming
from bot.answers.answer import Answer, Listed, Thread
from bot.chat.html import units
from bot.chat.lists import coming_line, upcoming_message
from bot.chat.messages import answer_message, card_message, plain, sources_of
from bot.chat.pages import COMFORTABLE
from bot.chat.welcome import description, short_description, start_message
from bot.knowledge.entries import Entry, Source


def test_a_card_shows_every_fact_once_over_its_pages() -> None:
    entry = replace(
        VISIT, facts=tuple(fact(str(n), f"Sentence number {n} " + "of many words " * 20) for n in range(1, 12))
    )
    pages = [card(entry, page) for page in range(1, 12)]
    assert pages[0].shown[0] == "state-visit-2026-02#1"
    seen = [ref for page in dict.fromkeys(pages) for ref in page.shown]
    assert seen == [f"state-visit-2026-02#{n}" for n in range(1, 12)]
    assert all(units(plain(page.html)) < COMFORTABLE + 500 for page in pages)


def test_a_card_answer_opens_with_the_card_and_goes_on_with_what_was_not_shown() -> None:
    opening = answered("state-visit-2026-02#outcome", "state-visit-2026-02#guests", shape="card")
    assert answer_message(opening, BASE, TODAY) == card_message("state-visit-2026-02", BASE, TODAY)
    more = answer_message(answered("state-visit-2026-02#said", shape="card"), BASE, TODAY)
    assert more.shown == ("state-visit-2026-02#said",)


def test_a_page_that_is_not_there_is_the_last() -> None:
    entry = replace(VISIT, facts=tuple(fact(str(number), "Many words. " * 30) for number in range(3)))
    assert card(entry, 99) == card(entry, 2)
    assert "Back (1 of 2)" in labels(card(entry, 2))


def test_a_fact_is_never_cut() -> None:
    text = "One sentence of the fact, number {}. "
    entry = replace(BORDER, facts=(fact("1", "".join(text.format(n) for n in range(300))),))
    pages = dict.fromkeys(card(entry, page) for page in range(1, 20))
    whole = "\n".join(plain(page.html) for page in pages)
    assert all(text.format(n).strip() in whole for n in range(300))


def test_a_list_says_how_many_there_are_and_turns_its_pages() -> None:
    found = listing(*(Listed(entry.id) for entry in EVENTS), window=("2025-01-01", "2025-12-31"))
    first, second = (answer_message(found, BASE, TODAY, page=page) for page in (1, 2))
    assert plain(first.html).startswith("11 events · 2025 · 1 to 8\n\n1. 10 January 2025 – Talks 1 · The Wire\n")
    assert plain(second.html).startswith("11 events · 2025 · 9 to 11\n\n9. 10 September 2025 – Talks 9 · The Wire\n")
    assert labels(first) == [*"12345678", "Further down the list"]
    assert labels(second) == ["9", "10", "11", "Earlier in the list"]
    assert first.shown == tuple(entry.id for entry in EVENTS[:8])


def test_a_count_of_entries_is_said_to_be_one_of_the_base() -> None:
    found = replace(listing(*(Listed(entry.id) for entry in EVENTS)), asked="how-many")
    assert plain(answer_message(found, BASE, TODAY).html).startswith("The base holds 11 events")


def test_lines_of_a_list_may_be_facts_offices_or_days() -> None:
    lines = (
        Listed("railway", ref="railway#cost"),
        Listed("ann-example", ref="ann-example#office-1"),
        Listed("national-day", day="2030-12-16"),
        Listed("gone"),
    )
    text = said(listing(*lines))
    assert text.startswith("4 entries\n\n1. It may cost 7 billion. · Some blog\n")
    assert (
        "2. Ann Example – Mayor: seen in office in 2010; start and end are not in the base. · State Gazette\n" in text
    )
    assert "3. 16 December 2030 – National Day · State Gazette\n" in text


def test_a_line_dates_the_state_of_what_may_have_changed() -> None:
    assert said(listing(Listed("railway"))).endswith("Northland railway · planned as of March 2025 · Daily")
    active = Entry("house", "institution", "A house", status="active", facts=(fact("1", "It stands."),))
    assert said(listing(Listed("house")), base(active)).endswith("1. A house · State Gazette")


def test_what_is_coming_is_said_with_how_sure_it_is() -> None:
    text = said(Answer("?", "answered", "upcoming", listed=(Listed("national-day"), Listed("summit-2027"))))
    assert "1. 16 December 2026 – National Day · 35 years · State Gazette\n" in text
    assert "2. 2027 – Summit 2027 · scheduled, date not fixed · State Gazette\n" in text
    assert text.endswith("The sources reach to June 2026.")


def test_one_year_is_not_years() -> None:
    entry = next(e for e in ENTRIES if e.id == "national-day")
    found = upcoming(base(replace(entry, when=day("2025-12-16/.."))), TODAY)
    assert "National Day · 1 year ·" in plain(coming_line(edition(), found[0]))


def test_nothing_coming_is_said_in_a_sentence() -> None:
    assert "The base knows of nothing that is coming." in upcoming_message(edition(), ()).html


def test_a_choice_names_each_reading_and_none_of_them() -> None:
    message = answer_message(choice("summit-2027", "declaration", "missed", "border"), BASE, TODAY)
    assert plain(message.html).startswith("Which one do you mean?\n\n1. Summit 2027\n2. Joint Declaration (2026)")
    assert labels(message) == ["Summit 2027", "Joint Declaration (2026)", "Missed talks (2026)", "None of these"]


def test_a_single_reading_is_asked_for_too() -> None:
    assert said(choice("missed")) == "Do you mean this one?\n\nMissed talks (2026)"


@pytest.mark.parametrize(
    ("answer", "first"),
    [
        (refused("country", "Narnia"), "The base holds nothing on Narnia here."),
        (refused("person", "aslan"), "The base holds nothing on Aslan here."),
        (refused("person", "Mr Tumnus"), "The base holds nothing on Mr Tumnus here."),
        (refused("person", "Ann Example"), "The base does not say this of Ann Example."),
        (refused("subject", "COP99"), "The base holds nothing on COP99 here."),
        (refused("next", "commission session"), "No date of a next one is in the base."),
        (refused("organisation", "OPEC"), "The base holds nothing on OPEC here."),
        (refused("year", "1843"), "The base holds nothing on this for 1843."),
        (refused("year", "2031-03-04"), "The base holds nothing on this for 4 March 2031."),
        (refused("place", "Erewhon"), "The base holds nothing on Erewhon here."),
        (refused("place", "in narnia, not in erewhon"), "The base does not hold it for that place."),
        (refused("no-more", "border"), "The base holds nothing more on The border."),
        (refused("office", "after"), "The base does not say who held the office before or after."),
        (refused("year", "2031-03-01 to 2031-03-31"), "The base holds nothing on this for March 2031."),
        (refused("role", "king"), "The base names nobody as king here."),
        (refused("attribute", "phone number"), "The base does not hold this: phone number."),
        (refused("ordinal", "15"), "The base holds no number 15 of this."),
        (refused("number", "12"), "The base does not hold this with the number 12."),
        (refused("direction", "northland is the guest"), "The base does not hold it that way round."),
        (replace(refused("unrelated", "weather"), question="Weather?"), "The base holds nothing on “Weather”."),
        (refused("unrelated"), "That is outside what this base covers."),
        (refused("vague"), "That is too little to go on."),
        (refused("empty"), "There is no question in that message."),
        (refused("too-long", "2000"), "That is too long to be read as one question."),
        (refused("unheard-of", "x"), "The base holds no answer to this."),
        (Answer("?", "unknown"), "The base holds no answer to this."),
    ],
)
def test_a_refusal_names_its_reason_and_a_next_step(answer: Answer, first: str) -> None:
    sentence, step = said(answer).split("\n\n")
    assert sentence == first
    assert "/" in step or "sentences" in step


def test_a_refusal_names_what_there_is_instead_at_most_three() -> None:
    near = ("declaration", "summit-2027", "missed", "border")
    message = answer_message(refused("country", "Narnia", *near), BASE, TODAY)
    assert plain(message.html).endswith("• Joint Declaration (2026)\n• Summit 2027\n• Missed talks (2026)")
    assert len(message.buttons) == 3


@pytest.mark.parametrize(
    "talk",
    [
        *("greeting", "wellbeing", "thanks", "bye", "who", "human", "can", "praise", "blame", "ok", "test", "laugh"),
        "language",
    ],
)
def test_small_talk_is_answered_without_a_fact(talk: str) -> None:
    message = answer_message(Answer("hi", "chat", talk=talk), BASE, TODAY)  # type: ignore[arg-type]
    assert message.html
    assert message.shown == ()
    assert "!" not in message.html


def test_sources_of_one_entry_are_all_listed_best_first() -> None:
    text = said(Answer("source?", "answered", "sources", thread=Thread(entries=("state-visit-2026-02",))))
    assert text.startswith("4 sources: State visit to Northland\n\n1. Official record. State Gazette, 4 February 2026")
    assert text.endswith("4. What I heard. Some blog · Weak sources")


def test_sources_of_several_entries_are_listed_by_entry() -> None:
    found = Answer("source?", "answered", "sources", thread=Thread(entries=("border", "railway")))
    text = said(found)
    assert "The border\nLeaders meet & talk. The Wire, 5 February 2026" in text
    assert "Northland railway\nVisit ends. Daily, February 2026" in text


def test_sources_of_an_answer_are_those_of_what_is_shown() -> None:
    assert [s.id for s in sources_of(answered("state-visit-2026-02#outcome"), BASE)] == [
        "gazette",
        "wire",
        "daily",
        "blog",
    ]
    assert [s.id for s in sources_of(answered("ann-example#office-2"), BASE)] == ["gazette"]
    assert sources_of(answered("state-visit-2026-02#when"), BASE)[0].id == "gazette"
    assert sources_of(refused("country"), BASE) == ()
    assert [s.id for s in sources_of(listing(Listed("border"), Listed("railway")), BASE)] == ["wire", "daily"]


def test_an_answer_about_an_entry_that_is_gone_says_so() -> None:
    assert said(answered(entry="gone")) == said(Answer("?", "unknown"))
    assert "no such entry" in card_message("gone", BASE, TODAY).html


def test_former_ids_open_their_entry() -> None:
    assert card_message("visit-of-2026", BASE, TODAY) == card_message("state-visit-2026-02", BASE, TODAY)


def test_a_citation_fits_what_a_button_copies() -> None:
    source = Source("long", "P" * 300, "T" * 400, "daily", day("2026"), "https://x.example/" + "u" * 300)
    entry = replace(BORDER, facts=(fact("1", "Closed.", "long"),))
    knowledge = replace(base(entry), sources={"long": source})
    check(card(entry, knowledge=knowledge))


def test_examples_of_the_base_can_be_tapped() -> None:
    assert labels(start_message(edition())) == list(ABOUT.examples)
    assert start_message(edition(base(examples=()))).buttons == ()


def test_the_greeting_in_a_group_says_what_reaches_the_bot_there():
    assert "Ask in your own words" in start_message(edition(), "briefing_bot").html
    assert "Write /ask and your question" in start_message(edition()).html


def test_descriptions_fit_telegram() -> None:
    long = base(summary="Many words. " * 100, title="T" * 300)
    for knowledge in (BASE, long, base(summary=None)):
        assert 0 < units(description(knowledge, "en")) <= 512
        assert 0 < units(short_description(knowledge, "en")) <= 120
