"""The bot's queue of updates: what is offered, what is confirmed, who may read it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import conflict
from bot.sandbox.signals import Signal

#: Not sent unless asked for by name.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
#: Telegram keeps an update for a day.
KEPT_SECONDS = 24 * 3600
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `since` in Unix seconds of the sandbox's clock."""

    id: int
    kind: str
    payload: dict[str, Any]
    since: int

    def json(self) -> dict[str, Any]:
        """The Update object."""
        return {"update_id": self.id, self.kind: self.payload}

    def chat(self) -> int | None:
        """The chat it is about, where there is one."""
        message = self.payload.get("message", self.payload)
        chat = message.get("chat") if isinstance(message, dict) else None
        return chat["id"] if chat else None


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed instead of being fetched."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


class Updates:
    """The queue. An update leaves it only when a higher offset confirms it, a webhook takes it, or a day has passed."""

    def __init__(self) -> None:
        self.queue: list[Update] = []
        self.allowed: frozenset[str] | None = None
        self.webhook: Webhook | None = None
        self.arrived = Signal()
        #: What was offered at least once, for tests.
        self.offered: list[int] = []
        self._next_id = 870_000_001
        #: Set when the server stops: whoever waits goes home empty-handed.
        self.closing = False
        #: How often updates were asked for.
        self.polls = 0
        self._reader = 0

    def add(self, kind: str, payload: dict[str, Any], now: int) -> Update | None:
        """Queue an update, unless its kind was not asked for."""
        if not self.wants(kind):
            return None
        update = Update(self._next_id, kind, payload, now)
        self._next_id += 1
        self.queue = [old for old in self.queue if old.since > now - KEPT_SECONDS]
        self.queue.append(update)
        self.arrived.notify()
        return update

    def wants(self, kind: str) -> bool:
        """Whether updates of `kind` are sent to this bot."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Change what is sent from now on: None leaves it as it is, nothing named means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def take(self, offset: int, limit: int) -> list[Update]:
        """Confirm everything below `offset` and give what comes next; a negative offset keeps only the last ones."""
        if offset < 0:
            self.queue = self.queue[offset:]
        elif offset > 0:
            self.queue = [update for update in self.queue if update.id >= offset]
        given = self.queue[:limit]
        self.offered += [update.id for update in given]
        return given

    def drop(self) -> None:
        """Forget everything that waits."""
        self.queue.clear()

    def start_reading(self) -> int:
        """A reader's number; from now on readers that came earlier are sent away."""
        if self.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        self.polls += 1
        self._reader += 1
        self.arrived.notify()
        return self._reader

    def stop_readers(self) -> None:
        """Send away whoever waits."""
        self._reader += 1
        self.arrived.notify()

    async def wait_for_more(self, reader: int, offset: int, limit: int, seconds: float) -> list[Update]:
        """What comes within `seconds` of real time; a Refusal 409 if another reader takes over meanwhile."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            event = self.arrived.subscribe()
            given = self._for_reader(reader, offset, limit)
            left = deadline - asyncio.get_running_loop().time()
            if given or left <= 0 or self.closing:
                self.arrived.forget(event)
                return given
            await self.arrived.wait_on(event, left)

    def close(self) -> None:
        """Send home whoever waits; the server is about to stop."""
        self.closing = True
        self.arrived.notify()

    def _for_reader(self, reader: int, offset: int, limit: int) -> list[Update]:
        if self.webhook is not None:
            raise conflict("terminated by setWebhook request")
        if reader != self._reader:
            raise conflict(TERMINATED)
        return self.take(max(offset, 0), limit)
