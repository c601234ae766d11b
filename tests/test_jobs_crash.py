"""Kill between every two steps, on a database in a file: nothing is lost, and next to nothing doubled.

The suite plays a few random schedules and kills after every third step of one. CRASH_SCHEDULES=200 before
`pytest tests/test_jobs_crash.py` plays so many and kills after every step; that takes minutes.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from datetime import timedelta
from pathlib import Path
from random import Random

from alerts_samples import base, day, event, utc
from jobs_world import AtOnce, Fuse, Killed, World

from bot.alerts.quiet import Quiet
from bot.alerts.subscriptions import STAGES, Digest, Subscription

START = utc("2026-11-20 00:00")
WHOLE = "CRASH_SCHEDULES" in os.environ
SCHEDULES = int(os.environ.get("CRASH_SCHEDULES", "15"))


class Schedule:
    """Who follows what, what is coming, and at which moments the bot is awake; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        self.random = random
        events = [
            event(
                f"event-{n}",
                f"{(START + timedelta(days=random.randint(0, 9))).date()}",
                starts_at=START + timedelta(hours=random.randint(0, 240)) if random.random() < 0.5 else None,
            )
            for n in range(random.randint(1, 4))
        ]
        self.knowledge = base(*events, day(rrule="FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25"))
        self.chats = range(1, random.randint(2, 3))
        hours = sorted(random.uniform(0, 240) for _ in range(random.randint(2, 3)))
        self.moments = [START + timedelta(hours=hour) for hour in hours]

    def settle(self, world: World) -> None:
        process = world.start()
        for chat in self.chats:
            process.subscribers.follow(Subscription(chat, "all"), START)
            chosen = tuple(stage for stage in STAGES if self.random.random() < 0.6) or ("1d",)
            process.subscribers.set_stages(chat, chosen, START)
            if self.random.random() < 0.5:
                process.subscribers.set_quiet(chat, None, START)
            else:
                process.subscribers.set_quiet(chat, Quiet(*(_clock(self.random) for _ in range(2))), START)
            if self.random.random() < 0.3:
                process.subscribers.set_digest(chat, Digest("day", self.random.randint(0, 23)), START)
        process.close()


def _clock(random: Random):
    return (START + timedelta(hours=random.randint(0, 23))).time()


def settled(seed: int, folder: Path) -> tuple[Schedule, World]:
    schedule = Schedule(seed)
    folder.mkdir()
    world = World(folder, schedule.knowledge, START)
    ready = folder.parent / f"settled-{seed}.db"
    if ready.exists():
        shutil.copy(ready, folder / "bot.db")
    else:
        schedule.settle(world)
        shutil.copy(folder / "bot.db", ready)
    return schedule, world


def unrecorded(world: World, process) -> int:
    """How many subjects are at Telegram of which the database does not know."""
    with process.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT chat_id, subject FROM outbox WHERE state = 'sent'").all()
    return len(set(world.subjects) - {tuple(row) for row in rows})


class Survived:
    """A schedule played to its end."""

    def __init__(self) -> None:
        self.kills = 0
        self.in_flight = 0


async def play(schedule: Schedule, world: World, fuses: list[int]) -> Survived:
    """Plays the schedule; each of `fuses` kills the process after so many steps of its life."""
    asyncio.get_running_loop().set_default_executor(AtOnce())
    told = Survived()
    waiting = list(fuses)
    process = world.start(Fuse(waiting.pop(0) if waiting else None))
    for moment in schedule.moments:
        world.now = moment
        while True:
            try:
                await process.begin()
                await process.beat()
                break
            except Killed:
                await asyncio.gather(*process.sender._hands, return_exceptions=True)
                told.kills += 1
                told.in_flight += unrecorded(world, process)
                process.close()
                process = world.start(Fuse(waiting.pop(0) if waiting else None))
    world.fuse.at = None
    process.close()
    return told


def outcome(seed: int, folder: Path, fuses: list[int]):
    schedule, world = settled(seed, folder)
    told = asyncio.run(play(schedule, world, fuses))
    return world, told


def check(calm: World, world: World, told: Survived) -> None:
    assert set(calm.subjects) <= set(world.subjects), "a reminder was lost"
    assert set(world.subjects) <= set(calm.subjects), "something came that should not"
    doubles = world.subjects.total() - len(world.subjects)
    assert doubles <= told.in_flight
    assert all(count <= 1 + told.kills for count in world.subjects.values())


def test_without_a_kill_nothing_is_doubled_and_something_is_sent(tmp_path: Path) -> None:
    sent = 0
    for seed in range(SCHEDULES):
        world, told = outcome(seed, tmp_path / f"{seed}", [])
        assert max(world.subjects.values(), default=1) == 1
        assert told.kills == 0
        sent += world.subjects.total()
    assert sent > SCHEDULES


def test_random_schedules_lose_nothing_to_kills(tmp_path: Path) -> None:
    kills = 0
    for seed in range(SCHEDULES):
        calm, _ = outcome(seed, tmp_path / f"calm-{seed}", [])
        random = Random(seed)
        fuses = [random.randint(1, max(2, calm.fuse.steps)) for _ in range(random.randint(1, 3))]
        world, told = outcome(seed, tmp_path / f"killed-{seed}", fuses)
        check(calm, world, told)
        kills += told.kills
    assert kills >= SCHEDULES


def test_a_kill_between_two_steps_loses_nothing(tmp_path: Path) -> None:
    seed = next(seed for seed in range(99) if len(Schedule(seed).moments) == 2 and len(Schedule(seed).chats) == 2)
    calm, _ = outcome(seed, tmp_path / "calm", [])
    assert calm.subjects
    for at in range(0, calm.fuse.steps, 1 if WHOLE else 3):
        world, told = outcome(seed, tmp_path / f"{at}", [at])
        assert told.kills == 1
        check(calm, world, told)
