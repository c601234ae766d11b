"""Brings a database to the present shape of the tables, whatever it was before."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.storage.database import Database

#: Two replicas that start together on PostgreSQL migrate one after the other.
ADVISORY_KEY = 7_202_607_241


def upgrade(database: Database) -> None:
    """Creates or upgrades the tables, in one transaction; does nothing when they are up to date."""
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY})
        command.upgrade(config(connection), "head")


def config(connection: Connection) -> Config:
    """What Alembic's commands need to work on `connection`."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings
