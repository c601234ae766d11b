"""The sandbox's clock: stands still until it is moved, or runs at the pace of real time from where it was set."""

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic

from bot.sandbox.signals import Signal


class Clock:
    """Aware UTC time that starts at `start`; `running` clocks go on by themselves, others move only when told."""

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        if start.tzinfo is None:
            raise ValueError(f"the sandbox's clock needs a time with zone, not {start.isoformat()}")
        self.running = running
        self.moved = Signal()
        self._base = start.astimezone(UTC)
        self._since = monotonic()
        self._put_back = timedelta()  # by how much in all: for sleepers time never runs backwards
        self._asleep: list[datetime] = []

    def now(self) -> datetime:
        """The sandbox's time, aware UTC."""
        if not self.running:
            return self._base
        return self._base + timedelta(seconds=monotonic() - self._since)

    def seconds(self) -> float:
        """Seconds that have passed on this clock, from some moment on; putting it back takes none away."""
        return self._passed().timestamp()

    def stamp(self) -> int:
        """The sandbox's time in whole Unix seconds, as Telegram writes dates."""
        return int(self.now().timestamp())

    def set(self, instant: datetime) -> None:
        """Put the clock to `instant`, forwards or backwards, and wake whoever has slept long enough."""
        self._put_back += max(self.now() - instant, timedelta())
        self._base = instant.astimezone(UTC)
        self._since = monotonic()
        self.moved.notify()

    def advance(self, step: timedelta) -> None:
        """Move the clock on by `step`."""
        self.set(self.now() + step)

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` have passed on this clock, by running or by being moved; put back it passes nothing."""
        until = self._passed() + timedelta(seconds=seconds)
        self._asleep.append(until)
        try:
            while (left := (until - self._passed()).total_seconds()) > 0:
                await self.moved.wait(left if self.running else None)
        finally:
            self._asleep.remove(until)
        await asyncio.sleep(0)

    def next_wake(self) -> datetime | None:
        """When the first of those who sleep on this clock wakes; none if nobody sleeps."""
        return min(self._asleep) - self._put_back if self._asleep else None

    def _passed(self) -> datetime:
        return self.now() + self._put_back
