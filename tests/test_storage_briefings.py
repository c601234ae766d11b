from dataclasses import replace
from datetime import timedelta

from alerts_samples import utc
from alerts_store import rooms

from bot.alerts.briefings import WEEKDAYS, BriefingSchedule
from bot.storage.briefings import Briefings
from bot.storage.groups import Groups
from bot.storage.store import Store

NOW = utc("2026-12-01 09:00")
LATER = NOW + timedelta(hours=1)
HERE = BriefingSchedule(-1, 7, WEEKDAYS, 9, "Asia/Almaty", ("trade", "transport"), 3, "promises")


def test_a_schedule_comes_back_as_it_was_kept(database):
    briefings = Briefings(database)
    assert briefings.get(-1) is None
    kept = briefings.set(HERE, NOW)
    assert kept == replace(HERE, since=NOW)
    assert briefings.get(-1) == kept
    assert briefings.last_change() == NOW


def test_new_times_hold_from_now_on_and_new_contents_do_not_move_them(database):
    briefings = Briefings(database)
    briefings.set(HERE, NOW)
    assert briefings.set(replace(HERE, most=5), LATER).since == NOW
    assert briefings.set(replace(HERE, hour=10), LATER).since == LATER


def test_what_is_off_blocked_or_paused_is_not_due(database):
    store, briefings = Store(database), Briefings(database)
    subscribers, _, _ = rooms(database)
    for chat in (-1, -2, -3, -4):
        store.see_chat(chat, "group", NOW)
        briefings.set(replace(HERE, chat_id=chat), NOW)
    briefings.set(replace(HERE, chat_id=-2, is_on=False), NOW)
    store.set_blocked(-3, NOW)
    subscribers.pause(-4, LATER, NOW)
    assert [one.chat_id for one in briefings.due_able(NOW)] == [-1]
    assert [one.chat_id for one in briefings.due_able(LATER)] == [-4, -1]


def test_what_falls_due_where_the_bot_may_not_write_is_planned_and_waits(database):
    store, briefings, groups = Store(database), Briefings(database), Groups(database)
    for chat in (-1, -2):
        store.see_chat(chat, "supergroup", NOW)
        briefings.set(replace(HERE, chat_id=chat), NOW)
        store.set_blocked(chat, NOW)
    groups.set_rights(-1, can_write=False, can_send_files=False)
    assert [one.chat_id for one in briefings.due_able(NOW)] == [-1]


def test_a_briefing_moves_with_its_topic_and_its_chat_and_is_forgotten_with_it(database):
    store, briefings = Store(database), Briefings(database)
    store.see_chat(-1, "group", NOW)
    briefings.set(HERE, NOW)
    assert briefings.move_topic(-1, 0, LATER)
    store.migrate_chat(-1, -1001)
    moved = briefings.get(-1001)
    assert moved == replace(HERE, chat_id=-1001, topic=0, since=NOW)
    assert briefings.get(-1) is None
    assert "briefings" in store.export(-1001)
    store.forget(-1001)
    assert briefings.get(-1001) is None
    assert not briefings.remove(-1001)
