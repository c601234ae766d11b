"""The tables. Every time goes in aware and comes out as aware UTC (SQLite drops the zone)."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    true,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Takes aware values only, gives aware UTC back on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value as the database keeps it; ValueError for one without a zone."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time without zone cannot be stored: {value.isoformat()}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored moment as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Updates of the last two days: answered once, however often they are delivered.
updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("print", String(32), nullable=False),  # of its content: ids start again on another server
    Column("taken_at", UtcDateTime, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("handled_at", UtcDateTime),
    Column("payload", Text),  # the update as JSON, only while it is parked: confirmed and not handled yet
)

#: What the next question of a person in a chat may refer to; forgotten after an hour.
threads = Table(
    "threads",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("talk", Text, nullable=False),  # JSON of bot.answers.answer.Thread
    Column("at", UtcDateTime, nullable=False, index=True),
)

#: Questions the base could not answer: no chat, no person, no time of day.
misses = Table(
    "misses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("language", String(8), nullable=False),
    Column("question", String(500), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("near", Text, nullable=False),  # JSON list of entry ids, nearest first
    Column("times", Integer, nullable=False),
    UniqueConstraint("day", "language", "question"),
)

#: Links that people handed to the curators: no chat, no person, no time of day.
suggestions = Table(
    "suggestions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("url", String(500), nullable=False),
    Column("note", String(300), nullable=False),  # what was written beside it; may be empty
    Column("times", Integer, nullable=False),
    UniqueConstraint("day", "url", "note"),
)

#: The chats the bot is in and what they chose; no titles, no names.
chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("type", String(16), nullable=False),
    Column("language", String(8)),
    Column("timezone", String(64)),
    Column("keep_misses", Boolean, nullable=False, server_default=true()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("blocked_at", UtcDateTime),
)
