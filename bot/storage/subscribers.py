"""Who follows what and how they want to be told. Every change is noted, so that planning looks at the chat again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from sqlalchemy import Connection, RowMapping, Select, and_, delete, insert, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from bot.alerts.quiet import Quiet
from bot.alerts.subscriptions import (
    DEFAULT_QUIET,
    DEFAULT_STAGES,
    STAGES,
    Digest,
    Follower,
    Key,
    Preferences,
    Scope,
    Stage,
    Subscription,
)
from bot.storage.alert_tables import alert_chats, mutes, subscriptions
from bot.storage.database import Database, again_on_clash
from bot.storage.tables import chats

#: Chats read at a time.
PAGE = 500
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Profile:
    """All that a chat's reminder times depend on, and many chats share."""

    zone: str
    quiet: Quiet | None
    digest: Digest | None


class Subscribers:
    """The followers over one database. `language` and `zone` hold for chats that chose none."""

    def __init__(self, database: Database, language: str, zone: str) -> None:
        self._database = database
        self._language = language
        self._zone = zone

    # Following

    @again_on_clash
    def follow(self, wish: Subscription, now: datetime) -> Subscription:
        """Keeps a subscription; gives it with its number.

        Of one that is there already the lead times change where the wish names some, and stay otherwise.
        """
        values = {"stages": _write(wish.stages)}
        with self._database.writing() as connection:
            self._touch(connection, wish.chat_id, now)
            found = connection.execute(_subscriptions(_same(wish))).mappings().first()
            if found is None:
                key = {"chat_id": wish.chat_id, "topic": wish.topic, "scope": wish.scope, "target": wish.target}
                connection.execute(insert(subscriptions).values(**key, **values, since=now))
            elif wish.stages is not None:
                connection.execute(update(subscriptions).where(_same(wish)).values(**values))
            row = connection.execute(_subscriptions(_same(wish))).mappings().one()
        return _subscription(row)

    def unfollow(self, chat_id: int, number: int, now: datetime) -> Subscription | None:
        """Ends a subscription of this chat; gives what it was, or None."""
        own = and_(subscriptions.c.id == number, subscriptions.c.chat_id == chat_id)
        with self._database.writing() as connection:
            row = connection.execute(_subscriptions(own)).mappings().first()
            connection.execute(delete(subscriptions).where(own))
            self._touch(connection, chat_id, now)
        return None if row is None else _subscription(row)

    def unfollow_all(self, chat_id: int, now: datetime) -> int:
        """Ends every subscription and digest of the chat; gives how many subscriptions there were."""
        with self._database.writing() as connection:
            self._touch(connection, chat_id, now, digest=None)
            return connection.execute(delete(subscriptions).where(subscriptions.c.chat_id == chat_id)).rowcount

    def subscriptions(self, chat_id: int) -> tuple[Subscription, ...]:
        """What the chat follows, in the order of following."""
        query = _subscriptions(subscriptions.c.chat_id == chat_id)
        with self._database.reading() as connection:
            return tuple(_subscription(row) for row in connection.execute(query).mappings())

    def move_topic(self, chat_id: int, topic: int, other: int, now: datetime) -> None:
        """Gives what is followed in a topic to another one, 0 for none; what that one follows already stays."""
        here = and_(subscriptions.c.chat_id == chat_id, subscriptions.c.topic == topic)
        with self._database.writing() as connection:
            there = {
                _subscription(row).key
                for row in connection.execute(
                    _subscriptions(and_(subscriptions.c.chat_id == chat_id, subscriptions.c.topic == other))
                ).mappings()
            }
            for row in connection.execute(_subscriptions(here)).mappings().all():
                one = subscriptions.c.id == row["id"]
                if _subscription(row).key in there:
                    connection.execute(delete(subscriptions).where(one))
                else:
                    connection.execute(update(subscriptions).where(one).values(topic=other))
            self._touch(connection, chat_id, now)

    # How to be told

    def preferences(self, chat_id: int) -> Preferences:
        """How the chat wants to be told; the defaults where it never said."""
        return self.followers([chat_id])[0].preferences

    def set_stages(self, chat_id: int, stages: Sequence[Stage], now: datetime) -> None:
        """Keeps the chat's lead times."""
        self._change(chat_id, now, stages=_write(tuple(stages)))

    def set_quiet(self, chat_id: int, quiet: Quiet | None, now: datetime) -> None:
        """Keeps the chat's quiet hours; None: there are none."""
        start, end = (None, None) if quiet is None else (_minutes(quiet.start), _minutes(quiet.end))
        self._change(chat_id, now, quiet_from=start, quiet_to=end)

    def set_zone(self, chat_id: int, zone: str | None, now: datetime) -> None:
        """Keeps the chat's IANA zone; None: the default again."""
        with self._database.writing() as connection:
            connection.execute(update(chats).where(chats.c.id == chat_id).values(timezone=zone))
            self._touch(connection, chat_id, now)

    def pause(self, chat_id: int, until: datetime | None, now: datetime) -> None:
        """Holds everything for the chat until then; None: no longer."""
        self._change(chat_id, now, paused_until=until)

    def set_digest(self, chat_id: int, digest: Digest | None, now: datetime) -> None:
        """Keeps whether and when the chat wants a digest."""
        if digest is None:
            self._change(chat_id, now, digest=None)
        else:
            values = {"digest_hour": digest.hour, "digest_weekday": digest.weekday, "digest_always": digest.always}
            self._change(chat_id, now, digest=digest.every, **values)

    @again_on_clash
    def mute(self, chat_id: int, entry_id: str, now: datetime) -> None:
        """Says nothing more about this entry to the chat."""
        with self._database.writing() as connection:
            connection.execute(delete(mutes).where(_muted(chat_id, entry_id)))
            connection.execute(insert(mutes).values(chat_id=chat_id, entry_id=entry_id))
            self._touch(connection, chat_id, now)

    def unmute(self, chat_id: int, entry_id: str, now: datetime) -> None:
        """Takes a mute back."""
        with self._database.writing() as connection:
            connection.execute(delete(mutes).where(_muted(chat_id, entry_id)))
            self._touch(connection, chat_id, now)

    # For planning

    def profiles(self) -> tuple[Profile, ...]:
        """Every combination of zone, quiet hours and digest that some chat has."""
        query = select(chats.c.timezone, *_PROFILE).select_from(_JOINED).distinct()
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(dict.fromkeys(self._profile(row) for row in rows))

    def chat_ids(self, profiles: Iterable[Profile] | None = None, changed_since: datetime = _LONG_AGO) -> list[int]:
        """The chats of these profiles (None: of all) that were changed since then."""
        query = select(alert_chats.c.chat_id, chats.c.timezone, *_PROFILE).select_from(_JOINED)
        query = query.where(alert_chats.c.changed_at >= changed_since)  # not in order: that would hide its index
        wanted = None if profiles is None else frozenset(profiles)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return sorted(row["chat_id"] for row in rows if wanted is None or self._profile(row) in wanted)

    def followers(self, chat_ids: Sequence[int]) -> list[Follower]:
        """These chats with what they follow, in the order given; at most PAGE at a time."""
        with self._database.reading() as connection:
            query = select(chats.c.language, chats.c.timezone, alert_chats).select_from(_JOINED)
            rows = connection.execute(query.where(alert_chats.c.chat_id.in_(chat_ids))).mappings().all()
            known = connection.execute(select(chats).where(chats.c.id.in_(chat_ids))).mappings().all()
            wishes = connection.execute(_subscriptions(subscriptions.c.chat_id.in_(chat_ids))).mappings().all()
            silent = connection.execute(select(mutes).where(mutes.c.chat_id.in_(chat_ids))).mappings().all()
        found = {row["id"]: self._plain(row["id"], row) for row in known}
        found |= {row["chat_id"]: self._preferences(row) for row in rows}
        muted: dict[int, set[str]] = {}
        for row in silent:
            muted.setdefault(row["chat_id"], set()).add(row["entry_id"])
        followed: dict[int, list[Subscription]] = {}
        for row in wishes:
            followed.setdefault(row["chat_id"], []).append(_subscription(row))
        return [
            Follower(
                replace(found.get(one, self._plain(one, None)), muted=frozenset(muted.get(one, ()))),
                tuple(followed.get(one, ())),
            )
            for one in chat_ids
        ]

    def places(self, keys: Iterable[Key]) -> list[tuple[int, int]]:
        """(chat, topic) wherever something is followed under one of the keys."""
        query = (
            select(subscriptions.c.chat_id, subscriptions.c.topic)
            .where(tuple_(subscriptions.c.scope, subscriptions.c.target).in_(list(keys)))
            .distinct()
            .order_by(subscriptions.c.chat_id, subscriptions.c.topic)
        )
        with self._database.reading() as connection:
            return [(chat_id, topic) for chat_id, topic in connection.execute(query)]

    @again_on_clash
    def _change(self, chat_id: int, now: datetime, **values: object) -> None:
        with self._database.writing() as connection:
            self._touch(connection, chat_id, now, **values)

    def _touch(self, connection: Connection, chat_id: int, now: datetime, **values: object) -> None:
        """Notes that something of the chat changed, together with what is now kept in `alert_chats`."""
        same = update(alert_chats).where(alert_chats.c.chat_id == chat_id)
        if connection.execute(same.values(changed_at=now, **values)).rowcount == 0:
            default = {
                "stages": _write(DEFAULT_STAGES),
                "quiet_from": _minutes(DEFAULT_QUIET.start),
                "quiet_to": _minutes(DEFAULT_QUIET.end),
            }
            connection.execute(insert(alert_chats).values(chat_id=chat_id, changed_at=now, **{**default, **values}))

    def _profile(self, row: RowMapping) -> Profile:
        return Profile(row["timezone"] or self._zone, _quiet(row), _digest(row))

    def _plain(self, chat_id: int, row: RowMapping | None) -> Preferences:
        zone, language = (row["timezone"], row["language"]) if row is not None else (None, None)
        return Preferences(chat_id, zone or self._zone, language or self._language)

    def _preferences(self, row: RowMapping) -> Preferences:
        return replace(
            self._plain(row["chat_id"], row),
            stages=_read(row["stages"]) or (),
            quiet=_quiet(row),
            paused_until=row["paused_until"],
            digest=_digest(row),
        )


_JOINED = alert_chats.outerjoin(chats, chats.c.id == alert_chats.c.chat_id)
_PROFILE = (
    alert_chats.c.quiet_from,
    alert_chats.c.quiet_to,
    alert_chats.c.digest,
    alert_chats.c.digest_hour,
    alert_chats.c.digest_weekday,
    alert_chats.c.digest_always,
)


def _subscriptions(where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return select(subscriptions).where(where).order_by(subscriptions.c.id)


def _same(wish: Subscription) -> ColumnElement[bool]:
    return and_(
        subscriptions.c.chat_id == wish.chat_id,
        subscriptions.c.topic == wish.topic,
        subscriptions.c.scope == wish.scope,
        subscriptions.c.target == wish.target,
    )


def _muted(chat_id: int, entry_id: str) -> ColumnElement[bool]:
    return and_(mutes.c.chat_id == chat_id, mutes.c.entry_id == entry_id)


def _subscription(row: RowMapping) -> Subscription:
    scope: Scope = row["scope"]
    return Subscription(
        row["chat_id"], scope, row["target"], row["topic"], _read(row["stages"]), row["since"], row["id"]
    )


def _quiet(row: RowMapping) -> Quiet | None:
    if row["quiet_from"] is None or row["quiet_to"] is None:
        return None
    return Quiet(_clock(row["quiet_from"]), _clock(row["quiet_to"]))


def _digest(row: RowMapping) -> Digest | None:
    if row["digest"] is None:
        return None
    return Digest(row["digest"], row["digest_hour"], row["digest_weekday"], row["digest_always"])


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _write(stages: Sequence[Stage] | None) -> str | None:
    return None if stages is None else " ".join(stages)


def _read(text: str | None) -> tuple[Stage, ...] | None:
    return None if text is None else tuple(stage for stage in STAGES if stage in text.split())
