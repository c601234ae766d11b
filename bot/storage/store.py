"""Everything the bot remembers, as plain blocking calls; the edge makes them through `asyncio.to_thread`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, or_, select, update

from bot.answers.answer import Thread
from bot.storage import alert_chat, talk
from bot.storage.database import Database, again_on_clash
from bot.storage.tables import chats, misses, suggestions, threads, updates
from bot.storage.talk import Awaited

#: An update that was handled is remembered this long; Telegram itself keeps updates for a day.
UPDATES_KEPT = timedelta(days=2)
#: A thread of talk is over after this.
THREAD_KEPT = timedelta(hours=1)
#: Questions without an answer are kept at most this long.
MISSES_KEPT = timedelta(days=90)
#: An update that was begun this often and never finished is given up: it takes the process down with it.
MOST_ATTEMPTS = 5
QUESTION_LENGTH = 500
REASON_LENGTH = 200

#: fresh: yours to handle; handled: somebody did; held: somebody is at it; given-up: begun too often.
Taken = Literal["fresh", "handled", "held", "given-up"]


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat and what was chosen in it; None: nothing chosen, the bot's default holds."""

    id: int
    type: str  #: private, group, supergroup or channel
    language: str | None
    timezone: str | None
    keep_misses: bool  #: False: questions from here are never kept
    created_at: datetime
    blocked_at: datetime | None  #: since when the bot cannot write there


@dataclass(frozen=True, slots=True)
class Miss:
    """A question the base had no answer to, as asked on one day by anybody."""

    day: date
    language: str
    question: str
    reason: str
    near: tuple[str, ...]  #: entry ids, nearest first
    times: int  #: how often it was asked that day


class Store:
    """The bot's memory over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """The database, for what keeps its own tables in it."""
        return self._database

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    def is_reachable(self) -> bool:
        """True when the database answers; raises the driver's error when it does not."""
        with self._database.reading() as connection:
            return connection.execute(select(1)).scalar() == 1

    # Updates

    @again_on_clash
    def take_update(self, update_id: int, fingerprint: str, now: datetime, lease: timedelta) -> Taken:
        """Whether this update is the caller's to handle.

        One that was begun and not finished is taken again once `lease` is over: at once after a kill, where
        the caller is known to be the only process (`lease` zero). An id seen with another content is another
        update.
        """
        with self._database.writing() as connection:
            query = select(updates).where(updates.c.update_id == update_id).with_for_update()
            found = connection.execute(query).mappings().first()
            if found is None:
                _insert_update(connection, update_id, fingerprint, now)
                return "fresh"
            state = _state(found, fingerprint, now, lease)
            if state == "fresh":
                again = found["attempts"] + 1 if found["print"] == fingerprint else 1
                connection.execute(
                    update(updates)
                    .where(updates.c.update_id == update_id)
                    .values(print=fingerprint, taken_at=now, attempts=again, handled_at=None)
                )
            return state

    def finish_update(self, update_id: int, now: datetime) -> None:
        """Remembers that the update was handled, and forgets what was in it."""
        done = update(updates).where(updates.c.update_id == update_id).values(handled_at=now, payload=None)
        with self._database.writing() as connection:
            connection.execute(done)

    @again_on_clash
    def park_update(self, update_id: int, fingerprint: str, payload: str, now: datetime) -> None:
        """Keeps an update that takes long, so that it can be confirmed to Telegram and is not lost by a kill.

        One that was handled in the meantime is left alone.
        """
        with self._database.writing() as connection:
            query = select(updates).where(updates.c.update_id == update_id).with_for_update()
            found = connection.execute(query).mappings().first()
            if found is not None and found["print"] != fingerprint:
                connection.execute(delete(updates).where(updates.c.update_id == update_id))
                found = None
            if found is None:
                _insert_update(connection, update_id, fingerprint, now, attempts=0, payload=payload)
            elif found["handled_at"] is None:
                connection.execute(update(updates).where(updates.c.update_id == update_id).values(payload=payload))

    def parked_updates(self) -> tuple[str, ...]:
        """The payloads that were parked and never finished, in the order of their ids."""
        query = select(updates.c.payload).where(updates.c.payload.is_not(None)).order_by(updates.c.update_id)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    # The thread of talk

    def thread(self, chat_id: int, user_id: int, now: datetime) -> Thread:
        """What that person last talked about in that chat; an empty thread after an hour."""
        text = self._talk(chat_id, user_id, now)
        return Thread() if text is None else talk.read(text)

    def awaited(self, chat_id: int, user_id: int, now: datetime) -> Awaited:
        """What the bot last offered that person in that chat, or asked them for; nothing after an hour."""
        text = self._talk(chat_id, user_id, now)
        return Awaited() if text is None else talk.read_awaited(text)

    @again_on_clash
    def save_thread(
        self, chat_id: int, user_id: int, thread: Thread, now: datetime, awaited: Awaited | None = None
    ) -> None:
        """Keeps the thread in place of the former one, and what the bot now waits for in place of what it did."""
        key = (threads.c.chat_id == chat_id, threads.c.user_id == user_id)
        values = {"talk": talk.write(thread, awaited), "at": now}
        with self._database.writing() as connection:
            if connection.execute(update(threads).where(*key).values(**values)).rowcount == 0:
                connection.execute(insert(threads).values(chat_id=chat_id, user_id=user_id, **values))

    # Misses

    @again_on_clash
    def keep_miss(
        self, chat_id: int, question: str, reason: str, near: tuple[str, ...], language: str, day: date
    ) -> bool:
        """Keeps a question without an answer, not who asked; False where the chat wants none kept."""
        key = {"day": day, "language": language, "question": question.strip()[:QUESTION_LENGTH]}
        same = tuple(misses.c[name] == value for name, value in key.items())
        latest = {"reason": reason[:REASON_LENGTH], "near": json.dumps(near)}
        with self._database.writing() as connection:
            if connection.execute(select(chats.c.keep_misses).where(chats.c.id == chat_id)).scalar() is False:
                return False
            more = update(misses).where(*same).values(times=misses.c.times + 1, **latest)
            if connection.execute(more).rowcount == 0:
                connection.execute(insert(misses).values(times=1, **key, **latest))
        return True

    def misses(self, since: date) -> tuple[Miss, ...]:
        """The questions without an answer from that day on, oldest day first."""
        query = select(misses).where(misses.c.day >= since).order_by(misses.c.day, misses.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(_miss(row) for row in rows)

    # Chats

    @again_on_clash
    def see_chat(self, chat_id: int, type_: str, now: datetime) -> Chat:
        """The chat, noted when it is new; one that was blocked is open again, since it speaks.

        A group that took from the bot the right to write stays blocked until that is given back.
        """
        with self._database.reading() as connection:
            known = _chat(connection, chat_id)
            is_mute = known is not None and known.blocked_at is not None and alert_chat.is_mute(connection, chat_id)
        if known is not None and known.type == type_ and (known.blocked_at is None or is_mute):
            return known
        opened = {} if is_mute else {"blocked_at": None}
        with self._database.writing() as connection:
            found = update(chats).where(chats.c.id == chat_id).values(type=type_, **opened)
            if connection.execute(found).rowcount == 0:
                connection.execute(insert(chats).values(id=chat_id, type=type_, created_at=now))
            seen = _chat(connection, chat_id)
        assert seen is not None
        return seen

    def chat(self, chat_id: int) -> Chat | None:
        """What is known of the chat, or None."""
        with self._database.reading() as connection:
            return _chat(connection, chat_id)

    def set_language(self, chat_id: int, language: str | None) -> None:
        """Keeps the language chosen in the chat; None: the default again."""
        self._set(chat_id, language=language)

    def set_timezone(self, chat_id: int, timezone: str | None) -> None:
        """Keeps the IANA zone chosen in the chat; None: the default again."""
        self._set(chat_id, timezone=timezone)

    def set_keep_misses(self, chat_id: int, keep: bool) -> None:
        """Keeps whether unanswered questions of the chat may be kept."""
        self._set(chat_id, keep_misses=keep)

    def set_blocked(self, chat_id: int, since: datetime | None) -> None:
        """Notes since when the bot cannot write to the chat; None: it can."""
        self._set(chat_id, blocked_at=since)

    def migrate_chat(self, old: int, new: int) -> None:
        """Gives everything kept for a chat its new id, at once; what the new id holds already wins."""
        with self._database.writing() as connection:
            if _chat(connection, new) is None:
                connection.execute(update(chats).where(chats.c.id == old).values(id=new, type="supergroup"))
            connection.execute(delete(chats).where(chats.c.id == old))
            talking = select(threads.c.user_id).where(threads.c.chat_id == new)
            stays = threads.c.user_id.not_in(talking)
            connection.execute(update(threads).where(threads.c.chat_id == old, stays).values(chat_id=new))
            connection.execute(delete(threads).where(threads.c.chat_id == old))
            alert_chat.move(connection, old, new)

    # What a person may ask for, and keeping house

    def forget(self, chat_id: int) -> None:
        """Deletes everything kept for the chat, and what that person talked about elsewhere."""
        with self._database.writing() as connection:
            connection.execute(delete(threads).where(_of(chat_id)))
            connection.execute(delete(chats).where(chats.c.id == chat_id))
            alert_chat.forget(connection, chat_id)

    def export(self, chat_id: int) -> Mapping[str, object]:
        """Everything kept for the chat, ready for JSON; unanswered questions are kept for no chat."""
        talking = select(threads).where(_of(chat_id)).order_by(threads.c.chat_id, threads.c.user_id)
        with self._database.reading() as connection:
            chat = connection.execute(select(chats).where(chats.c.id == chat_id)).mappings().first()
            talks = connection.execute(talking).mappings().all()
            alerts = alert_chat.export(connection, chat_id)
        return {
            "chat": None if chat is None else _plain(chat),
            "threads": [{**_plain(row), "talk": json.loads(row["talk"])} for row in talks],
            **alerts,
        }

    def tidy(self, now: datetime) -> None:
        """Deletes what has been kept long enough."""
        with self._database.writing() as connection:
            connection.execute(delete(updates).where(updates.c.taken_at <= now - UPDATES_KEPT))
            connection.execute(delete(threads).where(threads.c.at <= now - THREAD_KEPT))
            connection.execute(delete(misses).where(misses.c.day < (now - MISSES_KEPT).date()))
            connection.execute(delete(suggestions).where(suggestions.c.day < (now - MISSES_KEPT).date()))
            alert_chat.tidy(connection, now)

    def _talk(self, chat_id: int, user_id: int, now: datetime) -> str | None:
        query = select(threads.c.talk).where(
            threads.c.chat_id == chat_id, threads.c.user_id == user_id, threads.c.at > now - THREAD_KEPT
        )
        with self._database.reading() as connection:
            text: str | None = connection.execute(query).scalar()
        return text

    def _set(self, chat_id: int, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))


def _insert_update(
    connection: Connection,
    update_id: int,
    fingerprint: str,
    now: datetime,
    attempts: int = 1,
    payload: str | None = None,
) -> None:
    row = {"update_id": update_id, "print": fingerprint, "taken_at": now, "attempts": attempts, "payload": payload}
    connection.execute(insert(updates).values(**row))


def _state(found: RowMapping, fingerprint: str, now: datetime, lease: timedelta) -> Taken:
    if found["print"] != fingerprint:
        return "fresh"
    if found["handled_at"] is not None:
        return "handled"
    if now < found["taken_at"] + lease:
        return "held"
    return "given-up" if found["attempts"] >= MOST_ATTEMPTS else "fresh"


def _of(chat_id: int) -> ColumnElement[bool]:
    return or_(threads.c.chat_id == chat_id, threads.c.user_id == chat_id)


def _chat(connection: Connection, chat_id: int) -> Chat | None:
    row = connection.execute(select(chats).where(chats.c.id == chat_id)).mappings().first()
    return None if row is None else Chat(**row)


def _miss(row: RowMapping) -> Miss:
    return Miss(
        day=row["day"],
        language=row["language"],
        question=row["question"],
        reason=row["reason"],
        near=tuple(json.loads(row["near"])),
        times=row["times"],
    )


def _plain(row: RowMapping) -> dict[str, object]:
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in row.items()}
