import json
from datetime import timedelta

from alerts_samples import utc

from bot.storage.groups import Group, Groups
from bot.storage.store import Store

NOW = utc("2026-12-01 09:00")


def test_a_group_is_welcomed_once_even_when_it_became_a_supergroup(database):
    groups = Groups(database)
    assert groups.get(-1) == Group(-1)
    assert groups.welcome(-1, NOW)
    assert not groups.welcome(-1, NOW)
    Store(database).migrate_chat(-1, -1001)
    assert not groups.welcome(-1001, NOW)


def test_a_group_noted_before_is_still_welcomed(database):
    groups = Groups(database)
    groups.note_added(-1, 5)
    assert groups.welcome(-1, NOW)
    assert groups.get(-1) == Group(-1, added_by=5, welcomed_at=NOW)


def test_the_same_trouble_is_told_once_a_day(database):
    groups = Groups(database)
    assert groups.may_tell(-1, "mute", NOW)
    assert not groups.may_tell(-1, "mute", NOW + timedelta(hours=23))
    assert groups.may_tell(-1, "files", NOW + timedelta(hours=23))
    assert groups.may_tell(-1, "files", NOW + timedelta(hours=48))


def test_a_group_that_took_the_right_to_write_stays_blocked_though_people_speak(database):
    store, groups = Store(database), Groups(database)
    store.see_chat(-1, "group", NOW)
    groups.set_rights(-1, can_write=False, can_send_files=False)
    store.set_blocked(-1, NOW)
    assert store.see_chat(-1, "group", NOW).blocked_at == NOW
    groups.set_rights(-1, can_write=True, can_send_files=True)
    assert store.see_chat(-1, "group", NOW).blocked_at is None


def test_whoever_runs_a_group_finds_it_while_the_bot_is_there(database):
    store, groups = Store(database), Groups(database)
    for number, chat in enumerate((-1, -2, -3)):
        store.see_chat(chat, "group", NOW)
        groups.see_admin(chat, 5, NOW + timedelta(minutes=number))
    groups.see_admin(-1, 5, NOW + timedelta(hours=1))
    store.set_blocked(-2, NOW)
    groups.see_admin(-1, 6, NOW)
    assert groups.run_by(5) == (-1, -3)
    groups.drop_admin(-1, 5)
    assert groups.run_by(5) == (-3,)
    assert groups.run_by(6) == (-1,)


def test_who_ran_a_group_long_ago_is_forgotten(database):
    store, groups = Store(database), Groups(database)
    groups.see_admin(-1, 5, NOW)
    groups.see_admin(-2, 5, NOW + timedelta(days=100))
    store.tidy(NOW + timedelta(days=365))
    assert groups.run_by(5) == (-2,)


def test_each_person_gets_and_deletes_what_is_kept_of_them_and_a_group_names_nobody(database):
    store, groups = Store(database), Groups(database)
    store.see_chat(-1, "group", NOW)
    store.see_chat(5, "private", NOW)
    groups.note_added(-1, 5)
    groups.see_admin(-1, 5, NOW)
    groups.see_admin(-1, 6, NOW)
    own, of_group = store.export(5), store.export(-1)
    assert [row["user_id"] for row in own["known_admins"]] == [5]
    assert own["groups"][0]["added_by"] == 5
    assert "known_admins" not in of_group
    assert "added_by" not in of_group["groups"][0]
    assert json.loads(json.dumps(own)) == own
    store.forget(5)
    assert groups.run_by(5) == ()
    assert groups.get(-1).added_by is None
    assert groups.run_by(6) == (-1,)
