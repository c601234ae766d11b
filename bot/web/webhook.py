"""Updates that Telegram brings: each is answered with 200 only after it was handled, by whichever replica took it."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import telegram
from starlette.requests import Request
from starlette.responses import Response

from bot.chat.polling import UNREADABLE, fingerprint
from bot.storage.database import StorageError
from bot.storage.store import Store
from bot.storage.trouble import log_failure

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1_000_000  #: bytes of one update; Telegram's are far smaller
#: So long another replica has to finish an update before it is taken from it.
LEASE = timedelta(seconds=60)


@dataclass(frozen=True)
class Webhook:
    """Takes updates over HTTP. Telegram brings an update again until it hears 200."""

    bot: telegram.Bot
    store: Store
    handle: Callable[[telegram.Update], Awaitable[None]]
    now: Callable[[], datetime]
    secret: str

    async def __call__(self, request: Request) -> Response:
        """200: handled, now or before. 403: not from Telegram. 413, 400: no update. 503: in other hands, ask again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return Response(status_code=403)
        if int(request.headers.get("content-length") or LARGEST + 1) > LARGEST:
            return Response(status_code=413)
        try:
            update = telegram.Update.de_json(json.loads(await request.body()), self.bot)
        except UNREADABLE as error:
            log.error("an update cannot be read and is passed over: %r", error)
            return Response(status_code=400)
        return Response(status_code=await self._take(update))

    async def _take(self, update: telegram.Update) -> int:
        taken = await self._taken(update)
        if taken == "held":
            return 503
        if taken == "fresh":
            await self.handle(update)
            await self._remember(update.update_id)
        return 200

    async def _taken(self, update: telegram.Update) -> str:
        number, seen = update.update_id, fingerprint(update)
        try:
            return await asyncio.to_thread(self.store.take_update, number, seen, self.now(), LEASE)
        except StorageError as error:  # a broken database must not make the bot silent; the worst is a double
            log_failure(log, error, "update %d: the database cannot say whether it was handled", number)
            return "fresh"

    async def _remember(self, number: int) -> None:
        try:
            await asyncio.to_thread(self.store.finish_update, number, self.now())
        except StorageError as error:  # brought again, it would be answered again
            log_failure(log, error, "update %d was handled, but the database cannot remember it", number)
