import json
from pathlib import Path

import pytest
from library import NOW, asker, write_library

from bot.answers.answer import Answer, Scored
from bot.cli.eval import printed, share, short_of
from bot.cli.main import main
from bot.evaluation.questions import read_files
from bot.evaluation.report import misses, report_json, report_text
from bot.evaluation.run import evaluated

HOURS = Answer("", "answered", entries=(Scored("opening-hours", 0.9),))
CARD = Answer("", "answered", entries=(Scored("reading-card", 0.9),))
CHOICE = Answer("", "choose", entries=(Scored("opening-hours", 0.5), Scored("reading-card", 0.4)))

SINGLE = """\
- {q: when, lang: en, expect: [opening-hours], kind: when, style: plain}
- {q: how, lang: en, expect: [reading-card], kind: what, style: typo}
- {q: когда, lang: ru, expect: [hours], kind: when, style: plain}
- {q: what, lang: en, expect: [hours], text: [noon], kind: what, style: plain}
- {q: who, lang: en, expect: [somebody], kind: who, style: plain}
- {q: price, lang: en, expect: [], kind: near, style: plain}
- {q: weather, lang: en, expect: [], kind: far, style: plain}
- {q: hello, lang: en, expect: [], kind: chitchat, style: plain}
"""
TALK = """\
- lang: en
  turns:
    - {q: when, expect: [opening-hours]}
    - {q: and now, expect: [reading-card]}
"""
ANSWERS = {
    "when": HOURS,
    "how": CHOICE,
    "когда": CARD,
    "what": HOURS,
    "price": CHOICE,
    "weather": CARD,
    "hello": Answer("", "chat"),
    "and now": CARD,
}


@pytest.fixture
def asked(tmp_path):
    (tmp_path / "single.yaml").write_text(SINGLE, encoding="utf-8")
    (tmp_path / "talk.yaml").write_text(TALK, encoding="utf-8")
    return read_files([tmp_path / "single.yaml", tmp_path / "talk.yaml"])


@pytest.fixture
def report(asked):
    return evaluated(asked, asker(ANSWERS), NOW)


def test_every_question_is_counted_once(report):
    assert [score.result for score in report.questions] == [
        "right",
        "one tap",
        "wrong",
        "incomplete",
        "abstained",
        "right",
        "wrong",
        "right",
    ]


def test_the_thread_of_a_turn_is_handed_to_the_next(asked):
    asking = asker(ANSWERS)
    evaluated(asked, asking, NOW)
    *_, first, second = asking.engine.threads
    assert (first.question, second.question) == ("", "when")


def test_shares_are_told_by_group(report):
    whole = report_json(report)
    assert whole["questions"]["answerable"]["shares"] == {
        "right": 0.2,
        "one tap": 0.2,
        "incomplete": 0.2,
        "abstained": 0.2,
        "wrong": 0.2,
    }
    assert whole["questions"]["answerable_in_base"]["asked"] == 4
    assert whole["questions"]["unanswerable"]["counts"]["wrong"] == 1
    assert whole["questions"]["chitchat"]["shares"]["right"] == 1
    assert whole["turns"]["answerable"]["counts"]["right"] == 2
    assert whole["conversations"] == {"asked": 1, "right": 1}
    assert whole["by"]["lang"]["ru"]["answerable"]["counts"]["wrong"] == 1
    assert whole["by"]["kind"]["far"]["unanswerable"]["counts"]["wrong"] == 1
    assert set(whole["by"]["style"]) == {"plain", "typo"}
    assert whole["choices_without_answer"] == 1
    assert whole["missing_entries"] == ["somebody"]
    assert json.loads("".join(printed(report, as_json=True, with_misses=False))) == whole


def test_tables_for_people_hold_the_same(report):
    lines = [line.split() for line in report_text(report).splitlines()]
    assert ["with", "an", "answer", "5", *["20.0%"] * 5] in lines
    assert ["ru", "1", "0.0%", "0.0%", "0.0%", "0.0%", "100.0%"] in lines
    assert ["near", "1", "100.0%", *["0.0%"] * 4] in lines
    assert "conversations with every turn right: 1 of 1" in report_text(report)


def test_misses_say_what_was_expected_and_what_came(report):
    found = "\n".join(misses(report))
    assert "wrong: когда" in found
    assert "single.yaml:3 (ru, when, plain)" in found
    assert "expected hours" in found
    assert "answered reading-card" in found
    assert "not found: noon" in found
    assert "right:" not in found
    assert found in "\n".join(printed(report, as_json=False, with_misses=True))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("92", 0.92),
        ("92.5", 0.925),
        ("92%", 0.92),
        ("0.92", 0.92),
        ("1.0", 1.0),
        ("1", 0.01),
        ("0.5%", 0.005),
        ("0", 0),
    ],
)
def test_a_share_is_percent_or_a_part(text, value):
    assert share(text).value == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "most", "-1", "101", "1e2", "92 right"])
def test_other_texts_are_no_share(text):
    with pytest.raises(Exception, match="Write percent"):
        share(text)


@pytest.mark.parametrize(
    ("thresholds", "kept"),
    [
        (("42", "14.3", "50"), True),
        (("43", None, None), False),
        ((None, "14.3", None), True),
        ((None, "14.2", None), False),
        ((None, "0", None), False),
        ((None, None, "50.1"), False),
        ((None, None, None), True),
    ],
)
def test_thresholds_hold_over_questions_and_turns(report, thresholds, kept):
    shares = [share(text) if text is not None else None for text in thresholds]
    assert (list(short_of(report, *shares)) == []) is kept


def test_a_threshold_for_what_was_not_asked_is_not_kept(tmp_path):
    (tmp_path / "far.yaml").write_text("- {q: weather, lang: en, expect: []}\n", encoding="utf-8")
    far = evaluated(read_files([tmp_path / "far.yaml"]), asker({}), NOW)
    assert list(short_of(far, None, None, share("100"))) == []
    assert list(short_of(far, share("0"), None, None))
    assert list(short_of(far, None, share("100"), None))


def run(folder: Path, *arguments: str) -> int:
    base = write_library(folder / "base")
    return main(["eval", "--knowledge", str(base), "--now", "2026-11-21", *arguments])


def test_the_command_scores_and_fails_under_a_threshold(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("q.yaml").write_text(
        "- {q: when do you open, lang: en, expect: [opening-hours], text: [nine]}\n"
        "- {q: who is the president of Peru, lang: en, expect: []}\n",
        encoding="utf-8",
    )
    assert run(tmp_path, "q.yaml", "--min-right", "100", "--max-wrong", "0", "--min-refused", "100") == 0
    assert "100.0%" in capsys.readouterr().out
    Path("q.yaml").write_text("- {q: when do you open, lang: en, expect: [reading-card]}\n", encoding="utf-8")
    assert run(tmp_path, "q.yaml", "--min-right", "1", "--json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["questions"]["answerable"]["counts"]["wrong"] == 1
    assert "right: 0.00% of 1, less than 1.0%" in err


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, "nowhere.yaml") == 2
    assert "nowhere.yaml:1: it cannot be opened" in capsys.readouterr().err
