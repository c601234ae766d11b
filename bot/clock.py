"""The one place where the clock is read. It stands beside `app`, which hands the time to everything else, because
a command that asks one question must not load the whole bot to learn what day it is.
"""

from __future__ import annotations

from datetime import UTC, datetime


def real_now() -> datetime:
    """The time it is, aware UTC."""
    return datetime.now(UTC)
