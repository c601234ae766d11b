"""A database that cannot be used: said once in one line, whoever runs into it how often, until it works again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock

from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError, TimeoutError

log = logging.getLogger(__name__)

#: Writes in a row that have to succeed before it counts as working: a full disk takes a small one now and then.
WELL_AFTER = 3
LONGEST_REASON = 200
WHAT_IT_MEANS = "People are answered without memory and alerts wait until it works again."
#: What a driver writes, in lower case, and what would help.
_ADVICE = {
    "locked": "Another program holds it; end that program if it does not let go.",
    "full": "Make room on the disk it lies on.",
    "readonly": "Let the bot write to the file and its folder.",
    "unable to open": "Let the bot write to the file and its folder.",
    "another thread": "It is slow; look at the disk it lies on.",
}


class Trouble:
    """Whether the database fails. `tell` is given the sentence for the owners, in whichever thread that is found."""

    def __init__(self) -> None:
        self.tell: Callable[[str], None] | None = None
        self.is_quiet = False  #: whoever looks into the database once says it in their own words
        self._said: set[str] = set()
        self._failed = 0
        self._well = 0
        self._lock = Lock()

    @property
    def is_on(self) -> bool:
        """Whether it failed lately and has not worked since."""
        return self._failed > 0

    def failed(self, error: SQLAlchemyError) -> None:
        """Notes a call that failed; says so the first time it fails for this reason."""
        reason = reason_of(error)
        with self._lock:
            is_first, is_new = self._failed == 0, reason not in self._said
            self._said.add(reason)
            self._failed += 1
            self._well = 0
        if is_new and not self.is_quiet:
            advice = [text for word, text in _ADVICE.items() if word in reason.lower()]
            text = " ".join([f"The database cannot be used ({reason}).", *advice[:1], WHAT_IT_MEANS])
            log.error("%s", text)
            if is_first and self.tell is not None:
                self.tell(text)

    def worked(self) -> None:
        """Notes a write that succeeded."""
        if not self._failed:
            return
        with self._lock:
            self._well += 1
            failed = self._failed
            if self._well < WELL_AFTER or not failed:
                return
            self._failed = 0
            self._said.clear()
        log.info("the database works again; %d calls failed meanwhile", failed)


def is_outage(error: BaseException) -> bool:
    """Whether it is the database that failed, and not what was asked of it."""
    if isinstance(error, IntegrityError | ProgrammingError):
        return False
    return isinstance(error, DBAPIError | TimeoutError)


def log_failure(to: logging.Logger, error: BaseException, text: str, *values: object) -> None:
    """Logs what a failed call meant for its caller: in full, or for who looks closely where the database is down."""
    to.log(logging.DEBUG if is_outage(error) else logging.ERROR, text, *values, exc_info=error)


def reason_of(error: SQLAlchemyError) -> str:
    """What the driver says, in one line."""
    told = getattr(error, "orig", None) or error
    return " ".join(f"{type(told).__name__}: {told}".split())[:LONGEST_REASON]
