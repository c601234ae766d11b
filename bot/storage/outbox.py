"""The outbox: every message planned, claimed under a lease, recorded. What is in it is not forgotten by a kill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ColumnElement

from bot.alerts.delivery import Manner
from bot.alerts.digest import Waiting
from bot.alerts.reminders import Planned
from bot.storage import alert_chat
from bot.storage.alert_tables import marks, outbox, told
from bot.storage.database import Database, again_on_clash
from bot.storage.tables import chats

#: Rows are kept so long after they were done with.
KEPT = timedelta(days=90)
#: Whoever was told something in a push within this is corrected.
TOLD_FOR = timedelta(days=90)
REASON_LENGTH = 300
#: Rows written or numbers listed in one statement; SQLite takes at most 32,766 values.
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours to send until the lease is over."""

    waiting: Waiting
    manner: Manner
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """How the outbox stands."""

    pending: int  #: planned and not sent
    due: int  #: of these, whose time has come, in chats that can be written to
    oldest_due: datetime | None
    sent_lately: int  #: within a day
    failed_lately: int


class Outbox:
    """The planned messages over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Planning

    def add(self, planned: Iterable[Planned], payload: str | None = None) -> int:
        """Keeps what is not there yet, under chat, topic and subject; gives how many were new."""
        rows = [_row(one, payload) for one in planned]
        added = 0
        for start in range(0, len(rows), CHUNK):
            with self._database.writing() as connection:
                added += _insert_new(connection, rows[start : start + CHUNK])
        return added

    # Sending

    def claim(self, now: datetime, lease: timedelta, most_chats: int = 100) -> tuple[Claimed, ...]:
        """Everything due in up to that many chats, now ours for the length of the lease; oldest chats first."""
        ready = and_(_is_free(now), outbox.c.ready <= now, chats.c.blocked_at.is_(None))
        joined = outbox.outerjoin(chats, chats.c.id == outbox.c.chat_id)
        oldest = func.min(outbox.c.ready)
        first = select(outbox.c.chat_id).select_from(joined).where(ready).group_by(outbox.c.chat_id)
        with self._database.writing() as connection:
            found = connection.execute(first.order_by(oldest).limit(most_chats)).scalars().all()
            if not found:
                return ()
            query = select(outbox).where(outbox.c.chat_id.in_(found), _is_free(now), outbox.c.ready <= now)
            query = query.order_by(outbox.c.due, outbox.c.id).limit(CHUNK).with_for_update(skip_locked=True)
            rows = connection.execute(query).mappings().all()
            numbers = [row["id"] for row in rows]
            taken = update(outbox).where(outbox.c.id.in_(numbers))
            connection.execute(taken.values(state="sending", lease_until=now + lease))
        return tuple(_claimed(row) for row in rows)

    def release_leases(self) -> int:
        """Frees what a killed process left in hand; only for who is known to be the only sender."""
        free = update(outbox).where(outbox.c.state == "sending").values(state="pending", lease_until=None)
        with self._database.writing() as connection:
            return connection.execute(free).rowcount

    def next_ready(self, now: datetime) -> datetime | None:
        """When there will next be something to claim: `now` or later; None: nothing is waiting."""
        joined = outbox.outerjoin(chats, chats.c.id == outbox.c.chat_id)
        earliest = select(func.min(outbox.c.ready)).select_from(joined)
        with self._database.reading() as connection:
            found: datetime | None = connection.execute(
                earliest.where(outbox.c.state == "pending", chats.c.blocked_at.is_(None))
            ).scalar()
        return None if found is None else max(found, now)

    @again_on_clash
    def record_sent(self, numbers: Sequence[int], message_id: int | None, refs: Iterable[str], now: datetime) -> None:
        """Notes that these rows went out as this message, and which facts it told, at once."""
        values = {"state": "sent", "message_id": message_id, "done_at": now, "lease_until": None}
        with self._database.writing() as connection:
            done = update(outbox).where(outbox.c.id.in_(numbers)).values(**values)
            places = connection.execute(done.returning(outbox.c.chat_id, outbox.c.topic)).all()
            for chat_id, topic in sorted({tuple(place) for place in places}):
                for ref in sorted(set(refs)):
                    _tell(connection, {"chat_id": chat_id, "topic": topic, "ref": ref}, message_id, now)

    def try_again(self, number: int, at: datetime, manner: Manner, why: str) -> None:
        """Gives a row back, to be tried at `at` in this manner."""
        self._give_back(
            [number],
            ready=at,
            attempts=manner.attempts,
            plain=manner.plain,
            topicless=manner.topicless,
            reason=why[:REASON_LENGTH],
        )

    def hold(self, numbers: Sequence[int], until: datetime) -> None:
        """Gives rows back, to be looked at again then."""
        self._give_back(numbers, ready=until)

    def hold_chat(self, chat_id: int, until: datetime) -> None:
        """Lets nothing of this chat be claimed before then."""
        early = and_(outbox.c.chat_id == chat_id, outbox.c.state == "pending", outbox.c.ready < until)
        with self._database.writing() as connection:
            connection.execute(update(outbox).where(early).values(ready=until))

    def look_again(self, chat_id: int, now: datetime) -> None:
        """Looks anew at what was held for the chat, since its wishes changed; what Telegram held is left."""
        held = and_(outbox.c.chat_id == chat_id, outbox.c.state == "pending", outbox.c.due <= now)
        with self._database.writing() as connection:
            connection.execute(update(outbox).where(held, outbox.c.reason.is_(None)).values(ready=now))

    def clock_set_back(self, now: datetime) -> None:
        """Looks anew at all that waits for a moment which a clock that was ahead named, or was over by it."""
        late = and_(outbox.c.state == "pending", outbox.c.ready > outbox.c.due)
        over = and_(outbox.c.state == "dropped", outbox.c.reason.like("over%"), outbox.c.done_at > now)
        again = {"state": "pending", "reason": None, "done_at": None, "ready": outbox.c.due}
        with self._database.writing() as connection:
            connection.execute(update(outbox).where(late).values(ready=outbox.c.due))
            connection.execute(update(outbox).where(over, outbox.c.expires > now).values(**again))

    def drop(self, numbers: Sequence[int], why: str, now: datetime, state: str = "dropped") -> None:
        """Notes that these rows are not sent, and why; `failed` where Telegram refused them."""
        values = {"state": state, "reason": why[:REASON_LENGTH], "done_at": now, "lease_until": None}
        with self._database.writing() as connection:
            connection.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(**values))

    def cancel(self, chat_id: int, now: datetime) -> int:
        """Drops everything that is still waiting for the chat."""
        waiting = and_(outbox.c.chat_id == chat_id, outbox.c.state.in_(("pending", "sending")))
        values = {"state": "dropped", "reason": "no longer wanted", "done_at": now, "lease_until": None}
        with self._database.writing() as connection:
            return connection.execute(update(outbox).where(waiting).values(**values)).rowcount

    def move_topic(self, chat_id: int, topic: int, other: int) -> None:
        """Gives what was planned and told in a topic to another one, 0 for none."""
        with self._database.writing() as connection:
            alert_chat.move_topic(connection, chat_id, topic, other)

    # What was told

    def told(self, ref: str, now: datetime) -> list[tuple[int, int]]:
        """(chat, topic) wherever this was told in a push within 90 days."""
        query = select(told.c.chat_id, told.c.topic).where(told.c.ref == ref, told.c.told_at > now - TOLD_FOR)
        with self._database.reading() as connection:
            return [(chat_id, topic) for chat_id, topic in connection.execute(query.order_by(told.c.chat_id))]

    def last_message(self, chat_id: int, topic: int, entry_id: str) -> int | None:
        """The last message sent to the chat about this entry, or None."""
        query = select(outbox.c.message_id).where(
            outbox.c.chat_id == chat_id,
            outbox.c.topic == topic,
            outbox.c.entry_id == entry_id,
            outbox.c.state == "sent",
            outbox.c.message_id.is_not(None),
        )
        with self._database.reading() as connection:
            return connection.execute(query.order_by(outbox.c.done_at.desc(), outbox.c.id.desc()).limit(1)).scalar()

    def find(self, number: int, chat_id: int) -> Planned | None:
        """The message under this number, if it is this chat's."""
        query = select(outbox).where(outbox.c.id == number, outbox.c.chat_id == chat_id)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _planned(row)

    def sent(self, chat_id: int) -> tuple[tuple[datetime, str], ...]:
        """When what was sent to the chat: (moment, subject), oldest first."""
        query = select(outbox.c.done_at, outbox.c.subject).where(outbox.c.chat_id == chat_id, outbox.c.state == "sent")
        with self._database.reading() as connection:
            return tuple((at, subject) for at, subject in connection.execute(query.order_by(outbox.c.done_at)))

    def backlog(self, now: datetime) -> Backlog:
        """How the outbox stands."""
        joined = outbox.outerjoin(chats, chats.c.id == outbox.c.chat_id)
        waiting = outbox.c.state.in_(("pending", "sending"))
        due = and_(waiting, outbox.c.ready <= now, chats.c.blocked_at.is_(None))
        lately = outbox.c.done_at > now - timedelta(days=1)
        with self._database.reading() as connection:

            def count(where: ColumnElement[bool]) -> int:
                return connection.execute(select(func.count()).select_from(joined).where(where)).scalar() or 0

            oldest = connection.execute(select(func.min(outbox.c.due)).select_from(joined).where(due)).scalar()
            sent, failed = (count(and_(outbox.c.state == state, lately)) for state in ("sent", "failed"))
            return Backlog(count(waiting), count(due), oldest, sent, failed)

    # Chats, marks, keeping house

    @again_on_clash
    def block_chat(self, chat_id: int, now: datetime) -> None:
        """Notes that the bot cannot write there; all that waits for the chat waits on until it speaks."""
        with self._database.writing() as connection:
            if connection.execute(update(chats).where(chats.c.id == chat_id).values(blocked_at=now)).rowcount == 0:
                kind = "private" if chat_id > 0 else "group"
                connection.execute(insert(chats).values(id=chat_id, type=kind, created_at=now, blocked_at=now))

    @again_on_clash
    def set_mark(self, name: str, at: datetime | None, text: str | None = None) -> None:
        """Remembers a single moment, with a word."""
        with self._database.writing() as connection:
            if connection.execute(update(marks).where(marks.c.name == name).values(at=at, text=text)).rowcount == 0:
                connection.execute(insert(marks).values(name=name, at=at, text=text))

    def mark(self, name: str) -> tuple[datetime | None, str | None]:
        """What was remembered under this name."""
        with self._database.reading() as connection:
            row = connection.execute(select(marks.c.at, marks.c.text).where(marks.c.name == name)).first()
        return (None, None) if row is None else (row[0], row[1])

    def tidy(self, now: datetime) -> None:
        """Drops what waits in vain and deletes what has been kept long enough."""
        over = and_(outbox.c.state == "pending", outbox.c.expires <= now)
        with self._database.writing() as connection:
            connection.execute(update(outbox).where(over).values(state="dropped", reason="over", done_at=now))
            connection.execute(delete(outbox).where(outbox.c.done_at <= now - KEPT))
            connection.execute(delete(told).where(told.c.told_at <= now - TOLD_FOR))

    def _give_back(self, numbers: Sequence[int], **values: object) -> None:
        back = update(outbox).where(outbox.c.id.in_(numbers), outbox.c.state == "sending")
        with self._database.writing() as connection:
            connection.execute(back.values(state="pending", lease_until=None, **values))


def _is_free(now: datetime) -> ColumnElement[bool]:
    left = and_(outbox.c.state == "sending", outbox.c.lease_until <= now)
    return or_(outbox.c.state == "pending", left)


def _insert_new(connection: Connection, rows: list[dict[str, Any]]) -> int:
    if connection.dialect.name == "postgresql":
        query: Any = postgresql.insert(outbox).on_conflict_do_nothing()
    else:
        query = sqlite.insert(outbox).on_conflict_do_nothing()
    return len(connection.execute(query.returning(outbox.c.id), rows).all())


def _tell(connection: Connection, key: Mapping[str, Any], message_id: int | None, now: datetime) -> None:
    same = and_(*(told.c[name] == value for name, value in key.items()))
    values = {"told_at": now, "message_id": message_id}
    if connection.execute(update(told).where(same).values(**values)).rowcount == 0:
        connection.execute(insert(told).values(**key, **values))


def _row(one: Planned, payload: str | None) -> dict[str, Any]:
    return {
        "chat_id": one.chat_id,
        "topic": one.topic,
        "subject": one.subject,
        "kind": one.kind,
        "entry_id": one.entry_id,
        "stage": one.stage,
        "payload": payload,
        "due": one.due,
        "expires": one.expires,
        "ready": one.due,
        "state": "pending",
    }


def _planned(row: RowMapping) -> Planned:
    return Planned(
        chat_id=row["chat_id"],
        topic=row["topic"],
        kind=row["kind"],
        subject=row["subject"],
        due=row["due"],
        expires=row["expires"],
        entry_id=row["entry_id"],
        stage=row["stage"],
    )


def _claimed(row: RowMapping) -> Claimed:
    manner = Manner(row["plain"], row["topicless"], row["attempts"])
    return Claimed(Waiting(row["id"], _planned(row)), manner, row["payload"])
