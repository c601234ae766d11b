"""The control interface: what the page needs to show the chats, and to act as people do. JSON over HTTP.

Everything under /control. A wrong request is answered with 400 and a sentence; nothing here is part of the Bot API.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.conversation import Conversation
from bot.sandbox.faults import KINDS
from bot.sandbox.hooks import Hooks
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.views import chat_view, menu_view, state_view
from bot.sandbox.world import Message

PAGE = Path(__file__).with_name("page")
#: The page may load nothing from elsewhere.
POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
Body = dict[str, Any]
Act = Callable[[Sandbox, Body], Any]


class WrongRequest(ValueError):
    """A request to the control interface that cannot be followed, in a sentence."""


def control_routes(sandbox: Sandbox, hooks: Hooks) -> list[Route]:
    """All routes of the control interface and the page."""

    async def index(_: Request) -> Response:
        return FileResponse(PAGE / "index.html", headers={"Content-Security-Policy": POLICY})

    async def state(_: Request) -> Response:
        with sandbox.lock:
            return JSONResponse(state_view(sandbox) | {"zone": hooks.zone})

    async def chat(request: Request) -> Response:
        with sandbox.lock:
            shown = {str(one.id): one for one in sandbox.world.chats.values()}.get(request.path_params["chat"])
            return JSONResponse(
                chat_view(sandbox, shown) if shown else {"error": "no such chat"}, 200 if shown else 404
            )

    async def panel(_: Request) -> Response:
        return JSONResponse({"lines": hooks.lines(), "shown": hooks.panel is not None})

    async def events(request: Request) -> Response:
        return StreamingResponse(_events(sandbox, request), media_type="text/event-stream")

    async def clock(request: Request) -> Response:
        async def run() -> Any:
            return await _clock(sandbox, hooks, await request.json() if request.method == "POST" else {})

        return await _guarded(run)

    async def file(request: Request) -> Response:
        stored = sandbox.files.by_id.get(request.path_params["file_id"])
        if stored is None:
            return Response(status_code=404)
        return Response(stored.upload.data, media_type=stored.upload.mime, headers={
            "Content-Disposition": "inline" if stored.kind == "photo" else "attachment",
            "Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff",
        })  # fmt: skip

    return [
        Route("/", index),
        Route("/events", events),
        Route("/control/state", state),
        Route("/control/chat/{chat}", chat),
        Route("/control/panel", panel),
        Route("/control/clock", clock, methods=["GET", "POST"]),
        Route("/control/file/{file_id}", file),
        *(Route(f"/control/{name}", _action(sandbox, act), methods=["POST"]) for name, act in ACTIONS.items()),
    ]


def _action(sandbox: Sandbox, act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        async def run() -> Any:
            body = await request.json()
            with sandbox.lock:
                return act(sandbox, body)

        return await _guarded(run)

    return endpoint


async def _guarded(run: Callable[[], Awaitable[Any]]) -> Response:
    try:
        return JSONResponse(await run() or {})
    except (WrongRequest, LookupError, ValueError, TypeError, OverflowError) as error:
        return JSONResponse({"error": str(error) or type(error).__name__}, 400)


async def _events(sandbox: Sandbox, request: Request) -> AsyncIterator[str]:
    """Server-sent events from now on, or from the event that the page saw last."""
    seen = int(request.headers.get("last-event-id") or request.query_params.get("since") or sandbox.feed.last)
    if not sandbox.feed.reaches(seen):
        yield 'data: {"kind": "reload"}\n\n'
    while not sandbox.updates.closing:
        waiting = sandbox.feed.signal.subscribe()
        fresh = sandbox.feed.since(seen)
        for seen, event in fresh:
            yield f"id: {seen}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
        if fresh:
            sandbox.feed.signal.forget(waiting)
        elif not await sandbox.feed.signal.wait_on(waiting, 15):
            yield ": still here\n\n"


async def _clock(sandbox: Sandbox, hooks: Hooks, body: Body) -> Body:
    """Now and the next due instant; with `seconds`, `to` or `next` the clock is moved first."""
    now = sandbox.clock.now()
    target: datetime | None = None
    if "seconds" in body:
        target = now + timedelta(seconds=float(body["seconds"]))
    elif "to" in body:
        target = _instant(str(body["to"]), ZoneInfo(hooks.zone))
    elif body.get("next"):
        target = await hooks.due()
        if target is None:
            raise WrongRequest("nothing is due")
    if target is not None:
        await hooks.advance(sandbox, target)
    due = await hooks.due()
    return {
        "now": sandbox.clock.now().isoformat(), "running": sandbox.clock.running,
        "due": due.isoformat() if due else None,
    }  # fmt: skip


def _instant(written: str, zone: ZoneInfo) -> datetime:
    """A time as written; without a zone of its own in the page's."""
    try:
        instant = datetime.fromisoformat(written)
    except ValueError as error:
        raise WrongRequest(f'"{written}" is not a time; write 2026-03-01T09:00 or 2026-03-01T09:00+05:00') from error
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=zone)


def _conversation(sandbox: Sandbox, body: Body) -> Conversation:
    chat = sandbox.world.chats.get(int(body["chat"]))
    user = sandbox.world.users.get(int(body["user"]))
    if chat is None or user is None:
        raise WrongRequest("no such chat or user here")
    topic = chat.topics.get(int(body.get("topic") or 0))
    return Conversation(sandbox, chat, user, topic, bool(body.get("anonymous")))


def _message(conversation: Conversation, number: Any) -> Message:
    message = conversation.chat.messages.get(int(number))
    if message is None:
        raise WrongRequest(f"there is no message {number} in this chat")
    return message


def _say(sandbox: Sandbox, body: Body) -> Body:
    here = _conversation(sandbox, body)
    reply_to = _message(here, body["reply_to"]) if body.get("reply_to") else None
    if not str(body["text"]).strip():
        raise WrongRequest("there is nothing to send")
    return {"message_id": here.say(str(body["text"])[:4096], reply_to=reply_to).id}


def _press(sandbox: Sandbox, body: Body) -> Body:
    here = _conversation(sandbox, body)
    return {"query_id": here.press(_message(here, body["message"]), int(body["button"])).id}


def _inline(sandbox: Sandbox, body: Body) -> Body:
    return {"query_id": _conversation(sandbox, body).ask_inline(str(body["text"])).id}


def _choose(sandbox: Sandbox, body: Body) -> Body:
    here = _conversation(sandbox, body)
    return {"message_id": here.choose(sandbox.inline_queries[body["query"]], int(body["number"])).id}


def _edit(sandbox: Sandbox, body: Body) -> None:
    here = _conversation(sandbox, body)
    here.edit(_message(here, body["message"]), str(body["text"]))


def _delete(sandbox: Sandbox, body: Body) -> None:
    here = _conversation(sandbox, body)
    here.delete(_message(here, body["message"]))


def _react(sandbox: Sandbox, body: Body) -> None:
    here = _conversation(sandbox, body)
    here.react(_message(here, body["message"]), str(body["emoji"]))


def _block(sandbox: Sandbox, body: Body) -> None:
    here = _conversation(sandbox, body)
    if body.get("blocked", True):
        here.block()
    else:
        here.unblock()


def _member(sandbox: Sandbox, body: Body) -> None:
    here = _conversation(sandbox, body)
    who = sandbox.world.users[int(body["who"])]
    sandbox.set_status(here.chat, who, str(body["status"]), actor=here.user)


def _topic(sandbox: Sandbox, body: Body) -> Body:
    return {"topic": _conversation(sandbox, body).open_topic(str(body["name"])).id}


def _menu(sandbox: Sandbox, body: Body) -> Body:
    here = _conversation(sandbox, body)
    return {"commands": menu_view(sandbox, here.chat, here.user)}


def _user(sandbox: Sandbox, body: Body) -> Body:
    user = sandbox.user(str(body["first_name"]), language_code=body.get("language_code", "en"))
    sandbox.private(user, started=bool(body.get("started", True)))
    return {"user": user.id}


def _group(sandbox: Sandbox, body: Body) -> Body:
    people = [sandbox.world.users[int(number)] for number in body["members"]]
    kind = str(body.get("type", "supergroup"))
    here = sandbox.gathering(kind, str(body["title"]), people, forum=bool(body.get("forum")), bot=body.get("bot"))
    return {"chat": here.id}


def _migrate(sandbox: Sandbox, body: Body) -> Body:
    return {"chat": sandbox.migrate(_conversation(sandbox, body)).id}


def _fault(sandbox: Sandbox, body: Body) -> None:
    if body.get("clear"):
        sandbox.faults.clear()
        return
    if body.get("kind") not in KINDS:
        raise WrongRequest(f"a fault is one of {', '.join(KINDS)}")
    sandbox.fault(**body)


def _limits(sandbox: Sandbox, body: Body) -> None:
    sandbox.limits.enabled = bool(body["enabled"])


ACTIONS: dict[str, Act] = {
    "say": _say, "press": _press, "inline": _inline, "choose": _choose, "edit": _edit, "delete": _delete,
    "react": _react, "block": _block, "member": _member, "topic": _topic, "menu": _menu, "user": _user,
    "group": _group, "migrate": _migrate, "fault": _fault, "limits": _limits,
}  # fmt: skip
