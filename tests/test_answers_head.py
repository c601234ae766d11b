"""The order in which a head is learnt: that of the texts themselves, so that a changed one leaves the others alone."""

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.head import ROUNDS, WHOLE, _order, _Placed

several = st.lists(st.lists(st.integers(0, 5000), min_size=1, max_size=6), min_size=2, max_size=30, unique_by=tuple)


def gone_over(texts: list[list[int]]) -> list[tuple[int, ...]]:
    """The texts in the order of all whole rounds and of the others, in which all are still unclear."""
    at = np.array([place for text in texts for place in text], dtype=np.intp)
    starts = [0, *accumulate(map(len, texts))]
    placed = _Placed(at, np.ones(len(at), dtype=np.float32), starts)
    return [tuple(texts[i]) for i in _order(ROUNDS[0], np.ones(len(texts), dtype=np.bool_), placed.marks())]


@given(several)
def test_every_text_is_gone_over_once_a_round(texts):
    gone = gone_over(texts)
    for start in range(0, len(gone), len(texts)):
        assert sorted(gone[start : start + len(texts)]) == sorted(map(tuple, texts))


@given(several, st.data())
def test_what_is_added_leaves_the_others_in_their_order(texts, data):
    added = data.draw(st.sampled_from(texts))
    before = gone_over([text for text in texts if text != added])
    assert [text for text in gone_over(texts) if text != tuple(added)] == before


def test_the_rounds_differ_in_their_order():
    texts = [[number] for number in range(50)]
    gone = gone_over(texts)
    assert WHOLE > 1
    assert gone[:50] != gone[50:100]
