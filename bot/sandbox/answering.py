"""One request answered: faults that slow or cut it, long polling, and the body that goes back."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.sandbox.calls import Upload
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox

LONGEST_POLL = 50


class Dropped(Exception):
    """The connection is to be cut instead of answering."""


async def answer(
    sandbox: Sandbox, method: str, given: Mapping[str, Any], files: Mapping[str, Upload]
) -> tuple[int, dict[str, Any]]:
    """Status and body; Dropped where a fault cuts the connection before or after the call was acted on."""
    with sandbox.working(method):
        return await _answer(sandbox, method, given, files)


async def _answer(
    sandbox: Sandbox, method: str, given: Mapping[str, Any], files: Mapping[str, Upload]
) -> tuple[int, dict[str, Any]]:
    chat = _chat(given)
    slow = sandbox.faults.strike(method, chat, kinds=("latency",))
    if slow is not None:
        await asyncio.sleep(slow.seconds)
    if sandbox.faults.strike(method, chat, kinds=("drop_before",)):
        raise Dropped
    try:
        result = await _result(sandbox, method, given, files)
        status, body = 200, {"ok": True, "result": result}
    except Refusal as refusal:
        status, body = refusal.code, refusal.body()
    if sandbox.faults.strike(method, chat, kinds=("drop_after",)):
        raise Dropped
    return status, body


def _chat(given: Mapping[str, Any]) -> int | None:
    written = str(given.get("chat_id", ""))
    return int(written) if written.lstrip("-").isdigit() else None


async def _result(sandbox: Sandbox, method: str, given: Mapping[str, Any], files: Mapping[str, Upload]) -> Any:
    if method.lower() != "getupdates":
        return sandbox.act(method, given, files)
    with sandbox.lock:
        call = sandbox.checked(method, given, files)
        reader = sandbox.updates.start_reading()
        offset, limit = call.integer("offset"), sandbox.batch(call)
        updates = sandbox.updates.take(offset, limit)
    seconds = min(max(call.integer("timeout"), 0), LONGEST_POLL)
    if not updates and seconds:
        updates = await sandbox.updates.wait_for_more(reader, offset, limit, seconds)
    return sandbox.offer(updates)
