"""The table of when somebody last looked for what is new, one row a chat and topic."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, text

from bot.storage.tables import UtcDateTime, metadata

__all__ = ["metadata"]

looks = Table(
    "looks",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False, server_default=text("0")),  # 0: no topic
    Column("at", UtcDateTime, nullable=False),
)
