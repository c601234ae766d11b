"""What happens, as it happens: events for the page, each listener with a queue of its own."""

import threading
from collections import deque
from typing import Any

from bot.sandbox.signals import Signal

Event = dict[str, Any]
KEPT = 2000


class Feed:
    """Events in order; a listener reads from where it began."""

    def __init__(self) -> None:
        self.signal = Signal()
        self._lock = threading.Lock()
        self._events: deque[tuple[int, Event]] = deque(maxlen=KEPT)
        self._last = 0

    @property
    def last(self) -> int:
        """Number of the newest event."""
        return self._last

    def publish(self, kind: str, **fields: Any) -> None:
        """Add an event and wake the listeners."""
        with self._lock:
            self._last += 1
            self._events.append((self._last, {"kind": kind, **fields}))
        self.signal.notify()

    def reaches(self, number: int) -> bool:
        """Whether everything after event `number` is still known here."""
        with self._lock:
            return number <= self._last and (not self._events or number >= self._events[0][0] - 1)

    def since(self, number: int) -> list[tuple[int, Event]]:
        """Events after `number`, oldest first."""
        with self._lock:
            return [pair for pair in self._events if pair[0] > number]
