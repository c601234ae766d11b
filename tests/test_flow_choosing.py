"""People answer a choice by its number and not by its button."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from flow import ask, choice, club, newcomer

from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


async def test_a_number_opens_that_choice_and_another_one_the_next(stage: Stage) -> None:
    chat = await newcomer(stage)
    offered = await choice(stage, chat)
    for text, label in (("1", offered.labels[0]), ("the second one", offered.labels[1])):
        (card,) = await ask(stage, chat, text)
        assert card.text.startswith(label.partition(" (")[0].partition(",")[0])
    (source,) = await ask(stage, chat, "source?")
    assert "Lakeside" in source.text


async def test_none_of_them_says_what_to_do_next(stage: Stage) -> None:
    chat = await newcomer(stage)
    await choice(stage, chat)
    (said,) = await ask(stage, chat, "none of these")
    assert "/events" in said.text


async def test_whom_to_follow_is_chosen_by_number_or_name(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "follow Berg")
    (said,) = await ask(stage, chat, "the last one")
    assert said.text.startswith("Following Oskar Berg")
    await ask(stage, chat, "follow Berg")
    (said,) = await ask(stage, chat, "Aino")
    assert said.text.startswith("Following Aino Berg")


async def test_whom_one_meets_is_chosen_by_number(stage: Stage) -> None:
    chat = await newcomer(stage)
    (asked,) = await ask(stage, chat, "/prep Berg")
    assert len(asked.labels) == 2
    (sheet,) = await ask(stage, chat, "2")
    assert sheet.text.startswith("Oskar Berg\nPrep sheet")


async def test_a_number_chooses_nothing_once_something_else_was_answered(stage: Stage) -> None:
    chat = await newcomer(stage)
    await choice(stage, chat)
    await ask(stage, chat, "What does membership cost?")
    (said,) = await ask(stage, chat, "1")
    assert said.text.startswith("That is too little to go on.")


async def test_the_choice_of_one_person_is_not_that_of_another(stage: Stage) -> None:
    await choice(stage, await newcomer(stage))
    (said,) = await ask(stage, await newcomer(stage, "Daniyar"), "2")
    assert said.text.startswith("That is too little to go on.")
