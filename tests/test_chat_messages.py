"""What an answer says: the right words with their dates, states and sources, and what is sensitive."""

from dataclasses import replace
from datetime import date

import pytest
from chat_samples import (
    ANN,
    BASE,
    BORDER,
    QUARREL,
    SUMMIT,
    TODAY,
    VISIT,
    answered,
    base,
    buttons,
    card,
    day,
    edition,
    fact,
    labels,
    office,
    refused,
    said,
)

from bot.agenda.upcoming import upcoming
from bot.chat.alert_buttons import read
from bot.chat.lists import upcoming_message
from bot.chat.messages import answer_message, card_message, plain
from bot.knowledge.entries import Entry, Office

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
