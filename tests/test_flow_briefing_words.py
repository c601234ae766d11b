"""A regular briefing is set by the words behind its command."""

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


async def test_days_hour_and_theme_are_set_and_shown(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/briefing daily 8:30 sport")
    assert page.text.startswith("It comes on the hour.\n\nRegular briefing\n\nOn: every day at 08:00")
    assert "About: sport." in page.text
    (page,) = await ask(stage, chat, "/briefing off")
    assert "Off. Once switched on: every day at 08:00" in page.text


async def test_what_is_not_understood_is_said(stage: Stage) -> None:
    (page,) = await ask(stage, await newcomer(stage), "/briefing with sugar")
    assert page.text.startswith("Not understood: “with sugar”. Understood are on, off, days")
    assert "Off. Once switched on" in page.text
