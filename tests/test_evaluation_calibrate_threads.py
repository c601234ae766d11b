"""The fit of what a message in a thread is taken for."""

import numpy as np
import pytest
from answers_samples import NOW, engine

from bot.evaluation.calibrate_threads import FOLDS, NAMES, Turn, calibrated_threads, thread_weights_file, turns
from bot.evaluation.questions import read_files

CONVERSATION = """
- lang: en
  turns:
  - {q: When did Mirela Tandor visit Norvania?, expect: [visit-norvik-2023]}
  - {q: source?, expect: [visit-norvik-2023]}
  - {q: what was signed there?, expect: [visit-norvik-2023]}
  - {q: how much did the hotel cost?, expect: []}
"""


@pytest.fixture
def asked(tmp_path):
    file = tmp_path / "talk.yaml"
    file.write_text(CONVERSATION, "utf-8")
    return read_files([file]).conversations


def turn(conversation: int, *, right: str, wrong: str) -> Turn:
    """Two ways that are told by one signal each."""
    signals = np.array([[float(name == one) for name in NAMES] for one in (right, wrong)])
    return Turn(signals, np.array([1.0, 0.0]), ("right", "wrong"), conversation)


def test_what_was_always_right_is_preferred():
    found = calibrated_threads([turn(number, right="main", wrong="none") for number in range(2 * FOLDS)])
    assert found.weights["main"] > found.weights["none"]
    assert found.outcomes == {"right": 2 * FOLDS}


def test_what_is_as_often_right_as_wrong_has_no_say():
    mixed = [
        turn(number, right="main", wrong="ahead") if number % 2 else turn(number, right="ahead", wrong="main")
        for number in range(2 * FOLDS)
    ]
    found = calibrated_threads(mixed)
    assert found.weights["main"] == pytest.approx(found.weights["ahead"], abs=0.01)


def test_turns_that_a_rule_settles_and_first_turns_are_not_weighed(asked):
    assert len(turns(asked, engine(), NOW)) == 2


def test_every_way_of_a_turn_has_an_outcome_and_what_it_is_worth(asked):
    signed, hotel = turns(asked, engine(), NOW)
    assert "right" in signed.outcomes
    assert set(hotel.outcomes) <= {"refused", "choice", "wrong"}
    for one in (signed, hotel):
        assert one.signals.shape == (len(one.outcomes), len(NAMES))
        assert all(value == 0 for value, name in zip(one.worth, one.outcomes, strict=True) if name == "wrong")


def test_the_file_of_weights_is_python_with_every_name():
    text = thread_weights_file(calibrated_threads([]), NOW.date(), "abc", ["talk.yaml"])
    namespace: dict[str, dict[str, float]] = {}
    exec(compile(text, "weights_threads.py", "exec"), namespace)
    assert tuple(namespace["THREADS"]) == NAMES
