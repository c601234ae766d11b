"""Updates in, replies out: the real application against a Telegram that records what it is asked for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import telegram
from chat_samples import ANN, BASE, EVENTS, LONG, answered, choice, listing, refused
from telegram_fake import BOT, TOKEN, FakeTelegram, message, press
from telegram_limits import check

from bot.answers.answer import Answer, Listed, Thread
from bot.chat.alert_handlers import COMMANDS, OWNERS_ONLY
from bot.chat.connection import build_application
from bot.chat.handlers import SAYS, apologise, commands, menus, register
from bot.chat.html import plain
from bot.chat.keyboards import Button, hashed
from bot.chat.messages import answer_message, card_message
from bot.chat.pages import Message
from bot.chat.parts import Base, Loaded, Parts
from bot.chat.picture_handlers import COMMANDS as PICTURES
from bot.chat.questions import MOST_REMEMBERED, Recent
from bot.knowledge.entries import LANGUAGES, Knowledge
from bot.storage.database import open_database
from bot.storage.migrate import upgrade
from bot.storage.store import Store

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
TODAY = NOW.date()
GROUP = -100200
VISIT = "when was the state visit"
TALKS = listing(*(Listed(entry.id) for entry in EVENTS))
LONG_QUESTION = "which talks of any kind were held between both countries in the year 2025"
ANSWERS = {
    VISIT: answered("state-visit-2026-02#outcome"),
    "ambassador of narnia": refused("country", "Narnia", "declaration"),
    "meeting": choice("summit-2027", "missed"),
    "the long one": answered("long-story#1", "long-story#2", "long-story#3"),
    "hello": Answer("hello", "chat", talk="greeting"),
    "talks of 2025": TALKS,
    LONG_QUESTION: TALKS,
    "": refused("empty"),
}


@dataclass
class Engine:
    """Answers by heart, and writes down what it is asked."""

    asked: list[tuple[str, Thread]] = field(default_factory=list)
    broken: bool = False

    def answer(self, question: str, now: datetime, thread: Thread, language: str | None = None) -> Answer:
        if self.broken:
            raise KeyError("a bug")
        self.asked.append((question, thread))
        found = ANSWERS.get(question.lower().removesuffix("?"), refused("unrelated"))
        after = Thread(tuple(s.id for s in found.entries), found.shown, question, "what", (), now)
        if found.status == "choose":
            after = replace(after, entries=(), offered=after.entries)
        return replace(found, question=question, thread=after)


@dataclass
class World:
    """The bot and its Telegram; `say` and `tap` are what a person does."""

    fake: FakeTelegram
    engine: Engine
    store: Store
    parts: Parts
    application: Any
    clock: list[datetime]
    update_id: int = 0

    async def take(self, update: dict[str, Any]) -> list[dict[str, Any]]:
        """Handles the update; gives the parameters of the calls it led to, each with its method."""
        before = len(self.fake.calls)
        read = telegram.Update.de_json(json.loads(json.dumps(update)), self.application.bot)
        await self.application.process_update(read)
        return [{**call.parameters, "method": call.method} for call in self.fake.calls[before:]]

    async def say(self, text: str, chat_id: int = 1, **more: Any) -> list[dict[str, Any]]:
        self.update_id += 1
        return await self.take(message(self.update_id, text, chat_id, **more))

    async def tap(self, data: str, chat_id: int = 1, **below: Any) -> list[dict[str, Any]]:
        self.update_id += 1
        update = press(self.update_id, data, chat_id)
        update["callback_query"]["message"].update(below)
        return [call for call in await self.take(update) if call["method"] != "answerCallbackQuery"]

    async def other(self, **body: Any) -> list[dict[str, Any]]:
        """A message without text, or with another kind of update around it."""
        self.update_id += 1
        update = message(self.update_id, "x", body.pop("chat_id", 1))
        kind = body.pop("kind", "message")
        content = update.pop("message")
        if "text" not in body:
            del content["text"]
        return await self.take({**update, kind: {**content, **body}})


@cache
def empty_database() -> bytes:
    """A database file as the bot creates it; made once, since that takes longer than most tests."""
    with TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/bot.db")
        upgrade(database)
        with sqlite3.connect(f"{folder}/bot.db") as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        database.close()
        return Path(folder, "bot.db").read_bytes()


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    if not (path / "bot.db").exists():
        (path / "bot.db").write_bytes(empty_database())
    store = Store(open_database(f"sqlite:///{path}/bot.db"))
    try:
        yield store
    finally:
        store.close()


@asynccontextmanager
async def world(path: Path, knowledge: Knowledge = BASE, **more: Any) -> AsyncIterator[World]:
    fake, engine, clock = FakeTelegram(), Engine(), [NOW]
    application = build_application(TOKEN, "http://telegram.example", lambda connections: fake)
    await application.initialize()
    with opened(path) as store:
        parts = Parts(
            base=Base(Loaded(knowledge, engine)),
            store=store,
            bot=application.bot,
            now=lambda: clock[0],
            **{"owners": frozenset({77}), "allowed_chats": None, **more},
            language="en",
            timezone="Asia/Karachi",
            username=BOT["username"],
        )
        register(application, parts)
        fake.calls.clear()
        yield World(fake, engine, store, parts, application, clock)
        await application.shutdown()


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


def rows(call: dict[str, Any]) -> list[list[dict[str, Any]]]:
    markup = call.get("reply_markup") or {"inline_keyboard": []}
    return (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]


def buttons(call: dict[str, Any]) -> list[dict[str, Any]]:
    return [button for row in rows(call) for button in row]


def data_of(call: dict[str, Any], text: str) -> str:
    return next(b["callback_data"] for b in buttons(call) if b["text"] == text)


def texts(calls: list[dict[str, Any]]) -> list[str]:
    return [plain(call["text"]) for call in calls]


def quoted(text: str, message_id: int = 5) -> dict[str, Any]:
    """A message that a reply of the bot quotes."""
    chat = {"id": 1, "type": "private"}
    return {"message_id": message_id, "date": 1769947200, "chat": chat, "text": text}


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


def photo() -> dict[str, Any]:
    return {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}


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


def mention(text: str = "@briefing_bot", offset: int = 0) -> list[dict[str, Any]]:
    return [{"type": "mention", "offset": offset, "length": len(text)}]


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


# Buttons


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
