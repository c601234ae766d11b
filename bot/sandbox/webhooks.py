"""Pushing updates to the bot's webhook, one after another, again until it takes them."""

import asyncio
import http.client
import json
from urllib.parse import urlsplit

from bot.sandbox.answering import Dropped, answer
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.updates import Update, Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_SECONDS = 1.0
TIMEOUT_SECONDS = 10.0


async def push_updates(sandbox: Sandbox) -> None:
    """Deliver whatever waits, for ever; does nothing while no webhook is set."""
    while not sandbox.updates.closing:
        event = sandbox.updates.arrived.subscribe()
        hook = sandbox.updates.webhook
        if hook is not None and sandbox.updates.queue:
            sandbox.updates.arrived.forget(event)
            if not await push_next(sandbox, hook):
                await asyncio.sleep(RETRY_SECONDS)
            continue
        await sandbox.updates.arrived.wait_on(event, None)


async def push_next(sandbox: Sandbox, hook: Webhook) -> bool:
    """Whether the webhook took the oldest update; a method in its answer is called."""
    update = sandbox.updates.queue[0]
    repeats = 2 if sandbox.faults.strike("getUpdates", update.chat(), kinds=("duplicate",)) else 1
    for _ in range(repeats):
        status, body = await asyncio.to_thread(_post, hook, update)
        if not 200 <= status < 300:
            hook.last_error_date = sandbox.clock.stamp()
            hook.last_error_message = f"Wrong response from the webhook: {status}" if status else "Connection refused"
            return False
        await _act_on(sandbox, body)
    with sandbox.lock:
        if update in sandbox.updates.queue:
            sandbox.updates.queue.remove(update)
    return True


async def _act_on(sandbox: Sandbox, body: bytes) -> None:
    """A method given in the webhook's answer is called; Telegram tells nobody how it went."""
    try:
        wanted = json.loads(body)
    except ValueError:
        return
    if isinstance(wanted, dict) and isinstance(wanted.get("method"), str):
        method = wanted.pop("method")
        try:
            await answer(sandbox, method, wanted, {})
        except Dropped:
            return


def _post(hook: Webhook, update: Update) -> tuple[int, bytes]:
    """Status and body of the webhook's answer; status 0 if nobody answered."""
    parts = urlsplit(hook.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    headers = {"Content-Type": "application/json"}
    if hook.secret_token:
        headers[SECRET_HEADER] = hook.secret_token
    try:
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("POST", path, json.dumps(update.json()), headers)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()
