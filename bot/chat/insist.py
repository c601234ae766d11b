"""Asks Telegram until it answers: every failure is logged and waited out, only a refused token ends it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.chat.send import seconds_to_wait

log = logging.getLogger(__name__)
T = TypeVar("T")

FIRST_PAUSE = 0.5  #: seconds after the first failure
PAUSE_GROWS = 1.6
LONGEST_PAUSE = 60.0  #: seconds


class TokenRefused(Exception):
    """Telegram does not know the token (401 or 404); asking again is of no use."""


async def insist(
    what: str,
    call: Callable[[], Awaitable[T]],
    sleep: Callable[[float], Awaitable[None]],
    refusals: tuple[type[TelegramError], ...] = (),
) -> T:
    """What `call` gives in the end. Network errors, 5xx and 409 are tried again for ever, a 429 as it says.

    `refusals` are raised: asking the same again would be refused again.
    """
    pause, failed = FIRST_PAUSE, False
    while True:
        try:
            found = await call()
        except InvalidToken:  # its own text holds the token
            raise TokenRefused("Telegram does not know this token") from None
        except RetryAfter as error:
            log.warning("%s: told to wait %g s", what, seconds_to_wait(error))
            await sleep(seconds_to_wait(error))
        except TelegramError as error:
            if isinstance(error, refusals):
                raise
            log.warning("%s failed, again in %.1f s: %s%s", what, pause, _one_line(error), _hint(error))
            await sleep(pause)
            pause, failed = min(pause * PAUSE_GROWS, LONGEST_PAUSE), True
        else:
            if failed:
                log.info("%s works again", what)
            return found


def _one_line(error: TelegramError) -> str:
    return " ".join(f"{type(error).__name__}: {error.message}".split())[:300]


def _hint(error: TelegramError) -> str:
    if not isinstance(error, Conflict):
        return ""
    return " (does another program poll with this token?)"
