"""Questions that are known to go beyond an entry: refused themselves, and learnt from."""

from dataclasses import replace

from answers_samples import NOW, base, engine, ids

from bot.answers.engine import Engine
from bot.answers.index import USUAL
from bot.answers.question import read
from bot.evaluation.held_back import BLOCK, FEW, PARTS, held_back, thinned
from bot.knowledge.entries import Knowledge

FARE = "Which shipyard built the ferry?"
CREWS = (
    FARE,
    "Who is the captain of the ferry?",
    "How many seats has the ferry?",
    "Who built the lifeboats of the ferry?",
    "what colour is the ferry painted",
)


def _with_beyond(knowledge: Knowledge, entry_id: str, texts: tuple[str, ...]) -> Knowledge:
    entries = {i: replace(e, beyond=texts) if i == entry_id else e for i, e in knowledge.entries.items()}
    return replace(knowledge, entries=entries)


def test_a_question_known_to_go_beyond_an_entry_is_refused_and_the_entry_offered() -> None:
    answer = Engine(_with_beyond(base(), "ferry", CREWS)).answer(FARE, NOW)
    assert (answer.status, str(answer.reason)) == ("unknown", "beyond")
    assert answer.near[0] == "ferry"


def test_one_of_another_number_says_nothing_of_a_question() -> None:
    known = Engine(_with_beyond(base(), "ferry", (f"{FARE[:-1]} for 300 people?", *CREWS[1:])))
    assert str(known.answer("Which shipyard built the ferry for 300 people?", NOW).reason) == "beyond"
    assert str(known.answer("Which shipyard built the ferry for 400 people?", NOW).reason) != "beyond"


def test_what_the_entry_answers_is_answered_as_before() -> None:
    known = Engine(_with_beyond(base(), "ferry", CREWS))
    for question in ("Is there a ferry from Sandhaven?", "ferry", "who is Arlen Voskar"):
        assert ids(known.answer(question, NOW)) == ids(engine().answer(question, NOW))


def test_a_base_doubts_what_reads_like_the_questions_that_nothing_answers() -> None:
    searcher = Engine(_with_beyond(base(), "ferry", CREWS)).searcher

    def doubt(text: str) -> float:
        reading = read(text, searcher.lexicon, NOW.date())
        return searcher.index.doubts(reading.bag, reading.chars)

    assert doubt("Who built the boats?") > doubt("Is there a ferry from Sandhaven?")


def test_without_such_questions_nothing_is_doubted() -> None:
    index = engine().searcher.index
    assert index.doubt is None
    assert index.doubts({"ferry": 1.0}, {}) == USUAL


def test_held_back_texts_are_gone_from_the_base_and_asked_with_what_answers_them() -> None:
    many = tuple(f"which shelf has book number {number}" for number in range(200))
    entry = replace(base().entries["ferry"], questions=many, beyond=tuple(f"no {one}" for one in many))
    knowledge = replace(base(), entries={entry.id: entry})
    kept, asked = held_back(knowledge)
    left = kept.entries[entry.id]
    assert asked
    assert not set(asked) & {*left.questions, *left.beyond}
    assert {*left.questions, *left.beyond, *asked} == {*entry.questions, *entry.beyond}
    for text, expected in asked.items():
        assert expected == (frozenset() if text.startswith("no ") else {entry.id})
    assert kept.version != knowledge.version


def test_every_text_is_held_back_in_one_part_together_with_its_neighbours() -> None:
    many = tuple(f"which shelf has book number {number}" for number in range(200))
    entry = replace(base().entries["ferry"], questions=many, beyond=())
    knowledge = replace(base(), entries={entry.id: entry})
    parts = [held_back(knowledge, part)[1] for part in range(PARTS)]
    assert sorted(text for part in parts for text in part if text in many) == sorted(many)
    for part in parts:
        assert sum(text in part for text in many[:BLOCK]) in {0, BLOCK}


def test_a_thinned_base_holds_few_entries_with_few_phrasings_and_can_be_asked() -> None:
    many = tuple(f"which shelf has book number {number}" for number in range(200))
    ferry = base().entries["ferry"]
    entries = {f"book-{number}": replace(ferry, id=f"book-{number}", questions=many) for number in range(40)}
    small = thinned(replace(base(), entries=entries))
    assert 0 < len(small.entries) < len(entries)
    assert all(entry.questions == many[:FEW] for entry in small.entries.values())
    assert Engine(small).answer(many[0], NOW).status in {"answered", "choose"}


def test_what_is_about_no_entry_is_refused_and_offers_none() -> None:
    unrelated = ("how do I get red wine out of a carpet", "my carpet smells, what helps", "clean a carpet at home")
    knowledge = replace(base(), words=replace(base().words, unrelated=unrelated))
    known = Engine(knowledge)
    assert known.answer(unrelated[0], NOW).status == "unknown"
    reading = read("red wine on the carpet", known.searcher.lexicon, NOW.date())
    beyond, apart = known.searcher.index.beyond(reading.bag, reading.chars)
    assert apart > beyond.max() == 0.0
    assert ids(known.answer("Is there a ferry from Sandhaven?", NOW)) == ("ferry",)


def test_near_misses_of_a_figure_are_no_reason_to_doubt_its_bare_name_and_year() -> None:
    parts = ("by product", "by month", "by region", "by company", "in steel", "with Highmoor")
    figure = replace(base().entries["turnover-2024"], beyond=tuple(f"trade turnover 2024 {part}" for part in parts))
    known = Engine(replace(base(), entries={**base().entries, figure.id: figure}))
    assert ids(known.answer("trade turnover 2024", NOW)) == (figure.id,)
    assert known.answer("trade turnover 2024 by company", NOW).status != "answered"
