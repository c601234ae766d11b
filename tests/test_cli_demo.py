import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.cli.curator import Card, change_panel, changed_cards, difference, problem_panel
from bot.cli.demo import eve
from bot.cli.world import furnish
from bot.knowledge.load import check_folder, load_folder
from bot.sandbox.sandbox import Sandbox

CLUB = Path(__file__).with_name("data") / "club"
DAY = date(2026, 3, 1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def demo(tmp_path: Path, port: int, *, wait: bool = True) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running demo of the club, and the line it printed, if that is to be waited for."""
    if not (tmp_path / "club").exists():
        shutil.copytree(CLUB, tmp_path / "club")
    environment = {name: text for name, text in os.environ.items() if "PROXY" not in name.upper()}
    environment |= {
        "KNOWLEDGE_DIR": str(tmp_path / "club"),
        "DATA_DIR": str(tmp_path / "data"),
        "DEMO_PORT": str(port),
        "PYTHONPATH": str(CLUB.parent.parent.parent),
        "HTTP_PROXY": "http://127.0.0.1:9",  # leads nowhere: there is no network
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "TMPDIR": str(tmp_path),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline() if wait else ""
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def asked(port: int, path: str, **body: Any) -> Any:
    reply = httpx.post(f"http://127.0.0.1:{port}/control/{path}", json=body, trust_env=False, timeout=20)
    assert reply.status_code == 200, reply.text
    return reply.json()


def state(port: int, path: str = "state") -> Any:
    return httpx.get(f"http://127.0.0.1:{port}/control/{path}", trust_env=False, timeout=20).json()


def texts(port: int, chat: int) -> list[str]:
    return [message["text"] for message in state(port, f"chat/{chat}")["messages"] if message["by_bot"]]


def until(condition: Any) -> Any:
    end = time.monotonic() + 30
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def test_the_demo_answers_follows_the_files_and_ends_with_0(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port) as (process, line):
        assert line == f"The demo is at http://127.0.0.1:{port} (Ctrl-C ends it)\n"
        page = httpx.get(f"http://127.0.0.1:{port}/", trust_env=False)
        assert "<title>" in page.text
        world = state(port)
        reader = world["users"][0]["id"]
        assert world["clock"]["now"].startswith("2026-03-06T09:00")  # 18:00 in Tokyo, the day before the first row
        asked(port, "say", chat=reader, user=reader, text="When is the spring regatta?")
        until(lambda: "16 May 2026" in "".join(texts(port, reader)))
        asked(port, "clock", seconds=86400 * 30)
        assert state(port)["clock"]["now"].startswith("2026-04-05T09:0")
        curator_follows(tmp_path, port)
        end(process, port)
    with demo(tmp_path, port) as (process, line):  # again at once, on the same port
        assert line.startswith("The demo is at ")
        end(process, port)
    assert list(tmp_path.glob("demo-*")) == []


def test_ctrl_c_while_the_bot_is_loading_ends_with_0(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port, wait=False) as (process, _):
        while process.poll() is None:  # as soon as the page is there, the bot starts to load
            with suppress(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{port}/", trust_env=False)
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert out == ""


def end(process: subprocess.Popen[str], port: int) -> None:
    """Ctrl-C, while a page is open."""
    listener = threading.Thread(target=listen, args=(port,))
    listener.start()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    listener.join()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors


def listen(port: int) -> None:
    """A page that is open while the demo ends."""
    try:
        with httpx.stream("GET", f"http://127.0.0.1:{port}/events", trust_env=False, timeout=20) as events:
            for _ in events.iter_lines():
                continue
    except httpx.TransportError:
        return


def curator_follows(tmp_path: Path, port: int) -> None:
    def panel() -> str:
        return "\n".join(line["text"] for line in state(port, "panel")["lines"])

    until(lambda: "0 errors, 0 warnings" in panel())
    file = tmp_path / "club" / "events.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("when: '2026-05-16'", "when: '2026-05-23'"), "utf-8")
    shown = until(lambda: "Just saved: 1 card changed" in panel() and panel())
    assert "− 16 May 2026 · East bay" in shown
    assert "+ 23 May 2026 · East bay" in shown
    file.write_text(before.replace("when: '2026-05-16'", "when: '2026-13-16'"), "utf-8")
    shown = until(lambda: "The bot goes on with the last good base." in panel() and panel())
    assert "events.yaml:" in shown
    file.write_text(before, "utf-8")
    until(lambda: "Just saved" in panel())


def test_a_taken_port_is_named_in_one_line_and_ends_with_2(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with demo(tmp_path, port) as (process, line):
            _, errors = process.communicate(timeout=30)
    assert (process.returncode, line) == (2, "")
    assert errors.count("\n") == 1
    assert errors.startswith(f"DEMO_PORT is {port}, and that port cannot be used (Address already in use). Write ")


def test_a_base_that_does_not_load_is_explained_and_ends_with_1(tmp_path: Path) -> None:
    shutil.copytree(CLUB, tmp_path / "club")
    (tmp_path / "club" / "more.yaml").write_text("- id: a\n  kind: topick\n  name: A\n", "utf-8")
    with demo(tmp_path, free_port()) as (process, line):
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, line) == (1, "")
    assert "more.yaml:2: a: " in errors
    assert "Traceback" not in errors


def test_the_demo_begins_on_the_day_before_something(tmp_path: Path) -> None:
    knowledge = load_folder(CLUB).knowledge
    assert knowledge is not None
    assert eve(knowledge, date(2020, 1, 1)) == date(2026, 3, 6)
    (tmp_path / "about.yaml").write_text("title: Nothing ever happens\n", "utf-8")
    empty = load_folder(tmp_path).knowledge
    assert empty is not None
    assert eve(empty, date(2020, 1, 1)) == date(2020, 1, 1)


def test_the_demo_does_not_begin_before_a_day_that_is_not_pushed(tmp_path: Path) -> None:
    (tmp_path / "about.yaml").write_text("title: Days\nbase_date: '2026-03-01'\n", "utf-8")
    days = [day("mourning", 5, "remembrance"), day("spring", 21, "celebration")]
    (tmp_path / "days.yaml").write_text("\n".join(days), "utf-8")
    (tmp_path / "sources.yaml").write_text(
        "- id: law\n  publisher: Gazette\n  title: A law\n  rank: official\n  date: '2020-01-01'\n", "utf-8"
    )
    knowledge = load_folder(tmp_path).knowledge
    assert knowledge is not None
    assert eve(knowledge, date(2020, 1, 1)) == date(2026, 3, 20)


def day(name: str, of_march: int, tone: str) -> str:
    """A recurring day as YAML."""
    return (
        f"- id: {name}\n  kind: recurring\n  name: Day of {name}\n"
        f"  rrule: FREQ=YEARLY;BYMONTH=3;BYMONTHDAY={of_march}\n"
        f"  status: active\n  scope: both\n  tone: {tone}\n"
        f"  facts:\n  - text: The day of {name} is in March.\n    sources: [law]\n    as_of: '2020-01-01'\n"
    )


def test_the_demos_world_has_a_private_chat_a_group_a_forum_and_a_channel() -> None:
    sandbox = Sandbox()
    owner = furnish(sandbox)
    chats = list(sandbox.world.chats.values())
    assert {chat.type for chat in chats} == {"private", "supergroup", "channel"}
    groups = [chat for chat in chats if chat.is_group]
    assert [len(group.members) for group in groups] == [4, 4]
    assert all(group.member(owner).is_admin and group.member(sandbox.bot).is_here for group in groups)
    assert [group.is_forum for group in groups] == [False, True]
    assert len(groups[1].topics) == 2
    assert sandbox.world.chats[owner.id].started


def edited(tmp_path: Path, file: str, old: str, new: str) -> Path:
    shutil.copytree(CLUB, tmp_path / "club")
    path = tmp_path / "club" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return tmp_path / "club"


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("events.yaml", "when: '2026-05-16'", "when: '2026-05-17'", {"spring-regatta-2026"}),
        ("sources.yaml", "publisher: The Lakeside Courier", "publisher: The Courier", {"new-boathouse"}),
        ("topics.yaml", "- When does the club open?", "- When does the club open its doors?", set()),
        ("other.yaml", "- id: new-boathouse", "- id: boathouse", {"new-boathouse", "boathouse"}),
    ],
)
def test_cards_that_changed_are_found(tmp_path: Path, file: str, old: str, new: str, changed: set[str]) -> None:
    before, after = load_folder(CLUB).knowledge, load_folder(edited(tmp_path, file, old, new)).knowledge
    assert before is not None
    assert after is not None
    cards = changed_cards(before, after, DAY)
    assert {card.entry_id for card in cards} == changed
    assert all(card.old != card.new for card in cards)
    assert all((card.old is None) == (card.entry_id not in before.entries) for card in cards)


def test_an_entry_that_is_new_or_gone_is_shown_whole() -> None:
    for card, sign, level in (
        (Card("a", None, "<b>A</b>\none"), "+", "good"),
        (Card("a", "<b>A</b>", None), "−", "problem"),
    ):
        (line,) = difference(card)
        assert line.html.startswith(f"{sign} <b>A</b>")
        assert line.level == level


def test_the_panel_names_the_notices_that_an_edit_would_give(tmp_path: Path) -> None:
    folder = edited(
        tmp_path, "events.yaml", "when: '2026-03-07'\n  status: confirmed", "when: '2026-03-07'\n  status: cancelled"
    )
    before, after = load_folder(CLUB).knowledge, load_folder(folder).knowledge
    assert before is not None
    assert after is not None
    lines = [line.json()["text"] for line in change_panel(before, after, DAY)]
    assert "Followers would be told: 1 notice" in lines
    (notice,) = [line for line in lines if line.startswith("To followers:")]
    assert "First row of the year" in notice
    assert "ancelled" in notice


def test_problems_stand_in_the_panel_as_check_prints_them(tmp_path: Path) -> None:
    folder = edited(tmp_path, "topics.yaml", "sources: [minutes-2026, handbook]", "sources: [minuets]")
    lines = [line.json() for line in problem_panel(folder, check_folder(folder, DAY))]
    (problem,) = [line["text"] for line in lines if line["level"] == "problem" and "minuets" in line["text"]]
    assert problem.startswith(f"{folder}/topics.yaml:")
    assert json.dumps(lines)


INTERRUPTED_AT = """
import os, runpy, signal, sys

class Finder:
    def find_spec(self, name, *_):
        if name == sys.argv[-1]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
sys.argv = ["bot", "demo", *sys.argv[1:]]
runpy.run_module("bot", run_name="__main__")
"""


@pytest.mark.parametrize("module", ["bot.cli.main", "bot.config", "numpy", "rapidfuzz"])
def test_ctrl_c_while_python_itself_is_loading_leaves_no_traceback(module: str) -> None:
    process = subprocess.run([sys.executable, "-c", INTERRUPTED_AT, module], capture_output=True, text=True, timeout=60)
    assert (process.returncode, process.stdout, process.stderr) == (0, "", "")
