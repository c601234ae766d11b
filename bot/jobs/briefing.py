"""What a regular briefing is worded from: the chat's schedule, what it was told, what is not to be told."""

from __future__ import annotations

from datetime import datetime

from bot.chat.briefing_parts import BriefingContext
from bot.chat.parts import Parts
from bot.storage.briefings import Briefings
from bot.storage.news import News
from bot.storage.told import Told


def briefing_context(parts: Parts, news: News, chat_id: int, now: datetime) -> BriefingContext | None:
    """All of it; None where the chat wants no regular briefing any more. Blocking."""
    database = parts.store.database
    schedule = Briefings(database).get(chat_id)
    if schedule is None or not schedule.is_on:
        return None
    silent = news.silent() | news.withdrawn()
    return BriefingContext(
        schedule, Told(database).here(chat_id, now), silent, parts.username, news.notices("released")
    )
