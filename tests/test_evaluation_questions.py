from pathlib import Path

import pytest

from bot.evaluation.questions import QuestionsError, read_files

DATA = Path(__file__).parent / "data"


def read(folder: Path, text: str):
    path = folder / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    return read_files([path])


def refusals(folder: Path, text: str) -> str:
    with pytest.raises(QuestionsError) as caught:
        read(folder, text)
    return str(caught.value)


def test_a_question_is_read_with_all_it_says(tmp_path):
    asked = read(
        tmp_path,
        "- q: how many km\n  lang: en\n  expect: [railway, corridor]\n  text: ['\\b687\\b']\n"
        "  kind: figure\n  style: lower\n",
    )
    (question,) = asked.questions
    assert (question.q, question.lang, question.kind, question.style) == ("how many km", "en", "figure", "lower")
    assert question.expect == ("railway", "corridor")
    assert question.text[0].search("687 km")
    assert question.at.line == 1


def test_patterns_ignore_case(tmp_path):
    (question,) = read(tmp_path, "- q: who\n  lang: en\n  expect: [a]\n  text: ['kosanov']\n").questions
    assert question.text[0].search("Dauren Kosanov")


def test_conversations_are_known_by_their_turns(tmp_path):
    asked = read(
        tmp_path,
        "- lang: ru\n  turns:\n    - q: когда\n      expect: [a]\n    - q: источник?\n      expect: [a]\n"
        "- q: single\n  lang: en\n  expect: []\n",
    )
    assert [turn.q for turn in asked.turns] == ["когда", "источник?"]
    assert {turn.lang for turn in asked.turns} == {"ru"}
    assert [question.q for question in asked.questions] == ["single"]


def test_values_stay_the_text_that_was_typed(tmp_path):
    (question,) = read(tmp_path, "- q: no\n  lang: en\n  expect: [2026]\n").questions
    assert (question.q, question.expect) == ("no", ("2026",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- q: when\n  lang: en\n", "questions.yaml:1: `expect` is missing"),
        ("- lang: en\n  expect: []\n", ":1: `q` is missing"),
        ("- q: when\n  expect: []\n", ":1: `lang` is missing"),
        ("- q: when\n  lang: en\n  expect: []\n  txt: [a]\n", ":4: `txt` means nothing here"),
        ("- q: when\n  lang: en\n  expect: a\n", ":3: `expect` is not a list"),
        ("- q: [when]\n  lang: en\n  expect: []\n", ":1: `q` is not one text"),
        ("- q: when\n  lang: en\n  expect: [{a: b}]\n", ":3: an item of `expect` is not a text"),
        ("- q: when\n  lang: en\n  expect: [a]\n  text: ['(']\n", ":4: `(` is not a regular expression"),
        ("- lang: en\n  turns: []\n", ":2: `turns` has no questions"),
        ("- lang: en\n  turns:\n    - when\n", ":3: this turn is no question"),
        ("- when\n", ":1: this item is no question"),
        ("q: when\n", ":1: the file has to be a list"),
        ("- q: 'when\n", ":1: it cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, said):
    assert said in refusals(tmp_path, text)


def test_all_problems_of_all_files_are_said_at_once(tmp_path):
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("- q: when\n- q: where\n", encoding="utf-8")
    with pytest.raises(QuestionsError) as caught:
        read_files([tmp_path / "one.yaml", tmp_path / "two.yaml", tmp_path / "three.yaml"])
    assert len(caught.value.problems) == 9
    assert "three.yaml:1: it cannot be opened" in str(caught.value)


def test_the_questions_kept_here_can_be_read():
    asked = read_files([DATA / "dev.yaml", DATA / "conversations.yaml"])
    assert (len(asked.questions), len(asked.conversations), len(asked.turns)) == (514, 20, 76)
