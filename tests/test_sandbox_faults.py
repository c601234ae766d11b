import asyncio

import pytest

from bot.sandbox.answering import Dropped, answer
from bot.sandbox.conversation import Conversation
from bot.sandbox.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(flood=False)


@pytest.fixture
def chat(sandbox: Sandbox) -> Conversation:
    return sandbox.private(sandbox.user("Aisha"))


async def send(sandbox: Sandbox, chat: Conversation) -> int:
    status, _ = await answer(sandbox, "sendMessage", {"chat_id": chat.id, "text": "x"}, {})
    return status


async def test_a_fault_strikes_as_often_as_it_was_asked_to(sandbox: Sandbox, chat: Conversation) -> None:
    fault = sandbox.fault("too_many", method="sendMessage", times=2, retry_after=7)
    assert [await send(sandbox, chat) for _ in range(3)] == [429, 429, 200]
    assert fault.struck == 2


async def test_a_fault_waits_until_its_turn(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.fault("server_error", after=1)
    assert [await send(sandbox, chat) for _ in range(3)] == [200, 500, 200]


async def test_a_fault_strikes_only_its_method_and_chat(sandbox: Sandbox, chat: Conversation) -> None:
    other = sandbox.private(sandbox.user("Daniyar"))
    sandbox.fault("forbidden", method="sendMessage", chat=chat, times=None)
    assert [await send(sandbox, c) for c in (other, chat, chat)] == [200, 403, 403]
    assert (await answer(sandbox, "getMe", {}, {}))[0] == 200
    sandbox.faults.clear()
    assert await send(sandbox, chat) == 200


async def test_any_refusal_can_be_asked_for(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.fault("refuse", code=400, description="Bad Request: message thread not found")
    status, body = await answer(sandbox, "sendMessage", {"chat_id": str(chat.id), "text": "x"}, {})
    assert (status, body["description"]) == (400, "Bad Request: message thread not found")


async def test_a_connection_dropped_before_leaves_nothing_done(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.fault("drop_before", method="sendMessage")
    with pytest.raises(Dropped):
        await send(sandbox, chat)
    assert not chat.sent


async def test_a_connection_dropped_after_leaves_the_message_sent(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.fault("drop_after", method="sendMessage")
    with pytest.raises(Dropped):
        await send(sandbox, chat)
    assert len(chat.sent) == 1


async def test_a_slow_answer_comes_after_the_others(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.fault("latency", method="sendMessage", seconds=0.05)
    slow = asyncio.create_task(send(sandbox, chat))
    await asyncio.sleep(0)
    assert (await answer(sandbox, "getMe", {}, {}))[0] == 200
    assert not slow.done()
    assert await slow == 200


async def test_an_update_can_come_twice(sandbox: Sandbox, chat: Conversation) -> None:
    sandbox.fault("duplicate", chat=chat)
    chat.say("once")
    _, body = await answer(sandbox, "getUpdates", {}, {})
    assert [update["message"]["text"] for update in body["result"]] == ["once", "once"]
    assert len({update["update_id"] for update in body["result"]}) == 1
