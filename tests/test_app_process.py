"""The real process against a small Bot API server over HTTP."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from telegram_fake import BOT, TOKEN, message
from test_app_run import write_base

ROOT = Path(__file__).resolve().parents[1]
SECRET = TOKEN.partition(":")[2]


class Server(ThreadingHTTPServer):
    """Keeps updates until they are confirmed and counts what it is asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.updates: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.confirmed = 0
        self.code = 200
        self.answering = threading.Event()
        self.answering.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def made(self, method: str) -> list[dict[str, str]]:
        return [parameters for name, parameters in list(self.calls) if name == method]

    def result(self, method: str, parameters: dict[str, str]) -> Any:
        if method == "getMe":
            return BOT
        if method in ("getMyDescription", "getMyShortDescription"):
            return {"description": "", "short_description": ""}
        if method == "getUpdates":
            offset = int(parameters.get("offset", 0))
            self.confirmed = max(self.confirmed, offset)
            waiting = [update for update in self.updates if update["update_id"] >= offset]
            if not waiting and int(parameters.get("timeout", 0)):
                time.sleep(0.2)
            return waiting
        if method == "sendMessage":
            self.answering.wait(20)
            chat = {"id": int(parameters["chat_id"]), "type": "private"}
            return {"message_id": 1, "date": 1769947200, "chat": chat, "text": parameters["text"]}
        return True


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        parameters = {name: values[0] for name, values in parse_qs(body).items()}
        _, token, method = self.path.split("/")
        self.server.calls.append((method, parameters))
        code = 401 if token != f"bot{TOKEN}" else self.server.code
        answer: dict[str, Any] = {"ok": False, "error_code": code, "description": "Something: wrong"}
        if code == 200:
            answer = {"ok": True, "result": self.server.result(method, parameters)}
        data = json.dumps(answer).encode()
        self.send_response(code)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


class Bot:
    """A bot process."""

    def __init__(self, tmp_path: Path, server: Server, **more: str) -> None:
        if not (tmp_path / "knowledge").exists():
            write_base(tmp_path / "knowledge")
        environment = {name: text for name, text in os.environ.items() if "PROXY" not in name.upper()}
        environment |= {
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": server.url,
            "KNOWLEDGE_DIR": str(tmp_path / "knowledge"),
            "DATA_DIR": str(tmp_path / "data"),
            "WEB_PORT": "1",
            "LOG_LEVEL": "DEBUG",
            "HTTP_PROXY": "http://127.0.0.1:9",  # leads nowhere, and must not be taken to this machine
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env=environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self, kind: signal.Signals | None = None) -> tuple[int, str]:
        """Exit code and stderr; stdout is empty and nothing holds the token."""
        if kind is not None:
            self.process.send_signal(kind)
        out, errors = self.process.communicate(timeout=30)
        assert out == ""
        assert SECRET not in errors
        return self.process.returncode, errors


def until(condition: Callable[[], Any]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_question_is_answered_and_a_signal_ends_with_0(kind: signal.Signals, tmp_path: Path, server: Server) -> None:
    server.updates = [message(1, "when does the library open?")]
    bot = Bot(tmp_path, server)
    until(lambda: server.confirmed == 2)
    code, errors = bot.end(kind)
    assert code == 0, errors
    (sent,) = server.made("sendMessage")
    assert "nine" in sent["text"]


def test_a_kill_before_the_answer_loses_nothing(tmp_path: Path, server: Server) -> None:
    server.updates = [message(1, "when does the library open?")]
    server.answering.clear()
    bot = Bot(tmp_path, server)
    until(lambda: server.made("sendMessage"))
    assert server.confirmed <= 1
    assert bot.end(signal.SIGKILL)[0] == -signal.SIGKILL
    server.answering.set()
    again = Bot(tmp_path, server)
    until(lambda: server.confirmed == 2)
    assert again.end(signal.SIGTERM)[0] == 0
    assert len(server.made("sendMessage")) == 2


def test_a_stop_while_the_base_is_loading_is_obeyed_at_once(tmp_path: Path, server: Server) -> None:
    facts = "".join(
        f"- id: t{n}\n  kind: topic\n  name: Topic {n}\n  facts:\n    - text: Fact {n}.\n      sources: [handbook]\n"
        for n in range(8000)
    )
    write_base(tmp_path / "knowledge")
    (tmp_path / "knowledge" / "many.yaml").write_text(facts, "utf-8")
    bot = Bot(tmp_path, server, LOG_LEVEL="INFO")
    until(lambda: list(tmp_path.glob("data/*.lock")))
    code, errors = bot.end(signal.SIGTERM)
    assert code == 0, errors
    assert "base " not in errors
    assert server.calls == []


def test_a_second_instance_ends_with_3(tmp_path: Path, server: Server) -> None:
    first = Bot(tmp_path, server)
    until(lambda: server.made("getUpdates"))
    code, errors = Bot(tmp_path, server).end()
    assert code == 3
    assert "another instance" in errors
    assert first.end(signal.SIGTERM)[0] == 0


def test_a_token_telegram_refuses_ends_with_2(tmp_path: Path, server: Server) -> None:
    server.code = 401
    code, errors = Bot(tmp_path, server).end()
    assert code == 2
    assert errors.splitlines()[-1].endswith(
        "BOT_TOKEN is set, and Telegram does not know it. Write the one from @BotFather."
    )


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"BOT_TOKEN": ""}, "BOT_TOKEN is not set."),
        ({"WEB_PORT": "http"}, "WEB_PORT is 'http', and cannot be used. Write a whole number from 1 to 65535."),
    ],
)
def test_a_bad_setting_ends_with_2_and_one_line(
    more: dict[str, str], line: str, tmp_path: Path, server: Server
) -> None:
    code, errors = Bot(tmp_path, server, **more).end()
    assert code == 2
    assert errors.startswith(line)
    assert errors.count("\n") == 1
    assert server.calls == []


def test_a_base_that_does_not_load_ends_with_1_and_names_the_line(tmp_path: Path, server: Server) -> None:
    write_base(tmp_path / "knowledge")
    write_base(tmp_path / "knowledge", {"topics.yaml": "- id: a\n  kind: topick\n  name: A\n"})
    code, errors = Bot(tmp_path, server).end()
    assert code == 1
    assert "topics.yaml:2" in errors
    assert server.calls == []


def test_failures_of_telegram_do_not_end_the_bot(tmp_path: Path, server: Server) -> None:
    server.code = 502
    bot = Bot(tmp_path, server)
    until(lambda: len(server.calls) >= 3)
    server.updates = [message(1, "when does the library open?")]
    server.code = 200
    until(lambda: server.confirmed == 2)
    code, errors = bot.end(signal.SIGTERM)
    assert code == 0
    assert "getMe failed, again in 0.5 s" in errors
