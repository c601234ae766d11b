"""People talk to the real bot in private: questions, follow-ups, choices, cards, looking around."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from flow import ask, button, choice, club, newcomer, press

from bot.sandbox.calls import Upload
from bot.simulate.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with club(tmp_path_factory.mktemp("club")) as stage:
        yield stage


async def test_an_answer_names_its_source_and_date(stage: Stage) -> None:
    (answer,) = await ask(stage, await newcomer(stage), "What does membership cost?")
    assert "Membership costs 120 crowns a year." in answer.text
    assert "Lakeside Rowing Club, 14 February 2026" in answer.text
    assert "This is wrong" in answer.labels


async def test_a_source_on_the_web_is_a_link(stage: Stage) -> None:
    (answer,) = await ask(stage, await newcomer(stage), "When is the spring regatta?")
    assert "16 May 2026" in answer.text
    links = [entity["url"] for entity in answer.entities if entity["type"] == "text_link"]
    assert links == ["https://club.example/calendar-2026"]


async def test_what_the_base_does_not_hold_is_refused_with_a_next_step(stage: Stage) -> None:
    (answer,) = await ask(stage, await newcomer(stage), "How do I bake sourdough bread?")
    assert answer.text.startswith("That is outside what this base covers.")
    assert "/events" in answer.text


async def test_a_follow_up_goes_on_with_what_was_asked(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "When is the spring regatta?")
    (second,) = await ask(stage, chat, "and the autumn regatta?")
    assert "12 September 2026" in second.text
    (source,) = await ask(stage, chat, "source?")
    assert "Calendar of the season" in source.text


async def test_each_person_has_a_thread_of_their_own(stage: Stage) -> None:
    first, second = await newcomer(stage), await newcomer(stage, "Daniyar")
    await ask(stage, first, "When is the spring regatta?")
    await ask(stage, second, "What does membership cost?")
    (source,) = await ask(stage, first, "source?")
    assert "Calendar of the season" in source.text


async def test_several_readings_are_offered_and_the_chosen_one_replaces_the_choice(stage: Stage) -> None:
    chat = await newcomer(stage)
    offered = await choice(stage, chat)
    label = offered.labels[1]
    assert await press(stage, chat, label, offered) == ()
    assert offered.text.startswith(label.partition(" (")[0].partition(",")[0])
    assert "Source" in offered.text
    assert offered.edit_date is not None
    (source,) = await ask(stage, chat, "source?")
    assert "Lakeside" in source.text


async def test_none_of_these_says_what_to_do_next(stage: Stage) -> None:
    chat = await newcomer(stage)
    offered = await choice(stage, chat)
    assert await press(stage, chat, "None of these", offered) == ()
    assert "/events" in offered.text
    assert offered.labels == []


async def test_looking_around_happens_in_one_message(stage: Stage) -> None:
    chat = await newcomer(stage)
    (page,) = await ask(stage, chat, "/events")
    for label, seen in (
        ("2026", "1. "),
        ("More (2 of 2)", "9. "),
        ("9", "First row of the year\n7 March 2026"),
        ("‹ 2026", "9. "),
        ("Back (1 of 2)", "1. "),
        ("‹ All groups", "Choose"),
    ):
        assert await press(stage, chat, button(page, label), page) == (), label
        assert seen in page.text, label
    assert chat.sent == (page,)


async def test_a_deep_link_opens_the_card_and_former_ids_still_arrive(stage: Stage) -> None:
    chat = await newcomer(stage)
    (card,) = await ask(stage, chat, "/start spring-regatta-2026")
    assert "Eights and fours" in card.text
    (source,) = await ask(stage, chat, "source?")
    assert "Calendar of the season" in source.text
    (moved,) = await ask(stage, chat, "/start hours")
    assert moved.text.startswith("Opening hours")
    (gone,) = await ask(stage, chat, "/start e_no-such-thing")
    assert gone.text.startswith("The base has no such entry")


async def test_an_example_is_answered_with_the_question_above_it(stage: Stage) -> None:
    chat = await newcomer(stage)
    (greeting,) = await ask(stage, chat, "/start")
    (answer,) = await press(stage, chat, "Who is the chair of the club?", greeting)
    assert answer.text.startswith("Who is the chair of the club?")
    assert "Aino Berg" in answer.text


async def test_an_edited_question_changes_its_answer(stage: Stage) -> None:
    chat = await newcomer(stage)
    (answer,) = await ask(stage, chat, "When is the spring regatta?")
    chat.edit(chat.messages[0], "What does membership cost?")
    await stage.settle()
    assert chat.sent == (answer,)
    assert "120 crowns" in answer.text


async def test_this_is_wrong_is_thanked_for_without_a_message(stage: Stage) -> None:
    chat = await newcomer(stage)
    await ask(stage, chat, "What does membership cost?")
    query = chat.press(chat.last, "This is wrong")
    await stage.settle()
    assert query.text.startswith("Thank you.")
    assert len(chat.sent) == 1


async def test_every_command_of_the_menu_is_answered(stage: Stage) -> None:
    chat = await newcomer(stage)
    commands = stage.sandbox.profile.menu(chat.chat, chat.user, is_admin=False)
    assert len(commands) > 5
    for command in commands:
        answers = await ask(stage, chat, f"/{command['command']}")
        assert len(answers) == 1, command
        assert "no such command" not in answers[0].text
        assert "went wrong" not in answers[0].text


async def test_a_picture_is_told_that_only_text_is_read(stage: Stage) -> None:
    chat = await newcomer(stage)
    chat.send_photo(Upload("boat.png", "image/png", b"\x89PNG\r\n\x1a\n"))
    await stage.settle()
    assert [message.text for message in chat.sent] == ["The bot reads text only. Please write your question."]


@pytest.mark.parametrize(
    "text", ["🚣" * 2000, "کشتی کب ہے؟", "<b>&amp;</b> \u202e", "a\x00b", "/", "//", "@", "?" * 4096]
)
async def test_whatever_is_typed_is_answered_once(stage: Stage, text: str) -> None:
    chat = await newcomer(stage)
    answers = await ask(stage, chat, text)
    assert len(answers) == 1
    assert "went wrong" not in answers[0].text
