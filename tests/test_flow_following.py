"""People follow things in words: where several share the name they are asked, and lead times are kept as named."""

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


@pytest.mark.parametrize("text", ["follow Berg", "/subscribe Berg", "notify me when Berg is elected"])
async def test_a_name_that_several_share_is_not_guessed(stage: Stage, text: str) -> None:
    chat = await newcomer(stage)
    (asked,) = await ask(stage, chat, text)
    assert asked.text == "Which one do you mean?"
    assert [label.partition(",")[0] for label in asked.labels] == ["Aino Berg", "Oskar Berg"]
    (nothing,) = await ask(stage, chat, "/subscriptions")
    assert nothing.text.startswith("Nothing is followed here.")


async def test_the_one_that_is_tapped_is_followed_with_the_lead_time_named(stage: Stage) -> None:
    chat = await newcomer(stage)
    (asked,) = await ask(stage, chat, "remind me 3 days before anything with Berg")
    (said,) = await press(stage, chat, button(asked, "Oskar Berg"), asked)
    assert said.text.startswith("Following Oskar Berg: 3 days before.")
    (gone,) = await ask(stage, chat, "unfollow Berg")
    assert gone.text.startswith("Done.")


async def test_a_full_name_is_followed_at_once(stage: Stage) -> None:
    (said,) = await ask(stage, await newcomer(stage), "follow Oskar Berg")
    assert said.text.startswith("Following Oskar Berg:")


async def test_several_of_one_name_are_ended_one_by_one(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "follow Oskar Berg")
    await ask(stage, chat, "follow Aino Berg")
    (page,) = await ask(stage, chat, "unfollow Berg")
    assert page.text.startswith("What shall end?")


async def test_a_lead_time_behind_the_command_is_kept_and_stays_when_followed_again(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "/subscribe spring regatta 3d")
    assert said.text.startswith("Following Spring regatta: 3 days before.")
    (said,) = await ask(stage, chat, "/subscribe spring regatta")
    assert said.text.startswith("Following Spring regatta: 3 days before.")
    (said,) = await ask(stage, chat, "/subscribe spring regatta 12h 1d")
    assert said.text.startswith("Following Spring regatta: 1 day, 12 hours before.")
