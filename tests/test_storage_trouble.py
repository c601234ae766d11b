import asyncio
import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.chat.scene import remembered
from bot.storage.store import Store
from bot.storage.trouble import WELL_AFTER

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def only_read(database, yes=True):
    """Lets the one connection there is only read, as a file without the right to write."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if yes else 'OFF'}")


def begin(store, number=1):
    store.see_chat(number, "private", NOW)


def test_whoever_runs_into_it_it_is_said_in_one_line_and_told_once(database, caplog):
    told = []
    database.trouble.tell = told.append
    store = Store(database)
    only_read(database)
    for number in range(1, 20):
        with pytest.raises(OperationalError):
            begin(store, number)
    [line] = caplog.records
    assert (line.levelname, line.exc_info) == ("ERROR", None)
    assert "attempt to write a readonly database" in line.message
    assert "Let the bot write to the file" in line.message
    assert told == [line.message]


def test_it_works_again_by_itself_and_the_next_time_is_told_anew(database, caplog):
    told = []
    database.trouble.tell = told.append
    caplog.set_level(logging.INFO, "bot")
    store = Store(database)
    for turn in (1, 2):
        only_read(database)
        with pytest.raises(OperationalError):
            begin(store, 90 + turn)
        only_read(database, yes=False)
        for number in range(WELL_AFTER):
            assert database.trouble.is_on
            begin(store, 10 * turn + number)
        assert not database.trouble.is_on
    assert len(told) == 2
    assert [line.message for line in caplog.records if line.levelname == "INFO"] == [
        "the database works again; 1 calls failed meanwhile"
    ] * 2


def test_one_small_write_that_gets_through_is_not_taken_for_the_end(database, caplog):
    store = Store(database)
    for number in range(1, 10):
        only_read(database)
        with pytest.raises(OperationalError):
            begin(store, number)
        only_read(database, yes=False)
        begin(store, number)
    assert len(caplog.records) == 1


def test_while_it_fails_nobody_waits_long_for_who_holds_it(database, tmp_path):
    store = Store(database)

    def waits():
        with database.engine.connect() as connection:
            return connection.exec_driver_sql("PRAGMA busy_timeout").scalar()

    begin(store)
    patient = waits()
    only_read(database)
    with pytest.raises(OperationalError):
        begin(store, 2)
    only_read(database, yes=False)
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            begin(store, 3)
        assert waits() < patient
    for number in range(4, 5 + WELL_AFTER):
        begin(store, number)
    assert waits() == patient


def test_what_was_asked_wrongly_is_no_trouble_of_the_database(database, caplog):
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO chats (id, type) VALUES (1, NULL)")
    assert not database.trouble.is_on
    assert caplog.records == []


def test_an_answer_goes_out_without_memory_and_without_more_lines(database, caplog):
    caplog.set_level(logging.INFO)
    only_read(database)
    store = Store(database)
    for number in range(1, 10):
        assert asyncio.run(remembered("forgot", store.see_chat, number, "private", NOW)) == "forgot"
    assert len(caplog.records) == 1
