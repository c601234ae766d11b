"""People end their alerts, or look at them, in plain words: nothing ends without a tap, and no fact is the answer."""

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


async def test_stop_shows_what_is_followed_and_ends_nothing_by_itself(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "follow the spring regatta")
    await ask(stage, chat, "follow the autumn regatta")
    (page,) = await ask(stage, chat, "stop")
    assert page.text.startswith("What shall end?\n\n1. Spring regatta")
    assert page.labels[:4] == ["✕ 1", "✕ 2", "End all alerts", "Pause 3 days"]
    await press(stage, chat, "✕ 1", page)
    assert page.text.startswith("Followed here\n\n1. Autumn regatta")


async def test_all_alerts_end_with_one_tap_after_the_words(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "follow everything")
    (page,) = await ask(stage, chat, "stop sending me alerts")
    await press(stage, chat, "End all alerts", page)
    assert page.text.startswith("1 subscription ended; no more alerts come here.")
    (page,) = await ask(stage, chat, "what am I following?")
    assert page.text.startswith("Nothing is followed here.")


async def test_who_follows_nothing_is_told_so(stage: Stage) -> None:
    (page,) = await ask(stage, await newcomer(stage), "unsubscribe")
    assert page.text == "Nothing is followed here, so no alerts come."


async def test_what_comes_by_the_regular_briefing_is_said_too(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/briefing")
    await press(stage, chat, "Switch on", page)
    (said,) = await ask(stage, chat, "no more alerts")
    assert said.text.endswith("The regular briefing comes apart from it.")
    assert said.labels == ["Regular briefing"]


async def test_an_end_of_one_thing_that_is_not_known_shows_what_could_end(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "follow the spring regatta")
    (page,) = await ask(stage, chat, "stop sending me alerts about the weather")
    assert page.text.startswith("What shall end?")
    (gone,) = await ask(stage, chat, "stop sending me alerts about the spring regatta")
    assert gone.text.startswith("Done. 0 things are followed here.")


async def test_a_member_of_a_group_may_look_but_not_end(stage: Stage) -> None:
    admin, member = stage.sandbox.user("Marat"), stage.sandbox.user("Daniyar")
    group = stage.sandbox.group("Team", admin, member, admins=[admin])
    await stage.settle()
    (hello,) = group.sent
    (said,) = await ask(stage, group.by(member), "stop", reply_to=hello)
    assert said.text == "Only admins of this group can change that."
    (said,) = await ask(stage, group.by(member), "what are we following?", reply_to=hello)
    assert said.text.startswith("Nothing is followed here.")
