"""The real process killed between plan, claim and send: nothing is lost, and only what was in flight is doubled."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.conversation import Conversation
from bot.sandbox.sandbox import TOKEN, Sandbox
from bot.sandbox.server import serve_in_thread

EVENTS = ("Alpha", "Beta", "Gamma")
Reminder = tuple[int, str]


def noon(now: datetime) -> str:
    """A zone in which it is about noon, so that no quiet hours hold what is due."""
    hours = 12 - now.hour
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def write_base(folder: Path, now: datetime) -> None:
    """A base whose events are all tomorrow."""
    tomorrow = (now + timedelta(hours=12 - now.hour, days=1)).date()
    folder.mkdir()
    (folder / "about.yaml").write_text(f"title: Regattas\ntimezone: {noon(now)}\n", "utf-8")
    (folder / "sources.yaml").write_text("- id: plan\n  publisher: Club\n  title: Plan\n  rank: official\n", "utf-8")
    (folder / "words.yaml").write_text("types:\n- id: regatta\n  name: Regattas\n", "utf-8")
    events = "".join(
        f"- id: {name.lower()}\n  kind: event\n  type: regatta\n  name: {name}\n  when: '{tomorrow}'\n"
        f"  status: confirmed\n  facts:\n  - text: {name} is rowed in the bay.\n    sources: [plan]\n"
        for name in EVENTS
    )
    (folder / "events.yaml").write_text(events, "utf-8")


@contextmanager
def bot(folder: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    """The bot's process, killed in the end without warning."""
    environment = {name: text for name, text in os.environ.items() if "PROXY" not in name.upper()}
    environment |= {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": address,
        "KNOWLEDGE_DIR": str(folder / "knowledge"),
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "WEB_PORT": "1",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def rows(folder: Path, state: str) -> set[Reminder]:
    """Chat and event of the messages in this state; none before there is a database."""
    try:
        with closing(sqlite3.connect(folder / "bot.db", timeout=5)) as database:
            found = database.execute("SELECT chat_id, subject FROM outbox WHERE state = ?", (state,)).fetchall()
    except sqlite3.OperationalError:
        return set()
    return {(chat, subject.partition("@")[0]) for chat, subject in found}


def reminders(chats: list[Conversation]) -> Counter[Reminder]:
    """What arrived, by chat and event."""
    texts = [(chat.id, message.text) for chat in chats for message in chat.sent if "tomorrow" in message.text]
    return Counter((chat, name.lower()) for chat, text in texts for name in EVENTS if name in text.splitlines()[0])


def until(condition: Callable[[], Any]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_kills_between_plan_claim_and_send_lose_nothing(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    write_base(tmp_path / "knowledge", now)
    sandbox = Sandbox(clock=Clock(now, running=True))
    chats = [sandbox.private(sandbox.user(name)) for name in ("Aisha", "Daniyar", "Marat")]
    wanted = {(chat.id, name.lower()) for chat in chats for name in EVENTS}
    moments: tuple[Callable[[], Any], ...] = (
        lambda: rows(tmp_path, "pending"),
        lambda: rows(tmp_path, "sending"),
        lambda: reminders(chats).total() >= 2,
        lambda: rows(tmp_path, "sent"),
    )
    in_flight = kills = 0
    with serve_in_thread(sandbox) as address:
        with bot(tmp_path, address):
            for chat in chats:
                chat.say("follow everything")
            until(lambda: all(chat.sent for chat in chats))
        sandbox.fault("latency", method="sendMessage", times=None, seconds=0.2)
        for moment in moments:
            with bot(tmp_path, address):
                until(lambda moment=moment: moment() or set(reminders(chats)) == wanted)
            time.sleep(0.5)  # what was on its way arrives
            kills += rows(tmp_path, "sent") != wanted
            in_flight += len(set(reminders(chats)) - rows(tmp_path, "sent"))
        with bot(tmp_path, address) as last:
            until(lambda: rows(tmp_path, "sent") == wanted)
            last.send_signal(signal.SIGTERM)
            _, errors = last.communicate(timeout=20)
            assert last.returncode == 0, errors
    got = reminders(chats)
    assert kills >= 3
    assert set(got) == wanted
    assert got.total() - len(got) <= in_flight
    assert all(count <= 1 + kills for count in got.values())
