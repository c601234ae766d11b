from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from chat_samples import BASE, TODAY, VISIT, base, fact
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Answer, Reason, Scored
from bot.answers.engine import Engine
from bot.answers.gaps import clusters, yaml_text
from bot.answers.search import Searcher
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Knowledge, Office, Place, Term, Withdrawal, Words
from bot.knowledge.parts import Notepad
from bot.knowledge.reading import Items, Text, read
from bot.storage.store import Miss

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
PLACE = Place("topics.yaml", 12)
HOURS = Entry(
    "opening-hours",
    "topic",
    "Opening hours of the library",
    questions=("when do you open", "are you open on sunday"),
    facts=(fact("1", "The library opens at nine on weekdays."),),
    at=PLACE,
)
CARD = Entry("reading-card", "topic", "Reading card", facts=(fact("1", "A reading card costs nothing."),), at=PLACE)
ENVOY = Entry(
    "yerlan-example",
    "official",
    "Yerlan Kistafin",
    offices=(Office("Ambassador of Southland to Northland", sources=("gazette",)),),
    facts=(fact("1", "Yerlan Kistafin is ambassador of Southland."),),
    at=Place("officials/southland.yaml", 3),
)
WORDS = Words(places=(Term("narnia", "Narnia"), Term("mordor", "Mordor")))
LIBRARY = replace(base(HOURS, CARD, ENVOY), words=WORDS)


def missed(question: str, times: int = 1, reason: str = "unrelated: x", near: tuple[str, ...] = (), day: date = TODAY):
    return Miss(day, "en", question, reason, near, times)


def nothing(text: str) -> Answer:
    return Answer(text, "unknown", reason=Reason("unrelated", "x"))


def found(*misses: Miss, knowledge: Knowledge = LIBRARY, ask=nothing):
    return clusters(misses, Searcher(knowledge), ask, TODAY)


def texts(gaps) -> list[list[str]]:
    return [[one.text for one in gap.questions] for gap in gaps]


def test_nothing_missed_leaves_no_gap() -> None:
    assert found() == ()


def test_questions_that_ask_alike_stand_together_and_the_most_asked_first() -> None:
    gaps = found(
        missed("is there parking for bicycles"),
        missed("does the library lend films", 2),
        missed("parking for bicycles?", 3),
        missed("bicycle parking", 1),
    )
    assert texts(gaps) == [
        ["parking for bicycles?", "bicycle parking", "is there parking for bicycles"],
        ["does the library lend films"],
    ]
    assert [gap.times for gap in gaps] == [5, 2]


def test_one_wording_of_several_days_is_counted_together_however_it_is_written() -> None:
    (gap,) = found(missed("Bicycle parking?", 1, day=TODAY - timedelta(3)), missed("bicycle  PARKING", 2))
    assert [(one.text, one.times) for one in gap.questions] == [("bicycle  PARKING", 3)]
    assert (gap.times, gap.last) == (3, TODAY)


def test_the_order_in_which_they_were_asked_changes_nothing() -> None:
    misses = [missed(f"{what} {where}") for what in ("parking", "films", "toys") for where in ("here", "in town", "")]
    assert found(*misses) == found(*reversed(misses))


def test_questions_about_different_other_countries_are_kept_apart() -> None:
    assert texts(found(missed("who is ambassador of Narnia", 2), missed("who is ambassador of Mordor"))) == [
        ["who is ambassador of Narnia"],
        ["who is ambassador of Mordor"],
    ]


def test_a_question_near_an_entry_gets_a_line_for_its_questions() -> None:
    (gap,) = found(missed("at what hour does the library open its doors"))
    assert gap.near is not None
    assert (gap.near.id, gap.near.name, gap.near.at) == ("opening-hours", "Opening hours of the library", PLACE)
    assert (gap.fix, gap.key) == ("question", "questions")
    assert gap.line == '- "at what hour does the library open its doors"'
    assert "opening-hours" in gap.advice


def test_an_entry_without_questions_gets_the_key_too() -> None:
    (gap,) = found(missed("where can I have a reading card made"))
    assert gap.line == 'questions: ["where can I have a reading card made"]'


@pytest.mark.parametrize("text", ["who is Kstaffiin", "Kstaffiin biography", "tell me about Kstaffiin's life"])
def test_another_spelling_of_a_name_gets_an_alias(text: str) -> None:
    (gap,) = found(missed(text))
    assert gap.near is not None
    assert (gap.fix, gap.key, gap.near.id) == ("alias", "aliases", "yerlan-example")
    assert gap.line == 'aliases: ["Kstaffiin"]'


def test_an_alias_joins_those_that_are_there() -> None:
    envoy = replace(ENVOY, aliases=("Y. Kistafin",))
    (gap,) = found(missed("who is Kstaffiin"), knowledge=base(HOURS, envoy))
    assert gap.line == '- "Kstaffiin"'


def test_an_ordinary_word_that_looks_a_little_like_a_name_gets_no_alias() -> None:
    assert all(gap.fix != "alias" for gap in found(missed("is the yarn of the club yours"), missed("kitten food")))


def test_a_name_that_two_people_share_gets_no_alias() -> None:
    other = replace(ENVOY, id="aidar-example", name="Aidar Kistafin")
    (gap,) = found(missed("who is Kstaffiin"), knowledge=base(HOURS, ENVOY, other))
    assert gap.fix != "alias"


def test_what_was_refused_for_another_country_gets_a_line_for_beyond_alone() -> None:
    engine = Engine(LIBRARY)
    (gap,) = found(missed("ambassador of Narnia to Northland"), ask=lambda text: engine.answer(text, NOW))
    assert gap.reason == "country: Narnia"
    assert (gap.fix, gap.key, gap.line) == ("new", "beyond", 'beyond: ["ambassador of Narnia to Northland"]')


def test_what_is_near_to_nothing_needs_a_new_entry() -> None:
    (gap,) = found(missed("quarterly soybean futures"))
    assert (gap.fix, gap.near, gap.line) == ("new", None, None)
    assert gap.advice == "no entry is near: a new one is needed"


def test_what_only_leans_on_an_earlier_question_gets_no_line() -> None:
    (gap,) = found(missed("and who?"))
    assert (gap.fix, gap.line) == ("unclear", None)


def test_what_is_answered_by_now_is_left_out() -> None:
    known = {
        "when do you open": Answer("", "answered", entries=(Scored("opening-hours", 0.9),)),
        "hello": Answer("", "chat", talk="greeting"),
    }
    misses = [missed(text) for text in (*known, "soybean futures")]
    assert texts(found(*misses, ask=lambda text: known.get(text) or nothing(text))) == [["soybean futures"]]


def test_a_choice_that_readers_refused_is_not_proposed_again() -> None:
    text = "at what hour does the library open its doors"
    (gap,) = found(missed(text, reason="none of these", near=("opening-hours",)))
    assert gap.near is None or gap.near.id != "opening-hours"
    assert gap.reason == "none of these"


def test_an_answer_that_readers_refused_does_not_settle_it() -> None:
    def ask(text: str) -> Answer:
        return Answer(text, "answered", entries=(Scored("opening-hours", 0.9),))

    assert len(found(missed("which hours", reason="none of these", near=("opening-hours",)), ask=ask)) == 1
    assert found(missed("which hours", reason="none of these", near=("reading-card",)), ask=ask) == ()


def test_a_fact_called_wrong_is_to_be_checked_where_it_stands() -> None:
    at = Place("events/2026.yaml", 40)
    outcome = replace(VISIT.facts[0], at=at)
    knowledge = base(replace(VISIT, facts=(outcome, *VISIT.facts[1:])))
    reason = "wrong: state-visit-2026-02#outcome"
    (gap,) = found(missed("when was it", 2, reason), missed("State visit", 1, reason), knowledge=knowledge)
    assert gap.near is not None
    assert (gap.fix, gap.times, gap.near.at, gap.line) == ("check", 3, at, None)
    assert "state-visit-2026-02#outcome" in gap.advice


def test_a_fact_called_wrong_is_settled_once_it_is_withdrawn_or_gone() -> None:
    withdrawn = replace(VISIT.facts[0], withdrawn=Withdrawal("It was not", FuzzyDate.parse("2026-11")))
    knowledge = base(replace(VISIT, facts=(withdrawn, *VISIT.facts[1:])))
    assert found(missed("x", reason="wrong: state-visit-2026-02#outcome"), knowledge=knowledge) == ()
    assert found(missed("x", reason="wrong: gone#1"), knowledge=knowledge) == ()
    assert len(found(missed("x", reason="wrong: state-visit-2026-02"), knowledge=knowledge)) == 1


def test_no_more_groups_are_looked_at_than_wanted() -> None:
    misses = [missed("parking", 3), missed("films", 2), missed("toys")]
    assert texts(clusters(misses, Searcher(LIBRARY), nothing, TODAY, 2)) == [["parking"], ["films"]]


def test_any_text_can_be_missed() -> None:
    misses = [missed(text) for text in ("🙂", "\u200b", "'", '"', "a" * 500, "٣٤", "\x00\n", "- {[", "ок?")]
    assert sum(gap.times for gap in found(*misses, knowledge=BASE)) == len(misses)


@given(st.text(max_size=60))
def test_a_line_is_read_back_without_problems(text: str) -> None:
    notes = Notepad("topics.yaml")
    read(f"- {yaml_text(text)}\n".encode(), notes)
    assert notes.problems == []


@pytest.mark.parametrize("text", ['say "yes"', "C:\\new", "no: it's # not", "{a}", "- x", "کیا ہے؟", "да 🙂"])
def test_quotes_and_signs_survive(text: str) -> None:
    node = read(f"- {yaml_text(text)}\n".encode(), Notepad("topics.yaml"))
    assert isinstance(node, Items)
    assert [item.value for item in node.items if isinstance(item, Text)] == [text]
