"""Updates in, replies out: commands, groups, other things than text, and what happens when something breaks."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import telegram
from chat_samples import BASE, LONG
from chat_world import GROUP, NOW, TODAY, VISIT, World, buttons, data_of, mention, photo, quoted, rows, texts, world
from telegram_fake import BOT, message, press
from telegram_limits import check

from bot.answers.answer import Thread
from bot.chat.alert_handlers import COMMANDS, OWNERS_ONLY
from bot.chat.handlers import SAYS, apologise, commands, menus
from bot.chat.html import plain
from bot.chat.keyboards import Button, hashed
from bot.chat.messages import card_message
from bot.chat.pages import Message
from bot.chat.picture_handlers import COMMANDS as PICTURES
from bot.knowledge.entries import LANGUAGES


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


# Commands


async def test_start_greets_and_offers_examples(chat: World) -> None:
    (sent,) = await chat.say("/start")
    assert texts([sent])[0].startswith("North & South\nSourced facts")
    assert [b["text"] for b in buttons(sent)] == [*BASE.about.examples, "Add to a group"]


async def test_a_tapped_example_is_answered_in_a_message_of_its_own(chat: World) -> None:
    (sent,) = await chat.say("/start")
    (answer,) = await chat.tap(data_of(sent, "When was the state visit?"))
    assert answer["method"] == "sendMessage"
    assert plain(answer["text"]).startswith("When was the state visit?\n\nState visit to Northland\n")


@pytest.mark.parametrize("payload", ["state-visit-2026-02", "visit-of-2026"])
async def test_a_link_opens_its_card(chat: World, payload: str) -> None:
    (sent,) = await chat.say(f"/start {payload}")
    assert sent["text"] == card_message("state-visit-2026-02", BASE, TODAY).html
    assert chat.store.thread(1, 1, NOW).entries == ("state-visit-2026-02",)


async def test_a_link_to_a_long_id_is_its_hash(chat: World) -> None:
    (sent,) = await chat.say(f"/start {hashed(LONG.id)}")
    assert sent["text"] == card_message(LONG.id, BASE, TODAY).html


async def test_a_link_that_leads_nowhere_says_so(chat: World) -> None:
    (sent,) = await chat.say("/start e_gone")
    assert "no such entry" in sent["text"]
    for payload in ("gone", "e", "s_entry_gone", "what is this", "?", "q_!", "x" * 200):
        (sent,) = await chat.say(f"/start {payload}")
        assert texts([sent])[0].startswith("North & South\nSourced facts"), payload


@pytest.mark.parametrize("name", [*SAYS, "start"])
async def test_every_command_of_the_menu_is_answered(chat: World, name: str) -> None:
    (sent,) = await chat.say(f"/{name}")
    check(
        Message(
            sent["text"],
            tuple(tuple(Button(b["text"], b.get("callback_data"), b.get("url")) for b in row) for row in rows(sent)),
        )
    )


def test_the_menu_names_every_command_and_fits_telegram() -> None:
    for language in LANGUAGES:
        menu = menus()[language]
        others = {"start", "ask", "brief", "new", "prep", "suggest"}
        assert {name for name, _ in menu} == {*SAYS, *PICTURES, *others, *set(COMMANDS) - OWNERS_ONLY}
        assert all(1 <= len(text) <= 256 for _, text in menu)
    assert commands("en") == menus()["en"]


async def test_an_unknown_command_is_said_to_be_one(chat: World) -> None:
    (sent,) = await chat.say("/frobnicate now")
    assert texts([sent]) == ["The bot has no such command; /help lists those it has."]


async def test_ids_are_told(chat: World) -> None:
    (sent,) = await chat.say("/id")
    assert texts([sent]) == ["Your id: 1"]
    (sent,) = await chat.say("/id@briefing_bot", GROUP, user_id=9, entities=command("/id@briefing_bot"))
    assert texts([sent]) == [f"Your id: 9\nId of this chat: {GROUP}"]


async def test_about_names_who_runs_the_bot_and_how_far_it_reaches(chat: World) -> None:
    (text,) = texts(await chat.say("/about"))
    for part in (
        "Run by The library.",
        "State of the base: 21 November 2026.",
        "The sources reach to June 2026.",
        "5 sources",
    ):
        assert part in text


# Other things than text

OTHERS: dict[str, dict[str, Any]] = {
    "photo": {"photo": [photo()]},
    "sticker": {"sticker": {**photo(), "type": "regular", "is_animated": False, "is_video": False}},
    "voice": {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
    "place": {"location": {"latitude": 1.0, "longitude": 2.0}},
    "contact": {"contact": {"phone_number": "1", "first_name": "A"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}


@pytest.mark.parametrize("kind", OTHERS)
async def test_what_is_not_text_gets_one_sentence_in_private_and_none_in_a_group(chat: World, kind: str) -> None:
    sent = await chat.other(**OTHERS[kind])
    assert texts(sent) == ["The bot reads text only. Please write your question."]
    assert await chat.other(chat_id=GROUP, **OTHERS[kind]) == []


async def test_an_album_gets_one_sentence(chat: World) -> None:
    calls = [await chat.other(photo=[photo()], media_group_id="album") for _ in range(3)]
    assert [len(sent) for sent in calls] == [1, 0, 0]


async def test_notices_of_telegram_are_passed_over(chat: World) -> None:
    assert await chat.other(new_chat_title="A title") == []
    assert await chat.other(pinned_message=quoted("x")) == []


# Groups


def command(text: str) -> list[dict[str, Any]]:
    return [{"type": "bot_command", "offset": 0, "length": len(text)}]


OURS = {"message_id": 3, "date": 1769947200, "chat": {"id": GROUP, "type": "supergroup"}, "from": BOT, "text": "..."}
ANOTHER_BOT = {"id": 99, "is_bot": True, "first_name": "B"}


async def test_in_a_group_a_mention_is_answered_as_a_reply(chat: World) -> None:
    (sent,) = await chat.say(f"@briefing_bot, {VISIT}", GROUP, entities=mention())
    assert "State visit" in sent["text"]
    assert sent["reply_parameters"]["message_id"] == 1
    assert chat.engine.asked == [(VISIT, Thread())]


async def test_a_mention_may_stand_at_the_end_and_in_capitals(chat: World) -> None:
    (sent,) = await chat.say(f"{VISIT} @Briefing_Bot", GROUP, entities=mention(offset=len(VISIT) + 1))
    assert "State visit" in sent["text"]


async def test_in_a_group_a_reply_to_the_bot_is_answered(chat: World) -> None:
    (sent,) = await chat.say(VISIT, GROUP, reply_to_message=OURS)
    assert "State visit" in sent["text"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"entities": mention("@another_bot")},
        {"reply_to_message": {**OURS, "from": ANOTHER_BOT}},
        {"reply_to_message": OURS, "from": ANOTHER_BOT},
        {"reply_to_message": OURS, "via_bot": BOT},
    ],
    ids=["plain talk", "another bot's name", "reply to another bot", "written by a bot", "sent through the bot"],
)
async def test_in_a_group_everything_else_is_passed_over(chat: World, more: dict[str, Any]) -> None:
    assert await chat.say(VISIT, GROUP, **more) == []
    assert chat.store.chat(GROUP) is None


async def test_an_anonymous_admin_is_answered(chat: World) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    sender = {"id": GROUP, "type": "supergroup", "title": "G"}
    more = {"from": anonymous, "sender_chat": sender, "entities": mention()}
    assert len(await chat.say(f"@briefing_bot {VISIT}", GROUP, **more)) == 1


async def test_commands_of_other_bots_are_passed_over_in_a_group(chat: World) -> None:
    for text in ("/help@another_bot", "/frobnicate", "/frobnicate@another_bot"):
        assert await chat.say(text, GROUP, entities=command(text)) == []
    assert len(await chat.say("/help", GROUP)) == 1
    text = "/frobnicate@briefing_bot"
    assert len(await chat.say(text, GROUP, entities=command(text))) == 1


async def test_an_answer_stays_in_its_forum_topic(chat: World) -> None:
    more = {"entities": mention(), "message_thread_id": 12, "is_topic_message": True}
    (sent,) = await chat.say(f"@briefing_bot {VISIT}", GROUP, **more)
    assert sent["message_thread_id"] == 12


async def test_privacy_has_no_switch_in_a_group(chat: World) -> None:
    (sent,) = await chat.say("/privacy", GROUP)
    assert buttons(sent) == []
    (sent,) = await chat.tap("1|k|0", GROUP)
    assert "This button is old" in sent["text"]


async def test_a_group_that_becomes_a_supergroup_keeps_its_thread(chat: World) -> None:
    await chat.say(VISIT, GROUP, user_id=9, reply_to_message=OURS)
    await chat.other(chat_id=GROUP, migrate_to_chat_id=-100999)
    assert chat.store.thread(-100999, 9, NOW).entries == ("state-visit-2026-02",)
    assert chat.store.chat(GROUP) is None


async def test_a_chat_that_blocks_the_bot_is_noted_until_it_is_back(chat: World) -> None:
    for status, is_blocked in (("kicked", True), ("member", False), ("left", True)):
        await chat.take(membership(status))
        found = chat.store.chat(1)
        assert found is not None
        assert (found.blocked_at is not None) == is_blocked


def membership(status: str) -> dict[str, Any]:
    member = {"user": BOT, "status": status}
    extra = {"until_date": 0} if status == "kicked" else {}
    change = {
        "chat": {"id": 1, "type": "private"},
        "from": {"id": 1, "is_bot": False, "first_name": "A"},
        "date": 1769947200,
        "old_chat_member": {"user": BOT, "status": "member"},
        "new_chat_member": {**member, **extra},
    }
    return {"update_id": 900, "my_chat_member": change}


# Who may use the bot


async def test_only_chats_that_were_named_are_answered(tmp_path: Path) -> None:
    async with world(tmp_path, allowed_chats=frozenset({5, GROUP})) as chat:
        (sent,) = await chat.say(VISIT, 1)
        assert "answers only in chats named" in sent["text"]
        assert texts(await chat.say("/id", 1)) == ["Your id: 1"]
        assert await chat.tap("1|u|1", 1) == []
        assert await chat.say("/help", -100777) == []
        for chat_id in (5, 77, GROUP):
            assert "How to ask" in texts(await chat.say("/help", chat_id))[0]


# When something breaks


async def test_a_person_gets_one_sentence_when_something_broke(chat: World) -> None:
    for update in (message(1, VISIT), message(2, "/help", GROUP)):
        await apologise(chat.parts, telegram.Update.de_json(update, chat.application.bot))
    assert [plain(text) for text in chat.fake.texts] == [
        "Something went wrong on this side. Please try again in a moment."
    ] * 2


async def test_a_press_that_broke_is_told_on_the_spot(chat: World) -> None:
    await apologise(chat.parts, telegram.Update.de_json(press(1, "1|u|1"), chat.application.bot))
    (call,) = chat.fake.made("answerCallbackQuery")
    assert call.parameters["text"] == "Something went wrong on this side. Please try again in a moment."
    assert call.parameters["show_alert"] is True


async def test_nobody_who_did_not_speak_to_the_bot_hears_of_its_troubles(chat: World) -> None:
    for update in (message(1, "talk among people", GROUP), membership("kicked")):
        await apologise(chat.parts, telegram.Update.de_json(update, chat.application.bot))
    assert chat.fake.calls == []


async def test_a_broken_database_does_not_make_the_bot_silent(chat: World, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        connection.executescript("DROP TABLE threads; DROP TABLE chats")
    connection.close()
    (sent,) = await chat.say(VISIT)
    assert "State visit" in sent["text"]


async def test_a_bug_reaches_the_error_handler(chat: World) -> None:
    seen: list[BaseException | None] = []

    async def on_error(update: object, context: Any) -> None:
        seen.append(context.error)

    chat.application.add_error_handler(on_error)
    chat.engine.broken = True
    assert await chat.say(VISIT) == []
    assert [type(error) for error in seen] == [KeyError]
