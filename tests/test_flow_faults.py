"""Telegram fails in every way it can, and people still get one answer."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from flow import ask, button, club, newcomer, press

from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION, ANSWER = "When is the spring regatta?", "16 May 2026"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


@pytest.fixture(autouse=True)
def nothing_fails_any_more(stage: Stage) -> Iterator[None]:
    yield
    stage.sandbox.faults.clear()


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "too_many", "method": "sendMessage", "retry_after": 7},
        {"kind": "too_many", "method": "sendMessage", "retry_after": 1, "times": 4},
        {"kind": "server_error", "method": "sendMessage", "times": 4},
        {"kind": "server_error", "method": "sendMessage", "times": 2, "code": 502, "description": "Bad Gateway"},
        {"kind": "drop_before", "method": "sendMessage", "times": 3},
        {"kind": "server_error", "method": "getUpdates", "times": 5},
        {"kind": "drop_before", "method": "getUpdates", "times": 3},
        {"kind": "drop_after", "method": "getUpdates", "times": 3},
        {"kind": "too_many", "method": "getUpdates", "retry_after": 2},
        {"kind": "duplicate"},
        {"kind": "latency", "method": "sendMessage", "seconds": 0.2},
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('method', 'update')}",
)
async def test_a_question_is_answered_exactly_once(stage: Stage, fault: dict[str, Any]) -> None:
    chat = await newcomer(stage)
    struck = stage.sandbox.fault(**fault)
    (answer,) = await ask(stage, chat, QUESTION)
    assert ANSWER in answer.text
    assert struck.struck == fault.get("times", 1)


async def test_an_answer_that_arrived_unnoticed_is_sent_again_and_says_the_same(stage: Stage) -> None:
    """Nobody can know whether a message arrived when the connection broke; a double is better than silence."""
    chat = await newcomer(stage)
    stage.sandbox.fault("drop_after", method="sendMessage")
    answers = await ask(stage, chat, QUESTION)
    assert {answer.text for answer in answers} == {answers[0].text}
    assert len(answers) == 2


async def test_a_change_in_place_that_arrived_unnoticed_is_not_said_again(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/events")
    stage.sandbox.fault("drop_after", method="editMessageText")
    assert await press(stage, chat, button(page, "2026"), page) == ()
    assert "1. " in page.text


async def test_a_press_that_cannot_be_acknowledged_does_its_work(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/events")
    stage.sandbox.fault("refuse", method="answerCallbackQuery", code=400, description="Bad Request: query is too old")
    assert await press(stage, chat, button(page, "2026"), page) == ()
    assert "1. " in page.text


async def test_a_message_deleted_under_the_finger_is_said_anew(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/events")
    data = page.keyboard[0][0]["callback_data"]
    chat.delete(page)
    chat.press_data(page, data)
    await stage.settle()
    assert len(chat.sent) == 1
    assert chat.last.text.startswith("Events: 2026")


async def test_a_chat_told_to_wait_long_holds_up_nobody_else(stage: Stage) -> None:
    held, free = await newcomer(stage), await newcomer(stage, "Daniyar")
    stage.sandbox.fault("too_many", method="sendMessage", chat=held, retry_after=600)
    held.say(QUESTION)
    await stage.settle()
    assert held.sent == ()
    assert len(await ask(stage, free, QUESTION)) == 1
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=15))
    assert [ANSWER in message.text for message in held.sent] == [True]


async def test_a_blocked_bot_stays_silent_and_answers_when_it_is_let_in_again(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, QUESTION)
    chat.say("What does membership cost?")
    chat.block()
    await stage.settle()
    sent = len(chat.sent)
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(hours=1))
    assert len(chat.sent) == sent
    assert len(await ask(stage, chat, QUESTION)) == 1


async def test_a_refused_formatting_goes_out_as_plain_text(stage: Stage) -> None:
    chat = await newcomer(stage)
    why = "Bad Request: can't parse entities: Unsupported start tag"
    stage.sandbox.fault("refuse", method="sendMessage", chat=chat, code=400, description=why)
    (answer,) = await ask(stage, chat, QUESTION)
    assert ANSWER in answer.text
    assert [entity for entity in answer.entities if entity["type"] == "bold"] == []


async def test_half_an_hour_without_telegram_is_sat_out(stage: Stage) -> None:
    first, second = await newcomer(stage), await newcomer(stage, "Daniyar")
    stage.sandbox.fault("server_error", method="getUpdates", times=None, code=502)
    assert len(await ask(stage, first, QUESTION)) == 1  # whoever waits for updates still gets them
    assert await ask(stage, second, QUESTION) == ()
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=30))
    assert second.sent == ()
    stage.sandbox.faults.clear()
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=2))
    assert (len(first.sent), len(second.sent)) == (1, 1)


async def test_many_questions_at_once_are_all_answered_once_and_in_order(stage: Stage) -> None:
    chat = await newcomer(stage)
    questions = ["When is the spring regatta?", "What does membership cost?", "/id", "Who trains the juniors?"] * 3
    for text in questions:
        chat.say(text)
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=2))
    expected = ["16 May 2026", "120 crowns", "Your id", "Oskar Berg"] * 3
    assert [part in message.text for part, message in zip(expected, chat.sent, strict=True)] == [True] * 12
