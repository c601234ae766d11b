"""The index: postings, rows and what is learnt from them."""

from collections import Counter

import numpy as np
import pytest
from answers_samples import engine
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import head
from bot.answers.head import MIN_PHRASINGS, MOST_WORK
from bot.answers.index import ROWS_AT_ONCE, Gathered, Index, Postings, Row, _largest, char_features, word_features
from bot.answers.lexicon import Ref, Span
from bot.answers.text import tokens

bags = st.dictionaries(st.sampled_from("abcdefghij"), st.floats(0.125, 9, width=32), min_size=1, max_size=6)


@settings(max_examples=50)
@given(st.lists(bags, min_size=1, max_size=8))
def test_a_row_is_fully_like_itself_and_like_nothing_more(rows):
    postings = Postings(rows)
    for number, bag in enumerate(rows):
        similar = postings.similar(bag)
        assert similar[number] == pytest.approx(1, abs=1e-4)
        assert similar.max() <= 1 + 1e-4
        assert similar.min() >= 0


@settings(max_examples=50)
@given(st.lists(bags, min_size=1, max_size=8))
def test_rows_are_as_like_each_other_either_way(rows):
    postings = Postings(rows)
    table = np.array([postings.similar(bag) for bag in rows])
    assert table == pytest.approx(table.T, abs=1e-4)


@settings(max_examples=50)
@given(st.lists(bags, min_size=1, max_size=8), bags)
def test_a_word_that_nobody_has_makes_everything_less_alike(rows, bag):
    postings = Postings(rows)
    assert np.all(postings.similar({**bag, "nobody": 1.0}) <= postings.similar(bag) + 1e-6)
    assert np.all(postings.covered({**bag, "nobody": 1.0}) <= postings.covered(bag) + 1e-6)


@settings(max_examples=50)
@given(st.lists(bags, min_size=1, max_size=8), bags)
def test_covered_is_a_share(rows, bag):
    covered = Postings(rows).covered(bag)
    assert covered.min() >= 0
    assert covered.max() <= 1 + 1e-5
    for number, row in enumerate(rows):
        assert (covered[number] == pytest.approx(1, abs=1e-5)) == (set(bag) <= set(row))


def test_nothing_is_like_nothing():
    assert Postings([]).similar({"a": 1.0}).tolist() == []
    assert Postings([{"a": 1.0}]).similar({}).tolist() == [0]
    assert Postings([{"a": 1.0}]).covered({}).tolist() == [0]
    assert Postings([{}, {"a": 1.0}]).similar({"a": 1.0}).tolist() == pytest.approx([0, 1])


def test_rare_words_weigh_more():
    postings = Postings([{"common": 1.0, "rare": 1.0}, {"common": 1.0}, {"common": 1.0}])
    assert postings.idf[postings.ids["rare"]] > postings.idf[postings.ids["common"]]


def indexed(texts: list[tuple[int, str]], entries: int) -> Index:
    words = [tokens(text) for _, text in texts]
    bags = [word_features(one, ()) for one in words]
    return Index([Row(n, -1, "question") for n, _ in texts], bags, [char_features(one) for one in words], entries)


def phrasings(entries: int, each: int) -> list[tuple[int, str]]:
    return [(n, f"subject{n} asked in manner{k}") for n in range(entries) for k in range(each)]


def heads_of(index: Index, text: str):
    words = tokens(text)
    return index.heads(word_features(words, ()), char_features(words))


@pytest.mark.parametrize(
    ("entries", "each", "learnt"),
    [
        (2, MIN_PHRASINGS, True),
        (5, MIN_PHRASINGS + 2, True),
        (5, MIN_PHRASINGS - 1, False),
        (1, 2 * MIN_PHRASINGS, False),
        (0, 0, False),
    ],
)
def test_a_head_is_learnt_from_enough_questions(entries, each, learnt):
    index = indexed(phrasings(entries, each), entries)
    assert (index.head is not None) is learnt
    if not learnt:
        assert heads_of(index, "subject1 in manner1").tolist() == [0] * entries


def test_no_head_is_learnt_from_more_than_can_be_gone_over():
    texts = phrasings(2, MIN_PHRASINGS)
    assert indexed(texts, MOST_WORK // len(texts) + 1).head is None


def test_the_head_tells_answers_apart():
    index = indexed(phrasings(4, 5), 4)
    heads = heads_of(index, "subject2 in another manner")
    assert int(heads.argmax()) == 2
    assert heads.max() == 0


def test_the_average_of_weights_is_over_snapshots_and_the_end(monkeypatch):
    monkeypatch.setattr(head, "SNAPSHOT", 7)
    index = indexed(phrasings(4, 5), 4)
    placed = head.Texts((index.words, index.chars)).placed(
        tuple(np.arange(len(view.ids), dtype=np.int32) % 50 for view in (index.words, index.chars))
    )
    weights = np.zeros((50, 4), dtype=np.float32)
    seen, total, taken = 0, np.zeros_like(weights), 0
    order = head._order

    def watched(*arguments):
        nonlocal seen, total, taken
        for text in order(*arguments):
            yield text
            seen += 1
            if seen % 7 == 0:
                total, taken = total + weights, taken + 1

    monkeypatch.setattr(head, "_order", watched)
    steps = head._learn(weights, placed, index.owner)
    expected = (total + weights) / (taken + 1)
    head._average(weights, placed, steps)
    assert taken > 3
    assert weights == pytest.approx(expected, abs=1e-5)


def test_the_same_base_learns_the_same_head():
    one, other = (heads_of(indexed(phrasings(4, 5), 4), "subject2 in manner1") for _ in range(2))
    assert one.tolist() == other.tolist()


parts = st.lists(st.sampled_from([("ab", "bc"), ("bc", "bc"), ("cd",), ()]), max_size=5)


@settings(max_examples=50)
@given(st.lists(parts, max_size=6))
def test_rows_by_words_are_the_rows_that_their_features_make(rows):
    by_words, whole = Gathered(features_of=lambda word: tuple(word.split())), Gathered()
    for row in rows:
        by_words.add_words(" ".join(part) for part in row)
        whole.add(Counter(feature for part in row for feature in part))
    one, other = Postings(by_words), Postings(whole)
    assert one.ids == other.ids
    assert one.size == other.size
    for mine, theirs in zip(one.by_row(), other.by_row(), strict=True):
        assert mine.tolist() == theirs.tolist()


def test_rows_by_words_are_counted_however_many_they_are():
    gathered = Gathered(features_of=lambda word: tuple(word))
    for _ in range(2 * ROWS_AT_ONCE + 1):
        gathered.add_words(["ab"])
    assert len(Postings(gathered).by_row()[0]) == 2 * (2 * ROWS_AT_ONCE + 1)


def test_rows_of_an_entry_stand_together():
    index = engine().searcher.index
    spans = [index.span_of(n) for n in range(index.entries)]
    assert [first for first, _ in spans] == [0, *[last for _, last in spans[:-1]]]
    assert spans[-1][1] == len(index.owner)
    for number, (first, last) in enumerate(spans):
        assert set(index.owner[first:last].tolist()) == {number}


def test_best_and_density_are_told_for_each_entry():
    index = indexed(phrasings(3, 2), 3)
    similar = np.array([0.1, 0.9, 0.3, 0.2, 0.0, 0.0], dtype=np.float32)
    assert index.best(similar).tolist() == pytest.approx([0.9, 0.3, 0.0])
    assert index.density(similar).tolist() == pytest.approx([0.6562, 0.0097, 0.0], abs=1e-4)


@settings(max_examples=100)
@given(st.lists(st.floats(0, 1, width=32), min_size=5, max_size=40), st.integers(1, 5))
def test_the_largest_are_found(values, count):
    found = _largest(np.array(values, dtype=np.float32), count)
    assert sorted(values[place] for place in found) == sorted(values)[-count:]
    assert len(set(found.tolist())) == count


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1, width=32), min_size=12, max_size=12))
def test_mixing_two_cosines_stays_between_them(values):
    index = indexed(phrasings(3, 2), 3)
    one, two = (np.array(half, dtype=np.float32) for half in (values[:6], values[6:]))
    mixed = index.mixed(one, two)
    assert np.all(mixed <= np.maximum(one, two) + 1e-6)
    assert np.all(mixed >= np.minimum(one, two) - 1e-6)


def test_words_become_stems_pairs_and_terms():
    words = tokens("ambassadors to Belport")
    spans = (Span(0, 1, (Ref("role", "ambassador"),), True), Span(2, 3, (Ref("city", "belmark", capital=True),), True))
    found = word_features(words, spans)
    assert {"ambassador", "to", "ambassador to", "^ ambassador", "@role:ambassador", "@city:belmark"} <= set(found)
    assert 0 < found["@country:belmark"] < found["@city:belmark"] < found["@role:ambassador"]


def test_letters_are_counted_with_the_borders_of_words():
    assert char_features(tokens("abc")) == Counter({"#ab": 1, "abc": 1, "bc#": 1, "#abc": 1, "abc#": 1})
    assert char_features(tokens("Воскар")) == char_features(tokens("Voskar"))
