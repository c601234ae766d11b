from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.storage import migrate
from bot.storage.database import Database, open_database
from bot.storage.migrate import NEWEST, MigrationError, config, upgrade
from bot.storage.tables import metadata


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/deep/er 100%/bot.db")
    yield opened
    opened.close()


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_a_new_database_gets_every_table(database: Database) -> None:
    upgrade(database)
    assert tables(database) == {*metadata.tables, "alembic_version"}


def test_migrated_tables_are_the_ones_the_code_knows(database: Database) -> None:
    upgrade(database)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    upgrade(database)
    upgrade(database)
    assert "chats" in tables(database)


def test_the_newest_step_is_the_one_the_code_expects(database: Database) -> None:
    with database.reading() as connection:
        assert ScriptDirectory.from_config(config(connection)).get_heads() == [NEWEST]


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    upgrade(database)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(MigrationError, match="9999"):
        upgrade(database)


def test_every_step_can_be_taken_back(database: Database) -> None:
    upgrade(database)
    with database.writing() as connection:
        command.downgrade(config(connection), "base")
    assert tables(database) == {"alembic_version"}


def test_a_broken_upgrade_leaves_nothing_behind(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE chats (id INTEGER)")
    with pytest.raises(Exception, match="chats already exists"):
        upgrade(database)
    assert tables(database) == {"chats"}


def test_scripts_lie_in_packages_and_so_are_installed() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    assert {path.parent for path in folder.rglob("*.py")} == {p.parent for p in folder.rglob("__init__.py")}


def test_databases_opened_at_once_in_threads_all_get_every_table(tmp_path: Path) -> None:
    opened = [open_database(f"sqlite:///{tmp_path}/{number}.db") for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(upgrade, opened))
    assert all(tables(one) == {*metadata.tables, "alembic_version"} for one in opened)
    for one in opened:
        one.close()
