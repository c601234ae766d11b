"""People use the real bot where it is not: inline, as a guest in other chats, and by links that lead to it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from flow import ask, club, newcomer

from bot.sandbox.conversation import Conversation
from bot.sandbox.methods.queries import Query
from bot.sandbox.world import Message
from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")
LINK = "https://t.me/briefing_bot?start="


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


async def typed(stage: Stage, chat: Conversation, text: str, *, offset: str = "") -> Query:
    """The query after the bot answered it."""
    query = chat.ask_inline(text, offset=offset)
    await stage.settle()
    assert query.answered
    return query


async def summoned(stage: Stage, chat: Conversation, text: str, *, reply_to: Message | None = None) -> list[Message]:
    """What the bot said in a chat it is not in."""
    before = len(chat.sent)
    chat.say(text, reply_to=reply_to)
    await stage.settle()
    return list(chat.sent[before:])


def outside(stage: Stage) -> Conversation:
    """A group without the bot."""
    return stage.sandbox.supergroup("Elsewhere", stage.sandbox.user("Ann"), stage.sandbox.user("Ben"), bot=None)


def urls(message: Message) -> list[str]:
    return [button["url"] for row in message.keyboard for button in row]


# Inline


async def test_a_question_typed_inline_has_its_answer_first(stage: Stage) -> None:
    chat = await newcomer(stage)
    query = await typed(stage, chat, "When is the spring regatta?")
    first = query.results[0]
    assert first["title"] == "Spring regatta (2026)"
    assert first["description"].startswith("The spring regatta is to be held on 16 May 2026")
    assert query.button is None


async def test_the_chosen_card_is_posted_with_date_source_and_a_way_to_the_bot(stage: Stage) -> None:
    group = outside(stage)
    query = await typed(stage, group, "spring regatta")
    posted = group.choose(query)
    assert posted.via_bot is stage.sandbox.bot
    assert "16 May 2026" in posted.text
    assert "Source: Lakeside Rowing Club" in posted.text
    assert urls(posted) == [f"{LINK}e_spring-regatta-2026"]
    assert posted.content["link_preview_options"] == {"is_disabled": True}


async def test_nothing_typed_offers_what_is_coming(stage: Stage) -> None:
    chat = await newcomer(stage)
    query = await typed(stage, chat, "")
    assert query.results[0]["title"] == "First row of the year (2026)"
    assert query.results[0]["description"] == "7 March 2026 · North pier · confirmed"
    assert query.button is None
    assert query.next_offset == ""


async def test_a_name_that_has_only_begun_is_found(stage: Stage) -> None:
    query = await typed(stage, await newcomer(stage), "spr")
    assert [one["title"] for one in query.results] == ["Spring regatta (2026)"]
    assert query.button is None


async def test_nothing_found_leads_to_the_private_chat_with_the_question(stage: Stage) -> None:
    chat = await newcomer(stage)
    query = await typed(stage, chat, "How do I bake sourdough bread?")
    assert query.results == []
    assert query.button is not None
    (answer,) = await ask(stage, chat, f"/start {query.button['start_parameter']}")
    assert answer.text.startswith("How do I bake sourdough bread?\n\nThat is outside what this base covers.")


async def test_a_question_too_long_for_a_link_still_leads_to_the_private_chat(stage: Stage) -> None:
    chat = await newcomer(stage)
    query = await typed(stage, chat, "How do I bake sourdough bread " + "and bread " * 20)
    assert query.button is not None
    (greeting,) = await ask(stage, chat, f"/start {query.button['start_parameter']}")
    assert greeting.text.startswith("Lakeside Rowing Club")


async def test_the_same_card_has_the_same_id_every_time(stage: Stage) -> None:
    chat = await newcomer(stage)
    first, second = await typed(stage, chat, ""), await typed(stage, chat, "")
    assert [one["id"] for one in first.results] == [one["id"] for one in second.results]
    assert len({one["id"] for one in first.results}) == len(first.results)


@pytest.mark.parametrize("offset", ["50", "abc", "-1", "9" * 30])
async def test_an_offset_beyond_the_last_card_offers_nothing_or_begins_anew(stage: Stage, offset: str) -> None:
    query = await typed(stage, await newcomer(stage), "", offset=offset)
    assert query.results == [] or query.results[0]["title"] == "First row of the year (2026)"


@pytest.mark.parametrize("text", ["🚣" * 120, "<b>&amp;", "?", "\u202e", "a\x00b", "کشتی", "hello"])
async def test_whatever_is_typed_inline_is_answered(stage: Stage, text: str) -> None:
    await typed(stage, await newcomer(stage), text)


# As a guest


async def test_mentioned_where_it_is_not_it_answers_once_with_its_source(stage: Stage) -> None:
    group = outside(stage)
    (answer,) = await summoned(stage, group, "@briefing_bot When is the spring regatta?")
    assert "16 May 2026" in answer.text
    assert "Source: Lakeside Rowing Club" in answer.text
    assert urls(answer) == [f"{LINK}e_spring-regatta-2026"]


async def test_a_mention_alone_answers_what_it_replies_to(stage: Stage) -> None:
    group = outside(stage)
    question = group.say("What does membership cost?")
    (answer,) = await summoned(stage, group, "@Briefing_Bot", reply_to=question)
    assert "120 crowns" in answer.text


async def test_a_guest_is_refused_in_one_sentence(stage: Stage) -> None:
    (answer,) = await summoned(stage, outside(stage), "@briefing_bot How do I bake sourdough bread?")
    assert answer.text.startswith("That is outside what this base covers.")
    assert "\n" not in answer.text
    assert answer.labels == ["Ask in private"]


async def test_a_guest_has_no_thread_of_talk_and_leaves_nothing_behind(stage: Stage) -> None:
    group = outside(stage)
    await summoned(stage, group, "@briefing_bot When is the spring regatta?")
    (answer,) = await summoned(stage, group, "@briefing_bot source?")
    assert "Calendar of the season" not in answer.text
    chat = stage.sandbox.private(group.user)
    await ask(stage, chat, "/mydata")
    data = stage.sandbox.files.by_id[chat.last.content["document"]["file_id"]].upload.data.decode()
    assert str(group.id) not in data


@pytest.mark.parametrize("text", ["@briefing_bot", "@briefing_bot /help", "@briefing_bot who are you"])
async def test_a_guest_who_asks_nothing_is_told_how(stage: Stage, text: str) -> None:
    (answer,) = await summoned(stage, outside(stage), text)
    assert answer.text == "Write the question beside the name: @briefing_bot When is the spring regatta?"


async def test_several_readings_lead_a_guest_to_the_cards(stage: Stage) -> None:
    (answer,) = await summoned(stage, outside(stage), "@briefing_bot the bay or the pier")
    assert answer.text.startswith("Which one do you mean?")
    assert all(url.startswith(f"{LINK}e_") for url in urls(answer))


async def test_what_is_said_elsewhere_without_the_bots_name_is_not_its_business(stage: Stage) -> None:
    assert await summoned(stage, outside(stage), "When is the spring regatta?") == []


# Links


async def test_a_link_follows_an_entry(stage: Stage) -> None:
    chat = await newcomer(stage)
    (answer,) = await ask(stage, chat, "/start s_entry_spring-regatta-2026")
    assert answer.text.startswith("Following Spring regatta: 7 days, 1 day before.")
    (listed,) = await ask(stage, chat, "/subscriptions")
    assert "Spring regatta" in listed.text


@pytest.mark.parametrize(
    ("payload", "head"),
    [
        ("b", "Briefing, 1 March 2026"),
        ("b_month", "Briefing, the month to 1 March 2026"),
        ("b_spring-regatta-2026", "Briefing: Spring regatta, 1 March 2026"),
    ],
)
async def test_a_link_gives_a_briefing(stage: Stage, payload: str, head: str) -> None:
    (briefing,) = await ask(stage, await newcomer(stage), f"/start {payload}")
    assert briefing.text.startswith(head)


async def test_in_a_group_only_admins_follow_by_a_link(stage: Stage) -> None:
    admin, member = stage.sandbox.user("Ann"), stage.sandbox.user("Ben")
    group = stage.sandbox.supergroup("Rowers", member, admin, admins=[admin])
    await stage.settle()
    (refused,) = await ask(stage, group.by(member), "/start@briefing_bot s_all")
    assert refused.text == "Only admins of this group can change that."
    (followed,) = await ask(stage, group.by(admin), "/start@briefing_bot s_all")
    assert followed.text.startswith("Following everything: ")


async def test_an_unknown_link_leads_to_the_greeting(stage: Stage) -> None:
    chat = await newcomer(stage)
    for payload in ("whatever", "s_entry_gone", "b_nothing-there", "zz_top"):
        (greeting,) = await ask(stage, chat, f"/start {payload}")
        assert greeting.text.startswith("Lakeside Rowing Club"), payload


async def test_the_greeting_offers_to_add_the_bot_to_a_group(stage: Stage) -> None:
    (greeting,) = await ask(stage, await newcomer(stage), "/start")
    (add,) = [button for row in greeting.keyboard for button in row if "url" in button]
    assert (add["text"], add["url"]) == ("Add to a group", "https://t.me/briefing_bot?startgroup=hello")


async def test_a_card_can_be_shared_by_its_link(stage: Stage) -> None:
    (card,) = await ask(stage, await newcomer(stage), "When is the spring regatta?")
    (share,) = [button["url"] for row in card.keyboard for button in row if button["text"] == "Share"]
    assert share.endswith("url=https%3A%2F%2Ft.me%2Fbriefing_bot%3Fstart%3De_spring-regatta-2026")
