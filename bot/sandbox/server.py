"""The sandbox over HTTP: the Bot API, the control interface and the chat page, on loopback.

A demo of a real bot takes this much (`hooks.py` says what the hooks do):

    sandbox = Sandbox(clock=Clock(start, running=True), name="...", username="...")
    reader = sandbox.private(sandbox.user("Aisha"))
    team = sandbox.supergroup("Press team", reader.user, sandbox.user("Daniyar"), admins=[sandbox.user("Marat")])
    async with serve(sandbox, port=8080, hooks=Hooks(on_advance=..., next_due=..., panel=...)) as base_url:
        ...  # run the bot with BOT_API_URL=base_url, BOT_TOKEN=sandbox.token, clock=sandbox.clock.now

The bot's clock is `sandbox.clock.now` and its sleep `sandbox.clock.sleep`. `on_advance(target)` sets `sandbox.clock`
to each due instant up to `target`, lets the bot's tick and sender run there, and returns. A port that is taken is an
OSError before anything starts; leaving the block stops the server at once.
"""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.answering import Dropped, answer
from bot.sandbox.bodies import read_body
from bot.sandbox.control import PAGE, control_routes
from bot.sandbox.hooks import Hooks
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.webhooks import push_updates

_open: dict[tuple[str, int], asyncio.Transport] = {}


class _Droppable(H11Protocol):
    """Remembers its connection, so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _open[tuple(transport.get_extra_info("peername")[:2])] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _open.pop(tuple(self.transport.get_extra_info("peername")[:2]), None)
        super().connection_lost(exc)


def make_app(sandbox: Sandbox, hooks: Hooks | None = None) -> Starlette:
    """The ASGI application."""

    async def call(request: Request) -> Response:
        return await _call(sandbox, request)

    async def file(request: Request) -> Response:
        return _file(sandbox, request)

    return Starlette(
        routes=[
            Route("/file/bot{token:path}/{folder}/{name}", file),
            *control_routes(sandbox, hooks or Hooks()),
            Mount("/page", StaticFiles(directory=PAGE)),
            Route("/{path:path}", call, methods=["GET", "POST"]),
        ],
        exception_handlers={ClientDisconnect: _gone},
    )


async def _gone(_: Request, __: Exception) -> Response:
    """Nobody is there any more to read this."""
    return Response(status_code=400)


async def _call(sandbox: Sandbox, request: Request) -> Response:
    path = request.url.path
    if not path.startswith("/bot") or path.count("/") < 2:
        return _refused(Refusal(404, "Not Found"))
    token, _, method = path.removeprefix("/bot").partition("/")
    if token != sandbox.token:
        known = ":" in token and token[:1] not in ("0", "")
        return _refused(Refusal(401, "Unauthorized" if known else "Unauthorized: invalid token specified"))
    try:
        given, files = await read_body(request)
        status, body = await answer(sandbox, method, given, files)
    except Refusal as refusal:
        return _refused(refusal)
    except Dropped:
        return await _cut(request)
    headers = {"Retry-After": str(body["parameters"]["retry_after"])} if status == 429 else {}
    return JSONResponse(body, status, headers)


def _refused(refusal: Refusal) -> Response:
    return JSONResponse(refusal.body(), refusal.code)


async def _cut(request: Request) -> Response:
    """Close the connection under the client's feet."""
    transport = _open.get((request.client.host, request.client.port)) if request.client else None
    if transport is not None:
        transport.abort()
        await asyncio.sleep(0.01)
    return Response(status_code=502)


def _file(sandbox: Sandbox, request: Request) -> Response:
    stored = sandbox.files.by_path.get(f"{request.path_params['folder']}/{request.path_params['name']}")
    if request.path_params["token"] != sandbox.token or stored is None:
        return _refused(Refusal(404, "Not Found"))
    return Response(stored.upload.data, media_type="application/octet-stream")


class LoopbackServer(uvicorn.Server):
    """A server that leaves signals alone and says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, and say when it is done."""
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process that owns the sandbox."""
        yield


@asynccontextmanager
async def serve(
    sandbox: Sandbox, port: int = 0, *, host: str = "127.0.0.1", hooks: Hooks | None = None
) -> AsyncIterator[str]:
    """Serve on loopback while the block runs; gives the address without a slash at its end."""
    listener = listen(host, port)
    config = uvicorn.Config(
        make_app(sandbox, hooks), http=_Droppable, ws="none", lifespan="off", log_level="warning",
        access_log=False, timeout_graceful_shutdown=2,
    )  # fmt: skip
    server = LoopbackServer(config)
    sandbox.updates.closing = False
    running = asyncio.create_task(server.serve(sockets=[listener]))
    pushing = asyncio.create_task(push_updates(sandbox))
    try:
        await server.up.wait()
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        sandbox.updates.close()
        sandbox.feed.publish("closing")
        pushing.cancel()
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await asyncio.gather(running, pushing, return_exceptions=True)
        listener.close()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; an OSError if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio switches off Nagle's algorithm, which would hold back each answer for 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


@contextmanager
def serve_in_thread(sandbox: Sandbox, port: int = 0, **settings: Any) -> Iterator[str]:
    """As `serve`, in a thread of its own: for tests of a bot that runs as a process."""
    ready, done = threading.Event(), threading.Event()
    outcome: dict[str, Any] = {}

    async def run() -> None:
        async with serve(sandbox, port, **settings) as address:
            outcome["address"] = address
            ready.set()
            await asyncio.to_thread(done.wait)

    def body() -> None:
        try:
            asyncio.run(run())
        except OSError as error:
            outcome["error"] = error
        finally:
            ready.set()

    thread = threading.Thread(target=body, name="sandbox", daemon=True)
    thread.start()
    ready.wait()
    if "error" in outcome:
        raise outcome["error"]
    try:
        yield outcome["address"]
    finally:
        done.set()
        thread.join()
