import os
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).with_name("data")
SCENARIOS = sorted((DATA / "scenarios").glob("*.yaml"))
TOP = f"knowledge: {DATA / 'club'}\nstart: 2026-03-01T18:00\npeople: [{{name: Aisha}}]\nsteps:\n"


def simulate(tmp_path: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, since it brings an event loop and logging along."""
    environment = {name: text for name, text in os.environ.items() if name not in ("LOG_LEVEL", "KNOWLEDGE_DIR")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "simulate", *map(str, arguments)],
        env=environment | {"DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(DATA.parent.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )


def written(tmp_path: Path, steps: str) -> Path:
    path = tmp_path / "scenario.yaml"
    path.write_text(TOP + steps, "utf-8")
    return path


def test_the_scenarios_go_as_expected(tmp_path: Path) -> None:
    assert len(SCENARIOS) > 2
    done = simulate(tmp_path, *SCENARIOS)
    assert done.returncode == 0, done.stdout
    assert "FAILED" not in done.stdout
    assert done.stderr.count(" 0 failed; ") == len(SCENARIOS)


def test_who_got_what_when_is_printed(tmp_path: Path) -> None:
    done = simulate(tmp_path, written(tmp_path, "- {who: Aisha, says: /id, at: +2d}\n- {clock: +1h}\n"))
    lines = done.stdout.splitlines()
    assert lines[0] == "Tue 2026-03-03 18:00:00  Aisha says: /id"
    assert lines[1].startswith("Tue 2026-03-03 18:00:00    > Aisha: Your id: ")
    assert lines[2] == "Tue 2026-03-03 18:00:00  time passes: 1 hour"
    assert done.returncode == 0


def test_what_goes_otherwise_is_named_with_its_line_and_ends_with_1(tmp_path: Path) -> None:
    steps = """\
- who: Aisha
  says: What does membership cost?
  expect:
  - 99 crowns
  - nothing
  - {lacks: 120 crowns, new: 2, changed: 1, buttons: [Buy], popup: thanks}
- who: Aisha
  presses: Nothing of the kind
- clock: next
- {file: topics.yaml, replace: no such text, with: x}
- {clock: 2026-02-01T09:00}
"""
    done = simulate(tmp_path, "--quiet", written(tmp_path, steps))
    assert done.returncode == 1
    said = done.stdout.replace(f"FAILED {tmp_path / 'scenario.yaml'}:", "")
    assert said.splitlines() == [
        '8: "99 crowns" was expected, and there came ' + ANSWER,
        "9: 0 new messages were expected, and there came " + ANSWER,
        "10: 2 new messages were expected, and there came " + ANSWER,
        "10: 1 change of a message was expected, and there came " + ANSWER,
        '10: "120 crowns" was not to be said, and there came ' + ANSWER,
        "10: a button [Buy] was expected, and there are 🔔 Follow, Copy citation, This is wrong, Share",
        '10: a word with "thanks" was expected to answer the press, and there was none',
        "11: this step cannot be made: there is no button [Nothing of the kind]; the last message has 🔔 Follow, "
        "Copy citation, This is wrong, Share",
        "13: this step cannot be made: nothing is due",
        '14: this step cannot be made: "no such text" stands 0 times in topics.yaml, and not once',
        "15: this step cannot be made: Sun 2026-02-01 09:00:00 is over already",
    ]


ANSWER = '"Membership fee Membership costs 120 crowns a year. Sources: Lakeside Rowing Club, 14 February 2026; …"'


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["broken.yaml"], 2, "broken.yaml:1: `step` means nothing here"),
        (["none.yaml"], 2, "none.yaml:1: it cannot be opened"),
        (["good.yaml", "--knowledge", "nowhere"], 1, "nowhere:1: there is no such folder"),
    ],
)
def test_what_cannot_be_played_is_said_in_a_line(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    (tmp_path / "broken.yaml").write_text("step: x\nsteps: []\n", "utf-8")
    (tmp_path / "good.yaml").write_text("steps: []\n", "utf-8")
    done = simulate(tmp_path, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_help_explains_how_to_write_a_scenario(tmp_path: Path) -> None:
    told = simulate(tmp_path, "--help").stdout
    assert [key for key in ("people:", "chats:", "says:", "presses:", "clock:", "expect") if key not in told] == []
