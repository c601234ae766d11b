"""The server itself: its routes, and how it listens and stops together with the bot."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web.webhook import Webhook

#: Seconds open requests have at the end.
DRAIN_FOR = 8


def build_web(
    is_ready: Callable[[], Awaitable[bool]], webhook: Webhook | None = None, webhook_url: str = "/"
) -> Starlette:
    """The routes: /healthz while the process turns, /readyz while it can serve, and the webhook if there is one."""

    async def healthz(request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(request: Request) -> Response:
        ready = await is_ready()
        return JSONResponse({"ready": ready}, status_code=200 if ready else 503)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if webhook is not None:
        routes.append(Route(urlsplit(webhook_url).path or "/", webhook.__call__, methods=["POST"]))
    return Starlette(routes=routes)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; OSError when it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=128)
    # Connections inherit it. Else the second part of each answer waits for the first to be acknowledged: 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


async def serve(app: Starlette, listener: socket.socket) -> None:
    """Serves until cancelled, then lets open requests finish."""
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=DRAIN_FOR)
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(task)
    finally:
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    """Leaves signals to the bot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
