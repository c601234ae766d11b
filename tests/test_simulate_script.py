from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.simulate.play import lasting
from bot.simulate.received import received
from bot.simulate.scenario import ANYWHERE, Fails, Passes, Restarts, Says, Scenario
from bot.simulate.script import ScenarioError, read_scenario

TOP = """\
people:
- name: Aisha
chats:
- {name: Team, members: [Aisha, Daniyar], topics: [Visits]}
steps:
"""


def read(tmp_path: Path, text: str) -> Scenario:
    path = tmp_path / "scenario.yaml"
    path.write_text(text, "utf-8")
    return read_scenario(path)


def test_a_step_is_read_with_what_is_expected(tmp_path: Path) -> None:
    scenario = read(
        tmp_path, TOP + '- {who: Daniyar, in: Team, topic: Visits, says: "/x", at: +2h, expect: [a, nothing]}\n'
    )
    (step,) = scenario.steps
    assert isinstance(step.action, Says)
    assert (step.action.where.room, step.action.where.topic, step.action.text) == ("Team", "Visits", "/x")
    assert step.when is not None
    assert step.when.step == timedelta(hours=2)
    first, second = step.expected
    assert first.says[0].search("CAT")
    assert (second.new, second.changed) == (0, 0)


def test_a_rich_message_is_shown_as_people_read_it() -> None:
    name = ["Spring ", {"type": "bold", "text": "regatta"}]
    cells = [[{"text": text, "align": "left", "valign": "top"} for text in ("16 May", name)]]
    blocks = [{"type": "heading", "text": "Coming up", "size": 3}, {"type": "table", "cells": cells}]
    sent = {"chat": {"id": 1}, "message_id": 2, "date": 3, "rich_message": {"blocks": blocks}}
    sandbox = Sandbox()
    sandbox.calls.append(("sendRichMessage", {}, {"ok": True, "result": sent}))
    assert [got.text for got in received(sandbox, 0)] == ["Coming up\n16 May | Spring regatta"]


def test_steps_without_a_place_look_everywhere(tmp_path: Path) -> None:
    scenario = read(tmp_path, TOP + "- {clock: +1d, expect: hello}\n- {restart: 3h}\n- {fault: none}\n")
    passes, restarts, fails = (step.action for step in scenario.steps)
    assert isinstance(passes, Passes)
    assert scenario.steps[0].expected[0].where == ANYWHERE
    assert restarts == Restarts(timedelta(hours=3))
    assert isinstance(fails, Fails)
    assert fails.kind is None


@pytest.mark.parametrize(
    ("step", "line", "said"),
    [
        ("- {says: hi}", 6, "`who` is missing"),
        ("- {who: Aysha, says: hi}", 6, "`who` is `Aysha`, and there is no such name. Write one of Aisha, Daniyar"),
        ("- {who: Aisha, in: Crew, says: hi}", 6, "`in` is `Crew`, and there is no such name. Write one of Team"),
        ("- {who: Aisha, in: Team, topic: Trade, says: hi}", 6, "`topic` is `Trade`"),
        ("- {who: Aisha, expect: hi}", 6, "nothing happens in this step. Write one of says, edits"),
        ("- who: Aisha\n  syas: hi", 7, "`syas` means nothing in a step. Write one of says, edits, presses, joins"),
        ("- who: Aisha\n  says: hi\n  relpy: yes", 8, "`relpy` means nothing here. Write one of says, who, in, topic"),
        ("- {who: Aisha, says: hi, clock: +1d}", 6, "`clock` means nothing here"),
        ("- {clock: tomorrow}", 6, "`clock` is `tomorrow`. Write +3d"),
        ("- {clock: +3}", 6, "Write numbers with units"),
        ("- {clock: +1d, at: soon}", 6, "`at` is `soon`"),
        ("- {fault: meteor}", 6, "`fault` is `meteor`. Write one of too_many"),
        ("- {fault: too_many, times: often}", 6, "`times` is `often`. Write a whole number"),
        ("- {file: a.yaml}", 6, "nothing is changed. Write `replace` and `with`"),
        ("- {file: a.yaml, replace: x}", 6, "`with` is missing"),
        ("- {who: Aisha, adds: bot}", 6, "`adds` needs a chat"),
        ("- {who: Aisha, blocks: everybody}", 6, "Write `blocks: bot`"),
        ("- {who: Aisha, joins: Crew}", 6, "`joins` is `Crew`"),
        ("- {who: Aisha, says: hi, reply: true}", 6, "`reply` is `true`. Write yes or no"),
        ("- who: Aisha\n  says: hi\n  expect: '('", 8, "`(` is not a regular expression"),
        ("- who: Aisha\n  says: hi\n  expect: {says: ['[']}", 8, "`[` is not a regular expression"),
        ("- who: Aisha\n  says: hi\n  expect: {in: Nobody}", 8, "`in` is `Nobody`"),
        (
            "- who: Aisha\n  says: hi\n  expect: {text: hi}",
            8,
            "`text` means nothing here. Write one of in, topic",
        ),
        ("- who: Aisha\n  says: hi\n  expect: {new: some}", 8, "`new` is `some`. Write a whole number"),
        ("- hello", 6, "this item says nothing. Write `- who: ...`"),
    ],
)
def test_every_mistake_is_named_with_its_line(tmp_path: Path, step: str, line: int, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, f"{TOP}{step}\n")
    assert f"scenario.yaml:{line}: " in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(weeks=2), "14 days"),
        (timedelta(hours=26, seconds=30), "1 day 2 hours 30 seconds"),
        (timedelta(minutes=90), "1 hour 30 minutes"),
        (timedelta(), "no time"),
    ],
)
def test_a_stretch_of_time_is_said_in_words(step: timedelta, said: str) -> None:
    assert lasting(step) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("- a\n", "the file has to be a mapping"),
        ("about: x\n", "`steps` is missing"),
        ("step: []\n", "`step` means nothing here"),
        ("start: noon\nsteps: []\n", "`start` is `noon`. Write a time"),
        ("privacy: maybe\nsteps: []\n", "`privacy` is `maybe`"),
        ("people: [{name: A}, {name: A}]\nsteps: []\n", "there is a second person `A`"),
        ("people: [{name: A, language: xx}]\nsteps: []\n", "`language` is `xx`. Write one of en, ur"),
        ("chats: [{name: T}]\nsteps: []\n", "nobody is in `T`"),
        ("chats: [{name: T, members: [A], type: room}]\nsteps: []\n", "`type` is `room`. Write one of group"),
        ("chats: [{name: A, members: [A]}, {name: A, members: [A]}]\nsteps: []\n", "`A` is taken"),
        ("steps: {a: b}\n", "`steps` is not a list"),
        ("steps:\n\t- a\n", "there is a tab"),
    ],
)
def test_what_is_wrong_at_the_top_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, TOP + "- {says: hi}\n- {clock: tomorrow}\n- {fault: meteor}\n")
    assert [problem.line for problem in caught.value.problems] == [6, 7, 8]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be opened"):
        read_scenario(tmp_path / "none.yaml")
