import json

import pytest
from library import NOW, FakeEngine

from bot.answers.answer import Answer, Scored
from bot.evaluation.benchmark import (
    Guess,
    QuestionSet,
    SetError,
    auroc,
    base_of,
    benchmarked,
    coverage,
    figures_text,
    read_set,
)

SMALL = {
    "lang": "en",
    "train": [
        ["move the card", "card_move"],
        ["lost it", "card lost"],
        ["card moved", "card_move"],
        ["gone", "card lost"],
    ],
    "test": [["moving", "card_move"], ["where is it", "card lost"], ["which", "card_move"], ["what", "card lost"]],
    "oos": ["weather", ["news", "oos"]],
}


@pytest.fixture
def small(tmp_path) -> QuestionSet:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return read_set(path)


def test_a_set_is_read_with_its_outsiders(small):
    assert small.name == "small"
    assert small.train[0] == ("move the card", "card_move")
    assert small.oos == ("weather", "news")


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"train": [], "test": []}', '{"train": [["a"]], "test": [["a", "b"]]}']
)
def test_another_file_is_no_set(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetError, match=r"other\.json"):
        read_set(path)


def test_each_intent_becomes_a_topic_with_its_first_examples(small):
    base = base_of(small, 1)
    assert list(base.entries) == ["card_move", "card lost"]
    assert base.entries["card_move"].questions == ("move the card",)
    assert base.entries["card_move"].name == "Card move"
    assert base_of(small, 10).entries["card_move"].questions == ("move the card", "card moved")
    assert all(fact.sources == ("handbook",) for entry in base.entries.values() for fact in entry.facts)


def test_what_an_engine_does_with_a_set_is_counted(small):
    engine = FakeEngine(
        {
            "moving": Answer("", "answered", entries=(Scored("card_move", 0.9),)),
            "where is it": Answer("", "choose", entries=(Scored("card_move", 0.4), Scored("card lost", 0.3))),
            "which": Answer("", "answered", entries=(Scored("card lost", 0.5),)),
            "what": Answer("", "unknown", near=("card lost", "card_move")),
            "weather": Answer("", "answered", entries=(Scored("card lost", 0.2),)),
        }
    )
    figures = benchmarked(small, engine, NOW, examples=10)
    assert (figures.asked, figures.outside) == (4, 2)
    assert (figures.top1, figures.right, figures.one_tap, figures.wrong) == (0.5, 0.25, 0.25, 0.25)
    assert figures.refused == 0.5
    assert figures.cov95 == 0.25
    assert figures.auroc == pytest.approx(0.8125)
    assert "50.0%" in figures_text([figures])
    assert benchmarked(small, engine, NOW, examples=10, every=2).asked == 2


def right(score):
    return Guess("answered", True, score)


def wrong(score):
    return Guess("answered", False, score)


def test_coverage_is_all_when_everything_is_right():
    assert coverage([right(0.9), right(0.1)], []) == 1


def test_coverage_stops_before_precision_falls():
    inside = [right(0.9)] * 19 + [wrong(0.8)] + [wrong(0.7)] + [right(0.6)] * 79
    assert coverage(inside, []) == pytest.approx(0.98)
    assert coverage([*inside[:21], *[right(0.6)] * 9], []) == pytest.approx(19 / 30)


def test_questions_nothing_answers_weigh_three_tenths_of_all():
    inside = [right(0.9)] * 50 + [right(0.5)] * 50
    assert coverage(inside, [0.6] * 10 + [0.1] * 90) == pytest.approx(1)
    assert coverage(inside, [0.6] * 20 + [0.1] * 80) == pytest.approx(0.5)


def test_equal_scores_are_answered_together_or_not_at_all():
    assert coverage([right(0.9), wrong(0.9)], []) == 0


def test_what_scores_nothing_is_not_covered():
    assert coverage([right(0.0)], []) == 0


@pytest.mark.parametrize(
    ("inside", "outside", "expected"),
    [
        ([0.9, 0.8], [0.2, 0.1], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([], [0.5], 0.5),
        ([0.5], [], 0.5),
    ],
)
def test_auroc_is_how_often_an_insider_stands_above_an_outsider(inside, outside, expected):
    assert auroc(inside, outside) == expected
