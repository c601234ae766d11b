"""A prep sheet: who it is as of when, whom they met, what is open, which wording is agreed."""

from __future__ import annotations

from datetime import date

from chat_samples import day, fact, office

from bot.agenda.prep import prep
from bot.agenda.promises import is_overdue, open_promises
from bot.knowledge.entries import About, Entry, Knowledge, Participant, Source, Words

TODAY = date(2026, 11, 21)
GAZETTE = Source("gazette", "State Gazette", "Official record", "official", day("2026-01-01"))
ANN = Entry(
    "ann-example", "official", "Ann Example", names={"ru": "Энн", "kk": "Энн К"}, machine=("kk",),
    offices=(
        office("Mayor", ("2010", "2011"), end=day("2011"), country="southland"),
        office("President", ("2024-05-01", "2026-02-12"), country="southland"),
        office("Chair of the Council", ("2025", "2026-02-12"), country="southland"),
    ),
)  # fmt: skip
BOB = Entry("bob-other", "official", "Bob Other", offices=(office("Premier", country="northland"),))
TALKS = Entry(
    "talks", "event", "Talks", when=day("2026-02-04"), status="held",
    participants=(Participant("ann-example"), Participant("bob-other")),
    facts=(fact("1", "Talks were held."), fact("2", "Ann Example met Bob Other.")),
)  # fmt: skip
SPEECH = Entry(
    "speech", "event", "Speech", when=day("2026-09-01"), status="held", people=("ann-example",),
    facts=(fact("1", "Ann Example spoke at home."),),
)  # fmt: skip
VOW = Entry(
    "road", "initiative", "Road", status="planned", when=day("2026-03"), people=("ann-example",),
    facts=(
        fact("1", "A road is planned.", as_of=day("2026-01")),
        fact("2", "It was named again.", as_of=day("2026-02")),
    ),
)  # fmt: skip
NEAR = Entry(
    "bridge", "initiative", "Bridge", status="proposed", related=("talks",),
    facts=(fact("1", "A bridge.", as_of=day("2026-02")),),
)  # fmt: skip
PACT = Entry("pact", "agreement", "Pact", status="signed", when=day("2026-02-04"), people=("ann-example",))
QUARREL = Entry("quarrel", "topic", "The quarrel", sensitive="quarrel", related=("pact",), facts=(fact("1", "So."),))
FAIR = Entry(
    "fair", "event", "Fair", when=day("2026-02-05"), status="held", sensitive="quarrel", people=("ann-example",)
)


def base(*entries: Entry) -> Knowledge:
    return Knowledge({one.id: one for one in entries}, {"gazette": GAZETTE}, About("Test"), Words(), "1")


WHOLE = base(ANN, BOB, TALKS, SPEECH, VOW, NEAR, PACT, QUARREL, FAIR)


def test_the_offices_last_seen_are_shown_and_none_that_ended() -> None:
    assert [one.title for _, one in prep(WHOLE, ANN, TODAY).offices] == ["President", "Chair of the Council"]
    assert [number for number, _ in prep(WHOLE, ANN, TODAY).offices] == [2, 3]


def test_before_an_office_was_seen_the_one_before_is_shown() -> None:
    assert [one.title for _, one in prep(WHOLE, ANN, date(2012, 1, 1)).offices] == ["Mayor"]


def test_contacts_are_with_somebody_else_and_say_the_sentence_that_names_who_it_is_about() -> None:
    (contact,) = prep(WHOLE, ANN, TODAY).contacts
    assert (contact.entry.id, contact.fact.text) == ("talks", "Ann Example met Bob Other.")
    assert prep(WHOLE, ANN, date(2026, 2, 3)).contacts == ()


def test_where_nobody_else_is_known_everything_counts_as_contact() -> None:
    assert [one.entry.id for one in prep(base(ANN, SPEECH), ANN, TODAY).contacts] == ["speech"]


def contact(id_: str, type_: str | None, when: str) -> Entry:
    people = ("ann-example", "bob-other")
    facts = (fact("1", f"Ann Example: {id_}."),)
    return Entry(id_, "event", id_, type=type_, when=day(when), status="held", people=people, facts=facts)


def test_meetings_and_talks_go_before_later_greetings_calls_and_ceremonies() -> None:
    greeting, call = contact("greeting", "statement", "2026-02-06"), contact("call", "call", "2026-03")
    award, summit = contact("award", "award", "2026-02-04"), contact("summit", "summit", "2024-07-03")
    visit = contact("visit", "visit", "2026-02-03/2026-02-04")
    found = prep(base(ANN, BOB, greeting, award, call, visit, summit), ANN, TODAY).contacts
    assert [one.entry.id for one in found] == ["visit", "summit", "call"]


def test_of_the_contacts_of_one_day_the_visit_goes_before_the_talks_and_these_before_the_rest() -> None:
    talks, forum = contact("talks", "meeting", "2026-02-04"), contact("a-forum", "forum", "2026-02-04")
    visit = contact("visit", "visit", "2026-02-03/2026-02-04")
    found = prep(base(ANN, BOB, forum, talks, visit), ANN, TODAY).contacts
    assert [one.entry.id for one in found] == ["visit", "talks", "a-forum"]


def test_promises_are_ones_own_first_with_the_last_confirmation_and_those_of_contacts() -> None:
    found = prep(WHOLE, ANN, TODAY).promises
    assert [(one.entry.id, str(one.confirmed), one.overdue) for one in found] == [
        ("road", "2026-02", True),
        ("bridge", "2026-02", False),
    ]


def test_the_agreed_wording_near_a_person_is_named_and_its_own_subject_too() -> None:
    assert [one.id for one in prep(WHOLE, ANN, TODAY).sensitive] == ["quarrel"]
    assert [one.id for one in prep(WHOLE, QUARREL, TODAY).sensitive] == ["quarrel"]
    assert prep(WHOLE, BOB, TODAY).sensitive == ()


def test_spellings_say_which_were_made_by_machine() -> None:
    found = prep(WHOLE, ANN, TODAY).spellings
    assert [(one.language, one.name, one.machine) for one in found] == [
        ("en", "Ann Example", False),
        ("ru", "Энн", False),
        ("kk", "Энн К", True),
    ]


def test_what_is_withdrawn_is_on_no_sheet() -> None:
    found = prep(WHOLE, ANN, TODAY, frozenset({"talks", "speech", "road#1", "road#2", "bridge"}))
    assert (found.contacts, found.promises) == ((), ())


def test_a_promise_is_overdue_only_after_the_last_day_of_its_date() -> None:
    assert not is_overdue(VOW, date(2026, 3, 31))
    assert is_overdue(VOW, date(2026, 4, 1))


def test_a_firm_date_to_come_is_no_open_promise() -> None:
    firm = Entry("visit", "event", "Visit", when=day("2027-02-01"), status="scheduled", facts=(fact("1", "It comes."),))
    loose = Entry("call", "event", "Call", when=day("2027"), status="announced", facts=(fact("1", "Some day."),))
    assert [one.entry.id for one in open_promises(base(firm, loose), TODAY)] == ["call"]
