"""What a chat was told, and when it last looked."""

from __future__ import annotations

from datetime import timedelta

from alerts_samples import utc

from bot.storage.database import Database
from bot.storage.outbox import TOLD_FOR, Outbox
from bot.storage.store import Store
from bot.storage.told import Told

NOW = utc("2026-11-20 06:00")
HOUR = timedelta(hours=1)


def test_what_was_told_in_any_topic_is_known_with_its_last_moment(database: Database) -> None:
    told = Told(database)
    told.note(-1, 0, ["visit#1", "visit#when"], 10, NOW)
    told.note(-1, 5, ["visit#1"], 11, NOW + HOUR)
    told.note(-2, 0, ["other#1"], 12, NOW)
    assert told.here(-1, NOW + HOUR) == {"visit#1": NOW + HOUR, "visit#when": NOW}


def test_what_one_message_told_can_be_left_out(database: Database) -> None:
    told = Told(database)
    told.note(1, 0, ["visit#1"], 10, NOW)
    told.note(1, 0, ["talks#1"], 11, NOW)
    assert told.here(1, NOW, without=10).keys() == {"talks#1"}


def test_it_is_known_for_as_long_as_it_is_corrected(database: Database) -> None:
    told = Told(database)
    told.note(1, 0, ["visit#1"], 10, NOW)
    assert told.here(1, NOW + TOLD_FOR) == {}
    assert Outbox(database).told("visit#1", NOW + HOUR) == [(1, 0)]


def test_nothing_told_is_nothing_noted(database: Database) -> None:
    Told(database).note(1, 0, [], 10, NOW)
    assert Told(database).here(1, NOW) == {}


def test_a_look_gives_the_one_before_in_each_topic(database: Database) -> None:
    told = Told(database)
    assert told.look(-1, 0, NOW) is None
    assert told.look(-1, 7, NOW + HOUR) is None
    assert told.look(-1, 0, NOW + 2 * HOUR) == NOW
    assert told.look(-1, 7, NOW + 2 * HOUR) == NOW + HOUR


def test_both_move_with_the_chat_and_go_with_it(database: Database) -> None:
    told, store = Told(database), Store(database)
    store.see_chat(-1, "group", NOW)
    told.note(-1, 0, ["visit#1"], 10, NOW)
    told.look(-1, 0, NOW)
    store.migrate_chat(-1, -1001)
    assert told.here(-1001, NOW).keys() == {"visit#1"}
    assert store.export(-1001)["looks"] == [{"chat_id": -1001, "topic": 0, "at": NOW.isoformat()}]
    store.forget(-1001)
    assert told.look(-1001, 0, NOW) is None
