"""People ask to be reminded, or how the bot is set, without naming anything of the base: one plain sentence is said."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from flow import ask, club, newcomer, press

from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

ON_TIME = "Reminders come before an event, not at a time of your own. How long before can be: 30 days, 7 days"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


async def test_remind_me_after_an_event_follows_it(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "When is the spring regatta?")
    (said,) = await ask(stage, chat, "remind me 3 days before")
    assert said.text.startswith("Following Spring regatta: 3 days before.")


async def test_remind_me_of_nothing_asks_of_what(stage: Stage) -> None:
    (said,) = await ask(stage, await newcomer(stage), "remind me")
    assert said.text.startswith("Of what? Write for example “remind me 3 days before” and a name")


async def test_a_time_of_ones_own_cannot_be_set_and_that_is_said(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "remind me tomorrow at 9")
    assert said.text.startswith(ON_TIME)
    await ask(stage, chat, "When is the spring regatta?")
    (said,) = await ask(stage, chat, "remind me tomorrow at 9")
    (done,) = await press(stage, chat, "🔔 Follow Spring regatta (2026)", said)
    assert done.text.startswith("Following Spring regatta")
    (said,) = await ask(stage, chat, "remind me of the autumn regatta tomorrow at 9")
    assert said.text.startswith("Following Autumn regatta")
    assert ON_TIME in said.text


async def test_the_time_zone_is_told_and_changed_in_words(stage: Stage) -> None:
    chat = await newcomer(stage)
    (said,) = await ask(stage, chat, "how do I change my timezone?")
    assert said.text.startswith("The time zone here is Asia/Tokyo; it is 12:")
    assert "write /zone and a city" in said.text
    (said,) = await ask(stage, chat, "change my timezone to Europe/London")
    assert said.text.startswith("The time zone here is Europe/London")


async def test_the_briefing_and_the_settings_are_shown(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "turn off daily briefing")
    assert page.text.startswith("Regular briefing\n\nOff.")
    (page,) = await ask(stage, chat, "quiet hours")
    assert page.text.startswith("Alerts\n\nLead times")
