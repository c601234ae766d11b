"""Who runs a group, and what it is called: asked of Telegram, remembered for a moment."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

import telegram
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

log = logging.getLogger(__name__)
K = TypeVar("K")
V = TypeVar("V")

ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})
#: For so long a yes is believed, for so long a no: who was just made an admin does not want to wait.
YES_COUNTS = timedelta(minutes=1)
NO_COUNTS = timedelta(seconds=5)
TITLE_COUNTS = timedelta(minutes=10)
MOST_REMEMBERED = 5000
#: Telegram's own accounts that stand for an anonymous admin and for a channel; they are nobody.
NOBODY = frozenset({1087968824, 136817688, 777000})


@dataclass
class Members:
    """What Telegram lately said of groups. Losing it costs a question to Telegram."""

    _admins: dict[tuple[int, int], tuple[bool, datetime]] = field(default_factory=dict)
    _titles: dict[int, tuple[str, datetime]] = field(default_factory=dict)

    async def is_admin(
        self, bot: telegram.Bot, chat_id: int, user_id: int, now: datetime, *, anew: bool = False
    ) -> bool:
        """Whether this person runs the group; `anew` believes nothing from before. Telegram's silence is a no."""
        if user_id in NOBODY:
            return False
        known = self._admins.get((chat_id, user_id))
        if known is not None and not anew and now < known[1]:
            return known[0]
        try:
            member = await bot.get_chat_member(chat_id, user_id)
        except TelegramError as error:
            log.warning("whether somebody is an admin could not be learnt: %s", error)
            return False
        found = member.status in ADMINS
        _keep(self._admins, (chat_id, user_id), (found, now + (YES_COUNTS if found else NO_COUNTS)))
        return found

    async def title(self, bot: telegram.Bot, chat_id: int, now: datetime) -> str | None:
        """What the group is called; None where Telegram does not say."""
        known = self._titles.get(chat_id)
        if known is not None and now < known[1]:
            return known[0]
        try:
            chat = await bot.get_chat(chat_id)
        except TelegramError as error:
            log.info("a group's title could not be learnt: %s", error)
            return None
        title = chat.title or str(chat_id)
        _keep(self._titles, chat_id, (title, now + TITLE_COUNTS))
        return title

    def drop(self, chat_id: int, user_id: int | None = None) -> None:
        """Forgets what is known of a person in a group, or of everybody there."""
        for key in [key for key in self._admins if key[0] == chat_id and user_id in (None, key[1])]:
            del self._admins[key]


def _keep(where: dict[K, V], key: K, value: V) -> None:
    where.pop(key, None)
    where[key] = value
    if len(where) > MOST_REMEMBERED:
        del where[next(iter(where))]
