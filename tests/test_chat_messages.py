"""What a chat is shown: the right words, within Telegram's limits, whatever the base holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from chat_samples import (
    ABOUT,
    ANN,
    BASE,
    BORDER,
    ENTRIES,
    EVENTS,
    LONG,
    QUARREL,
    SUMMIT,
    TODAY,
    VISIT,
    answered,
    base,
    choice,
    day,
    edition,
    fact,
    listing,
    office,
    refused,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_limits import check

from bot.agenda.upcoming import upcoming
from bot.answers.answer import Answer, Listed, Thread
from bot.chat.about import about_message, privacy_message, rank_page, ranks_message
from bot.chat.alert_buttons import read
from bot.chat.browse import SECTIONS, group_page, groups_of, groups_page
from bot.chat.cards import card_page, sources_page
from bot.chat.html import units
from bot.chat.keyboards import Button, handle
from bot.chat.lists import coming_line, upcoming_message
from bot.chat.messages import answer_message, card_message, plain, sources_of
from bot.chat.names import Edition
from bot.chat.pages import COMFORTABLE, Message
from bot.chat.refusals import missing_message, none_of_these_message, old_button_message, talk_message
from bot.chat.welcome import (
    description,
    help_message,
    id_message,
    not_here_message,
    only_text_message,
    short_description,
    start_message,
    trouble_message,
    unknown_command_message,
)
from bot.knowledge.entries import LANGUAGES, RANKS, Entry, Fact, Knowledge, Office, Participant, Source
from bot.knowledge.load import load_folder
from bot.languages.catalogue import translate

REAL = Path(__file__).parents[1] / "knowledge"


def said(answer: Answer, knowledge: Knowledge = BASE, today: date = TODAY) -> str:
    return plain(answer_message(answer, knowledge, today).html)


def labels(message: Message) -> list[str]:
    return [button.text for button in buttons(message)]


def buttons(message: Message) -> list[Button]:
    return [button for row in message.buttons for button in row]


def card(entry: Entry, page: int = 1, knowledge: Knowledge | None = None) -> Message:
    return card_page(edition(knowledge or base(entry)), entry, page)


# What stands in an answer


def test_an_answer_has_title_date_place_state_fact_and_sources_best_first() -> None:
    assert said(answered("state-visit-2026-02#outcome")) == (
        "State visit to Northland\n"
        "3–4 February 2026 · Northtown · held\n\n"
        "A declaration was adopted in Northtown on 4 February 2026.\n\n"
        "Sources: State Gazette, 4 February 2026; The Wire, 5 February 2026; Daily, February 2026 and 1 more"
    )


def test_what_is_past_its_time_opens_with_when_it_was_last_confirmed() -> None:
    text = said(answered("border#1"))
    assert text.startswith("Last confirmed on 5 February 2026; nothing newer here.\nThe border\n")
    assert "What holds today is decided by the border guards of both countries." in text


def test_what_is_recent_enough_does_not() -> None:
    assert said(answered("border#1"), today=date(2026, 2, 20)).startswith("The border\n")


def test_what_took_place_is_never_out_of_date() -> None:
    assert said(answered("state-visit-2026-02#outcome"), today=date(2046, 1, 1)).startswith("State visit")


def test_a_caution_stands_below_its_fact() -> None:
    text = said(answered("state-visit-2026-02#guests"))
    assert "Forty people came with the president.\n⚠ Other reports say fifty." in text


def test_one_source_is_said_unless_it_is_official() -> None:
    assert "One source only." in said(answered("state-visit-2026-02#guests"))
    assert "One source only." not in said(answered("ann-example#office-2"))


def test_one_weak_source_is_said_to_be_weak() -> None:
    assert "One source only. It is a weak one." in said(answered("railway#cost"))


def test_what_a_caution_says_is_not_said_again() -> None:
    entry = replace(BORDER, facts=(fact("1", "Closed.", "blog", caution="One report only, and a weak source."),))
    assert "One source only." not in plain(card(entry).html)


def test_of_several_facts_each_that_has_one_source_says_so() -> None:
    text = said(answered("state-visit-2026-02#outcome", "state-visit-2026-02#guests"))
    assert "• Forty people came with the president. One source only." in text
    assert "4 February 2026. One source only." not in text


def test_a_statement_names_its_speaker_where_the_sentence_does_not() -> None:
    assert "Said by Ann Example, President (4 February 2026)." in said(answered("state-visit-2026-02#said"))
    named = replace(VISIT, facts=(replace(VISIT.facts[4], text="Ann Example called it a new page."),))
    assert "Said by" not in plain(card(named, knowledge=base(named, ANN)).html)


def test_an_outlet_of_a_party_is_named_as_theirs() -> None:
    entry = replace(BORDER, facts=(fact("1", "Closed.", "party-paper"),))
    assert "The Banner (paper of a party)" in plain(card(entry).html)


def test_press_and_analysis_are_named_as_such() -> None:
    press, analysis = (
        fact("1", "It went well.", "daily", voice="press"),
        fact("2", "It may last.", "blog", voice="analysis"),
    )
    text = plain(card(replace(BORDER, facts=(press, analysis))).html)
    assert "It went well. Reported by Daily." in text
    assert "It may last. Analysis by Some blog." in text


def test_a_withdrawn_or_superseded_fact_is_never_shown() -> None:
    text = said(answered("state-visit-2026-02#wrong", "state-visit-2026-02#old", "state-visit-2026-02#outcome"))
    assert "rained" not in text
    assert "is planned" not in text
    assert "rained" not in "".join(plain(card(VISIT, page).html) for page in (1, 2, 3))


def test_a_machine_translation_says_so() -> None:
    assert "In other words. (machine translation)" in said(answered("translated#1"))


@pytest.mark.parametrize(
    ("held", "text"),
    [
        (
            office("Mayor", ("2010", "2012-05")),
            "seen in office in 2010 and in May 2012; start and end are not in the base.",
        ),
        (office("Mayor", ("2010-01-02",) * 2), "seen in office on 2 January 2010; start and end are not in the base."),
        (office("Mayor", start=day("2010"), end=day("2012-03-01")), "from 2010 to 1 March 2012."),
        (office("Mayor", start=day("2010")), "from 2010; an end is not in the base."),
        (
            office("Mayor", ("2010", "2012"), start=day("2010")),
            "from 2010; last seen in office in 2012; an end is not in the base.",
        ),
        (office("Mayor", end=day("2012")), "until 2012; the start is not in the base."),
        (
            office("Mayor", ("2011", "2011"), end=day("2012")),
            "seen in office in 2011, until 2012; the start is not in the base.",
        ),
        (office("Mayor"), "when is not in the base."),
    ],
)
def test_sightings_in_an_office_are_not_said_as_a_term(held: Office, text: str) -> None:
    assert f"Mayor: {text}" in plain(card(replace(ANN, offices=(held,), facts=())).html)


def test_a_person_opens_with_the_office_held_last() -> None:
    offices = [line for line in plain(card(ANN).html).splitlines() if line.startswith("•")]
    assert [line.split()[1] for line in offices] == ["President", "Envoy", "Mayor:"]


def test_an_office_that_ended_is_not_said_to_be_out_of_date() -> None:
    assert not said(answered("ann-example#office-3")).startswith("Last confirmed")
    assert said(answered("ann-example#office-2")).startswith("Last confirmed on 12 February 2026")


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (SUMMIT, "2027 · Northtown · scheduled, date not fixed"),
        (
            replace(SUMMIT, when=day("2026-01")),
            "January 2026 · Northtown · was scheduled; whether it took place is not in the base",
        ),
        (replace(SUMMIT, status="cancelled"), "2027 · Northtown · cancelled"),
        (replace(SUMMIT, when=day("2027-03-01")), "1 March 2027 · Northtown · scheduled"),
        (replace(SUMMIT, when=None), "Northtown · scheduled, date not fixed"),
    ],
)
def test_the_state_of_an_event_is_as_honest_as_its_date(entry: Entry, line: str) -> None:
    assert line in plain(card(entry).html).splitlines()


@pytest.mark.parametrize(
    ("name", "status", "state"),
    [
        ("Joint Declaration", "adopted", "adopted, political"),
        ("Memorandum on rail", "signed", "signed, not binding by itself"),
        ("Eight MoUs", "signed", "signed, not binding by itself"),
        ("Treaty on transit", "signed", "signed; whether it is in force is not in the base"),
        ("Treaty on transit", "in-force", "in force"),
        ("Treaty on transit", "draft", "draft"),
    ],
)
def test_signed_is_not_in_force_and_a_memorandum_binds_nobody(name: str, status: str, state: str) -> None:
    entry = Entry("paper", "agreement", name, status=status, facts=(fact("1", "It exists."),))
    assert state in plain(card(entry).html).splitlines()


def test_a_pilot_is_not_a_service() -> None:
    entry = Entry("line", "corridor", "A line", status="pilot", facts=(fact("1", "It ran.", as_of=day("2026-11-01")),))
    assert plain(card(entry).html).splitlines()[1] == "pilot run as of 1 November 2026, not a regular service"


def test_people_are_named_with_office_and_role() -> None:
    assert "People: Ann Example (President, guest), Bob Other (host)" in plain(
        card_message("state-visit-2026-02", BASE, TODAY).html
    )


def test_a_field_that_answers_stands_in_the_line_below_the_title() -> None:
    message = answer_message(answered("state-visit-2026-02#when"), BASE, TODAY)
    assert "3–4 February 2026" in message.html
    assert "Sources:" in plain(message.html)
    assert message.shown == ("state-visit-2026-02#when",)


# Sensitive subjects


def test_an_agreed_wording_is_shown_whole_and_suggests_nothing() -> None:
    message = answer_message(answered("quarrel#other"), BASE, TODAY)
    assert message.shown == ("quarrel#wording", "quarrel#other")
    assert labels(message) == ["Copy citation", "This is wrong"]


def test_cards_and_answers_have_a_bell() -> None:
    for message in (
        card_message("state-visit-2026-02", BASE, TODAY),
        answer_message(answered("state-visit-2026-02#outcome"), BASE, TODAY),
    ):
        assert [press.about for b in buttons(message) if (press := read(b.data or ""))] == [
            ("entry", "state-visit-2026-02")
        ]


def test_a_long_agreed_wording_loses_nothing() -> None:
    facts = tuple(fact(str(number), f"Paragraph {number}. " + "word " * 150) for number in range(1, 9))
    entry = replace(QUARREL, facts=facts)
    shown = [ref for page in range(1, 4) for ref in card(entry, page).shown]
    assert list(dict.fromkeys(shown)) == [f"quarrel#{number}" for number in range(1, 9)]


def test_sensitive_and_mourning_entries_are_never_suggested() -> None:
    texts = labels(card_message("state-visit-2026-02", BASE, TODAY))
    assert "Joint Declaration (2026)" in texts
    assert not {"The quarrel", "Memorial Day"} & set(texts)
    near = answer_message(refused("country", "Narnia", "quarrel", "memorial-day", "declaration"), BASE, TODAY)
    assert labels(near) == ["Joint Declaration (2026)"]


def test_sensitive_events_are_not_among_what_is_coming() -> None:
    entry = replace(SUMMIT, sensitive="quarrel")
    knowledge = base(entry, QUARREL)
    found = upcoming(knowledge, TODAY)
    assert found
    assert "Summit" not in upcoming_message(edition(knowledge), found).html


# Cards, lists, choices, refusals


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
        (refused("unrelated", "weather"), "The base holds nothing on “weather”."),
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
    "talk", ["greeting", "wellbeing", "thanks", "bye", "who", "human", "can", "praise", "blame", "ok", "test", "laugh"]
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


# Whatever the base holds


def everything(knowledge: Knowledge, today: date = TODAY) -> Iterator[Message]:
    """Every message the bot can build from a base, questions with a list of their own apart."""
    shown = Edition(knowledge, today, translate("en"))
    for entry in knowledge.entries.values():
        yield from _pages(lambda page, entry=entry: card_page(shown, entry, page))
        yield from _pages(lambda page, entry=entry: sources_page(shown, entry, page))
        refs = [f"{entry.id}#{one.key}" for one in entry.shown_facts]
        refs += [f"{entry.id}#office-{number}" for number in range(1, len(entry.offices) + 1)]
        yield from (answer_message(answered(ref), knowledge, today) for ref in refs)
        yield answer_message(answered(*refs[:3], entry=entry.id), knowledge, today)
        yield answer_message(answered(f"{entry.id}#when"), knowledge, today)
        yield answer_message(listing(*(Listed(entry.id, ref=ref) for ref in refs), Listed(entry.id)), knowledge, today)
        yield answer_message(choice(entry.id), knowledge, today)
        yield answer_message(refused("person", entry.name, entry.id), knowledge, today)
    ids = tuple(knowledge.entries)
    yield from _pages(lambda page: answer_message(listing(*map(Listed, ids)), knowledge, today, page=page))
    yield from _pages(lambda page: upcoming_message(shown, upcoming(knowledge, today), page))
    for section in SECTIONS:
        yield from _pages(lambda page, section=section: groups_page(shown, section, page))
        for group in groups_of(shown, section):
            found = group_page(shown, section, handle(group.id, 40))
            assert found is not None
            yield found
    for rank in RANKS:
        page = rank_page(shown, rank)
        yield from () if page is None else (page,)
    yield answer_message(Answer("?", "answered", "sources", thread=Thread(entries=ids[:5])), knowledge, today)
    yield from _standing(shown)


def _standing(shown: Edition) -> Iterator[Message]:
    """The messages that do not depend on a question."""
    yield from (start_message(shown), help_message(shown), about_message(shown), ranks_message(shown))
    yield from (privacy_message(shown, keeps_misses=keeps) for keeps in (True, False, None))
    yield from (id_message(shown, 7, -100123), unknown_command_message(shown), only_text_message(shown))
    yield from (not_here_message(shown), trouble_message(shown.words), missing_message(shown))
    yield from (old_button_message(shown), none_of_these_message(shown), talk_message(shown, None))


def _pages(page_of: object) -> Iterator[Message]:
    before = None
    for number in range(1, 60):
        message = page_of(number)  # type: ignore[operator]
        if message == before:
            return
        before = message
        yield message


def test_every_message_from_the_sample_base_is_one_that_telegram_takes() -> None:
    for message in everything(BASE):
        check(message)


def test_every_message_from_the_real_base_is_one_that_telegram_takes() -> None:
    knowledge = load_folder(REAL).knowledge
    assert knowledge is not None
    count = 0
    for message in everything(knowledge):
        check(message)
        count += 1
    assert count > len(knowledge.entries)


WILD = st.text(
    st.one_of(
        st.sampled_from("<>&\"'{}%|#_*`[]()\\ \n\t؀\u202e\u200d😀🇵🇰ßЖئ"), st.characters(exclude_categories=["Cs"])
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip()) and any(c.isalnum() for c in text))
LONG_WILD = st.one_of(WILD, st.builds(lambda text, times: (text + " ") * times, WILD, st.integers(1, 200)))


@st.composite
def bases(draw: st.DrawFn) -> Knowledge:
    """A base whose every text is wild and may be long."""
    source = Source(
        "s",
        draw(LONG_WILD),
        draw(LONG_WILD),
        draw(st.sampled_from(RANKS)),
        day("2026"),
        draw(st.sampled_from(["https://x.example/?a=<&>", "ftp://x", draw(WILD)])),
        affiliation=draw(LONG_WILD),
    )
    facts = tuple(
        Fact(
            str(number),
            draw(LONG_WILD),
            ("s",),
            voice=draw(st.sampled_from([None, "statement", "press"])),
            speaker=draw(WILD),
            caution=draw(LONG_WILD),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    held = Office(draw(LONG_WILD), organisation=draw(LONG_WILD), country=draw(LONG_WILD), sources=("s",))
    entry = Entry(
        "x" * draw(st.integers(1, 64)),
        draw(st.sampled_from(["event", "official", "topic", "corridor"])),
        draw(LONG_WILD),
        summary=draw(LONG_WILD),
        when=day("2027"),
        status=draw(st.sampled_from([None, "scheduled", "planned"])),
        where=draw(LONG_WILD),
        participants=(Participant(draw(LONG_WILD), draw(LONG_WILD)),),
        people=tuple(draw(st.lists(LONG_WILD, max_size=7))),
        offices=(held,) if draw(st.booleans()) else (),
        facts=facts,
        currency=draw(st.sampled_from([None, "borders"])),
        sensitive=draw(st.sampled_from([None, "x"])),
    )
    texts = {
        "title": draw(LONG_WILD),
        "summary": draw(LONG_WILD),
        "maintainer": draw(LONG_WILD),
        "contact": draw(LONG_WILD),
    }
    more = {"deciders": {"borders": draw(LONG_WILD)}, "notes": (draw(LONG_WILD),), "examples": (draw(LONG_WILD),)}
    return replace(base(entry, **texts, **more), sources={"s": source})


@settings(max_examples=60, deadline=None)
@given(bases())
def test_whatever_the_texts_of_a_base_are_telegram_takes_every_message(knowledge: Knowledge) -> None:
    for message in everything(knowledge):
        check(message)


@given(st.text(max_size=300), st.text(max_size=60))
def test_whatever_a_reason_says_telegram_takes_the_refusal(detail: str, kind: str) -> None:
    check(answer_message(refused(kind or "country", detail), BASE, TODAY))


def test_all_languages_are_spoken() -> None:
    for language in LANGUAGES:
        check(answer_message(answered("state-visit-2026-02#outcome"), BASE, TODAY, language))


def test_an_id_too_long_for_a_button_is_hashed() -> None:
    message = answer_message(refused("country", "Narnia", LONG.id), BASE, TODAY)
    check(message)
    assert LONG.id not in str(message.buttons)
