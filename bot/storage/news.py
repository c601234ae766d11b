"""What changed in the base: the state people know, changes held and told, and what owners silenced."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from bot.alerts.changes import Change, Difference, announces, needs_a_yes
from bot.alerts.snapshot import Snapshot
from bot.storage.alert_tables import changes, published, versions, withdrawn
from bot.storage.database import Database, again_on_clash

#: Versions and what became of their changes are kept so long.
KEPT = timedelta(days=90)
CHUNK = 1000  #: ids in one statement

#: held: goes out when the hold is over; asked: only with an owner's yes; gone: no longer so before it was told.
ChangeState = Literal["held", "asked", "released", "stopped", "gone"]
_OPEN = ("held", "asked")


@dataclass(frozen=True, slots=True)
class Notice:
    """A change of the base under its number, on its way to people or not."""

    number: int
    change: Change
    state: ChangeState
    hold_until: datetime
    decided_at: datetime | None
    is_shown: bool  #: the owners have seen it


@dataclass(frozen=True, slots=True)
class Silenced:
    """A fact ("entry#key") or entry that an owner silenced."""

    ref: str
    reason: str | None
    at: datetime


class News:
    """Changes of the base over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def published(self) -> Snapshot:
        """The base as people know it, entry by entry; empty before the first load."""
        with self._database.reading() as connection:
            rows = connection.execute(select(published.c.entry_id, published.c.state)).all()
        return {entry_id: json.loads(text) for entry_id, text in rows}

    def version(self) -> str | None:
        """The version of the base last seen."""
        query = select(versions.c.version).order_by(versions.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def loaded_at(self) -> datetime | None:
        """When that version was first seen."""
        query = select(versions.c.loaded_at).order_by(versions.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def take_in(
        self,
        version: str,
        snapshot: Snapshot,
        found: Iterable[Change],
        untold: frozenset[str],
        now: datetime,
        hold: timedelta,
    ) -> None:
        """Notes a new version and what there is to tell of it, in one transaction.

        A change that was held already keeps its hour; one that is no longer so is gone; an entry with nothing to tell
        is known as it is now. Those of `untold` stay as people know them. Many new ones wait for an owner's yes.
        """
        by_print = {one.id: one for one in found}
        with self._database.writing() as connection:
            waiting = {row["print"]: row for row in connection.execute(_notices(*_OPEN)).mappings()}
            for print_, row in waiting.items():
                if print_ not in by_print:
                    _decide(connection, row["id"], "gone", now)
            fresh = [one for one in by_print.values() if one.id not in waiting]
            state = "asked" if needs_a_yes(fresh) else "held"
            for one in fresh:
                connection.execute(insert(changes).values(_row(one, version, state, now, hold)))
            rows = connection.execute(select(published.c.entry_id, published.c.state)).all()
            former = {row[0]: row[1] for row in rows}
            _publish(connection, former, snapshot, untold)
            connection.execute(insert(versions).values(version=version, entries=len(snapshot), loaded_at=now))

    def notices(self, *states: ChangeState) -> tuple[Notice, ...]:
        """The notices in these states, oldest first."""
        with self._database.reading() as connection:
            return tuple(_notice(row) for row in connection.execute(_notices(*states)).mappings())

    def notice(self, number: int) -> Notice | None:
        """The notice under this number."""
        with self._database.reading() as connection:
            row = connection.execute(select(changes).where(changes.c.id == number)).mappings().first()
        return None if row is None else _notice(row)

    def set_shown(self, numbers: Iterable[int]) -> None:
        """Notes that the owners have seen these."""
        with self._database.writing() as connection:
            connection.execute(update(changes).where(changes.c.id.in_(list(numbers))).values(is_shown=True))

    def decide(self, entry_id: str, state: ChangeState, now: datetime, current: Mapping[str, Any] | None) -> bool:
        """Releases or stops all that is open of an entry; people then know it as `current` (None: gone).

        False where nothing was open.
        """
        of_entry = (changes.c.entry_id == entry_id, changes.c.state.in_(_OPEN))
        with self._database.writing() as connection:
            decided = update(changes).where(*of_entry).values(state=state, decided_at=now)
            if connection.execute(decided).rowcount == 0:
                return False
            connection.execute(delete(published).where(published.c.entry_id == entry_id))
            if current is not None:
                text = json.dumps(current, ensure_ascii=False)
                connection.execute(insert(published).values(entry_id=entry_id, state=text))
        return True

    def add(self, change: Change, version: str, now: datetime) -> Notice:
        """Keeps a notice that is not held: an owner's own. It is to be decided on at once."""
        with self._database.writing() as connection:
            row = {**_row(change, version, "held", now, timedelta(0)), "is_shown": True}
            connection.execute(insert(changes).values(row))
            newest = select(changes).order_by(changes.c.id.desc()).limit(1)
            return _notice(connection.execute(newest).mappings().one())

    def decide_one(self, number: int, state: ChangeState, now: datetime) -> None:
        """Notes what became of one notice; what people know of its entry stays as it is."""
        with self._database.writing() as connection:
            _decide(connection, number, state, now)

    def silent(self) -> frozenset[str]:
        """Entries not to be reminded of: their change is held, or an owner silenced them."""
        return self.held() | frozenset(ref for ref in self.withdrawn() if "#" not in ref)

    def held(self) -> frozenset[str]:
        """Entries whose change followers are not to hear of yet."""
        query = select(changes.c.entry_id).where(changes.c.state.in_(_OPEN), changes.c.audience == "followers")
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def told_at(self, since: datetime) -> dict[str, datetime]:
        """Entry id -> when a notice of its present date was last decided on, since then."""
        found = (one for one in self.notices("released", "stopped") if announces(one.change))
        return {
            one.change.entry_id: one.decided_at
            for one in found
            if one.decided_at is not None and one.decided_at >= since and one.change.audience == "followers"
        }

    @again_on_clash
    def withdraw(self, ref: str, reason: str | None, now: datetime) -> bool:
        """Silences a fact ("entry#key") or an entry at once; False where it was silent already."""
        with self._database.writing() as connection:
            if connection.execute(select(withdrawn.c.ref).where(withdrawn.c.ref == ref)).first() is not None:
                return False
            connection.execute(insert(withdrawn).values(ref=ref, reason=reason, at=now))
        return True

    def restore(self, ref: str) -> bool:
        """Takes an owner's withdrawal back."""
        with self._database.writing() as connection:
            return connection.execute(delete(withdrawn).where(withdrawn.c.ref == ref)).rowcount > 0

    def withdrawn(self) -> frozenset[str]:
        """Every fact ("entry#key") and entry that owners silenced."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(withdrawn.c.ref)).scalars())

    def clock_set_back(self, now: datetime, hold: timedelta) -> None:
        """Takes moments which a clock that was ahead named for now: no notice is held longer than `hold` from here."""
        with self._database.writing() as connection:
            ahead = changes.c.hold_until > now + hold
            connection.execute(update(changes).where(ahead).values(hold_until=now + hold))
            connection.execute(update(changes).where(changes.c.decided_at > now).values(decided_at=now))

    def silenced(self) -> tuple[Silenced, ...]:
        """The same with when and why, oldest first."""
        query = select(withdrawn.c.ref, withdrawn.c.reason, withdrawn.c.at).order_by(withdrawn.c.at, withdrawn.c.ref)
        with self._database.reading() as connection:
            return tuple(Silenced(*row) for row in connection.execute(query))

    def tidy(self, now: datetime) -> None:
        """Deletes what has been kept long enough; the last version stays."""
        last = select(versions.c.id).order_by(versions.c.id.desc()).limit(1)
        with self._database.writing() as connection:
            newest = connection.execute(last).scalar()
            old = versions.c.loaded_at <= now - KEPT
            connection.execute(delete(versions).where(old, versions.c.id != newest))
            connection.execute(delete(changes).where(changes.c.decided_at <= now - KEPT))


def _notices(*states: str) -> Any:
    return select(changes).where(changes.c.state.in_(states)).order_by(changes.c.id)


def _publish(connection: Connection, former: Mapping[str, str], snapshot: Snapshot, untold: frozenset[str]) -> None:
    """What people know becomes the snapshot, but for entries whose change they are still to be told."""
    now = {entry_id: json.dumps(state, ensure_ascii=False) for entry_id, state in snapshot.items()}
    stale = [one for one in former if one not in untold and now.get(one) != former[one]]
    fresh = [one for one in now if one not in untold and now[one] != former.get(one)]
    for start in range(0, len(stale), CHUNK):
        connection.execute(delete(published).where(published.c.entry_id.in_(stale[start : start + CHUNK])))
    if fresh:
        connection.execute(insert(published), [{"entry_id": one, "state": now[one]} for one in fresh])


def _decide(connection: Connection, number: int, state: str, now: datetime) -> None:
    connection.execute(update(changes).where(changes.c.id == number).values(state=state, decided_at=now))


def _row(one: Change, version: str, state: str, now: datetime, hold: timedelta) -> dict[str, Any]:
    return {
        "print": one.id,
        "version": version,
        "entry_id": one.entry_id,
        "name": one.name,
        "audience": one.audience,
        "ref": one.ref,
        "differences": json.dumps([[d.kind, d.old, d.new] for d in one.differences], ensure_ascii=False),
        "state": state,
        "hold_until": now + hold,
        "created_at": now,
    }


def _notice(row: RowMapping) -> Notice:
    differences = tuple(Difference(*one) for one in json.loads(row["differences"]))
    change = Change(row["print"], row["entry_id"], row["name"], differences, row["audience"], row["ref"])
    return Notice(row["id"], change, row["state"], row["hold_until"], row["decided_at"], row["is_shown"])
