"""The heartbeat, the notices and the sender together, on a clock that is set."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from pathlib import Path

import pytest
import virtual_loop
from alerts_samples import base, event, past, utc
from jobs_world import World
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.alerts.subscriptions import Digest, Subscription
from bot.jobs.heartbeat import SILENT_FOR, TICK_EVERY

START = utc("2026-11-20 06:00")  # 11:00 in Karachi
SEVEN, ONE = utc("2026-11-28 04:00"), utc("2026-12-04 04:00")
HOLD = timedelta(minutes=15)
HOUR = timedelta(hours=1)
VISIT = event(starts_at=utc("2026-12-05 10:00"))
OWNER = 99


class Play:
    """A world and the process that runs in it."""

    def __init__(self, folder: Path, *entries, owners=()):
        self.world = World(folder, base(*(entries or (VISIT,))), START, frozenset(owners))
        self.process = self.world.start()

    def follow(self, *chats, scope="all", target="", topic=0, **fields):
        for chat in chats:
            self.process.store.see_chat(chat, "private" if chat > 0 else "supergroup", START)
            self.process.subscribers.follow(Subscription(chat, scope, target, topic, **fields), START)

    async def until(self, *moments):
        for moment in moments:
            self.world.now = moment
            await self.process.beat()

    def load(self, *entries, version):
        self.world.base.knowledge = base(*entries, version=version)

    @property
    def inbox(self):
        return self.world.inbox

    def restart(self):
        self.process.close()
        self.process = self.world.start()


@pytest.fixture
def play(tmp_path):
    made = []

    def begin(*entries, owners=()):
        made.append(Play(tmp_path, *entries, owners=owners))
        return made[-1]

    yield begin
    for one in made:
        one.process.close()


async def test_a_follower_hears_of_each_stage_once_and_on_time(play):
    one = play()
    one.follow(1)
    for moment in (SEVEN - HOUR / 60, SEVEN, SEVEN + HOUR / 60, ONE, ONE + HOUR):
        await one.until(moment)
    assert one.inbox == [(1, "visit-1@2026-12-05/7d"), (1, "visit-1@2026-12-05/1d")]
    assert one.world.sent_at == [SEVEN, ONE]


async def test_a_zone_named_in_the_same_moment_as_a_tick_or_after_the_clock_was_set_back_is_planned_for(play):
    one = play()
    one.process.store.see_chat(1, "private", START)
    one.process.subscribers.set_zone(1, "Asia/Tokyo", START)
    await one.until(START)
    one.follow(1)
    one.follow(2)
    await one.until(START)
    one.process.subscribers.set_zone(2, "Europe/London", START - HOUR)
    in_tokyo, in_london = utc("2026-11-28 00:00"), utc("2026-11-28 09:00")
    await one.until(START, in_tokyo, in_london)
    assert [chat for chat, _ in one.inbox] == [1, 2]
    assert one.world.sent_at == [in_tokyo, in_london]


async def test_sending_waits_for_what_another_call_has_just_claimed(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.world.now = SEVEN
    await one.process.heart.tick()
    sender = one.process.sender
    followers, claimed = sender.subscribers.followers, asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly(ids):
        loop.call_soon_threadsafe(claimed.set)
        time.sleep(0.1)
        return followers(ids)

    sender.subscribers.followers = slowly
    running = asyncio.create_task(sender.run())
    await claimed.wait()
    await sender.drain()
    assert one.inbox == [(1, "visit-1@2026-12-05/7d")]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_nobody_who_follows_something_else_hears_of_it(play):
    one = play()
    one.follow(1, scope="theme", target="transport")
    one.follow(2, scope="country", target="here")
    await one.until(START, SEVEN, ONE)
    assert one.inbox == []


async def test_after_an_hour_of_downtime_it_comes_late(play):
    one = play()
    one.follow(1)
    await one.until(START, SEVEN + HOUR)
    assert one.inbox == [(1, "visit-1@2026-12-05/7d")]


async def test_after_three_days_only_the_last_stage_comes(play):
    one = play()
    one.follow(1)
    await one.until(START, ONE + HOUR)
    assert one.inbox == [(1, "visit-1@2026-12-05/1d")]


async def test_after_a_month_what_is_over_does_not_come(play):
    one = play()
    one.follow(1)
    await one.until(START, utc("2026-12-21 06:00"))
    assert one.inbox == []


async def test_more_than_three_for_a_chat_come_as_one(play):
    one = play(*(event(f"event-{n}") for n in range(5)))
    one.follow(1)
    await one.until(START, SEVEN)
    [(_, text)] = one.inbox
    assert len(text.split("\n")) == 5


async def test_a_blocked_chat_is_paused_and_resumes_with_one_digest(play):
    one = play(*(event(f"event-{n}") for n in range(5)))
    one.follow(1, 2)
    one.world.refusals[1] = [Forbidden("bot was blocked by the user")]
    await one.until(START, SEVEN, SEVEN + HOUR)
    assert [chat for chat, _ in one.inbox] == [2]
    one.process.store.see_chat(1, "private", one.world.now)
    await one.until(SEVEN + 2 * HOUR)
    assert [chat for chat, _ in one.inbox] == [2, 1]


async def test_a_hold_is_obeyed_to_the_second_and_stalls_nobody(play):
    one = play()
    one.follow(1, 2)
    one.world.refusals[1] = [RetryAfter(timedelta(seconds=2000))]
    await one.until(START, SEVEN, SEVEN + timedelta(seconds=1999))
    assert [chat for chat, _ in one.inbox] == [2]
    await one.until(SEVEN + timedelta(seconds=2000))
    assert [chat for chat, _ in one.inbox] == [2, 1]
    assert one.process.outbox.mark("flood")[1].startswith("1: told to wait 2000")


async def test_network_trouble_is_tried_again(play):
    one = play()
    one.follow(1)
    one.world.refusals[1] = [NetworkError("down"), NetworkError("down")]
    await one.until(START, SEVEN, SEVEN + HOUR, SEVEN + 2 * HOUR)
    assert len(one.inbox) == 1


async def test_a_migrated_group_gets_its_message_under_the_new_id(play):
    one = play()
    one.follow(-1)
    one.world.refusals[-1] = [ChatMigrated(-1001)]
    await one.until(START, SEVEN, ONE)
    assert one.inbox == [(-1001, "visit-1@2026-12-05/7d"), (-1001, "visit-1@2026-12-05/1d")]


async def test_a_deleted_topic_falls_back_to_the_chat_and_stays_there(play):
    one = play()
    one.follow(-1, topic=7)
    one.world.refusals[-1] = [BadRequest("Message thread not found")]
    await one.until(START, SEVEN, SEVEN + HOUR, ONE)
    texts = [text for _, text in one.inbox]
    assert [text for text in texts if "@" in text] == ["visit-1@2026-12-05/7d", "visit-1@2026-12-05/1d"]
    assert sum("/here in a topic brings them there" in text for text in texts) == 1
    assert [call["message_thread_id"] for call in one.world.calls] == [7, None, None, None]


async def test_a_message_telegram_does_not_take_goes_out_plain_and_the_owner_hears_of_it(play):
    one = play()
    one.follow(1)
    one.world.refusals[1] = [BadRequest("can't parse entities")]
    await one.until(START, SEVEN)
    assert len(one.inbox) == 1
    assert one.world.told == ["rejected"]


async def test_in_a_pause_nothing_comes_and_after_it_what_still_matters(play):
    one = play()
    one.follow(1)
    one.process.subscribers.pause(1, SEVEN + 24 * HOUR, START)
    await one.until(START, SEVEN)
    assert one.inbox == []
    await one.until(SEVEN + 24 * HOUR)
    assert len(one.inbox) == 1


async def test_who_changes_the_lead_times_is_planned_anew(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.process.subscribers.set_stages(1, ("3d",), START + HOUR)
    await one.until(START + HOUR, SEVEN, utc("2026-12-02 04:00"))
    assert one.inbox == [(1, "visit-1@2026-12-05/3d")]


async def test_what_is_no_longer_followed_does_not_come_after_a_pause(play):
    one = play()
    one.follow(1)
    one.process.subscribers.pause(1, SEVEN + 24 * HOUR, START)
    await one.until(START, SEVEN)
    [kept] = one.process.subscribers.subscriptions(1)
    one.process.subscribers.unfollow(1, kept.id, SEVEN)
    await one.until(SEVEN + 24 * HOUR)
    assert one.inbox == []


async def test_a_pause_that_is_ended_early_holds_nothing_back(play):
    one = play()
    one.follow(1)
    one.process.subscribers.pause(1, SEVEN + 48 * HOUR, START)
    await one.until(START, SEVEN)
    one.process.subscribers.pause(1, None, SEVEN + HOUR)
    one.process.outbox.look_again(1, SEVEN + HOUR)
    await one.until(SEVEN + HOUR)
    assert len(one.inbox) == 1


async def test_a_mute_silences_one_event(play):
    one = play(VISIT, event("other"))
    one.follow(1)
    one.process.subscribers.mute(1, "visit-1", START)
    await one.until(START, SEVEN)
    assert one.inbox == [(1, "other@2026-12-05/7d")]


async def test_the_clock_set_back_doubles_nothing(play):
    one = play()
    one.follow(1)
    await one.until(START, SEVEN, SEVEN - 5 * HOUR, SEVEN, SEVEN + HOUR)
    assert len(one.inbox) == 1


@pytest.mark.parametrize("ahead", [HOUR, 5 * HOUR, 24 * HOUR, 72 * HOUR])
async def test_a_clock_ahead_for_a_while_loses_and_doubles_nothing(play, ahead):
    one = play(VISIT, event("second", "2026-12-02"))
    one.follow(1, 2)
    first, second = utc("2026-11-25 04:00"), utc("2026-12-01 04:00")
    before = first - HOUR / 60
    await one.until(START, before, before + ahead, before, first, SEVEN, second, ONE, utc("2026-12-05 10:00"))
    stages = [("second@2026-12-02", "7d"), ("second@2026-12-02", "1d"), ("visit-1@2026-12-05", "7d")]
    wanted = {f"{name}/{stage}" for name, stage in (*stages, ("visit-1@2026-12-05", "1d"))}
    assert one.world.subjects == {(chat, subject): 1 for chat in (1, 2) for subject in wanted}


async def test_what_waited_by_a_clock_that_was_ahead_comes_when_it_is_set_back(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.world.refusals[1] = [NetworkError("down"), RetryAfter(timedelta(seconds=2000))]
    wrong = SEVEN + 72 * HOUR
    await one.until(wrong, wrong + HOUR, SEVEN + HOUR)
    assert one.inbox == [(1, "visit-1@2026-12-05/7d")]


async def test_what_was_over_by_a_clock_that_was_ahead_comes_when_it_is_set_back(play):
    one = play()
    one.follow(1)
    await one.until(START, SEVEN - HOUR / 120, SEVEN + 30 * 24 * HOUR)
    assert one.inbox == []
    await one.until(SEVEN, ONE)
    assert one.inbox == [(1, "visit-1@2026-12-05/7d"), (1, "visit-1@2026-12-05/1d")]


async def test_a_notice_held_by_a_clock_that_was_ahead_is_told_after_its_hold(play):
    one = play()
    one.follow(1)
    await one.until(START, START + 72 * HOUR)
    one.load(MOVED, version="v2")
    await one.until(START + 72 * HOUR + HOUR / 60, START)
    assert one.inbox == []
    await one.until(START + HOLD)
    assert one.inbox == [(1, "change/1")]


async def test_a_notice_told_by_a_clock_that_was_ahead_takes_no_reminder_with_it(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.load(event(starts_at=utc("2026-12-01 10:00"), when="2026-12-01", history=(past("2026-12-05"),)), version="v2")
    wrong = utc("2026-11-30 08:00")
    await one.until(wrong, wrong + HOLD, START + HOUR, utc("2026-11-24 04:00"), utc("2026-11-30 04:00"))
    assert [text for _, text in one.inbox] == ["change/1", "visit-1@2026-12-01/7d", "visit-1@2026-12-01/1d"]


async def test_a_daily_digest_comes_at_its_hour(play):
    one = play()
    one.follow(1, scope="theme", target="transport")
    one.process.subscribers.set_digest(1, Digest("day", 9), START)
    await one.until(START, *(START + n * HOUR for n in range(1, 49)))
    assert [subject for _, subject in one.inbox] == ["digest@2026-11-21", "digest@2026-11-22"]


# Changes

MOVED = event(starts_at=utc("2026-12-09 10:00"), when="2026-12-09", history=(past("2026-12-05"),))


async def test_the_first_load_tells_nothing(play):
    one = play()
    one.follow(1)
    await one.until(START, START + HOUR)
    assert one.inbox == []


async def test_a_change_is_told_after_its_hold_as_an_answer_to_the_reminder(play):
    one = play()
    one.follow(1, 2)
    await one.until(START, SEVEN)
    one.load(MOVED, version="v2")
    await one.until(SEVEN + HOUR)
    assert len(one.inbox) == 2
    await one.until(SEVEN + HOUR + HOLD)
    assert sorted(one.inbox[2:]) == [(1, "change/1"), (2, "change/1")]
    reminded = {chat: number for number, (chat, _) in enumerate(one.inbox[:2], 1)}
    answered = {call["chat_id"]: call["reply_parameters"].message_id for call in one.world.calls[2:]}
    assert answered == reminded


async def test_after_a_postponement_the_new_date_is_counted_down_to_and_not_the_old_one(play):
    one = play()
    one.follow(1)
    await one.until(START, SEVEN)
    one.load(MOVED, version="v2")
    later = [SEVEN + HOUR, SEVEN + HOUR + HOLD, ONE, utc("2026-12-08 04:00")]
    await one.until(*later)
    assert [text for _, text in one.inbox] == [
        "visit-1@2026-12-05/7d",
        "change/1",
        "visit-1@2026-12-09/7d",
        "visit-1@2026-12-09/1d",
    ]


async def test_owners_see_a_notice_before_anybody_and_can_stop_it(play):
    one = play(owners=[OWNER])
    one.follow(1)
    await one.until(START)
    one.load(MOVED, version="v2")
    await one.until(START + HOUR)
    assert one.inbox == [(OWNER, "preview 1 for 1")]
    assert one.process.notices.stop("visit-1", one.world.base.knowledge, START + HOUR)
    await one.until(START + 2 * HOUR)
    assert len(one.inbox) == 1


async def test_what_owners_could_not_be_shown_waits_a_little_longer(play):
    one = play(owners=[OWNER])
    one.follow(1)
    await one.until(START)
    one.world.refusals[OWNER] = [NetworkError("down")] * 2
    one.load(MOVED, version="v2")
    await one.until(START + HOUR, START + HOUR + HOLD)
    assert one.inbox == []
    await one.until(START + HOUR + 2 * HOLD)
    assert one.inbox == [(OWNER, "preview 1 for 1"), (1, "change/1")]


async def test_an_owner_who_cannot_be_reached_yet_holds_up_no_tick(play):
    one = play(VISIT, event("other", "2026-11-21"), owners=[OWNER])
    one.follow(1)
    await one.until(START)
    one.load(MOVED, event("other", "2026-11-21"), version="v2")
    send, free = one.world.send_message, asyncio.Event()

    async def slow(chat_id, *args, **kwargs):
        if chat_id == OWNER:
            await free.wait()
        return await send(chat_id, *args, **kwargs)

    one.world.send_message = slow
    for n in range(3):
        one.world.now = START + n * HOUR
        async with asyncio.timeout(5):
            await one.process.heart.tick()
            await one.process.sender.drain()
    assert one.inbox == [(1, "other@2026-11-21/1d")]
    free.set()
    await one.process.heart.told()
    assert [text for chat, text in one.inbox if chat == OWNER] == ["preview 1 for 1"]
    await one.until(START + 4 * HOUR)
    assert one.inbox[-1] == (1, "change/1")


async def test_a_stop_ends_what_owners_are_being_told_and_it_is_told_after_the_next_start(play):
    one = play(owners=[OWNER])
    await one.until(START)
    one.load(MOVED, version="v2")
    send = one.world.send_message

    async def never(*args, **kwargs):
        await asyncio.Event().wait()

    one.world.send_message = never
    await one.process.heart.tick()
    await one.process.heart.stop()
    one.world.send_message = send
    one.restart()
    await one.until(START + HOUR)
    assert one.inbox == [(OWNER, "preview 1 for 0")]


async def test_more_than_ten_wait_for_a_yes(play):
    one = play(VISIT, owners=[OWNER])
    one.follow(1)
    await one.until(START)
    one.load(VISIT, *(event(f"new-{n}") for n in range(11)), version="v2")
    await one.until(START + HOUR, START + 48 * HOUR)
    assert one.inbox == [(OWNER, "preview of 11")]
    one.process.notices.release("new-3", one.world.base.knowledge, one.world.now)
    await one.until(one.world.now)
    assert [chat for chat, _ in one.inbox].count(1) == 1


async def test_three_hundred_past_events_tell_nothing(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.load(VISIT, *(event(f"old-{n}", f"{1992 + n % 30}", status="held") for n in range(300)), version="v2")
    await one.until(START + HOUR, START + 2 * HOUR)
    assert one.inbox == []


async def test_a_withdrawn_fact_is_corrected_once_to_who_was_told(play):
    one = play()
    one.follow(1)
    await one.until(START, SEVEN)
    one.follow(2, scope="theme", target="trade")
    assert one.process.notices.withdraw("visit-1", "a hoax", one.world.base.knowledge, SEVEN) == 1
    assert one.process.notices.withdraw("visit-1", "a hoax", one.world.base.knowledge, SEVEN) is None
    await one.until(SEVEN + HOUR, ONE, ONE + HOUR)
    assert one.inbox == [(1, "visit-1@2026-12-05/7d"), (1, "change/1")]


async def test_what_is_not_in_the_base_cannot_be_withdrawn(play):
    one = play()
    knowledge = one.world.base.knowledge
    assert one.process.notices.withdraw("nothing", None, knowledge, START) is None
    assert one.process.notices.withdraw("visit-1#99", None, knowledge, START) is None


async def test_a_restart_between_reload_and_notice_tells_it_all_the_same(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.restart()
    one.load(MOVED, version="v2")
    await one.until(START + HOUR)
    one.restart()
    await one.until(START + HOUR + HOLD)
    assert one.inbox == [(1, "change/1")]


async def test_a_change_of_another_kind_does_not_eat_the_reminder(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.load(event(starts_at=VISIT.starts_at, where="Hall 2"), version="v2")
    await one.until(SEVEN - HOUR / 20, SEVEN, SEVEN + HOLD)
    assert {text for _, text in one.inbox} == {"change/1", "visit-1@2026-12-05/7d"}


# The process


async def test_what_is_next_due_is_known(play):
    one = play()
    one.follow(1)
    assert one.process.planner.next_due(one.world.base.knowledge, START) == SEVEN
    assert one.process.planner.next_due(one.world.base.knowledge, ONE + HOUR) is None


async def test_the_next_alerts_can_be_shown(play):
    one = play()
    one.follow(1)
    [who] = one.process.subscribers.followers([1])
    found = one.process.planner.preview(one.world.base.knowledge, who, START, 3)
    assert [one.due for one in found] == [SEVEN, ONE]


def test_a_silent_job_queue_is_set_going_again(tmp_path):
    async def main():
        one = Play(tmp_path)
        ticks = []

        async def tick():
            ticks.append(virtual_loop.now())
            one.process.heart._ticked = virtual_loop.now()

        one.process.heart.tick = tick
        watch = asyncio.create_task(one.process.heart.watch(asyncio.sleep))
        await asyncio.sleep(10 * TICK_EVERY)
        watch.cancel()
        one.process.close()
        return ticks

    ticks = virtual_loop.run(main())
    assert ticks[0] <= SILENT_FOR
    assert len(ticks) >= 3


async def test_a_stop_lets_what_is_on_its_way_arrive_and_be_recorded(play):
    one = play()
    one.follow(1)
    await one.until(START)
    one.world.now = SEVEN
    await one.process.heart.tick()
    arrived = asyncio.Event()
    send = one.world.send_message

    async def slow(*args, **kwargs):
        arrived.set()
        await asyncio.sleep(0.05)
        return await send(*args, **kwargs)

    one.world.send_message = slow
    running = asyncio.create_task(one.process.sender.run())
    await arrived.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    one.world.send_message = send
    one.restart()
    await one.process.begin()
    await one.until(SEVEN)
    assert len(one.inbox) == 1
