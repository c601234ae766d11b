"""How the database is reached: one SQLite file with a single writer, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError, TimeoutError

from bot.storage.trouble import Trouble, is_outage

P = ParamSpec("P")
R = TypeVar("R")

#: Whatever goes wrong between us and the database.
StorageError = SQLAlchemyError

#: How long a write waits for another process that writes, in seconds: nobody waits longer for an answer.
BUSY_SECONDS = 3.0
#: The same while the database fails anyway, and at the start.
BUSY_IN_TROUBLE, BUSY_AT_START = 0.1, 30.0
#: How long a write waits for the one before it in this process.
TURN_SECONDS = 30.0
#: Set on a connection that is going to write, to the seconds it may wait; SQLite then takes its write lock at once.
WRITING = "bot_writing"


class Database:
    """A database that is read by many and written by one at a time (within this process, on SQLite)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.trouble = Trouble()
        self._turn = Lock() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with self._watched(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction: committed at the end, rolled back on any error."""
        with self._watched(), self._in_turn(), self.engine.connect() as connection:
            busy = BUSY_IN_TROUBLE if self.trouble.is_on else BUSY_SECONDS
            connection = connection.execution_options(**{WRITING: busy})
            with connection.begin():
                yield connection
        self.trouble.worked()

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """One writer at a time; none waits long for another that may be waiting for a broken database."""
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_SECONDS if self.trouble.is_on else TURN_SECONDS):
            raise TimeoutError("another thread writes for too long")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            if is_outage(error):
                self.trouble.failed(error)
            raise


def open_database(url: str) -> Database:
    """The database at `url`; a missing SQLite file is created together with its folder. May raise StorageError."""
    try:
        parsed = make_url(url)
    except ValueError:  # a port that is none, or half an address; its text may hold the password
        raise ArgumentError("the address cannot be read") from None
    if parsed.get_backend_name() != "sqlite":
        return Database(create_engine(parsed, pool_pre_ping=True, pool_size=5, max_overflow=5))
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"check_same_thread": False, "timeout": BUSY_AT_START})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    """Hands transactions to us (the driver would defer the write lock and then fail) and sets the pragmas."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    busy = connection.get_execution_options().get(WRITING)
    if busy is None:
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(busy * 1000)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def again_on_clash(call: Callable[P, R]) -> Callable[P, R]:
    """The call, made once more when another process wrote the same new row first (PostgreSQL only)."""

    @wraps(call)
    def twice(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except IntegrityError:
            return call(*args, **kwargs)

    return twice
