"""The real bot stopped and started anew, and a base that is edited under it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from flow import ask, button, choice, club, newcomer, press

from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "When is the spring regatta?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("club")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(folder: Path) -> AsyncIterator[Stage]:
    async with club(folder) as stage:
        yield stage


def save(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


async def edited(stage: Stage, file: Path, old: str, new: str) -> None:
    """Save the file with `old` replaced, and let the bot notice."""
    save(file, old, new)
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(seconds=20))


async def test_buttons_from_before_a_restart_work(stage: Stage) -> None:
    chat = await newcomer(stage)
    (greeting,) = await ask(stage, chat, "/start")
    (page,) = await ask(stage, chat, "/events")
    offered = await choice(stage, chat)
    await stage.restart()
    assert await press(stage, chat, button(page, "2026"), page) == ()
    assert "1. " in page.text
    assert await press(stage, chat, offered.labels[0], offered) == ()
    assert "Source" in offered.text
    (answer,) = await press(stage, chat, "What does membership cost?", greeting)
    assert "120 crowns" in answer.text


async def test_the_thread_of_talk_outlives_a_restart(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, QUESTION)
    await stage.restart()
    (source,) = await ask(stage, chat, "source?")
    assert "Calendar of the season" in source.text


async def test_what_was_said_while_the_bot_was_down_is_answered_once(stage: Stage) -> None:
    chat = await newcomer(stage)
    await stage.stop()
    chat.say(QUESTION)
    stage.sandbox.clock.advance(timedelta(hours=3))
    await stage.start()
    await stage.settle()
    assert ["16 May 2026" in message.text for message in chat.sent] == [True]


async def test_what_was_answered_and_not_confirmed_is_not_answered_again(stage: Stage) -> None:
    chat = await newcomer(stage)
    stage.sandbox.fault("server_error", method="getUpdates", times=None)
    assert len(await ask(stage, chat, QUESTION)) == 1
    await stage.stop()
    assert [update.chat() for update in stage.sandbox.updates.queue] == [chat.id]
    stage.sandbox.faults.clear()
    await stage.start()
    await stage.settle()
    assert stage.sandbox.updates.queue == []
    assert len(chat.sent) == 1


async def test_an_edit_of_the_base_is_in_the_next_answer(stage: Stage, folder: Path) -> None:
    chat = await newcomer(stage)
    await edited(stage, folder / "knowledge" / "topics.yaml", "120 crowns a year", "130 crowns a year")
    (answer,) = await ask(stage, chat, "What does membership cost?")
    assert "130 crowns" in answer.text


async def test_a_broken_edit_leaves_the_last_good_base(stage: Stage, folder: Path) -> None:
    chat = await newcomer(stage)
    file = folder / "knowledge" / "topics.yaml"
    await edited(stage, file, "- id: membership-fee\n  kind: topic", "- id: membership-fee\n  kind: topick")
    (answer,) = await ask(stage, chat, "What does membership cost?")
    assert "crowns a year" in answer.text
    await edited(stage, file, "topick", "topic")


async def test_a_button_to_an_entry_that_is_gone_says_so(stage: Stage, folder: Path) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/events")
    await press(stage, chat, button(page, "2026"), page)
    number = next(line for line in page.text.splitlines() if "Night row from the south" in line).partition(".")[0]
    await edited(stage, folder / "knowledge" / "events.yaml", "night-row-south-2026", "night-row-west-2026")
    (said,) = await press(stage, chat, number, page)
    assert said.text.startswith("This button is old")
    await edited(stage, folder / "knowledge" / "events.yaml", "night-row-west-2026", "night-row-south-2026")


async def test_buttons_nobody_made_are_said_to_be_old(stage: Stage) -> None:
    chat = await newcomer(stage)
    (answer,) = await ask(stage, chat, QUESTION)
    for data in ("", "0|e|spring-regatta-2026", "1|?|x", "1|e|", "1|b|nowhere||1", "🚣" * 16):
        before = len(chat.sent)
        chat.press_data(answer, data)
        await stage.settle()
        assert [message.text[:18] for message in chat.sent[before:]] == ["This button is old"], data
        await stage.pass_until(stage.sandbox.clock.now() + timedelta(seconds=30))
