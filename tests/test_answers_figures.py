"""How the real base fares on the development questions, so that it does not fall unseen.

The goals stand higher; these are what was reached, less what a change of the base may move.
"""

from datetime import datetime
from pathlib import Path

import pytest

from bot.answers.engine import Engine
from bot.answers.kept import open_engine
from bot.evaluation.questions import read_files
from bot.evaluation.reply import Asker
from bot.evaluation.report import Report, Tally, answerable, chitchat, misses, unanswerable
from bot.evaluation.run import evaluated
from bot.evaluation.score import Result, Scored
from bot.evaluation.wording import chat_words
from bot.knowledge.load import load_folder

ROOT = Path(__file__).parent.parent
FILES = [ROOT / "tests" / "data" / name for name in ("dev.yaml", "conversations.yaml")]
NOW = datetime.fromisoformat("2026-11-21T12:00+05:00")

#: What is counted, with which results, and the least share (for wrong: the most), in percent.
LEAST: tuple[tuple[str, tuple[Result, ...], float], ...] = (
    ("English", ("right",), 89.5),
    ("English", ("right", "one tap"), 94.5),
    ("English unanswerable", ("right",), 94),
    ("other languages", ("right", "one tap"), 94),
    ("small talk", ("right",), 100),
    ("turns", ("right",), 82),
)
MOST: tuple[tuple[str, tuple[Result, ...], float], ...] = (("English", ("wrong",), 4.7),)


@pytest.fixture(scope="module")
def engine() -> Engine:
    cache = ROOT / "data" / "cache"  # as on the command line: what is built here serves the next question asked there
    knowledge = load_folder(ROOT / "knowledge", cache).knowledge
    assert knowledge is not None
    return open_engine(knowledge, cache)


@pytest.fixture(scope="module")
def report(engine) -> Report:
    return evaluated(read_files(FILES), Asker(engine.knowledge, engine, chat_words), NOW)


def counted(report: Report, name: str) -> tuple[Scored, ...]:
    english = tuple(one for one in report.questions if one.question.lang == "en")
    others = tuple(one for one in report.questions if one.question.lang != "en")
    return {
        "English": answerable(english),
        "English unanswerable": unanswerable(english),
        "other languages": answerable(others),
        "small talk": chitchat(report.questions),
        "turns": report.turns,
    }[name]


@pytest.mark.parametrize(("name", "results", "least"), LEAST)
def test_so_much_is_kept(report, name, results, least):
    tally = Tally.of(counted(report, name))
    assert tally.asked > 10
    assert 100 * tally.share(*results) >= least


@pytest.mark.parametrize(("name", "results", "most"), MOST)
def test_no_more_is_wrong(report, name, results, most):
    assert 100 * Tally.of(counted(report, name)).share(*results) <= most


def test_every_expected_entry_stands_in_the_base(report):
    assert report.missing == frozenset()


def test_misses_can_be_read(report):
    assert all(paragraph.count("\n") >= 3 for paragraph in misses(report))


@pytest.mark.parametrize(
    "question", ["Zardari's state visit to Kazakhstan February 2026", "Murat Nurtleu's visit to Islamabad in May 2024"]
)
def test_a_trip_that_went_the_other_way_is_not_answered_with_who_travels(engine, question):
    answer = engine.answer(question, NOW)
    assert answer.reason is not None
    assert (answer.status, answer.reason.kind) == ("unknown", "direction")
