"""Names found in a question."""

import pytest
from answers_samples import base, engine, texts
from hypothesis import given

from bot.answers.lexicon import LONGEST, Lexicon, names_of, numbered
from bot.answers.text import tokens
from bot.knowledge.entries import About, Entry, Knowledge, Words

FOUND = {
    "mirela-tandor": [
        "Mirela Tandor",
        "MIRELA TANDOR",
        "Mirela Tandor's",
        "Mirella Tandor",
        "Mirela Tandorr",
        "Мирела Тандор",
        "Мирелы Тандор",
        "Миреле Тандору",
        "میریلا تانڈور",
    ],
    "arlen-voskar": ["Arlen Voskar", "Arlen Woskar", "Арлена Воскара", "Арлен Воскардың", "آرلن ووسکر", "Voskar"],
    "lake-railway": ["the lake railway", "lake railwey", "Озёрной железной дороги", "көл теміржолы", "جھیل ریلوے"],
    "customs-agreement": ["customs agreement", "custom agreements", "таможенного соглашения", "кеден келісімі"],
}


def found(text: str, kind: str = "entry") -> list[str]:
    spans = engine().searcher.lexicon.spans(tokens(text))
    return [ref.id for span in spans for ref in span.of(kind)]


@pytest.mark.parametrize(("entry", "text"), [(entry, one) for entry, several in FOUND.items() for one in several])
def test_names_are_found_inflected_misspelt_and_in_other_scripts(entry, text):
    assert entry in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is the weather tomorrow",
        "please tell me something about the world",
        "how do I make a salad with bread and cheese",
        "where can I watch a movie",
        "когда будет хорошая погода",
        "ауа райы қандай болады",
        "موسم کیسا ہے",
        "market walk wall hand other",
    ],
)
def test_common_words_are_not_repaired_into_names(text):
    assert found(text) == []


@pytest.mark.parametrize("word", ["Tan", "Dov", "work", "word", "12024", "2026"])
def test_short_words_and_numbers_are_not_repaired(word):
    lexicon = engine().searcher.lexicon
    assert all(lexicon.near(token) is None for token in tokens(word))


def test_every_name_of_the_base_finds_its_entry():
    lost = [(e.id, name) for e in base().entries.values() for name in names_of(e) if e.id not in found(name)]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "kind", "ids"),
    [
        ("Norvanian boats", "country", ["norvania"]),
        ("Белмарка", "country", ["belmark"]),
        ("Белмаркта", "country", ["belmark"]),
        ("in Sandhaven", "city", ["norvania"]),
        ("Belport", "city", ["belmark"]),
        ("Graulandish", "place", ["grauland"]),
        ("Graustadt", "city", ["grauland"]),
        ("Otto Grimwald", "foreigner", ["grauland"]),
        ("the WHU", "organisation", ["world-harbour-union"]),
        ("phone number", "attribute", ["phone-number"]),
        ("елшісі", "role", ["ambassador"]),
        ("министра иностранных дел", "role", ["foreign-minister"]),
        ("товарооборот", "word", ["trade turnover"]),
    ],
)
def test_words_of_the_field_are_found_with_their_kind(text, kind, ids):
    assert found(text, kind) == ids


def test_the_longest_name_comes_first():
    spans = engine().searcher.lexicon.spans(tokens("the foreign minister of Belmark"))
    lengths = [span.end - span.start for span in spans]
    assert lengths == sorted(lengths, reverse=True)
    assert [ref.id for ref in spans[0].refs] == ["foreign-minister"]


def test_a_misspelt_name_is_marked_as_such():
    spans = engine().searcher.lexicon.spans(tokens("Mirella Tandorr"))
    assert spans
    assert not any(span.exact for span in spans)


def test_a_word_that_the_base_states_is_no_misspelt_name():
    lexicon = Lexicon(base())
    assert lexicon.spans(tokens("Tandorr"))
    lexicon.stated = frozenset({tokens("Tandorr")[0].stem})
    assert lexicon.spans(tokens("Tandorr")) == ()


def test_texts_of_the_base_are_taken_as_spelt():
    assert engine().searcher.lexicon.exact_spans(tokens("Mirella Tandorr")) == ()


def test_a_surname_of_several_people_counts_less_for_each():
    people = [Entry(f"p{n}", "official", f"{given} Tesk") for n, given in enumerate(("Ona", "Una", "Ina"))]
    lexicon = Lexicon(Knowledge({p.id: p for p in people}, {}, About(title="People"), Words(), "1"))
    (span,) = lexicon.spans(tokens("Tesk"))
    assert {ref.id: round(ref.weight, 3) for ref in span.refs} == {"p0": 0.3, "p1": 0.3, "p2": 0.3}


@given(texts)
def test_names_lie_within_any_text(text):
    words = tokens(text)
    for span in engine().searcher.lexicon.spans(words):
        assert 0 <= span.start < span.end <= len(words)
        assert span.end - span.start <= LONGEST
        assert span.refs


@pytest.mark.parametrize(
    ("word", "number"),
    [("1st", 1), ("22nd", 22), ("third", 3), ("второе", 2), ("13го", 13), ("3ши", 3), ("word", None), ("12", None)],
)
def test_ordinal_words_have_numbers(word, number):
    assert numbered(word) == number


def test_a_word_that_stands_mostly_with_entries_without_a_name_is_not_that_name_misspelt() -> None:
    lexicon, words = Lexicon(base()), tokens("tandoor")
    held = {"tandoor": frozenset({1, 2, 3}), "@entry:mirela-tandor": frozenset({1})}
    assert lexicon.spans(words)
    lexicon.holders = lambda feature: held.get(feature, frozenset())
    assert not lexicon.spans(words)


def test_a_name_that_makes_a_verb_with_the_next_word_is_nobody() -> None:
    assert "arlen-voskar" in found("voskar")
    assert not found("voskar karo")
    assert "arlen-voskar" in found("Arlen Voskar karo")
