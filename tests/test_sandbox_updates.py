import asyncio
from datetime import timedelta

import pytest

from bot.sandbox.answering import answer
from bot.sandbox.clock import Clock
from bot.sandbox.conversation import Conversation
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import START, Sandbox


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(clock=Clock(START), flood=False)


@pytest.fixture
def chat(sandbox: Sandbox) -> Conversation:
    return sandbox.private(sandbox.user("Aisha"))


async def poll(sandbox: Sandbox, **parameters: object) -> tuple[int, list[str]]:
    status, body = await answer(sandbox, "getUpdates", parameters, {})
    return status, [update["message"]["text"] for update in body.get("result", ())]


def ids(sandbox: Sandbox, **parameters: object) -> list[int]:
    return [update["update_id"] for update in sandbox.call("getUpdates", **parameters)]


def test_an_update_is_offered_until_a_higher_offset_confirms_it(sandbox: Sandbox, chat: Conversation) -> None:
    for text in "abc":
        chat.say(text)
    first, second, third = ids(sandbox)
    assert ids(sandbox) == [first, second, third]
    assert ids(sandbox, offset=second) == [second, third]
    assert ids(sandbox) == [second, third]
    assert ids(sandbox, offset=third + 1) == []
    assert ids(sandbox) == []


def test_updates_are_numbered_without_gaps(sandbox: Sandbox, chat: Conversation) -> None:
    for text in "abc":
        chat.say(text)
    first, *rest = ids(sandbox)
    assert rest == [first + 1, first + 2]


def test_a_negative_offset_keeps_the_last(sandbox: Sandbox, chat: Conversation) -> None:
    for text in "abc":
        chat.say(text)
    last = ids(sandbox)[-1]
    assert ids(sandbox, offset=-1) == [last]
    assert ids(sandbox) == [last]


def test_no_more_than_the_limit_is_given(sandbox: Sandbox, chat: Conversation) -> None:
    for _ in range(150):
        chat.say("x")
    assert len(ids(sandbox)) == 100
    assert len(ids(sandbox, limit=3)) == 3


def test_kinds_not_asked_for_never_enter_the_queue(sandbox: Sandbox, chat: Conversation) -> None:
    assert ids(sandbox, allowed_updates=["callback_query"]) == []
    chat.say("unheard")
    assert ids(sandbox) == []
    sandbox.call("getUpdates", allowed_updates=[])
    chat.say("heard")
    assert len(ids(sandbox)) == 1


def test_reactions_are_not_sent_by_default(sandbox: Sandbox, chat: Conversation) -> None:
    message = chat.say("x")
    before = ids(sandbox)
    chat.react(message, "👍")
    assert ids(sandbox) == before
    sandbox.call("getUpdates", allowed_updates=["message_reaction"])
    chat.react(message, "👎")
    assert sandbox.call("getUpdates")[-1]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👎"}]


def test_updates_are_kept_for_a_day(sandbox: Sandbox, chat: Conversation) -> None:
    chat.say("old")
    sandbox.clock.advance(timedelta(hours=25))
    chat.say("new")
    assert [update["message"]["text"] for update in sandbox.call("getUpdates")] == ["new"]


async def test_a_long_poll_waits_for_what_comes(sandbox: Sandbox, chat: Conversation) -> None:
    waiting = asyncio.create_task(poll(sandbox, timeout=20))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    chat.say("here")
    assert await waiting == (200, ["here"])


async def test_a_long_poll_that_nothing_comes_for_ends_empty(sandbox: Sandbox) -> None:
    assert await poll(sandbox, timeout=1) == (200, [])


async def test_a_second_reader_sends_the_first_away(sandbox: Sandbox, chat: Conversation) -> None:
    first = asyncio.create_task(answer(sandbox, "getUpdates", {"timeout": 20}, {}))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(poll(sandbox, timeout=20))
    status, body = await first
    assert (status, body["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    chat.say("for the second")
    assert await second == (200, ["for the second"])


async def test_with_a_webhook_nothing_can_be_fetched(sandbox: Sandbox) -> None:
    sandbox.call("setWebhook", url="https://example.org/hook", secret_token="s3cret")
    status, body = await answer(sandbox, "getUpdates", {}, {})
    assert status == 409
    assert "while webhook is active" in body["description"]
    assert sandbox.call("getWebhookInfo")["url"] == "https://example.org/hook"
    sandbox.call("deleteWebhook")
    assert await poll(sandbox) == (200, [])


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "http://example.org/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
def test_wrong_webhooks_are_refused(sandbox: Sandbox, parameters: dict[str, str], words: str) -> None:
    with pytest.raises(Refusal) as caught:
        sandbox.call("setWebhook", **parameters)
    assert caught.value.description == f"Bad Request: {words}"


def test_pending_updates_can_be_dropped(sandbox: Sandbox, chat: Conversation) -> None:
    chat.say("x")
    sandbox.call("deleteWebhook", drop_pending_updates=True)
    assert sandbox.call("getWebhookInfo")["pending_update_count"] == 0
