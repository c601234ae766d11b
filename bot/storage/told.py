"""What a chat was told and when it last looked for what is new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, delete, insert, select

from bot.storage.alert_tables import told
from bot.storage.database import Database, again_on_clash
from bot.storage.look_tables import looks
from bot.storage.outbox import TOLD_FOR


class Told:
    """What was told, over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def here(self, chat_id: int, now: datetime, without: int | None = None) -> dict[str, datetime]:
        """Ref -> when the chat was last told it, in any of its topics; leaves out what the message `without` told."""
        query = select(told.c.ref, told.c.told_at, told.c.message_id)
        query = query.where(told.c.chat_id == chat_id, told.c.told_at > now - TOLD_FOR).order_by(told.c.told_at)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {ref: at for ref, at, message_id in rows if without is None or message_id != without}

    @again_on_clash
    def note(self, chat_id: int, topic: int, refs: Iterable[str], message_id: int | None, now: datetime) -> None:
        """Notes that this message told these."""
        names = sorted(set(refs))
        if not names:
            return
        same = and_(told.c.chat_id == chat_id, told.c.topic == topic, told.c.ref.in_(names))
        row = {"chat_id": chat_id, "topic": topic, "told_at": now, "message_id": message_id}
        with self._database.writing() as connection:
            connection.execute(delete(told).where(same))
            connection.execute(insert(told), [{**row, "ref": ref} for ref in names])

    @again_on_clash
    def look(self, chat_id: int, topic: int, now: datetime) -> datetime | None:
        """Notes that somebody looks now; gives when somebody did before, or None."""
        same = and_(looks.c.chat_id == chat_id, looks.c.topic == topic)
        with self._database.writing() as connection:
            before: datetime | None = connection.execute(select(looks.c.at).where(same)).scalar()
            connection.execute(delete(looks).where(same))
            connection.execute(insert(looks).values(chat_id=chat_id, topic=topic, at=now))
        return before
