"""What a question contains that a candidate does not account for."""

import pytest
from answers_samples import TODAY, ask, engine, ids, reading

from bot.answers.decide import LACKING, decide, judge
from bot.answers.demands import demands
from bot.answers.engine import Engine
from bot.answers.gate import asked_stance
from bot.answers.question import read
from bot.answers.search import LIKELY, SHORTLIST
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import About, Entry, Fact, Knowledge, Term, Words

#: What is asked -> why it is refused; each shares most of its words with something known.
REFUSED = (
    ("lake railway with Grauland", "country", "Grauland"),
    ("How large was trade between Norvania and Grauland in 2024?", "country", "Grauland"),
    ("Когда Мирела Тандор приезжала в Тарковию?", "country", "Tarkovia"),
    ("what did Otto Grimwald say about the lake railway", "person", "otto grimwald"),
    ("who is Pavel Voskar", "person", "Pavel Voskar"),
    ("World Harbour Union and the lake railway", "organisation", "world-harbour-union"),
    ("is norvania a member of WHU", "organisation", "world-harbour-union"),
    ("what is the price of the ferry ticket", "attribute", "price"),
    ("phone number of the embassy of Norvania", "attribute", "phone-number"),
    ("salary of Mirela Tandor", "attribute", "salary"),
    ("Who is the captain of the ferry across the lake?", "role", "captain"),
    ("names of the engineers of the lake railway", "role", "engineers"),
    ("How large was trade between Norvania and Belmark in 2019?", "year", "2019"),
    ("state visit to Norvania 2021", "year", "2021"),
    ("State visit of Mirela Tandor to Norvania in 2019", "year", "2019"),
    ("What does Belmark celebrate on 27 March?", "year", "2026-03-27"),
    ("When was the third session of the joint commission?", "ordinal", "3"),
    ("13th session of the joint commission", "ordinal", "13"),
    ("Is there a ferry between Highmoor and Norvik?", "place", "Highmoor"),
    ("ferry to Highmoor", "place", "Highmoor"),
    ("When did Arlen Voskar meet Quillon-Marsh at the lake?", "subject", "Quillon-Marsh"),
    ("сколько стоит паром Кветальбор через озеро", "subject", "Кветальбор"),
)

#: The same with what the base does hold.
HELD = (
    ("What does Belmark celebrate on 22 March?", "belmark-day"),
    ("How large was trade between Norvania and Belmark in 2024?", "turnover-2024"),
    ("What did Mirela Tandor study?", "mirela-tandor"),
    ("who is Arlen Voskar", "arlen-voskar"),
    ("When was the second session of the joint commission?", "commission-2025"),
    ("state visit to Norvania in May 2023, what was signed?", "visit-norvik-2023"),
    ("Is there a ferry from Sandhaven?", "ferry"),
    ("How long is the lake railway?", "lake-railway"),
)


@pytest.mark.parametrize(("question", "kind", "detail"), REFUSED)
def test_what_no_fact_accounts_for_is_refused_by_its_name(question, kind, detail):
    answer = ask(question)
    assert answer.reason is not None
    assert (answer.status, answer.reason.kind, answer.reason.detail) == ("unknown", kind, detail)
    assert (answer.entries, answer.shown) == ((), ())


@pytest.mark.parametrize(("question", "entry"), HELD)
def test_what_a_fact_accounts_for_is_answered(question, entry):
    answer = ask(question)
    assert (answer.status, ids(answer)) == ("answered", (entry,))


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("the railway with Grauland and Tarkovia", {"country"}),
        ("Otto Grimwald's phone number", {"person", "attribute"}),
        ("the third WHU meeting", {"organisation", "ordinal"}),
        ("the first meeting", set()),
        ("trade between Norvania and Belmark", set()),
        ("", set()),
    ],
)
def test_names_attributes_and_ordinals_are_demanded(question, kinds):
    assert {one.reason.kind for one in demands(reading(question), engine().searcher)} == kinds


def test_a_candidate_with_a_conflict_is_never_chosen():
    searcher = engine().searcher
    for question, _, _ in REFUSED:
        read = reading(question)
        conflicting = {j.candidate.entry.id for j in judge(read, searcher) if j.held.conflicts}
        chosen = {candidate.entry.id for candidate, _ in decide(read, searcher, TODAY).chosen}
        assert not conflicting & chosen


@pytest.mark.parametrize(("question", "entry"), HELD)
def test_shares_stay_between_nothing_and_all(question, entry):
    judged = judge(reading(question), engine().searcher)
    assert 0 < len(judged) <= SHORTLIST + LIKELY
    for one in judged:
        assert 0 <= one.held.share <= 1 + 1e-6
        assert -1e-6 <= one.held.apart <= 1 + 1e-6
        assert 0 <= one.held.anchored <= 1
        assert one.held.mass >= 0


def test_words_that_a_candidate_lacks_are_named():
    judged = judge(reading("Does the ferry carry elephants?"), engine().searcher)
    (ferry,) = [one for one in judged if one.candidate.entry.id == "ferry"]
    assert ferry.held.missing == ("elephants",)
    assert ferry.held.conflicts == ()


def test_the_question_has_a_stance_of_its_own():
    stance = asked_stance(reading("boats from Norvania to Belmark"), engine().searcher)
    assert stance.countries == ("norvania", "belmark")


def conflicts_with(fact: str, question: str, kind: str = "institution", when: str | None = None) -> set[str]:
    """The kinds of conflicts of the only entry of a base, the Lake Institute with one fact, with a question."""
    entry = Entry(
        id="lake-institute",
        kind=kind,
        name="Lake Institute",
        when=FuzzyDate.parse(when) if when else None,
        questions=("Who is the director of the Lake Institute?", "Is the Lake Institute open?"),
        facts=(Fact("1", fact, ("a",)),),
    )
    words = Words(roles=(Term("director", "director"), Term("president", "president")))
    engine = Engine(Knowledge({entry.id: entry}, {}, About(title="Lakes"), words, "1"))
    judged = judge(read(question, engine.searcher.lexicon, TODAY), engine.searcher)
    return {reason.kind for one in judged for reason in one.held.conflicts}


@pytest.mark.parametrize("question", ["Who is the director of the Lake Institute?", "Lake Institute director"])
def test_an_office_that_no_statement_names_is_refused_though_it_is_asked_for(question):
    assert "role" in conflicts_with("The Lake Institute studies eels.", question)
    assert conflicts_with("The director of the Lake Institute is Ulla Ekstern.", question) == set()


def test_beside_other_words_an_office_may_be_called_otherwise():
    asked = "Who is the director of the Lake Institute that studies eels in winter?"
    assert (
        conflicts_with("Ulla Ekstern, its president, says the Lake Institute studies eels in winter.", asked) == set()
    )


def test_what_lasts_is_not_refused_for_having_no_date_of_today():
    fact = "The Lake Institute was open in March 2024."
    assert conflicts_with(fact, "Is the Lake Institute open today?", when="2024-03") == set()
    assert "year" in conflicts_with(fact, "Is the Lake Institute open today?", kind="event", when="2024-03")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which hotel did the guest of the ferry use?", True),
        ("What brings the ferry to Sandhaven?", False),
        ("Which kinds of hotel has the ferry?", True),
        ("Which kinds of passengers has the ferry?", False),
    ],
)
def test_the_thing_asked_for_is_told_from_verbs_and_kinds_of_things(question, named):
    ferry = next(j for j in judge(reading(question), engine().searcher) if j.candidate.entry.id == "ferry")
    assert ("attribute" in {reason.kind for reason in ferry.held.conflicts}) is named


def test_what_lacks_words_too_is_not_called_the_other_way_round():
    asked = "Did Belmark give uranium, copper and wheat to Norvania?"
    boats = next(j for j in judge(reading(asked), engine().searcher) if j.candidate.entry.id == "gift-of-boats")
    assert boats.held.share >= LACKING
    assert "direction" in {reason.kind for reason in boats.held.conflicts}
    decision = decide(reading(asked), engine().searcher, TODAY)
    assert (decision.status, decision.reason and decision.reason.kind) == ("unknown", "unrelated")


@pytest.mark.parametrize(
    "question",
    [
        "Is there a Ferrry from Sandhaven?",
        "Quillonmarsh Did Come To Norvania",
        "when did quillonmarsh come to norvania",
        "I ask. Quillonmarsh came when?",
    ],
)
def test_a_capital_tells_a_name_only_inside_a_sentence_and_misspelt_words_are_none(question):
    assert "subject" not in {one.reason.kind for one in demands(reading(question), engine().searcher)}


def test_an_ordinal_beyond_all_numerals_is_refused_like_any_other():
    assert ask("When was the 2000th session of the joint commission?").status == "unknown"


@pytest.mark.parametrize(
    "question", ["What percentage of the lake railway is built?", "how long is the lake railway in percent"]
)
def test_a_share_is_not_answered_with_an_amount(question: str) -> None:
    assert ask(question).status != "answered"


def test_a_word_of_the_base_before_a_surname_is_a_given_name_where_it_is_none_of_theirs() -> None:
    answer = ask("When did Harbour Tandor go to Norvania?")
    assert (answer.status, str(answer.reason)) == ("unknown", "person: Harbour Tandor")
    assert ids(ask("When did Mirela Tandor go to Norvania?")) == ("visit-norvik-2023",)
