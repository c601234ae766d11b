import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import telegram
from telegram_fake import START, FakeTelegram, make_bot, message

from bot.storage.database import open_database
from bot.storage.migrate import upgrade
from bot.storage.store import Store
from bot.web.serve import build_web, listen, serve
from bot.web.webhook import LARGEST, LEASE, SECRET_HEADER, Webhook

SECRET = "s" * 32
HEADERS = {SECRET_HEADER: SECRET}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = open_database(f"sqlite:///{tmp_path}/bot.db")
    upgrade(database)
    yield Store(database)
    database.close()


class Handled:
    def __init__(self) -> None:
        self.ids: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()

    async def __call__(self, update: telegram.Update) -> None:
        self.begun.set()
        await self.gate.wait()
        self.ids.append(update.update_id)


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


def hook(store: Store, handled: Handled, now: Any = lambda: START) -> Webhook:
    return Webhook(make_bot(FakeTelegram()), store, handled, now, SECRET)


@asynccontextmanager
async def client(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as made:
        yield made


@pytest.mark.parametrize(("is_ready", "code"), [(yes, 200), (no, 503)])
async def test_alive_and_ready_are_two_questions(is_ready: Any, code: int) -> None:
    async with client(build_web(is_ready)) as bot:
        assert (await bot.get("/healthz")).status_code == 200
        assert (await bot.get("/readyz")).status_code == code
        assert (await bot.post("/", json={})).status_code == 404


async def test_an_update_is_handled_before_it_is_answered_and_only_once(store: Store) -> None:
    handled = Handled()
    app = build_web(yes, hook(store, handled), "https://bot.example.org/telegram")
    async with client(app) as bot:
        for _ in range(2):
            assert (await bot.post("/telegram", json=message(7, "hi"), headers=HEADERS)).status_code == 200
    assert handled.ids == [7]


@pytest.mark.parametrize("given", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + "s"}, {SECRET_HEADER: "é"}])
async def test_only_who_knows_the_secret_hands_in_updates(given: dict[str, str], store: Store) -> None:
    handled = Handled()
    headers = {name: text.encode() for name, text in given.items()}
    async with client(build_web(yes, hook(store, handled))) as bot:
        assert (await bot.post("/", json=message(7, "hi"), headers=headers)).status_code == 403
    assert handled.ids == []


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"no json", 400), (b"[]", 400), (b"{}", 400), (b"\xff", 400), (b" " * (LARGEST + 1), 413)],
    ids=["text", "list", "empty", "bytes", "huge"],
)
async def test_what_is_no_update_is_refused(body: bytes, code: int, store: Store) -> None:
    async with client(build_web(yes, hook(store, Handled()))) as bot:
        assert (await bot.post("/", content=body, headers=HEADERS)).status_code == code


async def test_an_update_in_other_hands_is_asked_for_again_and_taken_over_in_the_end(store: Store) -> None:
    slow, quick = Handled(), Handled()
    slow.gate.clear()
    body: dict[str, Any] = message(7, "hi")
    async with client(build_web(yes, hook(store, slow))) as one:
        first = asyncio.create_task(one.post("/", json=body, headers=HEADERS))
        await slow.begun.wait()
        async with client(build_web(yes, hook(store, quick))) as other:
            assert (await other.post("/", json=body, headers=HEADERS)).status_code == 503
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
    later = hook(store, quick, lambda: START + LEASE)
    async with client(build_web(yes, later)) as other:
        assert (await other.post("/", json=body, headers=HEADERS)).status_code == 200
    assert quick.ids == [7]


async def test_a_database_that_fails_does_not_make_the_webhook_silent(tmp_path: Path) -> None:
    handled, database = Handled(), open_database(f"sqlite:///{tmp_path}/without-tables.db")
    async with client(build_web(yes, hook(Store(database), handled))) as bot:
        assert (await bot.post("/", json=message(7, "hi"), headers=HEADERS)).status_code == 200
    database.close()
    assert handled.ids == [7]


async def test_the_server_listens_and_stops_with_the_bot() -> None:
    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/healthz"
    task = asyncio.create_task(serve(build_web(yes), listener))
    async with httpx.AsyncClient(trust_env=False) as bot:
        assert (await bot.get(address)).text == "ok\n"
    task.cancel()
    await asyncio.wait([task], timeout=10)
    assert task.cancelled()
    async with httpx.AsyncClient(trust_env=False) as bot:
        with pytest.raises(httpx.ConnectError):
            await bot.get(address)


def test_a_port_in_use_is_an_error_at_once() -> None:
    with listen("127.0.0.1", 0) as listener, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", listener.getsockname()[1])


def test_answers_do_not_wait_to_be_filled_up() -> None:
    listener = listen("127.0.0.1", 0)
    try:
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    finally:
        listener.close()
