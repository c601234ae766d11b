"""What the jobs ask of whoever words the messages; they themselves write none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.chat.alert_parts import Context
from bot.chat.pages import Message
from bot.knowledge.entries import Knowledge
from bot.storage.news import Notice
from bot.storage.outbox import Claimed


class Writer(Protocol):
    """Words messages from the base as it is now; None where there is nothing left to say."""

    def one(self, claimed: Claimed, context: Context) -> Message | None:
        """One reminder, notice, digest or other message."""
        ...

    def together(self, claimed: Sequence[Claimed], context: Context) -> Message | None:
        """Several of them as one message."""
        ...

    def preview(self, notice: Notice, chats: int, knowledge: Knowledge, now: datetime) -> Message:
        """What owners see of a notice before it goes out: its text, to how many chats, and how to stop it."""
        ...

    def preview_many(self, notices: Sequence[Notice], knowledge: Knowledge, now: datetime) -> Message:
        """What owners see of many notices that wait for a yes at once."""
        ...
