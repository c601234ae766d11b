"""The regular briefings: kept, taken away, and listed for planning."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy import RowMapping, delete, func, insert, or_, select, update

from bot.alerts.briefings import BriefingSchedule
from bot.storage.alert_tables import alert_chats
from bot.storage.database import Database, again_on_clash
from bot.storage.group_tables import briefings, groups
from bot.storage.tables import chats


class Briefings:
    """The schedules over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, chat_id: int) -> BriefingSchedule | None:
        """The chat's schedule, switched on or off; None where it never had one."""
        query = select(briefings).where(briefings.c.chat_id == chat_id)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _schedule(row)

    @again_on_clash
    def set(self, schedule: BriefingSchedule, now: datetime) -> BriefingSchedule:
        """Keeps the schedule in place of the former one; new times hold from now on. Gives it as kept."""
        former = self.get(schedule.chat_id)
        same_times = former is not None and _times(former) == _times(schedule)
        kept = replace(schedule, since=former.since if former is not None and same_times else now)
        values = {
            "topic": kept.topic,
            "days": "".join(str(day) for day in sorted(kept.days)),
            "hour": kept.hour,
            "zone": kept.zone,
            "themes": json.dumps(kept.themes),
            "most": kept.most,
            "when_nothing": kept.when_nothing,
            "is_on": kept.is_on,
            "since": kept.since,
            "changed_at": now,
        }
        with self._database.writing() as connection:
            same = update(briefings).where(briefings.c.chat_id == kept.chat_id)
            if connection.execute(same.values(**values)).rowcount == 0:
                connection.execute(insert(briefings).values(chat_id=kept.chat_id, **values))
        return kept

    def remove(self, chat_id: int) -> bool:
        """Ends the chat's briefing; False where there was none."""
        with self._database.writing() as connection:
            return connection.execute(delete(briefings).where(briefings.c.chat_id == chat_id)).rowcount > 0

    def move_topic(self, chat_id: int, other: int, now: datetime, topic: int | None = None) -> bool:
        """Brings the chat's briefing from `topic` (None: any) to another, 0 for none; False without one."""
        here = update(briefings).where(briefings.c.chat_id == chat_id)
        here = here if topic is None else here.where(briefings.c.topic == topic)
        with self._database.writing() as connection:
            return connection.execute(here.values(topic=other, changed_at=now)).rowcount > 0

    def due_able(self, now: datetime) -> tuple[BriefingSchedule, ...]:
        """Every schedule that is on, in chats that are neither paused nor lost; in order of chats.

        What falls due while a group or channel does not let the bot write waits until it may again.
        """
        query = (
            select(briefings)
            .outerjoin(chats, chats.c.id == briefings.c.chat_id)
            .outerjoin(groups, groups.c.chat_id == briefings.c.chat_id)
            .outerjoin(alert_chats, alert_chats.c.chat_id == briefings.c.chat_id)
            .where(
                briefings.c.is_on,
                or_(chats.c.blocked_at.is_(None), groups.c.can_write.is_(False)),
                or_(alert_chats.c.paused_until.is_(None), alert_chats.c.paused_until <= now),
            )
            .order_by(briefings.c.chat_id)
        )
        with self._database.reading() as connection:
            return tuple(_schedule(row) for row in connection.execute(query).mappings())

    def last_change(self) -> datetime | None:
        """When any schedule was last changed."""
        with self._database.reading() as connection:
            return connection.execute(select(func.max(briefings.c.changed_at))).scalar()


def _times(schedule: BriefingSchedule) -> tuple[object, ...]:
    return schedule.days, schedule.hour, schedule.zone, schedule.is_on


def _schedule(row: RowMapping) -> BriefingSchedule:
    return BriefingSchedule(
        chat_id=row["chat_id"],
        topic=row["topic"],
        days=frozenset(int(day) for day in row["days"]),
        hour=row["hour"],
        zone=row["zone"],
        themes=tuple(json.loads(row["themes"])),
        most=row["most"],
        when_nothing=row["when_nothing"],
        is_on=row["is_on"],
        since=row["since"],
    )
