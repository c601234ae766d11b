"""What the Bot API server behind the bot takes beyond what every one does, learnt from what it refuses.

An old server of one's own may know neither moments in a text nor rich messages. What it refused is remembered for a
while, also over a restart, and then tried again: servers are brought up to date.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from bot.chat.html import without_moments
from bot.storage.database import StorageError
from bot.storage.trouble import log_failure

log = logging.getLogger(__name__)

#: moments: `<tg-time>` (Bot API 9.5); rich: sendRichMessage (10.1).
Ability = Literal["moments", "rich"]
Policy = Literal["auto", "on", "off"]  #: of rich messages: as the server can, always tried, never
ABILITIES: tuple[Ability, ...] = ("moments", "rich")
#: What was refused is tried again after this.
FORGOTTEN_AFTER = timedelta(days=7)
_LONGEST_ADDRESS = 200
#: What a server writes, in lower case, that does not know moments.
_NO_MOMENTS = ('"tg-time"', "date format")


class Marks(Protocol):
    """Where single moments and words are remembered."""

    def set_mark(self, name: str, at: datetime | None, text: str | None = None) -> None:
        """Keeps a moment and a text under a name."""
        ...

    def mark(self, name: str) -> tuple[datetime | None, str | None] | None:
        """What is kept under a name."""
        ...


def _long_ago() -> datetime:
    return datetime.min.replace(tzinfo=UTC)


@dataclass(eq=False)
class Server:
    """One server. Without `marks` it forgets at the end."""

    rich: Policy = "off"
    address: str = ""  #: what is remembered holds for this server alone
    now: Callable[[], datetime] = _long_ago  #: aware UTC
    marks: Marks | None = None
    lacks: dict[Ability, datetime] = field(default_factory=dict)  #: what it refused, and when

    def takes(self, ability: Ability) -> bool:
        """Whether it may be tried."""
        if ability == "rich" and self.rich != "auto":
            return self.rich == "on"
        since = self.lacks.get(ability)
        return since is None or self.now() - since > FORGOTTEN_AFTER

    def html(self, text: str) -> str:
        """The HTML as this server takes it."""
        return text if self.takes("moments") else without_moments(text)

    async def note_refusal(self, ability: Ability) -> None:
        """Remembers that the server does not know this."""
        log.info("this Bot API server does not know %s; the bot goes on without", ability)
        self.lacks[ability] = self.now()
        if self.marks is not None:
            try:
                await asyncio.to_thread(
                    self.marks.set_mark, _name(ability), self.now(), self.address[:_LONGEST_ADDRESS]
                )
            except StorageError as error:
                log_failure(
                    log, error, "what the server lacks could not be kept; it is found out again at the next start"
                )

    def recall(self) -> None:
        """Takes up what was remembered of this server. Blocking."""
        for ability in ABILITIES if self.marks is not None else ():
            assert self.marks is not None
            since, address = self.marks.mark(_name(ability)) or (None, None)
            if since is not None and address == self.address[:_LONGEST_ADDRESS]:
                self.lacks[ability] = since


def knows_no_moments(refusal: str, text: str) -> bool:
    """Whether a refusal of this HTML, in Telegram's words, is about its moments."""
    return "<tg-time" in text and any(phrase in refusal.lower() for phrase in _NO_MOMENTS)


def _name(ability: Ability) -> str:
    return f"lacks {ability}"
