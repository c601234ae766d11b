import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters
from telegram_fake import (
    BAD_GATEWAY,
    CONFLICT,
    INTERNAL,
    TOKEN,
    UNAUTHORIZED,
    Dropped,
    FakeTelegram,
    FakeTime,
    Fault,
    Late,
    make_bot,
    message,
)

from bot.app import Edge, run
from bot.chat.connection import set_profile
from bot.chat.handlers import menus
from bot.chat.insist import TokenRefused
from bot.chat.parts import Parts
from bot.chat.reloading import KnowledgeError
from bot.chat.send import Delivery, answer
from bot.cli import logs
from bot.cli.main import main
from bot.config import Settings, SettingsError, settings_from
from bot.storage.database import open_database
from bot.storage.lock import LockHeld, polling_lock
from bot.web.serve import listen

OWNER = 77
BASE = {
    "about.yaml": "title: Library help\n",
    "sources.yaml": "- id: handbook\n  publisher: City library\n  title: Handbook\n  rank: official\n",
    "topics.yaml": "- id: opening-hours\n  kind: topic\n  name: Opening hours\n  facts:\n"
    "    - text: The library opens at nine on weekdays.\n      sources: [handbook]\n",
}


class EchoChat:
    """The smallest chat there can be: says everything back."""

    def __init__(self) -> None:
        self.parts: Parts | None = None

    def register(self, application: Any, parts: Parts) -> None:
        self.parts = parts

        async def on_boom(update: Update, context: Any) -> None:
            raise KeyError(f"at {parts.bot.base_url}")

        async def on_text(update: Update, context: Any) -> None:
            assert update.effective_chat is not None
            assert update.effective_message is not None
            await answer(parts, Delivery(update.effective_chat.id, f"{update.effective_message.text}!"))

        application.add_handler(CommandHandler("boom", on_boom))
        application.add_handler(MessageHandler(filters.TEXT, on_text))


def write_base(folder: Path, files: dict[str, str] = BASE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def settings(tmp_path: Path, **more: str) -> Settings:
    folder = tmp_path / "knowledge"
    if not folder.exists():
        write_base(folder)
    values = {
        "BOT_TOKEN": TOKEN,
        "BOT_OWNERS": str(OWNER),
        "KNOWLEDGE_DIR": str(folder),
        "DATA_DIR": str(tmp_path / "data"),
        "WEB_PORT": "1",  # taken or forbidden as a rule; the bot then goes without /healthz
    }
    return settings_from({**values, **more})


@asynccontextmanager
async def running(
    fake: FakeTelegram, settings: Settings, chat: EchoChat | None = None, pace: float = 0.01
) -> AsyncIterator[EchoChat]:
    """The whole bot over `fake`; stopped cleanly after the block."""
    time, stopping, chat = FakeTime(pace=pace), asyncio.Event(), chat or EchoChat()
    edge = Edge(now=time.now, sleep=time.sleep, requests=lambda connections: fake, register=chat.register)
    task = asyncio.create_task(run(settings, edge, stopping))
    try:
        yield chat
    finally:
        stopping.set()
        await asyncio.wait_for(task, 60)


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_a_question_is_answered_and_then_confirmed(tmp_path: Path) -> None:
    fake = FakeTelegram()
    fake.push(message(1, "hello"))
    async with running(fake, settings(tmp_path)):
        await until(lambda: fake.confirmed == 2)
    assert fake.texts == ["hello!"]


async def test_parts_come_from_settings_and_base(tmp_path: Path) -> None:
    fake = FakeTelegram()
    more = {"ALLOWED_CHATS": "5", "DEFAULT_TIMEZONE": "Asia/Almaty", "DEFAULT_LANGUAGE": "ru"}
    async with running(fake, settings(tmp_path, **more)) as chat:
        await until(lambda: chat.parts)
        parts = chat.parts
        assert parts is not None
        assert (parts.owners, parts.allowed_chats, parts.username) == ({OWNER}, {5}, "briefing_bot")
        assert (parts.language, parts.timezone) == ("ru", "Asia/Almaty")
        assert parts.base.knowledge.about.title == "Library help"
        assert parts.base.current.engine is parts.base.engine


async def test_a_webhook_is_removed_and_the_menu_set_for_each_language(tmp_path: Path) -> None:
    fake = FakeTelegram()
    async with running(fake, settings(tmp_path)):
        await until(lambda: len(fake.made("setMyCommands")) == len(menus()))
    assert fake.made("deleteWebhook")
    first, *others = fake.made("setMyCommands")
    assert "language_code" not in first.parameters
    assert {call.parameters["language_code"] for call in others} == set(menus()) - {"en"}
    assert [command["command"] for command in first.parameters["commands"]] == [name for name, _ in menus()["en"]]


async def test_the_descriptions_are_set_for_each_language(tmp_path: Path) -> None:
    fake = FakeTelegram()
    async with running(fake, settings(tmp_path)):
        await until(lambda: len(fake.made("setMyShortDescription")) == len(menus()))
    first, *others = fake.made("setMyDescription")
    assert "language_code" not in first.parameters
    assert "source" in first.parameters["description"]
    assert {call.parameters["language_code"] for call in others} == set(menus()) - {"en"}


async def test_descriptions_that_are_so_already_are_left_alone(tmp_path: Path) -> None:
    fake = FakeTelegram()
    bot, text = make_bot(fake), {"en": ("", "")}
    await set_profile(bot, text, "en")
    assert not fake.made("setMyDescription") + fake.made("setMyShortDescription")


@pytest.mark.parametrize("method", ["setMyCommands", "setMyDescription"])
async def test_a_menu_or_description_that_is_refused_is_not_offered_again(method: str, tmp_path: Path) -> None:
    fake = FakeTelegram()
    fake.fail(method, *[Fault(400, "Bad Request: too long")] * 9)
    fake.push(message(1, "hello"))
    async with running(fake, settings(tmp_path)):
        await until(lambda: fake.confirmed == 2 and fake.made(method))
        await asyncio.sleep(0.7)
    assert len(fake.made(method)) == 1


@pytest.mark.parametrize("fault", [INTERNAL, BAD_GATEWAY, CONFLICT, Dropped(), Late()], ids=str)
async def test_telegram_out_of_reach_at_the_start_is_waited_for(fault: Any, tmp_path: Path) -> None:
    fake = FakeTelegram()
    for method in ("getMe", "deleteWebhook", "setMyCommands", "getUpdates"):
        fake.fail(method, *[fault] * 4)
    fake.push(message(1, "hello"))
    async with running(fake, settings(tmp_path)):
        await until(lambda: fake.confirmed == 2)
    assert fake.texts == ["hello!"]


async def test_the_bot_says_that_it_is_alive_and_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listen("127.0.0.1", 0) as free:
        port = str(free.getsockname()[1])
    monkeypatch.setenv("WEB_PORT", port)
    fake = FakeTelegram()
    fake.push(message(1, "hello"))
    async with running(fake, settings(tmp_path, WEB_PORT=port)):
        await until(lambda: fake.confirmed == 2)
        async with asyncio.timeout(60):
            while await asyncio.to_thread(main, ["health", "--ready"]) != 0:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert await asyncio.to_thread(main, ["health"]) == 1


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_a_refused_token_ends_the_bot(method: str, tmp_path: Path) -> None:
    fake = FakeTelegram()
    fake.fail(method, UNAUTHORIZED)
    edge = Edge(requests=lambda connections: fake, register=EchoChat().register)
    with pytest.raises(TokenRefused) as caught:
        await asyncio.wait_for(run(settings(tmp_path), edge), 60)
    assert TOKEN not in repr(caught.value)


async def test_a_stop_while_telegram_is_out_of_reach_is_obeyed(tmp_path: Path) -> None:
    fake, stopping = FakeTelegram(), asyncio.Event()
    fake.fail("getMe", *[Dropped()] * 1000)
    task = asyncio.create_task(
        run(settings(tmp_path), Edge(requests=lambda n: fake, register=EchoChat().register), stopping)
    )
    await until(lambda: fake.calls)
    stopping.set()
    await asyncio.wait_for(task, 60)
    assert fake.made("getUpdates") == []


async def test_a_second_instance_for_the_same_token_is_refused(tmp_path: Path) -> None:
    fake = FakeTelegram()
    async with running(fake, settings(tmp_path)):
        await until(lambda: fake.made("getUpdates"))
        with pytest.raises(LockHeld):
            await run(settings(tmp_path), Edge(requests=lambda n: FakeTelegram(), register=EchoChat().register))
    lock = polling_lock(tmp_path / "data", TOKEN, "https://api.telegram.org")
    lock.hold()
    lock.release()


def test_locks_of_other_tokens_and_servers_are_other_locks_and_tell_no_token(tmp_path: Path) -> None:
    locks = [polling_lock(tmp_path, token, url) for token in ("1:A", "2:B") for url in ("http://a", "http://b")]
    for lock in locks:
        lock.hold()
    assert len({lock.path for lock in locks}) == 4
    assert not any("1:A" in str(lock.path) for lock in locks)
    for lock in locks:
        lock.release()


async def test_an_error_is_told_to_owners_once_and_to_the_person_in_one_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fake = FakeTelegram()
    fake.push(message(1, "/boom"), message(2, "/boom"))

    def told() -> int:
        return sum(call.parameters["chat_id"] == 1 for call in fake.made("sendMessage"))

    async with running(fake, settings(tmp_path)):
        await until(lambda: fake.confirmed == 3 and told() == 2)
    to_owner = [call.parameters["text"] for call in fake.made("sendMessage") if call.parameters["chat_id"] == OWNER]
    to_person = [call.parameters["text"] for call in fake.made("sendMessage") if call.parameters["chat_id"] == 1]
    assert len(to_owner) == 1
    assert to_owner[0].startswith("KeyError in ")
    assert len(to_person) == 2
    assert all(text.startswith("Something went wrong on this side") for text in to_person)
    assert TOKEN not in "".join(fake.texts)


async def test_files_that_change_are_loaded_again(tmp_path: Path) -> None:
    fake, chosen = FakeTelegram(), settings(tmp_path)
    async with running(fake, chosen) as chat:
        await until(lambda: chat.parts and fake.made("getUpdates"))
        assert chat.parts is not None
        before = chat.parts.base.current
        write_base(chosen.knowledge_dir, {"about.yaml": "title: Another title\n"})
        await until(lambda: fake.texts)
        assert chat.parts.base.current is not before
        assert chat.parts.base.knowledge.about.title == "Another title"
    assert fake.texts[0].startswith("The files of the base have changed. Reloaded: base ")


async def test_a_broken_base_leaves_the_last_good_one_and_owners_hear_why(tmp_path: Path) -> None:
    fake, chosen = FakeTelegram(), settings(tmp_path)
    async with running(fake, chosen) as chat:
        await until(lambda: chat.parts and fake.made("getUpdates"))
        write_base(chosen.knowledge_dir, {"topics.yaml": "- id: opening-hours\n  kind: topick\n"})
        await until(lambda: fake.texts)
        fake.push(message(1, "still there?"))
        await until(lambda: fake.confirmed == 2)
        assert chat.parts is not None
        assert chat.parts.base.knowledge.entries["opening-hours"].name == "Opening hours"
    told = [text for text in fake.texts if text.startswith("The files")]
    assert len(told) == 1
    assert "The base stays as it was" in told[0]
    assert "topics.yaml:2" in told[0]


async def test_reload_is_for_owners(tmp_path: Path) -> None:
    fake = FakeTelegram()
    fake.push(message(1, "/reload", chat_id=5), message(2, "/reload", chat_id=OWNER))
    async with running(fake, settings(tmp_path)):
        await until(lambda: fake.confirmed == 3)
    told = {call.parameters["chat_id"]: call.parameters["text"] for call in fake.made("sendMessage")}
    assert told[5] == "/reload!"
    assert told[OWNER].startswith("Nothing has changed: base ")


async def test_a_base_that_does_not_load_ends_the_bot_with_all_problems(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    write_base(chosen.knowledge_dir, {"topics.yaml": "- id: a\n  kind: topick\n  name: A\n- id: b\n  kind: topic\n"})
    with pytest.raises(KnowledgeError) as caught:
        await run(chosen, Edge(requests=lambda n: FakeTelegram(), register=EchoChat().register))
    assert {problem.line for problem in caught.value.problems} >= {2, 4}


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"DATABASE_URL": "sqlite:////proc/no/bot.db"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql+psycopg://bot:hunter2@127.0.0.1:1/bot"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql+psycopg://bot:hunter2@[::1/bot"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql+psycopg://bot:hunter2@host:port/bot"}, "DATABASE_URL"),
        ({"DATA_DIR": "/proc/no"}, "DATA_DIR"),
        ({"KNOWLEDGE_DIR": "/proc/no"}, "KNOWLEDGE_DIR"),
        ({"WEB_HOST": "192.0.2.1", "WEBHOOK_URL": "https://bot.example.org/", "WEBHOOK_SECRET": "s" * 16}, "WEB_HOST"),
    ],
)
async def test_a_place_that_cannot_be_used_is_named(more: dict[str, str], named: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"^{named} ") as caught:
        await run(settings(tmp_path, **more), Edge(requests=lambda n: FakeTelegram(), register=EchoChat().register))
    assert "hunter2" not in str(caught.value)


async def test_a_webhook_needs_its_port(tmp_path: Path) -> None:
    hook = {"WEBHOOK_URL": "https://bot.example.org/hook", "WEBHOOK_SECRET": "s" * 16}
    with listen("127.0.0.1", 0) as taken:
        chosen = settings(tmp_path, WEB_PORT=str(taken.getsockname()[1]), **hook)
        with pytest.raises(SettingsError, match=r"^WEB_PORT is "):
            await run(chosen, Edge(requests=lambda n: FakeTelegram(), register=EchoChat().register))


async def test_an_update_that_cannot_be_read_is_not_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fake = FakeTelegram()
    strange = message(1, "something private")
    strange["message"]["poll"] = {"id": "1"}
    fake.push(strange, message(2, "hello"))
    logs.set_up("DEBUG", "text", [TOKEN])
    try:
        async with running(fake, settings(tmp_path)):
            await until(lambda: fake.confirmed == 3)
    finally:
        logging.basicConfig(force=True)
    errors = capsys.readouterr().err
    assert "update 1 cannot be read" in errors
    assert "something private" not in errors


async def test_a_database_of_a_newer_version_is_named(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    chosen.data_dir.mkdir()
    database = open_database(chosen.database_url.reveal())
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('9999')")
    database.close()
    with pytest.raises(SettingsError, match="9999"):
        await run(chosen, Edge(requests=lambda n: FakeTelegram(), register=EchoChat().register))


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("fault", [INTERNAL, BAD_GATEWAY, CONFLICT, UNAUTHORIZED, Dropped(), Late()], ids=str)
async def test_the_token_is_never_logged_whatever_fails(
    fault: Any, style: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    levels = {name: logging.getLogger(name).level for name in ("", *logs.LOUD)}
    logs.set_up("DEBUG", style, [TOKEN])
    try:
        fake = FakeTelegram()
        fake.push(message(1, "/boom"), message(2, "hello"))
        for method in ("getMe", "deleteWebhook", "setMyCommands", "sendMessage", "getUpdates"):
            fake.fail(method, fault)
        try:
            async with running(fake, settings(tmp_path)):
                await until(lambda: fake.confirmed == 3 or fault is UNAUTHORIZED)
        except TokenRefused:
            logging.getLogger("test").exception("refused")
        logging.getLogger("test").warning("plainly %s", TOKEN, stack_info=True)
    finally:
        root.handlers[:] = before
        logging.captureWarnings(False)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "plainly <secret>" in captured.err
    assert TOKEN not in captured.err
    assert TOKEN.partition(":")[2] not in captured.err
    if style == "json":
        assert all(
            {"time", "level", "logger", "message"} <= set(json.loads(line)) for line in captured.err.splitlines()
        )


async def test_an_answer_that_is_no_json_is_one_line_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    levels = {name: logging.getLogger(name).level for name in ("", *logs.LOUD)}
    logs.set_up("INFO", "text", [TOKEN])
    try:
        fake = FakeTelegram()
        fake.fail("getUpdates", BAD_GATEWAY)
        fake.push(message(1, "hello"))
        async with running(fake, settings(tmp_path)):
            await until(lambda: fake.confirmed == 2)
    finally:
        root.handlers[:] = before
        logging.captureWarnings(False)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
    told = capsys.readouterr().err
    assert "getUpdates failed" in told
    assert "Traceback" not in told


def test_a_secret_is_hidden_as_json_writes_it_too() -> None:
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "to %s", ('1:AA"\\AAAAAA',), None)
    line = logs.Redacting(logs.JsonLines(), ['1:AA"\\AAAAAA']).format(record)
    assert json.loads(line)["message"] == "to <secret>"


def test_a_token_is_hidden_percent_encoded_too() -> None:
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "to %s", ("https://h/bot1%3AAAAAAAAAA/x",), None)
    formatter = logs.Redacting(logging.Formatter("%(message)s"), ["1:AAAAAAAAA"])
    assert formatter.format(record) == "to https://h/bot<secret>/x"
