"""Waking what waits: a signal that any thread may give and that coroutines and threads may wait for."""

import asyncio
import threading


class Signal:
    """Wakes every waiter at each `notify`; nothing is remembered for those who come later."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tasks: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._threads: set[threading.Event] = set()

    def notify(self) -> None:
        """Wake all who wait now."""
        with self._lock:
            tasks, self._tasks = self._tasks, set()
            threads, self._threads = self._threads, set()
        for loop, event in tasks:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)
        for waiter in threads:
            waiter.set()

    def subscribe(self) -> asyncio.Event:
        """An event of the running loop that the next `notify` sets; take it before looking at what may change."""
        event = asyncio.Event()
        with self._lock:
            self._tasks.add((asyncio.get_running_loop(), event))
        return event

    def forget(self, event: asyncio.Event) -> None:
        """Stop waking `event`."""
        with self._lock:
            self._tasks = {pair for pair in self._tasks if pair[1] is not event}

    async def wait(self, seconds: float | None = None) -> bool:
        """Whether a signal came within `seconds` of real time."""
        return await self.wait_on(self.subscribe(), seconds)

    async def wait_on(self, event: asyncio.Event, seconds: float | None) -> bool:
        """Whether `event`, taken by `subscribe`, is set within `seconds` of real time."""
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return False
        finally:
            self.forget(event)
        return True

    def subscribe_thread(self) -> threading.Event:
        """As `subscribe`, for a thread."""
        waiter = threading.Event()
        with self._lock:
            self._threads.add(waiter)
        return waiter
