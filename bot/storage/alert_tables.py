"""The tables of alerts: who follows what, what is to be sent, what changed in the base, and who was told what."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, false, text

from bot.storage.tables import UtcDateTime, metadata

__all__ = ["metadata"]

#: 0 where there is no topic: a key cannot hold NULL.
_NO_TOPIC = text("0")

#: What is followed from which chat and topic.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False, server_default=_NO_TOPIC),
    Column("scope", String(16), nullable=False),
    Column("target", String(200), nullable=False),
    Column("stages", String(64)),  # "7d 1d"; NULL: the chat's
    Column("since", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "topic", "scope", "target"),
    Index("ix_subscriptions_scope", "scope", "target"),
)

#: How a chat wants to be told; zone and language are in `chats`.
alert_chats = Table(
    "alert_chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("stages", String(64), nullable=False),  # "7d 1d"
    Column("quiet_from", Integer),  # minutes since midnight, local; NULL: no quiet hours
    Column("quiet_to", Integer),
    Column("paused_until", UtcDateTime),
    Column("digest", String(8)),  # day, week or NULL
    Column("digest_hour", Integer, nullable=False, server_default=text("9")),
    Column("digest_weekday", Integer, nullable=False, server_default=text("0")),
    Column("digest_always", Boolean, nullable=False, server_default=false()),
    Column("changed_at", UtcDateTime, nullable=False, index=True),
)

#: Entries a chat wants to hear nothing of.
mutes = Table(
    "mutes",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", String(200), primary_key=True),
)

#: Every message planned, for 90 days. One row, one message; several rows may go out together as a digest.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False, server_default=_NO_TOPIC),
    Column("subject", String(250), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("entry_id", String(200), nullable=False),
    Column("stage", String(8), nullable=False),
    Column("payload", Text),  # words of a broadcast; all others are worded from the base when sent
    Column("due", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
    Column("ready", UtcDateTime, nullable=False),  # when to try next
    Column("state", String(8), nullable=False),  # pending, sending, sent, dropped or failed
    Column("lease_until", UtcDateTime),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("plain", Boolean, nullable=False, server_default=false()),
    Column("topicless", Boolean, nullable=False, server_default=false()),
    Column("message_id", BigInteger),
    Column("reason", String(300)),
    Column("done_at", UtcDateTime, index=True),
    UniqueConstraint("chat_id", "topic", "subject"),
    Index("ix_outbox_state", "state", "ready"),
    Index("ix_outbox_entry_id", "entry_id", "chat_id"),
)

#: The base as people know it: what was said, or needed no saying. An entry whose notice is held is still the old one.
published = Table(
    "published",
    metadata,
    Column("entry_id", String(200), primary_key=True),
    Column("state", Text, nullable=False),  # JSON of bot.alerts.snapshot.State
)

#: The states of the base that were in use, for 90 days.
versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(32), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("loaded_at", UtcDateTime, nullable=False, index=True),
)

#: What changed between them and is told, or was to be told.
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("print", String(16), nullable=False),  # of what changed
    Column("version", String(32), nullable=False),
    Column("entry_id", String(200), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("audience", String(16), nullable=False),
    Column("ref", String(250), nullable=False),
    Column("differences", Text, nullable=False),  # JSON: [[kind, old, new], ...]
    Column("state", String(8), nullable=False, index=True),  # held, asked, released, stopped or gone
    Column("hold_until", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("is_shown", Boolean, nullable=False, server_default=false()),  # to the owners
)

#: Which fact was told to which chat in a push, for 90 days.
told = Table(
    "told",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("ref", String(250), primary_key=True),
    Column("told_at", UtcDateTime, nullable=False, index=True),
    Column("message_id", BigInteger),
    Index("ix_told_ref", "ref"),
)

#: Facts and entries an owner silenced from the chat.
withdrawn = Table(
    "withdrawn",
    metadata,
    Column("ref", String(250), primary_key=True),
    Column("reason", Text),
    Column("at", UtcDateTime, nullable=False),
)

#: Single moments and words to remember: the last tick, up to when reminders are planned, the last 429.
marks = Table(
    "marks",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("at", UtcDateTime),
    Column("text", String(200)),
)
