"""Sources that people hand to the curators, kept like questions without an answer: never with who sent them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select, update

from bot.storage.database import Database, again_on_clash
from bot.storage.tables import chats, suggestions

LONGEST_URL = 500
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link, with what was written beside it."""

    url: str
    note: str
    last: date  #: the day it was sent last
    times: int


class Suggestions:
    """What was suggested, over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @again_on_clash
    def keep(self, chat_id: int, url: str, note: str, day: date) -> bool:
        """Keeps a link, not who sent it; False where the chat wants nothing kept."""
        key = {"day": day, "url": url[:LONGEST_URL], "note": note[:LONGEST_NOTE]}
        same = tuple(suggestions.c[name] == value for name, value in key.items())
        with self._database.writing() as connection:
            if connection.execute(select(chats.c.keep_misses).where(chats.c.id == chat_id)).scalar() is False:
                return False
            more = update(suggestions).where(*same).values(times=suggestions.c.times + 1)
            if connection.execute(more).rowcount == 0:
                connection.execute(insert(suggestions).values(times=1, **key))
        return True

    def since(self, first: date) -> tuple[Suggestion, ...]:
        """What was suggested from that day on, each link and note once, the latest first."""
        columns = (suggestions.c.url, suggestions.c.note)
        last, times = func.max(suggestions.c.day), func.sum(suggestions.c.times)
        query = select(*columns, last, times).where(suggestions.c.day >= first).group_by(*columns)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(last.desc(), *columns)).all()
        return tuple(Suggestion(url, note, day, int(number)) for url, note, day, number in rows)
