"""All that is kept for one chat beyond its talk: moved to a new id, deleted, handed over, in a given transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, and_, delete, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.storage.alert_tables import alert_chats, mutes, outbox, subscriptions, told
from bot.storage.group_tables import briefings, groups, known_admins
from bot.storage.look_tables import looks

#: Who was seen to run a group, and not since then, is forgotten.
ADMINS_KEPT = timedelta(days=365)

#: Each table with the columns that, beside the chat, make a row unique.
_TABLES: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (subscriptions, ("topic", "scope", "target")),
    (alert_chats, ()),
    (mutes, ("entry_id",)),
    (outbox, ("topic", "subject")),
    (told, ("topic", "ref")),
    (briefings, ()),
    (groups, ()),
    (known_admins, ("user_id",)),
    (looks, ("topic",)),
)


def move(connection: Connection, old: int, new: int) -> None:
    """Gives everything of a chat its new id; what the new id holds already wins."""
    for table, columns in _TABLES:
        twin = table.alias()
        same = [twin.c[name] == table.c[name] for name in columns]
        taken = select(twin.c.chat_id).where(twin.c.chat_id == new, *same).exists()
        _move(connection, table, table.c.chat_id == old, taken, chat_id=new)


def move_topic(connection: Connection, chat_id: int, topic: int, other: int) -> None:
    """Gives what was planned and told in a topic to another one, 0 for none; what that one has already wins."""
    for table, name in ((outbox, "subject"), (told, "ref")):
        twin = table.alias()
        there = and_(twin.c.chat_id == chat_id, twin.c.topic == other, twin.c[name] == table.c[name])
        here = and_(table.c.chat_id == chat_id, table.c.topic == topic)
        _move(connection, table, here, select(twin.c.chat_id).where(there).exists(), topic=other)


def is_mute(connection: Connection, chat_id: int) -> bool:
    """Whether the bot is known not to be allowed to write in this group."""
    found = connection.execute(select(groups.c.can_write).where(groups.c.chat_id == chat_id)).scalar()
    return found is False


def tidy(connection: Connection, now: datetime) -> None:
    """Forgets who ran a group a long time ago."""
    connection.execute(delete(known_admins).where(known_admins.c.seen_at <= now - ADMINS_KEPT))


def forget(connection: Connection, chat_id: int) -> None:
    """Deletes everything kept for the chat, and that this person runs or set up other chats."""
    for table, _ in _TABLES:
        connection.execute(delete(table).where(table.c.chat_id == chat_id))
    connection.execute(delete(known_admins).where(known_admins.c.user_id == chat_id))
    connection.execute(update(groups).where(groups.c.added_by == chat_id).values(added_by=None))


def export(connection: Connection, chat_id: int) -> dict[str, list[dict[str, object]]]:
    """Everything kept for the chat, or of this person, ready for JSON: table -> rows, where there are any."""
    found: dict[str, list[dict[str, object]]] = {}
    for table, _ in _TABLES:
        rows = connection.execute(select(table).where(_of(table, chat_id))).mappings().all()
        if rows:
            found[table.name] = [
                {
                    name: value.isoformat() if isinstance(value, datetime) else value
                    for name, value in row.items()
                    if name != "added_by" or value == chat_id
                }
                for row in rows
            ]
    return found


def _of(table: Table, chat_id: int) -> ColumnElement[bool]:
    """What of the table is this chat's or person's to see: who runs a group is handed to each of them alone."""
    if table is known_admins:
        return known_admins.c.user_id == chat_id
    if table is groups:
        return or_(groups.c.chat_id == chat_id, groups.c.added_by == chat_id)
    return table.c.chat_id == chat_id


def _move(
    connection: Connection, table: Table, here: ColumnElement[bool], taken: ColumnElement[bool], **values: int
) -> None:
    connection.execute(update(table).where(here, ~taken).values(**values))
    connection.execute(delete(table).where(here))
