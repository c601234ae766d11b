from datetime import timedelta

import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.limits import BURST, PER_GROUP_MINUTE, Limits
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import START, Sandbox


def waits(limits: Limits, chat: int, now: float, *, is_group: bool = False, paid: bool = False) -> int:
    """Seconds to wait; 0 if the message was let through."""
    try:
        limits.count(chat, now, is_group=is_group, paid=paid)
    except Refusal as refusal:
        return int(refusal.parameters["retry_after"])
    return 0


def test_one_chat_takes_a_short_burst_then_one_a_second() -> None:
    limits = Limits()
    assert [waits(limits, 1, 0.0) for _ in range(BURST + 1)] == [0] * BURST + [1]
    assert [waits(limits, 1, t / 10) for t in range(1, 11)].count(0) == 1
    assert all(waits(limits, 1, 2.0 + t) == 0 for t in range(60))


def test_a_group_takes_twenty_a_minute() -> None:
    limits = Limits()
    assert not any(waits(limits, -1, t * 1.5, is_group=True) for t in range(PER_GROUP_MINUTE))
    assert waits(limits, -1, 30.0, is_group=True) == 30
    assert waits(limits, -1, 60.0, is_group=True) == 0


def test_all_chats_together_take_thirty_a_second() -> None:
    limits = Limits()
    assert [waits(limits, chat, 0.0) for chat in range(31)] == [0] * 30 + [1]
    assert waits(limits, 99, 0.5, paid=True) == 0
    assert waits(limits, 98, 1.1) == 0


def test_one_held_chat_does_not_hold_the_others() -> None:
    limits = Limits()
    while not waits(limits, 1, 0.0):
        pass
    assert waits(limits, 2, 0.0) == 0


def test_refused_messages_do_not_lengthen_the_wait() -> None:
    limits = Limits()
    for _ in range(50):
        waits(limits, 1, 0.0)
    assert waits(limits, 1, 1.0) == 0
    assert limits.refused == 50 - BURST


def test_a_flood_is_answered_with_429_until_the_sandboxs_clock_goes_on() -> None:
    sandbox = Sandbox(clock=Clock(START))
    chat = sandbox.private(sandbox.user("Aisha"))
    for _ in range(BURST):
        sandbox.call("sendMessage", chat_id=chat.id, text="x")
    with pytest.raises(Refusal) as caught:
        sandbox.call("sendMessage", chat_id=chat.id, text="x")
    assert caught.value.body() == {
        "ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }  # fmt: skip
    sandbox.clock.advance(timedelta(seconds=1))
    assert sandbox.call("sendMessage", chat_id=chat.id, text="x")


def test_limits_can_be_switched_off() -> None:
    limits = Limits(enabled=False)
    assert not any(waits(limits, 1, 0.0) for _ in range(100))
