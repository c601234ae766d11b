"""Brings a database to the present shape of the tables, whatever it was before."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

#: The newest step in `migrations/versions`. A database that is there needs no Alembic, whose import takes longer than
#: everything else a start does.
NEWEST = "0005"
#: Two replicas that start together on PostgreSQL migrate one after the other.
ADVISORY_KEY = 7_202_607_241
#: Alembic keeps what it works on in globals of its modules: two threads of a process must not migrate at once.
_MIGRATING = Lock()


class MigrationError(Exception):
    """The database is in a state this version of the bot knows nothing of."""


def upgrade(database: Database) -> None:
    """Creates or upgrades the tables, in one transaction; does nothing when they are up to date."""
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY})
        if _step(connection) != NEWEST:
            _run(connection)


def config(connection: Connection) -> Config:
    """What Alembic's commands need to work on `connection`."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _step(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.util import CommandError

    try:
        with _MIGRATING:
            command.upgrade(config(connection), "head")
    except CommandError as error:
        raise MigrationError(str(error)) from error
