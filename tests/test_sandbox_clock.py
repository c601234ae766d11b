import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.clock import Clock

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_a_clock_stands_until_it_is_moved() -> None:
    clock = Clock(START)
    assert clock.now() == START
    clock.advance(timedelta(days=1))
    assert clock.now() == START + timedelta(days=1)
    clock.set(START)
    assert clock.stamp() == int(START.timestamp())


def test_a_running_clock_goes_on_from_where_it_was_set() -> None:
    clock = Clock(START, running=True)
    assert clock.now() >= START
    clock.set(START + timedelta(days=2))
    assert timedelta(0) <= clock.now() - START - timedelta(days=2) < timedelta(hours=1)


def test_times_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Clock(datetime(2026, 3, 1))


async def test_sleep_ends_when_the_clock_has_been_moved_far_enough() -> None:
    clock = Clock(START)
    asleep = asyncio.create_task(clock.sleep(60))
    await asyncio.sleep(0)
    clock.advance(timedelta(seconds=30))
    await asyncio.sleep(0.01)
    assert not asleep.done()
    clock.advance(timedelta(seconds=30))
    await asleep


async def test_the_clock_knows_who_wakes_next() -> None:
    clock = Clock(START)
    assert clock.next_wake() is None
    sleepers = [asyncio.create_task(clock.sleep(seconds)) for seconds in (60, 20)]
    await asyncio.sleep(0)
    assert clock.next_wake() == START + timedelta(seconds=20)
    clock.advance(timedelta(seconds=20))
    await sleepers[1]
    assert clock.next_wake() == START + timedelta(seconds=60)
    clock.advance(timedelta(seconds=40))
    await sleepers[0]
    assert clock.next_wake() is None


async def test_a_clock_put_back_makes_nobody_sleep_longer() -> None:
    clock = Clock(START)
    asleep = asyncio.create_task(clock.sleep(60))
    await asyncio.sleep(0)
    clock.set(START - timedelta(days=20))
    await asyncio.sleep(0.01)
    assert not asleep.done()
    assert clock.next_wake() == START - timedelta(days=20) + timedelta(seconds=60)
    clock.advance(timedelta(seconds=60))
    await asleep


def test_the_seconds_of_a_clock_only_ever_grow() -> None:
    clock = Clock(START)
    before = clock.seconds()
    clock.advance(timedelta(minutes=1))
    assert clock.seconds() == before + 60
    clock.set(START - timedelta(days=9))
    assert clock.seconds() == before + 60
    clock.advance(timedelta(seconds=5))
    assert clock.seconds() == before + 65
