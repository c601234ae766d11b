"""/suggest: a link is kept without who sent it, and those who run the bot see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from chat_samples import TODAY, edition
from chat_world import GROUP, World, texts, world
from telegram_limits import check

from bot.chat.suggest import (
    MOST_LINKS,
    WITHIN,
    Lately,
    failed_message,
    how_message,
    later_message,
    leads_somewhere,
    link_in,
    no_link_message,
    not_kept_message,
    thanks_message,
)
from bot.chat.unanswered import unanswered_message
from bot.storage.store import MISSES_KEPT
from bot.storage.suggestions import Suggestion, Suggestions

OWNER = 77
LONG_AGO = TODAY - timedelta(days=365)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as found:
        yield found


def kept(chat: World) -> list[tuple[str, str, int]]:
    return [(one.url, one.note, one.times) for one in Suggestions(chat.store.database).since(LONG_AGO)]


async def test_a_link_is_kept_with_the_words_beside_it_and_thanked_for(chat: World) -> None:
    said = await chat.say("/suggest https://example.org/a?b=1 on the railway")
    assert texts(said) == [
        "Thank you. The curators will see the link, not who sent it; what they confirm comes into the base. "
        "It is kept for 90 days."
    ]
    assert kept(chat) == [("https://example.org/a?b=1", "on the railway", 1)]


async def test_the_same_link_twice_is_counted(chat: World) -> None:
    for _ in range(2):
        await chat.say("/suggest https://example.org/a")
    assert kept(chat) == [("https://example.org/a", "", 2)]


async def test_nothing_of_who_sent_it_is_kept(chat: World) -> None:
    await chat.say("/suggest https://example.org/a", OWNER)
    with chat.store.database.reading() as connection:
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(suggestions)")]
    assert columns == ["id", "day", "url", "note", "times"]


async def test_alone_it_says_how(chat: World) -> None:
    (said,) = texts(await chat.say("/suggest"))
    assert "/suggest https://" in said
    assert kept(chat) == []


async def test_without_a_link_it_says_so(chat: World) -> None:
    (said,) = texts(await chat.say("/suggest the paper of yesterday"))
    assert said.startswith("There is no web link in that.")
    assert kept(chat) == []


async def test_a_chat_that_wants_nothing_kept_has_nothing_kept(chat: World) -> None:
    await chat.say("/id")
    chat.store.set_keep_misses(1, False)
    (said,) = texts(await chat.say("/suggest https://example.org/a"))
    assert said.startswith("This chat chose that nothing is kept")
    assert kept(chat) == []


async def test_too_many_links_are_asked_for_later(chat: World) -> None:
    for number in range(MOST_LINKS):
        await chat.say(f"/suggest https://example.org/{number}")
    (said,) = texts(await chat.say("/suggest https://example.org/more"))
    assert said.startswith("Thank you, that is plenty for now.")
    assert len(kept(chat)) == MOST_LINKS


async def test_it_works_in_a_group_and_answers_there(chat: World) -> None:
    (said,) = await chat.say("/suggest@briefing_bot https://example.org/a", chat_id=GROUP)
    assert texts([said])[0].startswith("Thank you.")
    assert kept(chat) == [("https://example.org/a", "", 1)]


async def test_owners_see_them_behind_what_was_not_answered(chat: World) -> None:
    await chat.say("/suggest https://example.org/a <b>new</b> treaty")
    (sent,) = await chat.say("/unanswered", OWNER)
    (text,) = texts([sent])
    assert text.startswith("Nothing that was kept is without an answer.\n\n1 source suggested\n\n")
    assert "example.org/a · 21 November 2026\n<b>new</b> treaty" in text


def test_many_suggestions_stand_on_pages_that_telegram_takes() -> None:
    many = tuple(Suggestion(f"https://example.org/{'x' * 400}{n}", "n" * 300, TODAY, n) for n in range(1, 40))
    for page in (1, 2, 99):
        check(unanswered_message(edition(), (), page, many))


async def test_they_are_deleted_after_the_time_that_is_named(chat: World) -> None:
    store = Suggestions(chat.store.database)
    store.keep(1, "https://example.org/old", "", TODAY - MISSES_KEPT - timedelta(days=1))
    store.keep(1, "https://example.org/new", "", TODAY)
    chat.store.tidy(datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert [url for url, _, _ in kept(chat)] == ["https://example.org/new"]


@pytest.mark.parametrize(
    ("text", "url", "note"),
    [
        ("https://example.org", "https://example.org", ""),
        ("HTTP://Example.org/A", "HTTP://Example.org/A", ""),
        ("see (https://example.org/a).", "https://example.org/a", "see"),
        ("www.example.org it is", "https://www.example.org", "it is"),
        ("example.org/path", "https://example.org/path", ""),
        (
            "first https://one.example/ then https://two.example/",
            "https://one.example/",
            "first then https://two.example/",
        ),
        ("https://пример.рф/документ", "https://пример.рф/документ", ""),
    ],
)
def test_the_first_link_is_taken(text: str, url: str, note: str) -> None:
    assert link_in(text) == (url, note)


@pytest.mark.parametrize(
    "text",
    [
        "", "no link", "e.g. this", "ftp://example.org/a", "javascript:alert(1)", "https://", "http://localhost/a",
        "http://127.0.0.1/x", "http://[::1]/x", "https://user:word@example.org/", "https://example/",
        "https://example.org/" + "x" * 600, "https://exa mple", "file:///etc/passwd", "https://1.2.3.4/a",
    ],
)  # fmt: skip
def test_what_leads_nowhere_on_the_web_is_no_link(text: str) -> None:
    assert link_in(text)[0] is None


@pytest.mark.parametrize("url", ["https://a.b\\c/", "https://example.org/a\u202eb\nc", "https://..example/"])
def test_odd_addresses_lead_nowhere(url: str) -> None:
    assert not leads_somewhere(url)


def test_after_a_while_the_next_link_is_welcome() -> None:
    lately, now = Lately(), datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(MOST_LINKS):
        assert not lately.wait(1, now)
        lately.note(1, now)
    assert lately.wait(1, now) == WITHIN
    assert not lately.wait(2, now)
    assert not lately.wait(1, now + WITHIN)


def test_everything_said_is_taken_by_telegram() -> None:
    for message in (how_message, no_link_message, thanks_message, not_kept_message, failed_message):
        check(message(edition()))
    check(later_message(edition(), timedelta(minutes=59, seconds=1)))
