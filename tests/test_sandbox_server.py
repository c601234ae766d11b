import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.sandbox.clock import Clock
from bot.sandbox.conversation import Conversation
from bot.sandbox.hooks import Hooks, PanelLine
from bot.sandbox.sandbox import START, Sandbox
from bot.sandbox.server import LoopbackServer, listen, serve, serve_in_thread
from bot.sandbox.webhooks import SECRET_HEADER, push_next


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(clock=Clock(START), flood=False)


@pytest.fixture
def chat(sandbox: Sandbox) -> Conversation:
    return sandbox.private(sandbox.user("Aisha"))


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(sandbox) as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


async def test_methods_are_called_by_address_form_json_and_multipart(
    sandbox: Sandbox, chat: Conversation, http: httpx.AsyncClient
) -> None:
    path = f"/bot{sandbox.token}/sendMessage"
    fields = {"chat_id": str(chat.id), "text": "پاکستان & 😀"}
    answers = [
        await http.get(path, params=fields),
        await http.post(path, data=fields),
        await http.post(path, json=fields | {"chat_id": chat.id}),
        await http.post(path, data=fields, files={"unused": ("", b"")}),
    ]
    assert [reply.json().get("result", {}).get("text") for reply in answers[:3]] == ["پاکستان & 😀"] * 3
    document = {"document": ("a.bin", b"\r\n--x\r\n\x00\xff", "application/octet-stream")}
    sent = await http.post(f"/bot{sandbox.token}/sendDocument", data={"chat_id": str(chat.id)}, files=document)
    file_id = sent.json()["result"]["document"]["file_id"]
    file = (await http.get(f"/bot{sandbox.token}/getFile", params={"file_id": file_id})).json()["result"]
    assert (await http.get(f"/file/bot{sandbox.token}/{file['file_path']}")).content == b"\r\n--x\r\n\x00\xff"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/bot123456789:wrong/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/somewhere", 404, "Not Found"),
        ("/file/bot1:2/photos/file_0.jpg", 404, "Not Found"),
    ],
)
async def test_wrong_addresses_are_refused(http: httpx.AsyncClient, path: str, status: int, words: str) -> None:
    reply = await http.get(path)
    assert (reply.status_code, reply.json()["description"]) == (status, words)


async def test_refusals_carry_their_status_and_retry_header(
    sandbox: Sandbox, chat: Conversation, http: httpx.AsyncClient
) -> None:
    sandbox.fault("too_many", retry_after=9)
    reply = await http.post(f"/bot{sandbox.token}/sendMessage", data={"chat_id": chat.id, "text": "x"})
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "9")
    assert reply.json()["parameters"] == {"retry_after": 9}


async def test_bodies_that_are_no_json_are_refused(sandbox: Sandbox, http: httpx.AsyncClient) -> None:
    reply = await http.post(f"/bot{sandbox.token}/getMe", content=b"{", headers={"Content-Type": "application/json"})
    assert reply.json()["description"] == "Bad Request: can't parse JSON object"


async def test_dropped_connections_are_cut(sandbox: Sandbox, chat: Conversation, http: httpx.AsyncClient) -> None:
    sandbox.fault("drop_after", method="sendMessage")
    with pytest.raises(httpx.TransportError):
        await http.post(f"/bot{sandbox.token}/sendMessage", data={"chat_id": chat.id, "text": "x"})
    assert len(chat.sent) == 1


async def test_a_real_client_talks_presses_and_edits(sandbox: Sandbox, chat: Conversation) -> None:
    async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
        await update.message.reply_html("<b>Hi</b>", reply_markup=markup)

    async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("yes")
        await update.callback_query.edit_message_text("pressed")

    async with serve(sandbox) as url:
        app = ApplicationBuilder().token(sandbox.token).base_url(f"{url}/bot").job_queue(None).build()
        app.add_handler(CommandHandler("start", start))
        app.add_handler(CallbackQueryHandler(pressed))
        async with app:
            await app.start()
            assert app.updater is not None
            await app.updater.start_polling(timeout=1)
            chat.say("/start")
            await sandbox.until(lambda: chat.sent)
            query = chat.press(chat.last, "Go")
            await sandbox.until(lambda: chat.last.text == "pressed")
            assert (query.answered, query.text) == (True, "yes")
            await app.updater.stop()
            await app.stop()


async def test_a_webhook_is_told_with_its_secret_until_it_agrees(sandbox: Sandbox, chat: Conversation) -> None:
    told: list[tuple[str | None, dict[str, Any]]] = []

    async def hook(request: Request) -> Response:
        told.append((request.headers.get(SECRET_HEADER), await request.json()))
        if len(told) == 1:
            return Response(status_code=500)
        return JSONResponse({"method": "sendMessage", "chat_id": chat.id, "text": "answered in place"})

    async with served(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as url:
        sandbox.call("setWebhook", url=f"{url}/hook", secret_token="s3cret")
        chat.say("hello")
        assert sandbox.updates.webhook is not None
        assert await push_next(sandbox, sandbox.updates.webhook) is False
        assert sandbox.call("getWebhookInfo")["last_error_message"] == "Wrong response from the webhook: 500"
        assert await push_next(sandbox, sandbox.updates.webhook) is True
    assert [secret for secret, _ in told] == ["s3cret", "s3cret"]
    assert told[0][1]["message"]["text"] == "hello"
    assert not sandbox.updates.queue
    assert chat.last.text == "answered in place"


async def test_the_server_pushes_by_itself(sandbox: Sandbox, chat: Conversation) -> None:
    told: list[str] = []

    async def hook(request: Request) -> Response:
        told.append((await request.json())["message"]["text"])
        sandbox.feed.signal.notify()
        return Response()

    async with served(Starlette(routes=[Route("/", hook, methods=["POST"])])) as url, serve(sandbox):
        sandbox.call("setWebhook", url=url)
        chat.say("one")
        chat.say("two")
        await sandbox.until(lambda: told == ["one", "two"])


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """Another ASGI application on loopback while the block runs."""
    listener = listen("127.0.0.1", 0)
    server = LoopbackServer(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
    running = asyncio.create_task(server.serve([listener]))
    await server.up.wait()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    await running
    listener.close()


async def test_a_taken_port_is_an_error_at_once(sandbox: Sandbox) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            async with serve(sandbox, taken.getsockname()[1]):
                pass


async def test_answers_are_not_held_back_by_the_network(sandbox: Sandbox) -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # asyncio then sends small packets at once


async def test_stopping_does_not_wait_for_those_who_poll(sandbox: Sandbox) -> None:
    async with serve(sandbox) as url, httpx.AsyncClient(trust_env=False) as client:
        waiting = asyncio.create_task(client.get(f"{url}/bot{sandbox.token}/getUpdates?timeout=50"))
        await sandbox.until(lambda: sandbox.updates.arrived._tasks)
        sandbox.updates.close()
        assert (await waiting).json() == {"ok": True, "result": []}


def test_the_server_runs_in_a_thread_for_other_processes(sandbox: Sandbox, chat: Conversation) -> None:
    with serve_in_thread(sandbox) as url:
        fields = {"chat_id": chat.id, "text": "x"}
        httpx.post(f"{url}/bot{sandbox.token}/sendMessage", data=fields, trust_env=False)
        assert sandbox.wait_until(lambda: chat.sent)


async def test_people_act_over_http(sandbox: Sandbox, chat: Conversation, http: httpx.AsyncClient) -> None:
    here = {"chat": chat.id, "user": chat.user.id}
    await http.post("/control/say", json=here | {"text": "hello"})
    assert chat.messages[-1].text == "hello"
    markup = {"inline_keyboard": [[{"text": "b", "callback_data": "c"}]]}
    sandbox.call("sendMessage", chat_id=chat.id, text="a", reply_markup=markup)
    await http.post("/control/press", json=here | {"message": chat.last.id, "button": 0})
    assert sandbox.call("getUpdates")[-1]["callback_query"]["data"] == "c"
    state = (await http.get("/control/state")).json()
    assert [message["text"] for message in state["chats"][0]["messages"]] == ["hello", "a"]
    await http.post("/control/fault", json={"kind": "forbidden", "method": "getMe"})
    assert (await http.get(f"/bot{sandbox.token}/getMe")).status_code == 403


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("say", {"chat": 1, "user": 2, "text": "x"}),
        ("fault", {"kind": "sabotage"}),
        ("clock", {"to": "tomorrow"}),
        ("clock", {"next": True}),
        ("clock", {"seconds": 1e300}),
        ("clock", {"seconds": "soon"}),
    ],
)
async def test_wrong_requests_are_explained(http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> None:
    reply = await http.post(f"/control/{path}", json=body)
    assert reply.status_code == 400
    assert reply.json()["error"]


async def test_requests_that_make_no_sense_are_no_crash(http: httpx.AsyncClient) -> None:
    for path in ("say", "clock"):
        assert (await http.post(f"/control/{path}", content=b"{not json")).status_code == 400
    assert (await http.get("/control/chat/nobody")).status_code == 404


async def test_who_hangs_up_in_the_middle_of_a_request_is_forgotten(
    sandbox: Sandbox, capfd: pytest.CaptureFixture[str]
) -> None:
    async with serve(sandbox) as url:
        _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        for path in (f"/bot{sandbox.token}/getMe", "/control/say"):
            writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{{".encode())
            await writer.drain()
            await asyncio.sleep(0.05)
            writer.close()
            _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.close()
        await asyncio.sleep(0.05)
    assert capfd.readouterr().err == ""


async def test_the_clock_plays_what_is_due_on_the_way(sandbox: Sandbox) -> None:
    due = [START + timedelta(hours=h) for h in (1, 5, 30)]
    played: list[datetime] = []

    async def advance(target: datetime) -> None:
        while due and due[0] <= target:
            sandbox.clock.set(due[0])
            played.append(due.pop(0))

    hooks = Hooks(on_advance=advance, next_due=lambda: due[0] if due else None)
    async with serve(sandbox, hooks=hooks) as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:
        moved = (await client.post("/control/clock", json={"seconds": 86400})).json()
        assert [instant.hour for instant in played] == [10, 14]
        assert sandbox.clock.now() == START + timedelta(days=1)
        assert moved["due"] == (START + timedelta(hours=30)).isoformat()
        await client.post("/control/clock", json={"next": True})
        assert sandbox.clock.now() == START + timedelta(hours=30)


async def test_a_time_without_zone_is_meant_in_the_pages_zone(sandbox: Sandbox) -> None:
    async with serve(sandbox, hooks=Hooks(zone="Asia/Almaty")) as url, httpx.AsyncClient(trust_env=False) as client:
        await client.post(f"{url}/control/clock", json={"to": "2026-03-01T09:00"})
    assert sandbox.clock.now() == datetime(2026, 3, 1, 4, tzinfo=UTC)


async def test_the_panel_shows_telegrams_html(sandbox: Sandbox) -> None:
    hooks = Hooks(panel=lambda: [PanelLine("<b>visits.yaml:4</b>: wrong", "problem"), PanelLine("<broken")])
    async with serve(sandbox, hooks=hooks) as url, httpx.AsyncClient(base_url=url, trust_env=False) as client:
        lines = (await client.get("/control/panel")).json()["lines"]
    assert lines[0] == {
        "text": "visits.yaml:4: wrong", "entities": [{"offset": 0, "length": 13, "type": "bold"}], "level": "problem"
    }  # fmt: skip
    assert lines[1]["text"] == "<broken"


async def test_the_page_hears_of_what_happens(sandbox: Sandbox, chat: Conversation, http: httpx.AsyncClient) -> None:
    async with http.stream("GET", "/events?since=999") as stream:
        assert "reload" in await anext(stream.aiter_lines())
    async with http.stream("GET", f"/events?since={sandbox.feed.last}") as stream:
        chat.say("live")
        async for line in stream.aiter_lines():
            if line.startswith("data:"):
                break
        sandbox.updates.close()
    assert '"text": "live"' in line
