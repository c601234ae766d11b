"""Questions in, answers out, with what was talked about before; and questions that are edited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import telegram
from chat_samples import BASE
from chat_world import ANSWERS, GROUP, NOW, TODAY, VISIT, World, buttons, data_of, mention, photo, world
from telegram_fake import message

from bot.answers.answer import Thread
from bot.chat.messages import answer_message
from bot.chat.questions import MOST_REMEMBERED, Recent


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


# Questions


async def test_a_question_gets_its_answer(chat: World) -> None:
    (sent,) = await chat.say(VISIT)
    expected = answer_message(ANSWERS[VISIT], BASE, TODAY)
    assert (sent["method"], sent["chat_id"], sent["text"]) == ("sendMessage", 1, expected.html)
    assert sent["parse_mode"] == "HTML"
    assert [b["text"] for b in buttons(sent)] == [b.text for row in expected.buttons for b in row]
    assert "reply_parameters" not in sent
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_the_next_question_knows_what_was_talked_about(chat: World) -> None:
    await chat.say(VISIT)
    await chat.say("source?")
    question, thread = chat.engine.asked[-1]
    assert question == "source?"
    assert thread.entries == ("state-visit-2026-02",)


async def test_the_thread_knows_only_facts_that_were_really_shown(chat: World) -> None:
    await chat.say("the long one")
    assert chat.store.thread(1, 1, NOW).facts == ("long-story#1",)


async def test_two_people_in_one_group_have_their_own_threads(chat: World) -> None:
    await chat.say(f"@briefing_bot {VISIT}", GROUP, user_id=8, entities=mention())
    await chat.say("@briefing_bot hello", GROUP, user_id=9, entities=mention())
    assert chat.engine.asked == [(VISIT, Thread()), ("hello", Thread())]


async def test_a_thread_is_over_after_an_hour(chat: World) -> None:
    await chat.say(VISIT)
    chat.clock[0] = NOW + timedelta(minutes=61)
    await chat.say("source?")
    assert chat.engine.asked[-1][1] == Thread()


async def test_what_the_base_does_not_hold_is_kept_as_a_miss(chat: World) -> None:
    (sent,) = await chat.say("Ambassador of Narnia?")
    assert "The base holds nothing on Narnia here." in sent["text"]
    (miss,) = chat.store.misses(TODAY)
    assert (miss.question, miss.reason, miss.near) == ("Ambassador of Narnia?", "country: Narnia", ("declaration",))


@pytest.mark.parametrize("text", ["hello", VISIT, "   "])
async def test_what_is_answered_or_empty_is_no_miss(chat: World, text: str) -> None:
    await chat.say(text)
    assert chat.store.misses(TODAY) == ()


async def test_a_chat_that_wants_it_so_keeps_no_misses(chat: World) -> None:
    (sent,) = await chat.say("/privacy")
    (edited,) = await chat.tap(data_of(sent, "Do not keep them"))
    assert "are not kept from this chat" in edited["text"]
    await chat.say("ambassador of narnia")
    assert chat.store.misses(TODAY) == ()
    (again,) = await chat.tap(data_of(edited, "Keep them again"))
    assert "are kept from this chat" in again["text"]
    await chat.say("ambassador of narnia")
    assert len(chat.store.misses(TODAY)) == 1


async def test_the_same_question_is_understood_in_a_caption(chat: World) -> None:
    (sent,) = await chat.other(photo=[photo()], caption=VISIT)
    assert "State visit" in sent["text"]


async def test_a_question_about_time_is_asked_by_the_clock_of_the_bot(chat: World) -> None:
    chat.clock[0] = datetime(2026, 12, 15, 20, 0, tzinfo=UTC)  # the 16th in Karachi
    (sent,) = await chat.say("/upcoming")
    assert "16 December 2026 – National Day" in sent["text"]
    chat.clock[0] += timedelta(days=1)
    (sent,) = await chat.say("/upcoming")
    assert "16 December 2026" not in sent["text"]


# Edited messages


async def test_an_edited_question_changes_its_answer(chat: World) -> None:
    await chat.say("hello")
    (edited,) = await chat.other(kind="edited_message", message_id=1, text=VISIT, edit_date=1769947300)
    assert (edited["method"], edited["message_id"]) == ("editMessageText", 1001)
    assert "State visit" in edited["text"]


async def test_an_edit_that_leaves_the_text_is_passed_over(chat: World) -> None:
    await chat.say(VISIT)
    assert await chat.other(kind="edited_message", message_id=1, text=VISIT, edit_date=1769947300) == []


async def test_an_edit_of_a_question_no_longer_remembered_is_answered_once(chat: World) -> None:
    edit = {"kind": "edited_message", "message_id": 50, "text": VISIT, "edit_date": 1769947300}
    (sent,) = await chat.other(**edit)
    assert sent["method"] == "sendMessage"
    assert await chat.other(**edit) == []


@pytest.mark.parametrize(
    "edit",
    [
        {"message_id": 50, "text": VISIT, "edit_date": 1769947200 + 7200},
        {"message_id": 50, "text": "/help", "edit_date": 1769947300},
        {"message_id": 50, "location": {"latitude": 1.0, "longitude": 2.0}, "edit_date": 1769947300},
    ],
    ids=["too late", "a command", "a place that moves"],
)
async def test_other_edits_are_passed_over(chat: World, edit: dict[str, Any]) -> None:
    assert await chat.other(kind="edited_message", **edit) == []


def test_only_so_many_answers_are_remembered_for_edits() -> None:
    recent = Recent()
    for number in range(MOST_REMEMBERED + 5):
        update = telegram.Update.de_json(message(number, "hello", media_group_id=str(number)), None)
        assert update.message is not None
        assert recent.is_new_album(update.message)
        recent.note(update.message, "hello", number)
    assert len(recent.given) == len(recent.albums) == MOST_REMEMBERED
