"""The real bot asked for briefings and prep sheets, in private and in a group, each thing once."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from flow import ask, club, newcomer, press

from bot.sandbox.conversation import Conversation
from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

TITLE = "Briefing, the week to 1 March 2026"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def group(stage: Stage) -> Conversation:
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=2))
    members = [stage.sandbox.user(name) for name in ("Aisha", "Daniyar")]
    team = stage.sandbox.supergroup("Team", *members, admins=[stage.sandbox.user("Marat")])
    await stage.settle()
    return team


async def test_any_member_may_ask_in_a_group_and_things_open_in_private(stage: Stage, group: Conversation) -> None:
    (briefing,) = await ask(stage, group, "/brief week")
    assert briefing.text.startswith(TITLE)
    assert briefing.reply_to is not None
    link = group.press(briefing, "More on 2").text
    assert link is not None
    assert link.startswith("https://t.me/briefing_bot?start=")
    private = await newcomer(stage)
    (card,) = await ask(stage, private, f"/start {link.partition('=')[2]}")
    assert card.text.startswith("First row of the year")


async def test_in_private_a_thing_opens_in_place_and_leads_back(stage: Stage) -> None:
    private = await newcomer(stage)
    (briefing,) = await ask(stage, private, "/brief week")
    text = briefing.text
    assert await press(stage, private, "More on 2", briefing) == ()
    assert briefing.text.startswith("First row of the year")
    assert await press(stage, private, "Back to the briefing", briefing) == ()
    assert briefing.text == text


async def test_what_one_member_was_shown_no_other_is_told_again(stage: Stage, group: Conversation) -> None:
    await ask(stage, group, "/brief week")
    (again,) = await ask(stage, group.by(stage.sandbox.user("Daniyar")), "/brief week")
    assert "Nothing new since" in again.text
    (whole,) = await press(stage, group, "With what was told", again)
    assert "First row of the year" in whole.text


async def test_two_looks_at_what_is_new_show_it_once(stage: Stage) -> None:
    private = await newcomer(stage)
    (first,) = await ask(stage, private, "/new")
    (second,) = await ask(stage, private, "/new")
    assert "New boathouse" in first.text
    assert "Nothing new since 1 March 2026" in second.text


async def test_where_a_name_fits_several_one_is_chosen(stage: Stage) -> None:
    private = await newcomer(stage)
    (which,) = await ask(stage, private, "/prep Berg")
    assert which.text == "Which one do you mean?"
    assert await press(stage, private, which.labels[0], which) == ()
    assert which.text.startswith("Aino Berg\nPrep sheet of 1 March 2026")
    (source,) = await ask(stage, private, "source?")
    assert "minutes" in source.text.casefold() or "Lakeside Rowing Club" in source.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/brief sport", "Briefing: sport"),
        ("/brief Aino Berg", "Briefing: Aino Berg"),
        ("/brief месяц", "Briefing, the month to"),
        ("/brief no such thing", "The base knows nothing by that name."),
        ("/prep", "/prep NAME"),
        ("/prep the chair of the club", "Aino Berg"),
        ("/prep no such thing", "The base knows nothing by that name."),
    ],
)
async def test_the_word_behind_the_command_is_understood(stage: Stage, text: str, said: str) -> None:
    (answer,) = await ask(stage, await newcomer(stage), text)
    assert said in answer.text


async def test_a_button_of_another_time_is_said_to_be_old(stage: Stage) -> None:
    private = await newcomer(stage)
    (briefing,) = await ask(stage, private, "/brief week")
    private.press_data(briefing, "B1|m|w20260301|gone")
    await stage.settle()
    assert "old" in private.last.text
