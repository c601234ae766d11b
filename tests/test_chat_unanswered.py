"""/unanswered: what the base has no answer to, for owners, in pages; one sentence for everybody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from chat_samples import BASE, TODAY, edition
from chat_world import GROUP, World, buttons, data_of, texts, world
from telegram_limits import check

from bot.answers.gaps import Asked, Fix, Gap, Near
from bot.chat.handlers import menus
from bot.chat.html import plain
from bot.chat.unanswered import unanswered_message
from bot.knowledge.entries import Place
from bot.storage.store import MISSES_KEPT

OWNER = 77
FORBIDDEN = "Only those who run this bot can do that, in private."


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


def keep(chat: World, question: str, reason: str = "unrelated: x", day: date = TODAY, times: int = 1) -> None:
    for _ in range(times):
        assert chat.store.keep_miss(1, question, reason, (), "en", day)


def gap(text: str = "who is it", fix: Fix = "question", line: str | None = '- "who is it"', number: int = 1) -> Gap:
    near = Near("declaration", "Joint Declaration", Place("agreements.yaml", 12))
    return Gap(tuple(Asked(f"{text} {n}", 1) for n in range(number)), number, TODAY, "unrelated: it", fix, near, line)


async def test_an_owner_sees_what_was_asked_how_often_and_the_line_that_would_help(chat: World) -> None:
    keep(chat, "how long is the <joint> declaration of 20 points", times=2)
    (sent,) = await chat.say("/unanswered", OWNER)
    (text,) = texts([sent])
    assert text.startswith("Asked 2 times without an answer")
    assert "2 × how long is the <joint> declaration of 20 points" in text
    assert "last on 21 November 2026 · unrelated" in text
    assert "Nearest: Joint Declaration · declaration" in text
    assert 'questions: ["how long is the <joint> declaration of 20 points"]' in text
    assert "&lt;joint&gt;" in sent["text"]


async def test_where_nothing_was_missed_that_is_said(chat: World) -> None:
    assert texts(await chat.say("/unanswered", OWNER)) == ["Nothing that was kept is without an answer."]


async def test_what_the_bot_answers_by_now_is_left_out(chat: World) -> None:
    keep(chat, "when was the state visit")
    assert texts(await chat.say("/unanswered", OWNER)) == ["Nothing that was kept is without an answer."]


async def test_what_is_older_than_questions_are_kept_is_left_out(chat: World) -> None:
    keep(chat, "soybean futures", day=TODAY - MISSES_KEPT - timedelta(1))
    assert texts(await chat.say("/unanswered", OWNER)) == ["Nothing that was kept is without an answer."]


@pytest.mark.parametrize(("chat_id", "user_id"), [(1, 1), (GROUP, OWNER)])
async def test_nobody_else_and_no_group_sees_them(chat: World, chat_id: int, user_id: int) -> None:
    keep(chat, "soybean futures")
    assert texts(await chat.say("/unanswered", chat_id, user_id=user_id)) == [FORBIDDEN]


async def test_pages_are_turned_in_place_and_only_by_owners(chat: World) -> None:
    for number in range(30):
        keep(chat, f"{chr(97 + number % 26) * 9}{number} {'wordy ' * 3}{chr(110 - number % 13) * 7}")
    (sent,) = await chat.say("/unanswered", OWNER)
    (turn,) = buttons(sent)
    assert turn["text"].startswith("More (2 of ")
    (edited,) = await chat.tap(turn["callback_data"], OWNER)
    assert edited["method"] == "editMessageText"
    assert edited["text"] != sent["text"]
    assert data_of(edited, buttons(edited)[0]["text"]) == "1|g|1"
    assert texts(await chat.tap(turn["callback_data"], 1)) == [FORBIDDEN]


async def test_a_database_that_fails_is_not_told_as_an_error(chat: World, caplog: pytest.LogCaptureFixture) -> None:
    chat.store.close()
    with chat.store.database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE misses")
    assert texts(await chat.say("/unanswered", OWNER)) == ["Nothing that was kept is without an answer."]
    assert "The database cannot be used" in caplog.text


def test_the_command_stays_out_of_the_menu() -> None:
    assert "unanswered" not in {name for menu in menus().values() for name, _ in menu}


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        ("question", "write under its “questions”:"),
        ("alias", "write under its “aliases”:"),
        ("new", "a new fact or a new entry is needed"),
        ("check", "please check"),
        ("unclear", "nothing by itself"),
    ],
)
def test_every_kind_of_gap_says_what_would_help(fix: Fix, said: str) -> None:
    message = unanswered_message(edition(BASE), (gap(fix=fix),))
    check(message)
    assert said in plain(message.html)
    assert "agreements.yaml:12" in plain(message.html)


def test_three_wordings_are_shown_and_the_others_counted() -> None:
    text = plain(unanswered_message(edition(BASE), (gap(number=5),)).html)
    assert "who is it 2" in text
    assert "who is it 3" not in text
    assert "and 2 more wordings" in text


@pytest.mark.parametrize("text", ['"' * 500, "<b>&" * 125, "🙂" * 250, "کیا " * 125, "x\x00\n" * 160, "a" * 500])
@pytest.mark.parametrize("page", [1, 2, 10**6, -3])
def test_pages_hold_what_telegram_takes_whatever_was_asked(text: str, page: int) -> None:
    long = gap(text, line=f"- {text}{text}", number=5)
    check(unanswered_message(edition(BASE), (long,) * 7, page))


def test_a_line_is_shown_whole() -> None:
    line = f'- "{"a long question " * 25}"'.replace(' "', '"')
    assert line in plain(unanswered_message(edition(BASE), (gap(line=line),)).html)
