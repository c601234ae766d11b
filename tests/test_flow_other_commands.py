"""People write commands as they think they are called."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from flow import ask, button, club, newcomer, press

from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


async def test_a_misspelt_command_is_told_the_nearest(stage: Stage) -> None:
    (said,) = await ask(stage, await newcomer(stage), "/upcomming")
    assert said.text == "The bot has no /upcomming. Do you mean /upcoming? /help lists all."


async def test_follow_and_unsubscribe_do_what_they_say(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "/follow spring regatta")
    assert said.text.startswith("Following Spring regatta")
    (page,) = await ask(stage, chat, "/unsubscribe")
    assert page.text.startswith("What shall end?")
    (said,) = await ask(stage, chat, "/unfollow spring regatta")
    assert said.text.startswith("Done.")
    (page,) = await ask(stage, chat, "/alerts")
    assert page.text.startswith("Nothing is followed here.")


async def test_what_nearly_means_everything_is_offered(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "/subscribe everythng")
    await press(stage, chat, "Everything", said)
    assert "✅ Everything" in said.labels


async def test_what_goes_by_no_name_but_answers_is_offered_to_follow(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "/subscribe when does the season begin")
    (done,) = await press(stage, chat, button(said, "First row"), said)
    assert done.text.startswith("Following First row of the year")
