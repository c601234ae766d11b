"""How the database is reached: one SQLite file with a single writer, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

P = ParamSpec("P")
R = TypeVar("R")

#: Whatever goes wrong between us and the database.
StorageError = SQLAlchemyError

#: How long a connection waits for another process that writes, in seconds.
BUSY_SECONDS = 30
#: Set on a connection that is going to write; SQLite then takes its write lock at once.
WRITING = "bot_writing"


class Database:
    """A database that is read by many and written by one at a time (within this process, on SQLite)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        sqlite = engine.dialect.name == "sqlite"
        self._writer: AbstractContextManager[object] = Lock() if sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction: committed at the end, rolled back on any error."""
        with self._writer, self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITING: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


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
    engine = create_engine(parsed, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine)


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    """Hands transactions to us (the driver would defer the write lock and then fail) and sets the pragmas."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def again_on_clash(call: Callable[P, R]) -> Callable[P, R]:
    """The call, made once more when another process wrote the same new row first (PostgreSQL only)."""

    @wraps(call)
    def twice(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except IntegrityError:
            return call(*args, **kwargs)

    return twice
