"""Buttons pressed: what opens, turns its page or is kept, and what an old one says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from chat_samples import ANN, BASE
from chat_world import LONG_QUESTION, NOW, TODAY, VISIT, World, buttons, data_of, quoted, texts, world
from telegram_fake import press

from bot.chat.html import plain
from bot.chat.messages import card_message


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


async def test_a_choice_is_answered_in_place(chat: World) -> None:
    (sent,) = await chat.say("meeting")
    (edited,) = await chat.tap(data_of(sent, "Summit 2027"))
    assert (edited["method"], edited["message_id"]) == ("editMessageText", 1001)
    assert edited["text"] == card_message("summit-2027", BASE, TODAY).html
    assert chat.store.thread(1, 1, NOW).entries == ("summit-2027",)


async def test_none_of_these_is_kept_as_a_miss(chat: World) -> None:
    (sent,) = await chat.say("meeting")
    (edited,) = await chat.tap(data_of(sent, "None of these"))
    assert "the base may not hold it" in edited["text"]
    (miss,) = chat.store.misses(TODAY)
    assert (miss.question, miss.reason, miss.near) == ("meeting", "none of these", ("summit-2027", "missed"))


async def test_what_is_said_to_be_wrong_is_kept_with_its_fact(chat: World) -> None:
    (sent,) = await chat.say(VISIT)
    assert await chat.tap(data_of(sent, "This is wrong")) == []
    assert (
        chat.fake.made("answerCallbackQuery")[-1].parameters["text"] == "Thank you. It is noted and will be looked at."
    )
    (miss,) = chat.store.misses(TODAY)
    assert (miss.question, miss.reason) == (VISIT, "wrong: state-visit-2026-02#outcome")


async def test_more_turns_the_answer_into_its_card(chat: World) -> None:
    (sent,) = await chat.say(VISIT)
    (edited,) = await chat.tap(data_of(sent, "More"))
    assert (edited["method"], edited["text"]) == (
        "editMessageText",
        card_message("state-visit-2026-02", BASE, TODAY).html,
    )


async def test_related_entries_and_sources_come_in_messages_of_their_own(chat: World) -> None:
    (sent,) = await chat.say(VISIT)
    (related,) = await chat.tap(data_of(sent, "Ann Example, President (2026)"))
    assert (related["method"], related["text"]) == ("sendMessage", card_message(ANN.id, BASE, TODAY).html)
    (sources,) = await chat.tap(data_of(sent, "All sources (4)"))
    assert sources["method"] == "sendMessage"
    assert "4 sources: State visit to Northland" in sources["text"]


async def test_a_citation_can_be_copied_with_one_tap(chat: World) -> None:
    (sent,) = await chat.say(VISIT)
    (button,) = [b for b in buttons(sent) if b["text"] == "Copy citation"]
    assert button["copy_text"] == {"text": "Official record. State Gazette, 4 February 2026. https://gazette.example/1"}


async def test_a_list_is_paged_in_place_without_any_memory(chat: World) -> None:
    (sent,) = await chat.say("talks of 2025")
    (edited,) = await chat.tap(data_of(sent, "Further down the list"), chat_id=2)
    assert edited["method"] == "editMessageText"
    assert "9. 10 September 2025 – Talks 9" in edited["text"]
    (back,) = await chat.tap(data_of(edited, "Earlier in the list"), chat_id=2)
    assert back["text"] == sent["text"]


async def test_a_list_for_a_long_question_is_paged_by_the_message_it_quotes(chat: World) -> None:
    question = LONG_QUESTION
    (sent,) = await chat.say(question)
    assert sent["reply_parameters"]["message_id"] == 1
    data = data_of(sent, "Further down the list")
    (edited,) = await chat.tap(data, chat_id=2, reply_to_message=quoted(question))
    assert "9. 10 September 2025" in edited["text"]
    (edited,) = await chat.tap(data)  # the thread still knows it
    assert "9. 10 September 2025" in edited["text"]
    (old,) = await chat.tap(data, chat_id=2, reply_to_message=quoted("hello"))
    assert "This button is old" in old["text"]


async def test_what_is_coming_is_paged_in_place(chat: World) -> None:
    await chat.say("/upcoming")
    (edited,) = await chat.tap("1|u|2")
    assert (edited["method"], edited["text"].partition("\n")[0]) == ("editMessageText", "<b>Coming up</b>")


async def test_looking_around_leads_down_and_back_in_place(chat: World) -> None:
    (groups,) = await chat.say("/events")
    assert [b["text"] for b in buttons(groups)] == ["2027 (1)", "2026 (2)", "2025 (12)"]
    (group,) = await chat.tap(data_of(groups, "2025 (12)"))
    assert plain(group["text"]).startswith("Events: 2025 · 12\n\n1. 10 November 2025 – Talks 11 · The Wire\n")
    (second,) = await chat.tap(data_of(group, "More (2 of 2)"))
    (card,) = await chat.tap(data_of(second, "9"))
    assert plain(card["text"]).startswith("Talks 4\n")
    (back,) = await chat.tap(data_of(card, "‹ 2025"))
    assert back["text"] == second["text"]
    (top,) = await chat.tap(data_of(back, "‹ All groups"))
    assert top["text"] == groups["text"]


async def test_people_are_looked_up_by_country_and_other_things_by_kind(chat: World) -> None:
    (people,) = await chat.say("/officials")
    assert [b["text"] for b in buttons(people)] == ["Southland (1)"]
    (group,) = await chat.tap(data_of(people, "Southland (1)"))
    assert "1. Ann Example – President, last seen in office on 12 February 2026 · State Gazette" in plain(group["text"])
    (things,) = await chat.say("/initiatives")
    assert [b["text"] for b in buttons(things)] == ["Corridors (1)", "Documents (1)"]


async def test_sources_are_looked_up_by_rank(chat: World) -> None:
    (ranks,) = await chat.say("/sources")
    assert buttons(ranks)[0]["text"] == "Official texts and sites (1)"
    (page,) = await chat.tap(data_of(ranks, "News agencies (1)"))
    assert "1. Leaders meet & talk. The Wire, 5 February 2026" in plain(page["text"])
    (top,) = await chat.tap(data_of(page, "‹ All sorts"))
    assert top["text"] == ranks["text"]


OLD = (
    "0|e|state-visit-2026-02|1",
    "2|e|state-visit-2026-02|1",
    "state-visit-2026-02",
    "1",
    "1|",
    "1|z|1",
    "1|ee|1",
    "1|e|gone|1",
    "1|e",
    "1|a|gone",
    "1|c|_0123456789abcdef",
    "1|o|gone|1",
    "1|s|gone|1",
    "1|t|gone",
    "1|x|_0123456789abcdef",
    "1|b|weather||1",
    "1|b|events|1066|1",
    "1|r|rumour|1",
    "1|k|7",
    "1|q|2|_0123456789abcdef",
    "1|q|2|no list at all",
)


@pytest.mark.parametrize("data", OLD)
async def test_a_button_of_another_time_is_said_to_be_old(chat: World, data: str) -> None:
    (sent,) = await chat.tap(data)
    assert sent["method"] == "sendMessage"
    assert texts([sent])[0].startswith("This button is old and no longer leads anywhere. Ask the question again.")


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "", "9999999999", "२"])
async def test_a_page_that_is_none_is_the_nearest_that_is(chat: World, page: str) -> None:
    (edited,) = await chat.tap(f"1|e|state-visit-2026-02|{page}")
    assert "State visit to Northland" in edited["text"]


async def test_every_press_is_acknowledged_once(chat: World) -> None:
    for number, data in enumerate(("1|u|1", "1|w|border#1", "junk"), 1):
        await chat.tap(data)
        assert len(chat.fake.made("answerCallbackQuery")) == number


async def test_a_button_below_a_message_out_of_reach_still_works(chat: World) -> None:
    update = press(1, "1|e|border|1")
    update["callback_query"]["message"] = {"chat": {"id": 1, "type": "private"}, "message_id": 44, "date": 0}
    calls = await chat.take(update)
    assert calls[-1]["message_id"] == 44


async def test_buttons_outlive_a_restart(tmp_path: Path) -> None:
    async with world(tmp_path) as before:
        (sent,) = await before.say("talks of 2025")
        data = data_of(sent, "Further down the list")
    async with world(tmp_path) as after:
        (edited,) = await after.tap(data)
        assert "Talks 9" in edited["text"]
