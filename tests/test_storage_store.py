import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from bot.answers.answer import Thread
from bot.storage import talk
from bot.storage.database import Database, open_database
from bot.storage.store import MOST_ATTEMPTS, Store
from bot.storage.tables import chats

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
NO_LEASE = timedelta(0)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


def test_an_update_is_taken_once_and_then_handled(store: Store) -> None:
    assert store.take_update(7, "a", NOW, NO_LEASE) == "fresh"
    store.finish_update(7, NOW)
    assert store.take_update(7, "a", NOW + timedelta(days=1), NO_LEASE) == "handled"


def test_an_update_begun_before_a_kill_is_taken_again(store: Store) -> None:
    store.take_update(7, "a", NOW, NO_LEASE)
    assert store.take_update(7, "a", NOW, NO_LEASE) == "fresh"


def test_an_update_in_hand_is_held_until_its_lease_is_over(store: Store) -> None:
    store.take_update(7, "a", NOW, MINUTE)
    assert store.take_update(7, "a", NOW + MINUTE - timedelta(seconds=1), MINUTE) == "held"
    assert store.take_update(7, "a", NOW + MINUTE, MINUTE) == "fresh"


def test_an_update_that_is_never_finished_is_given_up(store: Store) -> None:
    taken = [store.take_update(7, "a", NOW, NO_LEASE) for _ in range(MOST_ATTEMPTS + 1)]
    assert taken == ["fresh"] * MOST_ATTEMPTS + ["given-up"]


def test_the_same_id_with_another_content_is_another_update(store: Store) -> None:
    store.take_update(7, "a", NOW, NO_LEASE)
    store.finish_update(7, NOW)
    assert store.take_update(7, "b", NOW, NO_LEASE) == "fresh"
    store.finish_update(7, NOW)
    assert store.take_update(7, "b", NOW, NO_LEASE) == "handled"


def test_a_parked_update_is_kept_until_it_is_finished(store: Store) -> None:
    store.take_update(7, "a", NOW, NO_LEASE)
    store.park_update(7, "a", "seven", NOW)
    store.park_update(3, "c", "three, not even begun", NOW)
    assert store.parked_updates() == ("three, not even begun", "seven")
    assert store.take_update(3, "c", NOW, NO_LEASE) == "fresh"
    store.finish_update(3, NOW)
    store.finish_update(7, NOW)
    assert store.parked_updates() == ()


def test_parking_comes_too_late_for_what_was_handled(store: Store) -> None:
    store.take_update(7, "a", NOW, NO_LEASE)
    store.finish_update(7, NOW)
    store.park_update(7, "a", "seven", NOW)
    assert store.parked_updates() == ()
    store.park_update(7, "b", "another seven", NOW)
    assert store.parked_updates() == ("another seven",)
    assert store.take_update(7, "b", NOW, NO_LEASE) == "fresh"


def test_many_threads_take_every_update_exactly_once(store: Store) -> None:
    def take(number: int) -> str:
        return store.take_update(number % 50, "a", NOW, MINUTE)

    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(take, range(200)))
    assert states.count("fresh") == 50
    assert states.count("held") == 150


def test_two_processes_on_one_file_do_not_lock_each_other_out(tmp_path: Path, database: Database) -> None:
    other = Store(open_database(f"sqlite:///{tmp_path}/bot.db"))
    mine = Store(database)

    def take(number: int) -> str:
        return (mine if number % 2 else other).take_update(number, "a", NOW, MINUTE)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(take, range(100))) == {"fresh"}
    other.close()


THREAD = Thread(
    entries=("state-visit-2026-02",),
    facts=("state-visit-2026-02#1",),
    question="Когда был визит?",
    asked="when",
    offered=("a", "b"),
    at=NOW,
)


def test_a_thread_comes_back_as_it_was(store: Store) -> None:
    store.save_thread(1, 2, THREAD, NOW)
    assert store.thread(1, 2, NOW + timedelta(minutes=59)) == THREAD


def test_a_thread_is_forgotten_after_an_hour(store: Store) -> None:
    store.save_thread(1, 2, THREAD, NOW)
    assert store.thread(1, 2, NOW + timedelta(hours=1)) == Thread()


def test_a_later_thread_takes_the_place_of_the_former(store: Store) -> None:
    store.save_thread(1, 2, THREAD, NOW)
    store.save_thread(1, 2, Thread(question="again"), NOW + MINUTE)
    assert store.thread(1, 2, NOW + MINUTE).question == "again"


@pytest.mark.parametrize(("chat", "person"), [(1, 3), (3, 2), (2, 1)])
def test_threads_belong_to_one_person_in_one_chat(store: Store, chat: int, person: int) -> None:
    store.save_thread(1, 2, THREAD, NOW)
    assert store.thread(chat, person, NOW) == Thread()


def test_a_thread_from_another_version_is_read_as_far_as_it_is_understood() -> None:
    assert talk.read('{"question": "who?", "mood": "curious"}') == Thread(question="who?")


def test_a_miss_holds_no_asker(store: Store) -> None:
    store.see_chat(4711, "private", NOW)
    assert store.keep_miss(4711, " capital of Peru? ", "country: Peru", ("lima",), "en", date(2026, 2, 1))
    (miss,) = store.misses(date(2026, 2, 1))
    assert (miss.question, miss.reason, miss.near, miss.times) == (
        "capital of Peru?",
        "country: Peru",
        ("lima",),
        1,
    )
    assert "4711" not in repr(miss)


def test_the_same_miss_on_the_same_day_is_counted(store: Store) -> None:
    for day in (1, 1, 2):
        store.keep_miss(1, "capital of Peru?", "country: Peru", (), "en", date(2026, 2, day))
    assert [miss.times for miss in store.misses(date(2026, 1, 1))] == [2, 1]
    assert [miss.times for miss in store.misses(date(2026, 2, 2))] == [1]


def test_nothing_is_kept_for_a_chat_that_wants_none(store: Store) -> None:
    store.see_chat(1, "private", NOW)
    store.set_keep_misses(1, False)
    assert not store.keep_miss(1, "capital of Peru?", "country: Peru", (), "en", NOW.date())
    assert store.misses(date.min) == ()


def test_a_very_long_miss_is_cut(store: Store) -> None:
    store.keep_miss(1, "x" * 5000, "y" * 5000, (), "en", NOW.date())
    (miss,) = store.misses(date.min)
    assert (len(miss.question), len(miss.reason)) == (500, 200)


def test_a_chat_is_noted_once_with_its_choices(store: Store) -> None:
    first = store.see_chat(-100_123_456_789_012, "supergroup", NOW)
    assert (first.language, first.timezone, first.keep_misses, first.created_at) == (None, None, True, NOW)
    store.set_language(first.id, "ru")
    store.set_timezone(first.id, "Asia/Almaty")
    later = store.see_chat(first.id, "supergroup", NOW + timedelta(days=1))
    assert (later.language, later.timezone, later.created_at) == ("ru", "Asia/Almaty", NOW)


def test_a_blocked_chat_that_speaks_is_open_again(store: Store) -> None:
    store.see_chat(1, "private", NOW)
    store.set_blocked(1, NOW)
    blocked = store.chat(1)
    assert blocked is not None
    assert blocked.blocked_at == NOW
    assert store.see_chat(1, "private", NOW).blocked_at is None


def test_an_unknown_chat_is_none(store: Store) -> None:
    assert store.chat(1) is None


def test_a_group_that_became_a_supergroup_keeps_everything(store: Store) -> None:
    store.see_chat(-1, "group", NOW)
    store.set_language(-1, "kk")
    store.save_thread(-1, 5, THREAD, NOW)
    store.migrate_chat(-1, -1001)
    moved = store.chat(-1001)
    assert moved is not None
    assert (moved.type, moved.language) == ("supergroup", "kk")
    assert store.thread(-1001, 5, NOW) == THREAD
    assert store.chat(-1) is None
    assert store.thread(-1, 5, NOW) == Thread()


def test_a_migration_heard_twice_or_late_loses_nothing(store: Store) -> None:
    store.see_chat(-1, "group", NOW)
    store.save_thread(-1, 5, THREAD, NOW)
    store.see_chat(-1001, "supergroup", NOW)
    store.save_thread(-1001, 5, Thread(question="newer"), NOW)
    store.migrate_chat(-1, -1001)
    store.migrate_chat(-1, -1001)
    assert store.thread(-1001, 5, NOW).question == "newer"


def test_forget_leaves_nothing_of_the_chat_or_the_person(store: Store) -> None:
    store.see_chat(5, "private", NOW)
    store.save_thread(5, 5, THREAD, NOW)
    store.save_thread(-1, 5, THREAD, NOW)
    store.save_thread(-1, 6, THREAD, NOW)
    store.forget(5)
    assert store.export(5) == {"chat": None, "threads": []}
    assert store.thread(-1, 6, NOW) == THREAD


def test_export_holds_everything_kept_and_is_json(store: Store) -> None:
    store.see_chat(5, "private", NOW)
    store.save_thread(-1, 5, THREAD, NOW)
    told = json.loads(json.dumps(store.export(5)))
    assert told["chat"]["created_at"] == "2026-02-01T12:00:00+00:00"
    assert told["threads"][0]["talk"]["question"] == THREAD.question


def test_what_was_kept_long_enough_is_deleted(store: Store) -> None:
    store.take_update(7, "a", NOW, NO_LEASE)
    store.finish_update(7, NOW)
    store.save_thread(1, 2, THREAD, NOW)
    store.keep_miss(1, "capital of Peru?", "", (), "en", NOW.date())
    store.tidy(NOW + timedelta(days=1))
    assert store.export(1)["threads"] == []
    assert store.take_update(7, "a", NOW, NO_LEASE) == "handled"
    store.tidy(NOW + timedelta(days=90))
    assert len(store.misses(date.min)) == 1
    store.tidy(NOW + timedelta(days=91))
    assert store.misses(date.min) == ()
    assert store.take_update(7, "a", NOW, NO_LEASE) == "fresh"


def test_times_come_back_as_aware_utc(database: Database) -> None:
    almaty = datetime(2026, 2, 1, 15, 0, tzinfo=timezone(timedelta(hours=5)))
    with database.writing() as connection:
        connection.execute(insert(chats).values(id=1, type="private", created_at=almaty))
    with database.reading() as connection:
        stored = connection.execute(select(chats.c.created_at)).scalar_one()
    assert stored == almaty
    assert stored.utcoffset() == timedelta(0)


def test_a_time_without_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 2, 1, 15, 0)
    with pytest.raises(StatementError, match="without zone"), database.writing() as connection:
        connection.execute(insert(chats).values(id=1, type="private", created_at=naive))


def test_an_error_in_the_middle_of_writing_leaves_nothing(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as connection:
            connection.execute(insert(chats).values(id=1, type="private", created_at=NOW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert Store(database).chat(1) is None


def test_the_store_says_that_it_is_reachable(store: Store) -> None:
    assert store.is_reachable()
