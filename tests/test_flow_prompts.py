"""People answer what a command asked them for, without writing the command again."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from flow import ask, club, newcomer

from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


async def test_a_name_after_prep_gives_the_sheet_once(stage: Stage) -> None:
    chat = await newcomer(stage)
    (asked,) = await ask(stage, chat, "/prep")
    assert asked.text.startswith("Whom or what do you meet?")
    (sheet,) = await ask(stage, chat, "Aino Berg")
    assert sheet.text.startswith("Aino Berg\nPrep sheet of 1 March 2026")
    (card,) = await ask(stage, chat, "Aino Berg")
    assert "Prep sheet" not in card.text


async def test_a_shared_name_after_prep_is_asked_about(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "/prep")
    (asked,) = await ask(stage, chat, "Berg")
    assert asked.text == "Which one do you mean?"
    (sheet,) = await ask(stage, chat, "the first one")
    assert sheet.text.startswith("Aino Berg\nPrep sheet")


@pytest.mark.parametrize("text", ["What does membership cost?", "How do I bake bread", "stop"])
async def test_a_question_after_prep_is_a_question(stage: Stage, text: str) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "/prep")
    (said,) = await ask(stage, chat, text)
    assert "Prep sheet" not in said.text


async def test_a_city_after_zone_sets_it(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "/zone")
    assert "To change it, write /zone and a city" in said.text
    (said,) = await ask(stage, chat, "London")
    assert said.text.startswith("The time zone here is Europe/London")
    (said,) = await ask(stage, chat, "Paris")
    assert not said.text.startswith("The time zone here")
