import json
from pathlib import Path

import pytest
from library import NOW

from bot.cli.bench import probes_of
from bot.evaluation.bench import Job, Measured, Started, as_json, bench_text, benched, measured, peak, resident
from bot.evaluation.peers import available
from bot.evaluation.synthetic import Probe, synthetic_probes, write_synthetic
from bot.knowledge.load import load_folder


@pytest.mark.parametrize("number", [1, 12, 2503])
def test_a_synthetic_base_has_so_many_facts_and_no_problems(tmp_path, number):
    write_synthetic(tmp_path, number)
    loaded = load_folder(tmp_path)
    assert loaded.problems == ()
    assert sum(len(entry.facts) for entry in loaded.knowledge.entries.values()) == number


def test_the_same_numbers_give_the_same_base_and_questions(tmp_path):
    for folder in ("one", "two"):
        write_synthetic(tmp_path / folder, 50)
    one, two = (load_folder(tmp_path / folder).knowledge for folder in ("one", "two"))
    assert one.version == two.version
    assert synthetic_probes(50, 20) == synthetic_probes(50, 20)


def test_probes_ask_for_entries_of_the_base_in_other_words(tmp_path):
    write_synthetic(tmp_path, 50)
    knowledge = load_folder(tmp_path).knowledge
    kept = {question for entry in knowledge.entries.values() for question in entry.questions}
    probes = synthetic_probes(50, 40)
    assert all(knowledge.find(probe.expect[0]) for probe in probes)
    assert sum(probe.question in kept for probe in probes) < 5


@pytest.mark.parametrize("matcher", available())
def test_every_matcher_finds_what_is_asked_in_full(tmp_path, matcher):
    write_synthetic(tmp_path / "base", 30)
    knowledge = load_folder(tmp_path / "base").knowledge
    probes = tuple(Probe(entry.questions[0], (entry.id,)) for entry in knowledge.entries.values())
    found = measured(Job("30 facts", matcher, tmp_path / "base", tmp_path / "cache", probes, NOW))
    assert (found.facts, found.asked, found.hits) == (30, 6, 1.0)
    assert 0 < found.p50 <= found.p99
    assert found.memory > 1


@pytest.mark.parametrize("matcher", available())
def test_no_matcher_stumbles_over_odd_questions(tmp_path, matcher):
    write_synthetic(tmp_path / "base", 5)
    probes = tuple(Probe(question, ("place-00000",)) for question in ("", "???", "ыыы", "\u200f"))
    assert measured(Job("odd", matcher, tmp_path / "base", tmp_path / "cache", probes, NOW)).asked == 4


def test_a_base_that_does_not_load_is_not_measured(tmp_path):
    with pytest.raises(ValueError, match="does not load"):
        measured(Job("none", "engine", tmp_path / "nowhere", tmp_path / "cache", (), NOW))


def test_everything_is_measured_in_processes_of_its_own(tmp_path):
    rows = list(benched(tmp_path, NOW, (10,), quick=True, real=None))
    assert isinstance(rows[0], Started)
    assert [row.matcher for row in rows[1:]] == list(available())
    assert all(row.work == "10 facts" for row in rows)


def test_the_table_and_the_json_hold_the_figures():
    row = Measured("10 facts", "engine", 10, 4, 0.75, 1.0, 20.0, 120.0, 1.23456, 9.0)
    start = Started("10 facts", 2.0, 1.0)
    text = bench_text([row], [start])
    assert text.splitlines()[1].split() == "10 facts engine 10 4 75.0% 1.00 20 120 1.23 9.00".split()
    assert text.splitlines()[-1].split() == "10 facts 2.00 1.00".split()
    assert json.loads(json.dumps(as_json(row)))["p50"] == 1.2346


def test_memory_is_told_in_megabytes():
    assert 5 < resident() <= peak() < 100_000


def test_questions_that_have_an_answer_are_asked_of_the_real_base():
    probes = probes_of([Path(__file__).parent / "data" / "dev.yaml"])
    assert len(probes) == 417
    assert all(probe.expect for probe in probes)
