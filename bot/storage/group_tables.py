"""The tables of groups and channels: their briefings, how the bot stands there, and who was seen to run them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text, false, text, true

from bot.storage.tables import UtcDateTime, metadata

__all__ = ["metadata"]

#: The regular briefing of a chat, at most one.
briefings = Table(
    "briefings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, nullable=False, server_default=text("0")),  # 0: no topic
    Column("days", String(7), nullable=False),  # "01234": Monday to Friday
    Column("hour", Integer, nullable=False),  # local
    Column("zone", String(64), nullable=False),  # IANA name
    Column("themes", Text, nullable=False),  # JSON list of ids; empty: everything
    Column("most", Integer, nullable=False),
    Column("when_nothing", String(16), nullable=False),  # silence, on-this-day or promises
    Column("is_on", Boolean, nullable=False, server_default=true()),
    Column("since", UtcDateTime),  # when the times were chosen
    Column("changed_at", UtcDateTime, nullable=False, index=True),
)

#: How the bot stands in a group or channel.
groups = Table(
    "groups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("added_by", BigInteger),  # whoever added the bot, to be told when something goes wrong there
    Column("welcomed_at", UtcDateTime),
    Column("can_write", Boolean, nullable=False, server_default=true()),
    Column("can_send_files", Boolean, nullable=False, server_default=true()),
    Column("told_at", UtcDateTime),  # when somebody was last told of trouble there
    Column("told_of", String(16)),
    Column("guards_sensitive", Boolean, nullable=False, server_default=false()),  # sensitive subjects in private only
)

#: Who was found to be an admin of a group, to list groups to set up from a private chat; checked again each time.
known_admins = Table(
    "known_admins",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False, index=True),
    Column("seen_at", UtcDateTime, nullable=False),
)
