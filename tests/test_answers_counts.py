"""Questions for a number, which no counting of entries answers; lists bound to an event."""

from dataclasses import replace
from functools import cache

import pytest
from answers_samples import NOW, ask, base, lines, reason

from bot.answers.engine import Engine
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Knowledge, Participant, Term

FACT = Fact("held", "The joint commission held eight sessions up to 2025.", ("gazette",))
COMMISSION = Entry(
    "joint-commission",
    "institution",
    "Joint commission of Norvania and Belmark",
    questions=("How many commission sessions were held?", "how many sessions has the joint commission held"),
    facts=(FACT,),
)


@cache
def engine() -> Engine:
    """The engine of the base with a fact on the number of sessions, and with words for signing."""
    own, words = base(), base().words
    words = replace(words, types=(*words.types, Term("signing", "signing", {}, ("signed", "sign"))))
    return Engine(Knowledge({**own.entries, COMMISSION.id: COMMISSION}, own.sources, own.about, words, "counts"))


@pytest.mark.parametrize("question", ["how many commission sessions were held", "how many sessions have there been"])
def test_a_number_that_a_fact_gives_is_not_counted(question):
    answer = engine().answer(question, NOW)
    assert (answer.shape, answer.shown) == ("fact", ("joint-commission#held",))


def test_what_no_fact_gives_is_listed_as_what_the_base_holds():
    answer = ask("how many visits in 2024")
    assert (answer.shape, answer.asked, lines(answer)) == ("list", "how-many", ("visit-belport-2024",))


def test_what_the_base_itself_holds_is_listed():
    answer = engine().answer("how many commission sessions do you know", NOW)
    assert (answer.asked, lines(answer)) == ("how-many", ("commission-2022", "commission-2025"))


@pytest.mark.parametrize(
    "question",
    [
        "how many agreements were signed during the visit of Mirela Tandor",
        "how many agreements on fish were signed",
    ],
)
def test_a_number_of_something_more_is_never_counted(question):
    assert engine().answer(question, NOW).shape != "list"


@pytest.mark.parametrize(
    "question",
    [
        "how many visits did Arlen Voskar make to Belmark",
        "how many times has Arlen Voskar been in Belmark",
        "сколько раз Арлен Воскар был в Бельмарке",
    ],
)
def test_journeys_of_somebody_are_listed_as_the_base_holds_them(question):
    answer = engine().answer(question, NOW)
    assert (answer.shape, answer.asked, lines(answer)) == ("list", "how-many", ("visit-belport-2024",))


@pytest.mark.parametrize(
    "question",
    [
        "list the agreements signed during the state visit of Mirela Tandor to Norvania",
        "which agreements were signed during Mirela Tandor's visit to Norvania?",
        "what was signed during the visit of Mirela Tandor to Norvania",
    ],
)
def test_what_was_signed_during_an_event_is_of_its_days(question):
    answer = engine().answer(question, NOW)
    assert (answer.shape, lines(answer)) == ("list", ("customs-agreement",))
    assert answer.window == ("2023-05-10", "2023-05-11")


def test_an_event_that_the_base_does_not_hold_bounds_no_list():
    answer = engine().answer("list the agreements signed during the visit of Otto Grimwald to Norvania", NOW)
    assert (answer.status, reason(answer)) == ("unknown", "person")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("how many ambassadors has Norvania had in Belmark", ("davin-korel", "selma-irvane", "teron-walden")),
        ("How many visits by Mirela Tandor were there?", ("visit-norvik-2023",)),
    ],
)
def test_holders_and_visits_are_listed_where_their_number_is_asked_for(question: str, found: tuple[str, ...]) -> None:
    answer = ask(question)
    assert (answer.asked, lines(answer)) == ("how-many", found)


@pytest.mark.parametrize(
    "question", ["How long ago did Mirela Tandor visit Norvania?", "сколько дней до национального дня"]
)
def test_a_time_counted_to_or_from_today_is_asked_by_its_date(question: str) -> None:
    assert ask(question).asked in {"when", "next"}


def _event(id: str, kind: str, when: str, text: str) -> Entry:
    people = (Participant("arlen-voskar"), Participant("mirela-tandor"))
    facts = (Fact("told", text, ("gazette",)),)
    return Entry(
        id, "event", text[:-1], type=kind, when=FuzzyDate.parse(when), status="held", participants=people, facts=facts
    )


@cache
def with_meetings() -> Engine:
    """The engine of the base with words for meetings and calls, two calls, a summit and a banquet during a visit."""
    own = base()
    types = (
        Term("meeting", "meeting", {}, ("met", "meetings")),
        Term("call", "telephone call", {}, ("phone call", "telephone talks")),
        Term("summit", "summit", {}),
        Term("banquet", "banquet", {}),
    )
    more = (
        _event("summit-2025", "summit", "2025-07-01", "Arlen Voskar received Mirela Tandor beside the summit of 2025."),
        _event("summit-2022", "summit", "2022-07-01", "Arlen Voskar and Mirela Tandor attended the summit of 2022."),
        _event("banquet-2023", "banquet", "2023-05-10", "Arlen Voskar met Mirela Tandor at the state banquet."),
        _event("call-2021", "call", "2021-02-03", "Arlen Voskar and Mirela Tandor spoke of fish in 2021."),
        _event("call-2022", "call", "2022-02-03", "Arlen Voskar and Mirela Tandor spoke of ferries in 2022."),
    )
    entries = own.entries | {entry.id: entry for entry in more}
    words = replace(own.words, types=(*own.words.types, *types))
    return Engine(Knowledge(entries, own.sources, own.about, words, "meetings"))


@pytest.mark.parametrize(
    "question",
    ["How many times have Arlen Voskar and Mirela Tandor met?", "all meetings of Arlen Voskar with Mirela Tandor"],
)
def test_people_met_on_visits_and_where_a_fact_says_so_but_a_visit_counts_once(question):
    answer = with_meetings().answer(question, NOW)
    assert lines(answer) == ("visit-norvik-2023", "visit-belport-2024", "summit-2025")


@pytest.mark.parametrize(
    "question",
    [
        "how many phone calls did Arlen Voskar and Mirela Tandor have",
        "telephone talks of Arlen Voskar and Mirela Tandor",
    ],
)
def test_calls_between_people_are_no_meetings(question):
    answer = with_meetings().answer(question, NOW)
    assert (answer.shape, lines(answer)) == ("list", ("call-2021", "call-2022"))
