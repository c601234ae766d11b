"""A lock on a file, so that one machine never polls twice for one bot. It ends with the process, however that ends."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockHeld(Exception):
    """Another process holds the lock."""


class Lock:
    """Held from `hold` until `release` or the end of the process. The file stays; that means nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def hold(self) -> None:
        """Takes the lock, or raises LockHeld at once."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = open(self.path, "ab")  # noqa: SIM115 - open as long as the lock is held
        try:
            _lock(file)
        except OSError:
            file.close()
            raise LockHeld(str(self.path)) from None
        self._file = file

    def release(self) -> None:
        """Gives the lock back."""
        if self._file is not None:
            self._file.close()
            self._file = None


def polling_lock(data_dir: Path, token: str, api_url: str) -> Lock:
    """The lock of whoever polls with this token at this server; the name tells nothing about the token."""
    name = sha256(f"{token}\n{api_url}".encode()).hexdigest()[:16]
    return Lock(data_dir / f"polling-{name}.lock")
