"""Long work in a thread that nothing waits for at the end, so that a stop is obeyed while it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def aside(call: Callable[[], T]) -> T:
    """What `call` gives. Cancelled, it is left to itself and ends with the process; `to_thread` would be waited for."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(found: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(found)  # type: ignore[arg-type]

    def work() -> None:
        found: T | None = None
        failed: BaseException | None = None
        try:
            found = call()
        except BaseException as error:
            failed = error
        with suppress(RuntimeError):  # the loop is closed: nobody asks any more
            loop.call_soon_threadsafe(settle, found, failed)

    Thread(target=work, name="aside", daemon=True).start()
    return await future
