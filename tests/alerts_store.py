"""A migrated database in a file, made once and copied for each test that wants one."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from bot.storage.database import Database, open_database
from bot.storage.migrate import upgrade
from bot.storage.news import News
from bot.storage.outbox import Outbox
from bot.storage.subscribers import Subscribers


@lru_cache(1)
def template() -> Path:
    path = Path(mkdtemp(prefix="alerts-")) / "template.db"
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


def fresh(folder: Path, name: str = "bot.db") -> Database:
    path = folder / name
    shutil.copy(template(), path)
    return open_database(f"sqlite:///{path}")


def rooms(database: Database) -> tuple[Subscribers, Outbox, News]:
    return Subscribers(database, "en", "Asia/Karachi"), Outbox(database), News(database)
