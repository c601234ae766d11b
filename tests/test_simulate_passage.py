import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import Edge
from bot.sandbox.clock import Clock
from bot.sandbox.sandbox import Sandbox
from bot.simulate.passage import Passage, Silent, Stuck
from bot.simulate.stage import BotEnded, staged

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Diary:
    """A heartbeat with appointments; notes when each is kept."""

    def __init__(self, sandbox: Sandbox, *due: datetime, forgets: bool = True) -> None:
        self.sandbox = sandbox
        self.due = sorted(due)
        self.kept: list[datetime] = []
        self.forgets = forgets

    async def next_due(self) -> datetime | None:
        return self.due[0] if self.due else None

    async def play(self, until: datetime) -> None:
        self.kept.append(self.sandbox.clock.now())
        while self.forgets and self.due and self.due[0] <= until:
            self.due.pop(0)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(clock=Clock(START))


async def test_what_is_due_is_played_at_its_instant_and_in_order(sandbox: Sandbox) -> None:
    due = [START + timedelta(days=days, seconds=7) for days in (0, 1, 3, 20)]
    diary = Diary(sandbox, *due)
    await Passage(sandbox, lambda: diary).until(START + timedelta(days=10))
    assert diary.kept == due[:3]
    assert sandbox.clock.now() == START + timedelta(days=10)


async def test_what_is_overdue_is_played_before_time_passes(sandbox: Sandbox) -> None:
    diary = Diary(sandbox, START - HOUR)
    await Passage(sandbox, lambda: diary).until(START + HOUR)
    assert diary.kept == [START]


async def test_a_heartbeat_that_is_never_done_does_not_stop_time(sandbox: Sandbox) -> None:
    diary = Diary(sandbox, START, forgets=False)
    await Passage(sandbox, lambda: diary).until(START + HOUR)
    assert sandbox.clock.now() == START + HOUR
    assert diary.kept[0] == START


async def test_a_heartbeat_that_has_to_wait_is_given_the_time(sandbox: Sandbox) -> None:
    """As when a chat's next message has to wait a second: the clock stands still unless it is moved."""

    class Slow(Diary):
        async def next_due(self) -> datetime | None:
            await sandbox.clock.sleep(1)
            return await super().next_due()

        async def play(self, until: datetime) -> None:
            await sandbox.clock.sleep(5)
            await super().play(until)

    diary = Slow(sandbox, START + HOUR)
    await Passage(sandbox, lambda: diary).until(START + 2 * HOUR)
    assert diary.due == []
    assert START + HOUR <= diary.kept[0] <= START + HOUR + timedelta(seconds=10)


async def test_what_the_bot_took_in_hand_by_itself_is_seen_through(sandbox: Sandbox) -> None:
    """A sender of its own wakes at the instant, takes what is due, and then has to wait a second."""
    done: list[datetime] = []
    diary = Diary(sandbox, START + HOUR)

    async def sender() -> None:
        await sandbox.clock.sleep(3600)
        diary.due.clear()
        await sandbox.clock.sleep(1)
        done.append(sandbox.clock.now())

    sending = asyncio.create_task(sender())
    await asyncio.sleep(0)

    async def play(until: datetime) -> None:
        await sending

    diary.play = play  # type: ignore[method-assign]
    await Passage(sandbox, lambda: diary).until(START + HOUR)
    assert done == [START + HOUR + timedelta(seconds=1)]


async def test_time_does_not_pass_backwards(sandbox: Sandbox) -> None:
    await Passage(sandbox, Silent).until(START - HOUR)
    assert sandbox.clock.now() == START


async def test_who_sleeps_a_little_wakes_to_the_second(sandbox: Sandbox) -> None:
    woken: list[datetime] = []

    async def sleeper(seconds: float) -> None:
        await sandbox.clock.sleep(seconds)
        woken.append(sandbox.clock.now())

    tasks = [asyncio.create_task(sleeper(seconds)) for seconds in (2, 5, 12)]
    await asyncio.sleep(0)
    await Passage(sandbox, Silent).until(START + HOUR)
    await asyncio.gather(*tasks)
    assert woken == [START + timedelta(seconds=seconds) for seconds in (2, 5, 12)]


async def test_weeks_pass_though_somebody_wakes_every_few_seconds(sandbox: Sandbox) -> None:
    wakes = 0

    async def restless() -> None:
        nonlocal wakes
        while True:
            await sandbox.clock.sleep(3)
            wakes += 1

    task = asyncio.create_task(restless())
    await asyncio.sleep(0)
    await Passage(sandbox, Silent).until(START + timedelta(weeks=3))
    task.cancel()
    assert 10 < wakes < 200


async def test_a_bot_that_does_nothing_about_an_update_is_found_out(sandbox: Sandbox) -> None:
    sandbox.private(sandbox.user("Aisha")).say("hello?")
    with pytest.raises(Stuck):
        await Passage(sandbox, Silent, stuck_after=0.05).settle()


async def test_what_the_bot_has_in_hand_for_long_is_not_waited_for(sandbox: Sandbox) -> None:
    sandbox.private(sandbox.user("Aisha")).say("hello?")
    asleep = asyncio.create_task(sandbox.clock.sleep(3600))
    await asyncio.sleep(0)
    await Passage(sandbox, Silent).settle()
    assert sandbox.clock.now() == START + timedelta(minutes=1)
    asleep.cancel()


async def test_threads_are_waited_for(sandbox: Sandbox) -> None:
    done = False

    def work() -> None:
        nonlocal done
        import time

        time.sleep(0.2)
        done = True

    passage = Passage(sandbox, Silent)
    working = asyncio.create_task(asyncio.to_thread(work))
    await asyncio.sleep(0)
    await passage.settle()
    assert done
    await working


async def test_what_a_thread_has_done_counts_until_whoever_waits_for_it_knows(sandbox: Sandbox) -> None:
    passage = Passage(sandbox, Silent)
    known: list[str] = []

    async def works() -> None:
        known.append(await asyncio.to_thread(lambda: "first"))
        with pytest.raises(ValueError, match="second"):
            await asyncio.to_thread(int, "second")
        known.append("second")

    working = asyncio.create_task(works())
    await asyncio.sleep(0)
    await passage.settle()
    assert known == ["first", "second"]
    await working


async def test_a_bot_that_ends_by_itself_is_an_error_and_not_a_wait(sandbox: Sandbox) -> None:
    async def launch(address: str, edge: Edge, stopping: asyncio.Event) -> None:
        sandbox.updates.start_reading()
        await edge.sleep(60)

    async with staged(sandbox, launch) as stage:
        await stage.start()
        with pytest.raises(BotEnded):
            await stage.pass_until(START + HOUR)


async def test_what_a_bot_ends_with_at_its_start_is_raised(sandbox: Sandbox) -> None:
    async def launch(address: str, edge: Edge, stopping: asyncio.Event) -> None:
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        async with staged(sandbox, launch) as stage:
            await stage.start()
