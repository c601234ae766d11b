from datetime import time, timedelta

import pytest
from alerts_samples import utc

from bot.alerts.quiet import Quiet
from bot.alerts.subscriptions import DEFAULT_QUIET, DEFAULT_STAGES, Digest, Subscription
from bot.storage.store import Store
from bot.storage.subscribers import Profile, Subscribers

NOW = utc("2026-12-01 09:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def subscribers(database):
    return Subscribers(database, "en", "Asia/Karachi")


def test_following_twice_is_following_once(subscribers):
    first = subscribers.follow(Subscription(1, "type", "visit"), NOW)
    second = subscribers.follow(Subscription(1, "type", "visit", stages=("1h",)), NOW + HOUR)
    assert first.id == second.id
    assert second.since == NOW
    assert subscribers.subscriptions(1) == (second,)


def test_topics_follow_by_themselves(subscribers):
    subscribers.follow(Subscription(1, "all"), NOW)
    subscribers.follow(Subscription(1, "all", topic=7), NOW)
    assert [one.topic for one in subscribers.subscriptions(1)] == [0, 7]


def test_nobody_ends_the_subscription_of_another_chat(subscribers):
    mine = subscribers.follow(Subscription(1, "all"), NOW)
    assert subscribers.unfollow(2, mine.id, NOW) is None
    assert subscribers.unfollow(1, mine.id, NOW) == mine
    assert subscribers.subscriptions(1) == ()


def test_a_chat_that_never_said_anything_has_the_defaults(subscribers):
    found = subscribers.preferences(1)
    assert (found.stages, found.quiet) == (DEFAULT_STAGES, DEFAULT_QUIET)
    assert (found.zone, found.language) == ("Asia/Karachi", "en")


def test_every_choice_is_kept(database, subscribers):
    store = Store(database)
    store.see_chat(1, "private", NOW)
    store.set_language(1, "ru")
    subscribers.set_zone(1, "Asia/Almaty", NOW)
    subscribers.set_stages(1, ("30d", "1h"), NOW)
    subscribers.set_quiet(1, Quiet(time(23, 30), time(6)), NOW)
    subscribers.pause(1, NOW + HOUR, NOW)
    subscribers.set_digest(1, Digest("week", 7, 2, True), NOW)
    subscribers.mute(1, "visit", NOW)
    subscribers.mute(1, "visit", NOW)
    found = subscribers.preferences(1)
    assert (found.zone, found.language, found.stages) == ("Asia/Almaty", "ru", ("30d", "1h"))
    assert (found.quiet, found.paused_until) == (Quiet(time(23, 30), time(6)), NOW + HOUR)
    assert (found.digest, found.muted) == (Digest("week", 7, 2, True), {"visit"})
    subscribers.unmute(1, "visit", NOW)
    subscribers.set_quiet(1, None, NOW)
    subscribers.set_digest(1, None, NOW)
    found = subscribers.preferences(1)
    assert (found.quiet, found.digest, found.muted) == (None, None, frozenset())


def test_followers_come_with_all_they_follow_in_the_order_asked_for(subscribers):
    for chat in (1, 2):
        subscribers.follow(Subscription(chat, "all"), NOW)
        subscribers.follow(Subscription(chat, "type", "visit"), NOW)
    second, unknown, first = subscribers.followers([2, 9, 1])
    assert [one.preferences.chat_id for one in (second, unknown, first)] == [2, 9, 1]
    assert [len(one.subscriptions) for one in (second, unknown, first)] == [2, 0, 2]


def test_profiles_are_shared(subscribers):
    for chat in (1, 2, 3):
        subscribers.follow(Subscription(chat, "all"), NOW)
    subscribers.set_quiet(3, None, NOW)
    usual, loud = Profile("Asia/Karachi", DEFAULT_QUIET, None), Profile("Asia/Karachi", None, None)
    assert set(subscribers.profiles()) == {usual, loud}
    assert subscribers.chat_ids([loud]) == [3]
    assert subscribers.chat_ids() == [1, 2, 3]


def test_every_change_is_noted_for_planning(subscribers):
    subscribers.follow(Subscription(1, "all"), NOW)
    subscribers.follow(Subscription(2, "all"), NOW + HOUR)
    assert subscribers.chat_ids(changed_since=NOW + HOUR) == [2]
    subscribers.set_zone(1, "UTC", NOW + 2 * HOUR)
    assert subscribers.chat_ids(changed_since=NOW + 2 * HOUR) == [1]


def test_places_are_where_something_is_followed_under_a_key(subscribers):
    subscribers.follow(Subscription(1, "all"), NOW)
    subscribers.follow(Subscription(1, "type", "visit"), NOW)
    subscribers.follow(Subscription(2, "type", "visit", topic=7), NOW)
    subscribers.follow(Subscription(3, "type", "forum"), NOW)
    assert subscribers.places([("all", ""), ("type", "visit")]) == [(1, 0), (2, 7)]


def test_moving_a_topic_keeps_what_is_followed_there(subscribers):
    subscribers.follow(Subscription(1, "all"), NOW)
    subscribers.follow(Subscription(1, "all", topic=7), NOW)
    subscribers.follow(Subscription(1, "type", "visit", topic=7), NOW)
    subscribers.move_topic(1, 7, 0, NOW)
    assert {(one.topic, one.scope) for one in subscribers.subscriptions(1)} == {(0, "all"), (0, "type")}


def test_stopping_ends_everything(subscribers):
    subscribers.follow(Subscription(1, "all"), NOW)
    subscribers.set_digest(1, Digest("day"), NOW)
    assert subscribers.unfollow_all(1, NOW) == 1
    assert subscribers.preferences(1).digest is None
