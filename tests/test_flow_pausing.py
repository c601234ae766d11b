"""A pause and a time zone are asked for, set by words, said readably, and taken back."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from flow import ask, club, newcomer, press

from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


async def test_a_pause_without_length_is_asked_for_and_nothing_is_held_yet(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/pause")
    assert page.text.startswith("For how long shall the alerts be held?")
    assert page.labels == ["1 day", "3 days", "1 week", "30 days"]
    await press(stage, chat, "1 week", page)
    assert "Paused until 8 March 2026, 12:" in page.text


@pytest.mark.parametrize("text", ["/pause 3 days", "/pause 3d", "pause alerts for 3 days"])
async def test_a_pause_says_its_end_and_how_to_undo_it(stage: Stage, text: str) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, text)
    assert said.text.startswith("Paused until 4 March 2026, 12:")
    assert said.text.endswith("What still matters then comes in one message. /pause 0 ends it.")
    assert said.labels == ["End the pause"]
    (over,) = await ask(stage, chat, "end the pause")
    assert over.text == "The pause is over."


async def test_a_length_that_is_none_is_said(stage: Stage) -> None:
    (page,) = await ask(stage, await newcomer(stage), "/pause forever")
    assert page.text.startswith("Write how long: /pause 12h")
    assert "1 week" in page.labels


async def test_a_zone_that_is_nearly_known_is_offered(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/zone Kuala Lumpor")
    assert page.text == "No time zone goes by “Kuala Lumpor”. Is one of these meant?"
    await press(stage, chat, "🕘 Kuala Lumpur", page)
    assert "Time zone: Asia/Kuala_Lumpur" in page.text


async def test_a_distance_from_utc_offers_the_cities_that_have_it(stage: Stage) -> None:
    (page,) = await ask(stage, await newcomer(stage), "/zone UTC+5")
    assert page.text == "Which of these cities keeps UTC+5 as you do?"
    assert "🕘 Tashkent" in page.labels


async def test_a_zone_that_is_none_is_said_and_a_city_in_russian_is_taken(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "/zone qqqqq")
    assert said.text.startswith("No time zone goes by “qqqqq”. Write a large city near you")
    (said,) = await ask(stage, chat, "/zone Москва")
    assert said.text.startswith("The time zone here is Europe/Moscow")
