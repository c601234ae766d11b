"""The regular briefing through planner, outbox and sender: at its hour, once, silent when nothing is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alerts_samples import base, event, utc
from jobs_world import World
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.alerts.briefings import EVERY_DAY, BriefingSchedule
from bot.chat.alert_messages import Wording
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact
from bot.storage.alert_tables import outbox
from bot.storage.briefings import Briefings
from bot.storage.groups import Groups
from bot.storage.told import Told

START = utc("2026-12-01 06:00")  # Tuesday, 11:00 in Karachi
NINE = utc("2026-12-02 04:00")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TEAM = -7


def held(id_: str, when: str = "2026-12-01", **fields: Any) -> Entry:
    return event(id_, when, **{"status": "held", **fields})


class Play:
    """A group with a regular briefing."""

    def __init__(self, folder: Path, *entries: Entry, **wish: Any) -> None:
        self.world = World(folder, base(*entries), START)
        self.process = self.world.start(writer=Wording())
        self.schedule(**wish)

    def schedule(self, chat: int = TEAM, topic: int = 0, **wish: Any) -> None:
        wish = {"days": EVERY_DAY, "hour": 9, "zone": "Asia/Karachi", "themes": (), "most": 5, **wish}
        wish = {"when_nothing": "silence", **wish}
        self.process.store.see_chat(chat, "supergroup", START)
        Briefings(self.process.database).set(BriefingSchedule(chat, topic, **wish), START)

    async def until(self, *moments: datetime) -> None:
        for moment in moments:
            self.world.now = moment
            await self.process.beat()

    def restart(self) -> None:
        self.process.close()
        self.process = self.world.start(writer=Wording())

    def fates(self) -> list[tuple[str, str, str | None]]:
        query = outbox.select().order_by(outbox.c.id)
        with self.process.database.reading() as connection:
            return [(row.subject, row.state, row.reason) for row in connection.execute(query)]

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.world.inbox]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Callable[..., Play]]:
    made: list[Play] = []

    def begin(*entries: Entry, **wish: Any) -> Play:
        made.append(Play(tmp_path, *entries, **wish))
        return made[0]

    yield begin
    for one in made:
        one.process.close()


async def test_a_group_gets_its_briefing_at_its_hour_once(play: Callable[..., Play]) -> None:
    one = play(held("visit"))
    await one.until(START, NINE - timedelta(seconds=1))
    assert one.texts == []
    await one.until(NINE, NINE + HOUR)
    (text,) = one.texts
    assert "Briefing, 2 December 2026" in text
    assert "Fact of visit." in text
    assert Told(one.process.database).here(TEAM, NINE).keys() == {"visit#is=held", "visit#1", "visit#when"}


async def test_nothing_new_is_dropped_and_said_in_the_outbox(play: Callable[..., Play]) -> None:
    one = play(held("visit"))
    await one.until(START, NINE, NINE + DAY)
    assert len(one.texts) == 1
    assert one.fates()[1:] == [("briefing/2026-12-03", "dropped", "nothing new")]


async def test_the_second_week_does_not_repeat_the_first(play: Callable[..., Play]) -> None:
    one = play(held("visit"), held("talks", "2026-12-05"), event("forum", "2026-12-20"), days=frozenset({2}))
    await one.until(START, NINE)
    await one.until(NINE + 7 * DAY)
    first, second = one.texts
    assert "Fact of visit." in first
    assert "Fact of forum." in first
    assert "Fact of talks." in second
    assert "Fact of visit." not in second
    assert "Fact of forum." not in second


@pytest.mark.parametrize(
    ("wanted", "said"), [("promises", "Announced and still open"), ("on-this-day", "On this day"), ("silence", None)]
)
async def test_what_comes_when_nothing_is_new_is_as_the_chat_wants(
    play: Callable[..., Play], wanted: str, said: str | None
) -> None:
    dated = (Fact("1", "A road is planned.", ("paper",), as_of=FuzzyDate.parse("2025-03-01")),)
    road = event("road", None, kind="initiative", type=None, status="planned", facts=dated)
    old = held("signing", "1995-12-02")
    one = play(road, old, held("later", "2001-01-01", related=("signing",)), when_nothing=wanted)
    await one.until(START, NINE)
    assert [said in text for text in one.texts if said] == ([True] if said else [])
    await one.until(NINE + DAY)
    assert len(one.texts) == (1 if said else 0)


async def test_a_group_that_moves_in_the_middle_gets_it_under_its_new_id_and_only_once(
    play: Callable[..., Play],
) -> None:
    one = play(held("visit"))
    one.world.refusals[TEAM] = [ChatMigrated(-1007)]
    await one.until(START, NINE, NINE + HOUR, NINE + DAY)
    assert [chat for chat, _ in one.world.inbox] == [-1007]
    assert Briefings(one.process.database).get(-1007) is not None
    assert "visit#1" in Told(one.process.database).here(-1007, NINE)


async def test_a_deleted_topic_brings_it_to_the_group_itself(play: Callable[..., Play]) -> None:
    one = play(held("visit"), held("talks", "2026-12-03"), topic=5)
    one.world.refusals[TEAM] = [BadRequest("Message thread not found")]
    await one.until(START, NINE, NINE + HOUR, NINE + DAY)
    assert sum("Fact of" in text for text in one.texts) == 2
    kept = Briefings(one.process.database).get(TEAM)
    assert kept is not None
    assert kept.topic == 0


async def test_it_survives_a_restart_between_plan_and_send(play: Callable[..., Play]) -> None:
    one = play(held("visit"))
    await one.until(START, NINE - timedelta(seconds=30))
    one.restart()
    await one.until(NINE)
    assert len(one.texts) == 1


async def test_after_a_long_stop_no_old_one_comes_and_never_two(play: Callable[..., Play]) -> None:
    one = play(held("visit"), held("talks", "2026-12-04"))
    await one.until(START)
    one.restart()
    await one.until(NINE + 2 * DAY + HOUR)
    assert len(one.texts) == 1
    assert "Briefing, 4 December 2026" in one.texts[0]
    one.restart()
    await one.until(NINE + 3 * DAY + 7 * HOUR)
    assert len(one.texts) == 1


async def test_a_pause_and_a_block_are_obeyed(play: Callable[..., Play]) -> None:
    one = play(held("visit"))
    one.process.subscribers.pause(TEAM, NINE + 2 * HOUR, START)
    await one.until(START, NINE, NINE + 3 * HOUR)
    assert one.texts == []
    one.world.refusals[TEAM] = [Forbidden("Forbidden: bot was kicked from the supergroup chat")]
    await one.until(NINE + DAY, NINE + 2 * DAY, NINE + 3 * DAY)
    assert one.texts == []


@pytest.mark.parametrize(("later", "texts"), [(HOUR, 1), (7 * HOUR, 0)])
async def test_a_briefing_due_while_the_bot_may_not_write_waits_until_it_may_or_is_over(
    play: Callable[..., Play], later: timedelta, texts: int
) -> None:
    one = play(held("visit"))
    groups = Groups(one.process.database)
    await one.until(START)
    groups.set_rights(TEAM, can_write=False, can_send_files=False)
    one.process.store.set_blocked(TEAM, START)
    await one.until(NINE)
    assert one.texts == []
    groups.set_rights(TEAM, can_write=True, can_send_files=True)
    one.process.store.set_blocked(TEAM, None)
    await one.until(NINE + later)
    assert len(one.texts) == texts


async def test_the_hour_a_group_chose_goes_before_quiet_hours(play: Callable[..., Play]) -> None:
    one = play(held("visit"), hour=6)
    await one.until(START, NINE - 3 * HOUR)
    assert len(one.texts) == 1


async def test_a_briefing_that_was_ended_is_not_sent(play: Callable[..., Play]) -> None:
    one = play(held("visit"))
    await one.until(START, NINE - timedelta(seconds=30))
    Briefings(one.process.database).remove(TEAM)
    await one.until(NINE)
    assert one.texts == []


async def test_what_is_next_due_is_the_briefing(play: Callable[..., Play]) -> None:
    one = play(held("visit"))
    await one.until(START)
    assert one.process.planner.next_due(one.world.base.knowledge, START) == NINE
