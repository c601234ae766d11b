import json
from datetime import timedelta

from alerts_samples import utc
from alerts_store import rooms

from bot.alerts.reminders import Planned
from bot.alerts.subscriptions import Subscription
from bot.storage.store import Store

NOW = utc("2026-12-01 09:00")


def planned(chat, subject="visit@x/1d", topic=0):
    return Planned(chat, topic, "reminder", subject, NOW, NOW + timedelta(days=1), "visit", "1d")


def fill(database, chat):
    subscribers, outbox, _ = rooms(database)
    Store(database).see_chat(chat, "group", NOW)
    subscribers.follow(Subscription(chat, "all"), NOW)
    subscribers.mute(chat, "visit", NOW)
    outbox.add([planned(chat), planned(chat, "other@x/1d")])
    claimed = outbox.claim(NOW, timedelta(minutes=5))
    first = next(one for one in claimed if one.waiting.planned.chat_id == chat)
    outbox.record_sent([first.waiting.id], 5, ["visit#when"], NOW)
    outbox.release_leases()


def test_a_migrated_group_keeps_everything(database):
    fill(database, -1)
    Store(database).migrate_chat(-1, -1001)
    subscribers, outbox, _ = rooms(database)
    assert [one.chat_id for one in subscribers.subscriptions(-1001)] == [-1001]
    assert subscribers.preferences(-1001).muted == {"visit"}
    assert outbox.told("visit#when", NOW) == [(-1001, 0)]
    assert [one.waiting.planned.chat_id for one in outbox.claim(NOW, timedelta(minutes=5))] == [-1001]
    assert subscribers.subscriptions(-1) == ()


def test_what_the_new_id_holds_already_wins_and_nothing_is_doubled(database):
    fill(database, -1)
    fill(database, -1001)
    Store(database).migrate_chat(-1, -1001)
    subscribers, outbox, _ = rooms(database)
    assert len(subscribers.subscriptions(-1001)) == 1
    assert outbox.add([planned(-1001), planned(-1001, "other@x/1d")]) == 0
    assert outbox.backlog(NOW).pending == 1


def test_a_topic_that_is_gone_leaves_its_messages_to_the_chat(database):
    _, outbox, _ = rooms(database)
    outbox.add([planned(-1, topic=7), planned(-1, "other@x/1d", topic=7), planned(-1)])
    outbox.move_topic(-1, 7, 0)
    found = outbox.claim(NOW, timedelta(minutes=5))
    assert sorted((one.waiting.planned.topic, one.waiting.planned.subject) for one in found) == [
        (0, "other@x/1d"),
        (0, "visit@x/1d"),
    ]


def test_forgetting_leaves_nothing(database):
    fill(database, 5)
    store = Store(database)
    store.forget(5)
    assert store.export(5) == {"chat": None, "threads": []}


def test_the_export_holds_everything_and_is_json(database):
    fill(database, 5)
    found = Store(database).export(5)
    assert {"subscriptions", "alert_chats", "mutes", "outbox", "told"} <= set(found)
    assert json.loads(json.dumps(found)) == found
