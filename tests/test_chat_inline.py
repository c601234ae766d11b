"""Inline queries and guests, seen from the calls: what is asked of Telegram, and what is done when it refuses."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from chat_samples import BASE, EVENTS, SUMMIT, answered, base, choice, edition, listing, refused
from chat_world import GROUP, World, world
from telegram_fake import FLOOD, Dropped, Fault
from telegram_limits import check

from bot.answers.answer import Answer, Listed, Scored
from bot.answers.typed import Hit
from bot.chat.guest import how_message
from bot.chat.inline import CACHE_SECONDS
from bot.chat.inline_cards import MOST_CARDS, coming_hits, offered
from bot.chat.outside import answer_outside
from bot.knowledge.entries import Entry

TOO_OLD = Fault(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
NO_TAG = Fault(400, 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 3')


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


def person(number: int, language: str = "en") -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "A", "language_code": language}


async def typed(chat: World, text: str, offset: str = "", user: int = 1) -> list[dict[str, Any]]:
    chat.update_id += 1
    query = {"id": "7", "from": person(user), "query": text, "offset": offset}
    return await chat.take({"update_id": chat.update_id, "inline_query": query})


async def summoned(bot: World, text: str, user: int = 1, **more: Any) -> list[dict[str, Any]]:
    bot.update_id += 1
    where = {"id": GROUP, "type": "supergroup", "title": "Elsewhere"}
    body = {"message_id": 1, "date": 1769947200, "chat": where, "from": person(user), "text": text}
    return await bot.take({"update_id": bot.update_id, "guest_message": {**body, "guest_query_id": "9", **more}})


def cards(call: dict[str, Any]) -> list[dict[str, Any]]:
    given: list[dict[str, Any]] = json.loads(call["results"]) if isinstance(call["results"], str) else call["results"]
    return given


async def test_cards_are_for_the_person_alone_and_for_a_short_while(chat: World) -> None:
    (call,) = await typed(chat, "")
    assert call["method"] == "answerInlineQuery"
    assert (call["cache_time"], call["is_personal"], call["next_offset"]) == (CACHE_SECONDS, True, "")
    assert [one["title"] for one in cards(call)] == ["National Day", "Summit 2027"]


async def test_a_query_that_is_too_old_is_passed_over_quietly(chat: World, caplog: pytest.LogCaptureFixture) -> None:
    chat.fake.fail("answerInlineQuery", TOO_OLD)
    with caplog.at_level(logging.INFO):
        assert len(await typed(chat, "")) == 1
    assert caplog.records == []


async def test_another_refusal_stands_in_the_log(chat: World, caplog: pytest.LogCaptureFixture) -> None:
    chat.fake.fail("answerInlineQuery", Fault(400, "Bad Request: RESULT_ID_INVALID"))
    await typed(chat, "")
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_a_server_without_moments_gets_the_cards_without_them(tmp_path: Path) -> None:
    timed = replace(SUMMIT, starts_at=datetime(2027, 5, 1, 10, tzinfo=UTC))
    async with world(tmp_path, base(timed)) as chat:
        chat.fake.fail("answerInlineQuery", NO_TAG)
        first, second = await typed(chat, "")
        assert "<tg-time" in str(first["results"])
        assert "tg-time" not in str(second["results"])
        (third,) = await typed(chat, "")
        assert "tg-time" not in str(third["results"])


async def test_who_may_not_use_the_bot_is_offered_nothing(tmp_path: Path) -> None:
    async with world(tmp_path, allowed_chats=frozenset({5})) as chat:
        (call,) = await typed(chat, "", user=1)
        assert cards(call) == []
        (call,) = await typed(chat, "", user=5)
        assert cards(call)
        (said,) = await summoned(chat, "@briefing_bot hello", user=1)
        assert "This bot answers only in chats named by those who run it." in str(said["result"])


async def test_a_button_pressed_by_who_may_not_use_the_bot_does_not_wait_for_ever(tmp_path: Path) -> None:
    async with world(tmp_path, allowed_chats=frozenset({5})) as chat:
        await chat.tap("1|u|1", chat_id=1)
        (call,) = chat.fake.made("answerCallbackQuery")
        assert call.parameters["text"].startswith("This bot answers only in chats named by those who run it.")
        assert chat.fake.made("sendMessage") == []


async def test_a_button_below_something_posted_inline_does_not_wait_for_ever(chat: World) -> None:
    query = {"id": "1", "from": person(1), "chat_instance": "1", "data": "1|u|1", "inline_message_id": "x"}
    (call,) = await chat.take({"update_id": 99, "callback_query": query})
    assert call["method"] == "answerCallbackQuery"


@pytest.mark.parametrize("fault", [Dropped(), FLOOD, Fault(500, "Internal Server Error")])
async def test_a_guest_is_answered_though_telegram_stumbles(tmp_path: Path, fault: Any) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with world(tmp_path, sleep=sleep) as chat:
        chat.fake.fail("answerGuestQuery", fault)
        calls = await summoned(chat, "@briefing_bot when was the state visit?")
        assert [call["method"] for call in calls] == ["answerGuestQuery"] * 2
        assert len(slept) == 1


async def test_a_guest_too_late_is_passed_over(chat: World) -> None:
    chat.fake.fail("answerGuestQuery", TOO_OLD)
    assert len(await summoned(chat, "@briefing_bot when was the state visit?")) == 1


async def test_bots_do_not_summon_the_bot(chat: World) -> None:
    other = {**person(3), "is_bot": True}
    assert await summoned(chat, "@briefing_bot hello", **{"from": other}) == []


async def test_a_guest_in_a_chat_of_two_has_the_name_taken_out(chat: World) -> None:
    where = {"id": 12, "type": "private", "first_name": "B"}
    await summoned(chat, "when was the state visit? @Briefing_Bot", chat=where)
    assert chat.engine.asked[-1][0] == "when was the state visit?"
    assert chat.store.chat(12) is None


def test_more_cards_than_telegram_takes_come_page_by_page() -> None:
    many = tuple(Entry(f"talk-{n}", "topic", f"Talk {n}") for n in range(120))
    here, hits = edition(base(*many)), [Hit(one.id) for one in many]
    seen: list[str] = []
    first: int | None = 0
    while first is not None:
        offer = offered(here, None, hits, "briefing_bot", first)
        assert len(offer.cards) <= MOST_CARDS
        seen += [card.id for card in offer.cards]
        first = offer.after
    assert len(seen) == len(set(seen)) == 120


def test_an_entry_is_offered_once_and_the_answer_first() -> None:
    answer = answered("state-visit-2026-02#outcome")
    hits = [Hit("declaration"), Hit("visit-of-2026"), Hit("declaration", "declaration#1"), Hit("ghost")]
    offer = offered(edition(), answer, hits, "briefing_bot")
    assert [card.title for card in offer.cards] == ["State visit to Northland (2026)", "Joint Declaration (2026)"]


def test_nothing_sensitive_is_brought_up_unasked() -> None:
    assert {hit.entry_id for hit in coming_hits(edition())} == {"national-day", "summit-2027"}


@pytest.mark.parametrize("entry", [*BASE.entries.values()], ids=lambda one: one.id)
def test_every_card_posts_what_telegram_takes(entry: Entry) -> None:
    (card,) = offered(edition(), None, [Hit(entry.id)], "briefing_bot").cards
    check(card.message)
    assert card.title.strip()
    assert len(card.title) <= 64
    assert all(button.url for row in card.message.buttons for button in row)


@pytest.mark.parametrize(
    "answer",
    [
        answered("state-visit-2026-02#outcome", "state-visit-2026-02#guests"),
        answered("quarrel#wording"),
        answered("long-story#1", "long-story#2", "long-story#3"),
        listing(*(Listed(one.id) for one in EVENTS)),
        choice("declaration", "railway", "border"),
        refused("country", "Elsewhere", "declaration"),
        Answer("hello", "chat", talk="greeting"),
    ],
)
def test_every_answer_outside_is_what_telegram_takes_and_leads_only_to_the_bot(answer: Answer) -> None:
    message = answer_outside(edition(), answer, "briefing_bot")
    check(message)
    assert all((button.url or "").startswith("https://t.me/briefing_bot") for row in message.buttons for button in row)


def test_where_a_question_is_too_long_for_a_link_more_leads_to_the_first_entry() -> None:
    lines = tuple(Listed(one.id) for one in EVENTS)
    asked = replace(listing(*lines, entries=(Scored(EVENTS[0].id, 0.9),)), question="Which talks were held? " * 9)
    ((more,),) = answer_outside(edition(), asked, "briefing_bot").buttons
    assert more.url == f"https://t.me/briefing_bot?start=e_{EVENTS[0].id}"


def test_how_to_ask_is_what_telegram_takes() -> None:
    check(how_message(edition(), "briefing_bot"))
