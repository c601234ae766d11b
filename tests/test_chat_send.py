from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram_fake import (
    BAD_GATEWAY,
    BLOCKED,
    FLOOD,
    INTERNAL,
    START,
    Dropped,
    FakeTelegram,
    FakeTime,
    Fault,
    Late,
    Raw,
    make_bot,
)

from bot.chat.owners import QUIET_FOR, Owners, place_of
from bot.chat.parts import Base, Loaded, Parts
from bot.chat.send import (
    PRESS_WAITS,
    UNREACHABLE_FOR,
    Blocked,
    ChatGone,
    Delivery,
    Migrated,
    Mute,
    Outcome,
    Rejected,
    RetryAfter,
    Sent,
    TopicGone,
    Unreachable,
    acknowledge,
    answer,
    deliver,
    plain,
)
from bot.config import duration
from bot.knowledge.entries import About, Knowledge, Words
from bot.storage.database import open_database
from bot.storage.migrate import upgrade
from bot.storage.store import Store

HELLO = Delivery(1, "<b>Hello</b> &amp; welcome", topic=5, reply_to=9)
BAD_ENTITIES = Fault(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0')
MIGRATED = Fault(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -1001})
NO_TOPIC = Fault(400, "Bad Request: message thread not found")


class Told:
    """Notes what the owners were told."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    async def __call__(self, kind: str, text: str) -> None:
        self.kinds.append(kind)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = open_database(f"sqlite:///{tmp_path}/bot.db")
    upgrade(database)
    yield Store(database)
    database.close()


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def parts(store: Store, fake: FakeTelegram, time: FakeTime, told: Told) -> Parts:
    nothing: Any = None
    knowledge = Knowledge({}, {}, About("Test"), Words(), "1")
    return Parts(
        base=Base(Loaded(knowledge, nothing)),
        store=store,
        bot=make_bot(fake),
        now=time.now,
        owners=frozenset(),
        allowed_chats=None,
        language="en",
        timezone="UTC",
        username="briefing_bot",
        sleep=time.sleep,
        tell_owners=told,
    )


async def test_a_message_is_sent_as_html_without_preview_as_a_reply_in_its_topic(fake: FakeTelegram) -> None:
    assert await deliver(make_bot(fake), HELLO) == Sent(1001)
    (call,) = fake.made("sendMessage")
    assert (call.parameters["text"], call.parameters["parse_mode"]) == (HELLO.html, "HTML")
    assert call.parameters["link_preview_options"] == {"is_disabled": True}
    assert call.parameters["message_thread_id"] == 5
    assert call.parameters["reply_parameters"] == {"message_id": 9, "allow_sending_without_reply": True}
    assert "disable_notification" not in call.parameters


async def test_a_message_is_edited_in_place(fake: FakeTelegram) -> None:
    assert await deliver(make_bot(fake), Delivery(1, "new", edit=77)) == Sent(77)
    assert fake.made("editMessageText")[0].parameters["message_id"] == 77


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (FLOOD, RetryAfter(7)),
        (BLOCKED, Blocked("Forbidden: bot was blocked by the user")),
        (Fault(403, "Forbidden: user is deactivated"), Blocked("Forbidden: user is deactivated")),
        (Fault(400, "Bad Request: not enough rights to send text messages to the chat"), Mute),
        (Fault(400, "Bad Request: need administrator rights in the channel chat"), Mute),
        (Fault(400, "Bad Request: chat not found"), ChatGone("Chat not found")),
        (Fault(400, "Bad Request: PEER_ID_INVALID"), ChatGone),
        (MIGRATED, Migrated(-1001)),
        (NO_TOPIC, TopicGone("Message thread not found")),
        (Fault(400, "Bad Request: TOPIC_CLOSED"), TopicGone),
        (Fault(400, "Bad Request: message is too long"), Rejected("Message is too long")),
        (BAD_ENTITIES, Rejected),
        (INTERNAL, Unreachable),
        (BAD_GATEWAY, Unreachable),
        (Dropped(), Unreachable),
        (Late(), Unreachable),
        (Raw(200, b"<html>"), Unreachable),
    ],
    ids=str,
)
async def test_every_failure_has_its_outcome(fault: Any, outcome: Outcome | type[Outcome], fake: FakeTelegram) -> None:
    fake.fail("sendMessage", fault)
    became = await deliver(make_bot(fake), HELLO)
    assert became == outcome if not isinstance(outcome, type) else isinstance(became, outcome)


async def test_an_edit_that_changes_nothing_is_done(fake: FakeTelegram) -> None:
    fake.fail("editMessageText", Fault(400, "Bad Request: message is not modified: specified new message content"))
    assert await deliver(make_bot(fake), Delivery(1, "same", edit=77)) == Sent(77)


async def test_an_answer_waits_as_told_and_arrives_once(parts: Parts, fake: FakeTelegram, time: FakeTime) -> None:
    fake.fail("sendMessage", FLOOD, Fault(429, "Too Many Requests: retry after 30", {"retry_after": 30}))
    assert await answer(parts, HELLO) == Sent(1001)
    assert time.slept == [7, 30]
    assert len(fake.texts) == 3


async def test_an_answer_gets_through_a_burst_of_failures(
    parts: Parts, fake: FakeTelegram, time: FakeTime, told: Told
) -> None:
    fake.fail("sendMessage", INTERNAL, BAD_GATEWAY, Dropped(), Late())
    assert await answer(parts, HELLO) == Sent(1001)
    assert time.slept == sorted(time.slept)
    assert len(time.slept) == 4
    assert told.kinds == []


async def test_an_answer_is_given_up_in_the_end(parts: Parts, fake: FakeTelegram, time: FakeTime) -> None:
    fake.fail("sendMessage", *[INTERNAL] * 100)
    assert isinstance(await answer(parts, HELLO), Unreachable)
    assert UNREACHABLE_FOR <= time.now() - START < UNREACHABLE_FOR + timedelta(minutes=1)


async def test_a_wait_of_hours_is_a_no(parts: Parts, fake: FakeTelegram, time: FakeTime) -> None:
    fake.fail("sendMessage", Fault(429, "Too Many Requests", {"retry_after": 80000}))
    assert await answer(parts, HELLO) == RetryAfter(80000)
    assert time.slept == []


async def test_refused_formatting_goes_out_as_plain_text_and_owners_hear_of_it(
    parts: Parts, fake: FakeTelegram, told: Told
) -> None:
    fake.fail("sendMessage", BAD_ENTITIES)
    assert await answer(parts, HELLO) == Sent(1001)
    second = fake.made("sendMessage")[1].parameters
    assert second["text"] == "Hello & welcome"
    assert "parse_mode" not in second
    assert told.kinds == ["rejected"]


async def test_an_edit_of_a_lost_message_becomes_a_new_one(parts: Parts, fake: FakeTelegram, told: Told) -> None:
    fake.fail("editMessageText", Fault(400, "Bad Request: message to edit not found"))
    assert await answer(parts, Delivery(1, "card", edit=77)) == Sent(1001)
    assert told.kinds == []


async def test_an_answer_follows_a_group_that_moved(parts: Parts, fake: FakeTelegram, store: Store) -> None:
    store.see_chat(-1, "group", START)
    fake.fail("sendMessage", MIGRATED)
    assert await answer(parts, Delivery(-1, "hello")) == Sent(1001)
    assert fake.made("sendMessage")[1].parameters["chat_id"] == -1001
    assert store.chat(-1) is None
    assert store.chat(-1001) is not None


async def test_an_answer_to_a_deleted_topic_goes_to_the_chat(parts: Parts, fake: FakeTelegram) -> None:
    fake.fail("sendMessage", NO_TOPIC)
    assert await answer(parts, HELLO) == Sent(1001)
    assert "message_thread_id" not in fake.made("sendMessage")[1].parameters


async def test_a_chat_that_blocked_the_bot_is_remembered(parts: Parts, fake: FakeTelegram, store: Store) -> None:
    store.see_chat(1, "private", START)
    fake.fail("sendMessage", BLOCKED)
    assert isinstance(await answer(parts, HELLO), Blocked)
    chat = store.chat(1)
    assert chat is not None
    assert chat.blocked_at == START


async def test_a_button_pressed_long_ago_is_no_trouble(parts: Parts, fake: FakeTelegram) -> None:
    fake.fail("answerCallbackQuery", Fault(400, "Bad Request: query is too old and response timeout expired"))
    await acknowledge(parts, "1", "ok")
    (call,) = fake.made("answerCallbackQuery")
    assert call.parameters["text"] == "ok"


@pytest.mark.parametrize("text", ["ok", None])
@pytest.mark.parametrize("fault", [BAD_GATEWAY, INTERNAL, Dropped(), Late()], ids=str)
async def test_a_press_is_acknowledged_again_when_telegram_could_not_be_reached(
    parts: Parts, fake: FakeTelegram, time: FakeTime, fault: Any, text: str | None
) -> None:
    fake.fail("answerCallbackQuery", fault, fault)
    await acknowledge(parts, "1", text)
    assert len(fake.made("answerCallbackQuery")) == 3
    assert time.now() - START == timedelta(seconds=1.5)


async def test_a_press_is_given_up_when_nobody_waits_for_it_any_more(
    parts: Parts, fake: FakeTelegram, time: FakeTime
) -> None:
    fake.fail("answerCallbackQuery", *[Dropped()] * 50)
    await acknowledge(parts, "1", "ok")
    assert len(fake.made("answerCallbackQuery")) > 3
    assert time.now() - START <= PRESS_WAITS


@pytest.mark.parametrize(
    ("text", "seconds", "attempts"),
    [("Only admins can do that.", 7, 2), ("Only admins can do that.", 30, 1), (None, 7, 1)],
)
async def test_told_to_wait_a_short_text_waits_and_a_press_without_one_holds_nothing_up(
    parts: Parts, fake: FakeTelegram, time: FakeTime, text: str | None, seconds: int, attempts: int
) -> None:
    fake.fail("answerCallbackQuery", Fault(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds}))
    await acknowledge(parts, "1", text)
    assert len(fake.made("answerCallbackQuery")) == attempts
    assert time.now() - START == timedelta(seconds=seconds * (attempts - 1))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>a</b> &lt;b&gt; &amp;amp;", "a <b> &amp;"),
        ('<a href="https://example.org/?a=1&amp;b">link</a>', "link"),
        ("<blockquote expandable>x</blockquote>\ny", "x\ny"),
        ("no markup", "no markup"),
    ],
)
def test_plain_text_is_what_html_shows(html: str, text: str) -> None:
    assert plain(html) == text


def test_plain_text_fits_one_message_counted_as_telegram_counts() -> None:
    long = plain("😀" * 3000)
    assert len(long.encode("utf-16-le")) // 2 <= 4096
    assert long.endswith("😀…")


async def test_owners_are_told_once_per_kind_and_hour(fake: FakeTelegram, time: FakeTime) -> None:
    owners = Owners(make_bot(fake), frozenset({1, 2}), time.now)
    await owners.tell("a", "first")
    await owners.tell("a", "again")
    await owners.tell("b", "other")
    assert fake.texts == ["first", "first", "other", "other"]
    await time.sleep(QUIET_FOR.total_seconds())
    await owners.tell("a", "later")
    assert fake.texts[4:] == ["later", "later"]


async def test_an_owner_who_blocked_the_bot_does_not_hide_news_from_the_others(
    fake: FakeTelegram, time: FakeTime
) -> None:
    fake.fail("sendMessage", BLOCKED)
    await Owners(make_bot(fake), frozenset({1, 2}), time.now).tell("a", "news")
    assert [call.parameters["chat_id"] for call in fake.made("sendMessage")] == [1, 2]


def test_the_place_of_an_error_is_inside_the_bot() -> None:
    with pytest.raises(ValueError, match="a number and a unit") as caught:
        duration("soon")
    assert place_of(caught.value).startswith("config.py:")
    assert place_of(ValueError()) == "outside the bot"
