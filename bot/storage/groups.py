"""Groups and channels: how the bot stands there, what their admins decided, and who was seen to run them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from bot.storage.database import Database, again_on_clash
from bot.storage.group_tables import groups, known_admins
from bot.storage.tables import chats

#: The same trouble in the same group is told once in this time.
TELL_AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Group:
    """What is known of a group or channel beyond its settings."""

    chat_id: int
    added_by: int | None = None  #: whoever added the bot
    welcomed_at: datetime | None = None
    can_write: bool = True
    can_send_files: bool = True
    guards_sensitive: bool = False  #: sensitive subjects are answered in private chats only


class Groups:
    """Groups over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, chat_id: int) -> Group:
        """What is known of the group; the usual where nothing is."""
        columns = [groups.c[name] for name in Group.__dataclass_fields__]
        with self._database.reading() as connection:
            row = connection.execute(select(*columns).where(groups.c.chat_id == chat_id)).mappings().first()
        return Group(chat_id) if row is None else Group(**row)

    def note_added(self, chat_id: int, by: int | None) -> None:
        """Notes who added the bot."""
        self._set(chat_id, added_by=by)

    @again_on_clash
    def welcome(self, chat_id: int, now: datetime) -> bool:
        """True once for each group: the moment to say hello."""
        hello = update(groups).where(groups.c.chat_id == chat_id, groups.c.welcomed_at.is_(None))
        with self._database.writing() as connection:
            if connection.execute(hello.values(welcomed_at=now)).rowcount == 1:
                return True
            known = connection.execute(select(groups.c.chat_id).where(groups.c.chat_id == chat_id)).first()
            if known is None:
                connection.execute(insert(groups).values(chat_id=chat_id, welcomed_at=now))
            return known is None

    def set_rights(self, chat_id: int, *, can_write: bool, can_send_files: bool) -> None:
        """Notes what the bot may do there."""
        self._set(chat_id, can_write=can_write, can_send_files=can_send_files)

    def set_guard(self, chat_id: int, guards: bool) -> None:
        """Keeps whether sensitive subjects are answered in private chats only."""
        self._set(chat_id, guards_sensitive=guards)

    @again_on_clash
    def may_tell(self, chat_id: int, of: str, now: datetime) -> bool:
        """Whether this trouble is to be told now; it then counts as told for a day."""
        own = groups.c.chat_id == chat_id
        query = select(groups.c.told_of, groups.c.told_at).where(own)
        with self._database.writing() as connection:
            row = connection.execute(query).first()
            if row is None:
                connection.execute(insert(groups).values(chat_id=chat_id, told_of=of, told_at=now))
                return True
            if row.told_of == of and row.told_at is not None and now < row.told_at + TELL_AGAIN:
                return False
            connection.execute(update(groups).where(own).values(told_of=of, told_at=now))
            return True

    @again_on_clash
    def see_admin(self, chat_id: int, user_id: int, now: datetime) -> None:
        """Notes that this person was found to run the group."""
        same = update(known_admins).where(known_admins.c.chat_id == chat_id, known_admins.c.user_id == user_id)
        with self._database.writing() as connection:
            if connection.execute(same.values(seen_at=now)).rowcount == 0:
                connection.execute(insert(known_admins).values(chat_id=chat_id, user_id=user_id, seen_at=now))

    def drop_admin(self, chat_id: int, user_id: int) -> None:
        """Forgets that this person ran the group."""
        gone = delete(known_admins).where(known_admins.c.chat_id == chat_id, known_admins.c.user_id == user_id)
        with self._database.writing() as connection:
            connection.execute(gone)

    def run_by(self, user_id: int) -> tuple[int, ...]:
        """The groups and channels this person was last seen to run and the bot is in, the latest seen first."""
        query = (
            select(known_admins.c.chat_id)
            .outerjoin(chats, chats.c.id == known_admins.c.chat_id)
            .outerjoin(groups, groups.c.chat_id == known_admins.c.chat_id)
            .where(known_admins.c.user_id == user_id)
            .where(or_(chats.c.blocked_at.is_(None), groups.c.can_write.is_(False)))
            .order_by(known_admins.c.seen_at.desc(), known_admins.c.chat_id)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    @again_on_clash
    def _set(self, chat_id: int, **values: object) -> None:
        with self._database.writing() as connection:
            same = update(groups).where(groups.c.chat_id == chat_id)
            if connection.execute(same.values(**values)).rowcount == 0:
                connection.execute(insert(groups).values(chat_id=chat_id, **values))
