from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from alerts_samples import utc

from bot.alerts.delivery import Manner
from bot.alerts.reminders import Planned
from bot.storage.database import Database
from bot.storage.outbox import KEPT, TOLD_FOR, Outbox
from bot.storage.store import Store

NOW = utc("2026-12-01 09:00")
LEASE = timedelta(minutes=5)
HOUR = timedelta(hours=1)


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


def planned(chat=1, subject="visit@2026-12-05/1d", due=NOW, topic=0, **fields):
    return Planned(chat, topic, "reminder", subject, due, fields.pop("expires", due + 24 * HOUR), "visit", "1d")


def numbers(claimed):
    return [one.waiting.id for one in claimed]


def test_what_is_there_already_is_not_added(outbox):
    assert outbox.add([planned(), planned(), planned(2)]) == 2
    assert outbox.add([planned(), planned(topic=7)]) == 1


def test_many_rows_are_added_at_once(outbox):
    assert outbox.add([planned(chat) for chat in range(1, 2501)]) == 2500


def test_only_what_is_due_is_claimed_and_only_once(outbox):
    outbox.add([planned(1), planned(2, due=NOW + HOUR)])
    assert [one.waiting.planned.chat_id for one in outbox.claim(NOW, LEASE)] == [1]
    assert outbox.claim(NOW, LEASE) == ()


def test_what_comes_out_is_what_went_in(outbox):
    one = planned(topic=7)
    outbox.add([one], payload="words")
    [claimed] = outbox.claim(NOW, LEASE)
    assert claimed.waiting.planned == one
    assert (claimed.payload, claimed.manner) == ("words", Manner())


def test_all_that_is_due_in_a_chat_is_claimed_together(outbox):
    outbox.add([planned(chat, f"{n}@x/1d") for chat in (1, 2) for n in range(5)])
    first = outbox.claim(NOW, LEASE, most_chats=1)
    assert len(first) == 5
    assert len({one.waiting.planned.chat_id for one in first}) == 1


def test_a_lease_that_ran_out_is_claimed_again(outbox):
    outbox.add([planned()])
    first = outbox.claim(NOW, LEASE)
    assert outbox.claim(NOW + LEASE - HOUR / 3600, LEASE) == ()
    assert numbers(outbox.claim(NOW + LEASE, LEASE)) == numbers(first)


def test_a_restart_frees_what_was_in_hand(outbox):
    outbox.add([planned()])
    outbox.claim(NOW, LEASE)
    assert outbox.release_leases() == 1
    assert len(outbox.claim(NOW, LEASE)) == 1


def test_claims_from_many_threads_never_share_a_message(outbox):
    outbox.add([planned(chat) for chat in range(1, 61)])
    with ThreadPoolExecutor(6) as pool:
        claims = list(pool.map(lambda _: outbox.claim(NOW, LEASE, most_chats=10), range(8)))
    found = [number for claim in claims for number in numbers(claim)]
    assert sorted(found) == sorted(set(found))
    assert len(found) == 60


def test_what_was_sent_stays_sent(outbox):
    outbox.add([planned()])
    outbox.record_sent(numbers(outbox.claim(NOW, LEASE)), 55, ["visit#when"], NOW)
    assert outbox.add([planned()]) == 0
    assert outbox.claim(NOW + 10 * LEASE, LEASE) == ()
    assert outbox.last_message(1, 0, "visit") == 55
    assert outbox.told("visit#when", NOW) == [(1, 0)]


def test_what_was_told_is_remembered_for_90_days(outbox):
    outbox.add([planned()])
    outbox.record_sent(numbers(outbox.claim(NOW, LEASE)), 55, ["visit#when"], NOW)
    assert outbox.told("visit#when", NOW + TOLD_FOR) == []
    outbox.tidy(NOW + TOLD_FOR)
    assert outbox.told("visit#when", NOW) == []


def test_a_message_told_again_is_told_lately(outbox):
    outbox.add([planned(), planned(subject="visit@2026-12-05/1h", due=NOW + HOUR)])
    for at in (NOW, NOW + HOUR):
        outbox.record_sent(numbers(outbox.claim(at, LEASE)), 1, ["visit#when"], at)
    assert outbox.told("visit#when", NOW + TOLD_FOR) == [(1, 0)]


def test_a_row_given_back_is_tried_again_then_and_in_that_manner(outbox):
    outbox.add([planned()])
    [one] = outbox.claim(NOW, LEASE)
    manner = Manner(plain=True, topicless=True, attempts=3)
    outbox.try_again(one.waiting.id, NOW + HOUR, manner, "why")
    assert outbox.claim(NOW + HOUR / 2, LEASE) == ()
    assert outbox.claim(NOW + HOUR, LEASE)[0].manner == manner


def test_a_chat_on_hold_stalls_nobody_else(outbox):
    outbox.add([planned(1), planned(1, "x@y/1d"), planned(2)])
    outbox.hold_chat(1, NOW + HOUR)
    assert [one.waiting.planned.chat_id for one in outbox.claim(NOW, LEASE)] == [2]
    outbox.cancel(2, NOW)
    assert len(outbox.claim(NOW + HOUR, LEASE)) == 2


def test_a_blocked_chat_waits_until_it_speaks_again(database, outbox):
    store = Store(database)
    store.see_chat(1, "private", NOW)
    outbox.add([planned(1), planned(2)])
    outbox.block_chat(1, NOW)
    outbox.block_chat(3, NOW)
    assert [one.waiting.planned.chat_id for one in outbox.claim(NOW, LEASE)] == [2]
    assert outbox.next_ready(NOW) is None
    store.see_chat(1, "private", NOW)
    assert outbox.next_ready(NOW) == NOW
    assert [one.waiting.planned.chat_id for one in outbox.claim(NOW, LEASE)] == [1]


def test_the_backlog_is_counted(outbox):
    outbox.add([planned(1), planned(2), planned(3), planned(4, due=NOW + HOUR)])
    first, second, *_ = outbox.claim(NOW, LEASE)
    outbox.record_sent([first.waiting.id], 1, [], NOW)
    outbox.drop([second.waiting.id], "refused", NOW, "failed")
    found = outbox.backlog(NOW)
    assert (found.pending, found.due, found.oldest_due) == (2, 1, NOW)
    assert (found.sent_lately, found.failed_lately) == (1, 1)


def test_what_waits_in_vain_is_dropped_and_rows_are_kept_for_90_days(outbox):
    outbox.add([planned(1), planned(2, expires=NOW + HOUR)])
    outbox.record_sent(numbers(outbox.claim(NOW, LEASE, most_chats=1)), 1, [], NOW)
    outbox.tidy(NOW + 2 * HOUR)
    assert outbox.backlog(NOW).pending == 0
    outbox.tidy(NOW + KEPT)
    assert outbox.add([planned(1)]) == 1


def test_next_ready_is_the_earliest_moment(outbox):
    assert outbox.next_ready(NOW) is None
    outbox.add([planned(1, due=NOW + HOUR), planned(2, due=NOW + 2 * HOUR)])
    assert outbox.next_ready(NOW) == NOW + HOUR
    assert outbox.next_ready(NOW + 3 * HOUR) == NOW + 3 * HOUR


def test_marks_are_remembered(outbox):
    assert outbox.mark("tick") == (None, None)
    outbox.set_mark("tick", NOW, "v1")
    outbox.set_mark("tick", NOW + HOUR)
    assert outbox.mark("tick") == (NOW + HOUR, None)


def test_what_a_chat_no_longer_wants_is_cancelled(outbox):
    outbox.add([planned(1), planned(2)])
    assert outbox.cancel(1, NOW) == 1
    assert [one.waiting.planned.chat_id for one in outbox.claim(NOW, LEASE)] == [2]
