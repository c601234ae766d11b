"""The real bot in groups: silent unless spoken to, in its place, and gone when it was sent away."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from flow import ask, button, club, press

from bot.sandbox.conversation import Conversation
from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "When is the spring regatta?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    # Without privacy mode, so that silence is the bot's own manners.
    async with club(tmp_path_factory.mktemp("club"), privacy=False) as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def group(stage: Stage) -> Conversation:
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=2))
    people = [stage.sandbox.user(name) for name in ("Aisha", "Daniyar")]
    return await met(stage, stage.sandbox.supergroup("Team", *people, admins=[stage.sandbox.user("Marat")]))


async def met(stage: Stage, group: Conversation) -> Conversation:
    """The group once the bot has said hello there."""
    await stage.settle()
    return group


@pytest.mark.parametrize(
    "text",
    [QUESTION, "the bot is nice", "@another_bot " + QUESTION, "/events@another_bot", "/nosuchcommand", "briefing_bot?"],
)
async def test_what_is_not_meant_for_the_bot_is_left_alone(stage: Stage, group: Conversation, text: str) -> None:
    assert await ask(stage, group, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "@briefing_bot " + QUESTION,
        QUESTION + " @Briefing_Bot",
        "/upcoming@briefing_bot",
        "/upcoming",
        "/no@briefing_bot",
    ],
)
async def test_who_names_the_bot_gets_one_reply(stage: Stage, group: Conversation, text: str) -> None:
    (answer,) = await ask(stage, group, text)
    assert answer.reply_to is not None
    assert answer.reply_to.text == text


async def test_a_reply_to_the_bot_goes_on_with_the_talk_of_who_replies(stage: Stage, group: Conversation) -> None:
    (first,) = await ask(stage, group, "@briefing_bot " + QUESTION)
    (second,) = await ask(stage, group, "and the autumn regatta?", reply_to=first)
    assert "12 September 2026" in second.text


async def test_with_telegrams_privacy_mode_commands_and_replies_are_answered(stage: Stage, group: Conversation) -> None:
    """A bare mention never reaches a bot in that mode, so whoever starts with a command has to get on from there."""
    stage.sandbox.privacy = True
    try:
        small = await met(stage, stage.sandbox.supergroup("Quiet", group.user))
    finally:
        stage.sandbox.privacy = False
    assert await ask(stage, small, "@briefing_bot " + QUESTION) == ()
    (listed,) = await ask(stage, small, "/upcoming")
    (answer,) = await ask(stage, small, QUESTION, reply_to=listed)
    assert "16 May 2026" in answer.text


async def test_the_bots_name_alone_answers_what_it_replies_to(stage: Stage, group: Conversation) -> None:
    said = group.say(QUESTION)
    other = group.by(stage.sandbox.user("Zarina"))
    (answer,) = await ask(stage, other, "@briefing_bot", reply_to=said)
    assert "16 May 2026" in answer.text


async def test_replies_to_other_people_are_left_alone(stage: Stage, group: Conversation) -> None:
    said = group.say("see you at the regatta")
    assert await ask(stage, group, QUESTION, reply_to=said) == ()


async def test_an_anonymous_admin_is_answered(stage: Stage, group: Conversation) -> None:
    admin = next(one.user for one in group.chat.admins())
    (answer,) = await ask(stage, group.by(admin, anonymous=True), "@briefing_bot " + QUESTION)
    assert "16 May 2026" in answer.text


async def test_in_a_forum_the_answer_stays_in_its_topic(stage: Stage, group: Conversation) -> None:
    forum = await met(stage, stage.sandbox.supergroup("Forum", group.user, forum=True))
    topic = forum.open_topic("Dates")
    (answer,) = await ask(stage, forum.at(topic), "@briefing_bot " + QUESTION)
    assert answer.thread_id == topic.id
    (in_general,) = await ask(stage, forum, "@briefing_bot " + QUESTION)
    assert not in_general.is_topic


async def test_anybody_may_press_and_the_message_changes_in_place(stage: Stage, group: Conversation) -> None:
    (page,) = await ask(stage, group, "/events@briefing_bot")
    other = group.by(stage.sandbox.user("Zarina"))
    assert await press(stage, other, button(page, "2026"), page) == ()
    assert "1. " in page.text


async def test_a_group_that_becomes_a_supergroup_is_answered_there(stage: Stage, group: Conversation) -> None:
    small = await met(stage, stage.sandbox.group("Crew", group.user))
    await ask(stage, small, "@briefing_bot " + QUESTION)
    large = stage.sandbox.migrate(small)
    (answer,) = await ask(stage, large, "@briefing_bot " + QUESTION)
    assert "16 May 2026" in answer.text


async def test_sent_away_the_bot_is_silent_and_welcome_back_it_answers(stage: Stage, group: Conversation) -> None:
    group.remove_bot()
    assert await ask(stage, group, QUESTION) == ()
    group.add_bot()
    (answer,) = await ask(stage, group, "@briefing_bot " + QUESTION)
    assert "16 May 2026" in answer.text


async def test_a_channel_is_never_written_to(stage: Stage, group: Conversation) -> None:
    channel = await met(stage, stage.sandbox.channel("News", admins=[group.user]))
    assert await ask(stage, channel, "@briefing_bot " + QUESTION) == ()
