"""What a Bot API server does not know is found out once, remembered, and done without."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from telegram_fake import FLOOD, START, FakeTelegram, Fault, make_bot

from bot.chat.html import Html, moment
from bot.chat.rich import Heading, Paragraph, RichDocument
from bot.chat.send import Delivery, RetryAfter, Sent, deliver
from bot.chat.server import FORGOTTEN_AFTER, Policy, Server
from bot.storage.database import Database
from bot.storage.outbox import Outbox

NO_METHOD = Fault(404, "Not Found")
NO_TAG = Fault(400, 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 3')
NOT_TAKEN = Fault(400, "Bad Request: can't parse rich message: a list has no items")
RICH = RichDocument((Heading(Html("Briefing"), 2), Paragraph(Html("Nothing new."))))
BRIEFING = Delivery(1, "<b>Briefing</b>\nNothing new.", topic=5, reply_to=9, rich=RICH)
TIMED = Delivery(1, Html(f"at {moment('15:00', START)}"))


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram()


async def sent(fake: FakeTelegram, server: Server, delivery: Delivery = BRIEFING) -> list[str]:
    """The methods called for a delivery that arrives."""
    bot, before = make_bot(fake), len(fake.calls)
    await bot.initialize()
    assert isinstance(await deliver(bot, delivery, server), Sent)
    return [call.method for call in fake.calls[before:] if call.method != "getMe"]


async def test_a_server_that_takes_rich_messages_gets_them(fake: FakeTelegram) -> None:
    assert await sent(fake, Server("auto")) == ["sendRichMessage"]
    (call,) = fake.made("sendRichMessage")
    given = {name: json.loads(value) if isinstance(value, str) else value for name, value in call.parameters.items()}
    assert given["rich_message"] == {"html": "<h2>Briefing</h2><p>Nothing new.</p>"}
    assert (given["chat_id"], given["message_thread_id"]) == (1, 5)
    assert given["reply_parameters"]["message_id"] == 9


async def test_a_server_that_does_not_know_them_is_asked_once(fake: FakeTelegram) -> None:
    server = Server("auto")
    fake.fail("sendRichMessage", NO_METHOD)
    assert await sent(fake, server) == ["sendRichMessage", "sendMessage"]
    assert await sent(fake, server) == ["sendMessage"]
    assert fake.made("sendMessage")[0].parameters["text"] == BRIEFING.html


@pytest.mark.parametrize(("policy", "again"), [("on", ["sendRichMessage"]), ("off", ["sendMessage"])])
async def test_the_setting_is_obeyed(fake: FakeTelegram, policy: Policy, again: list[str]) -> None:
    server = Server(policy)
    if policy == "on":
        fake.fail("sendRichMessage", NO_METHOD)
        assert await sent(fake, server) == ["sendRichMessage", "sendMessage"]
    assert await sent(fake, server) == again


async def test_one_document_that_is_not_taken_says_nothing_of_the_others(fake: FakeTelegram) -> None:
    server = Server("auto")
    fake.fail("sendRichMessage", NOT_TAKEN)
    assert await sent(fake, server) == ["sendRichMessage", "sendMessage"]
    assert await sent(fake, server) == ["sendRichMessage"]


async def test_a_document_that_is_too_large_is_not_tried(fake: FakeTelegram) -> None:
    large = RichDocument(tuple(Paragraph(Html("x")) for _ in range(600)))
    assert await sent(fake, Server("auto"), Delivery(1, "x", rich=large)) == ["sendMessage"]


async def test_a_rich_message_waits_like_any_other(fake: FakeTelegram) -> None:
    fake.fail("sendRichMessage", FLOOD)
    bot = make_bot(fake)
    await bot.initialize()
    assert await deliver(bot, BRIEFING, Server("auto")) == RetryAfter(7.0)


async def test_a_message_is_changed_into_a_rich_one_in_place(fake: FakeTelegram) -> None:
    assert await sent(fake, Server("auto"), Delivery(1, "x", edit=7, rich=RICH)) == ["editMessageText"]
    (call,) = fake.made("editMessageText")
    assert "text" not in call.parameters
    assert call.parameters["rich_message"]["html"].startswith("<h2>")


async def test_a_server_that_does_not_know_moments_gets_the_written_time(fake: FakeTelegram) -> None:
    server = Server()
    fake.fail("sendMessage", NO_TAG)
    assert await sent(fake, server, TIMED) == ["sendMessage", "sendMessage"]
    assert await sent(fake, server, TIMED) == ["sendMessage"]
    assert fake.texts == [TIMED.html, "at 15:00", "at 15:00"]


async def test_a_server_that_knows_moments_gets_them(fake: FakeTelegram) -> None:
    assert await sent(fake, Server(), TIMED) == ["sendMessage"]
    assert "<tg-time" in fake.texts[0]


async def test_what_a_server_lacks_is_remembered_for_it_alone_and_for_a_while(database: Database) -> None:
    marks = Outbox(database)
    await Server("auto", "http://one.example", lambda: START, marks).note_refusal("rich")
    for address, later, takes in (
        ("http://one.example", timedelta(days=1), False),
        ("http://one.example", FORGOTTEN_AFTER + timedelta(seconds=1), True),
        ("http://two.example", timedelta(days=1), True),
    ):
        again = Server("auto", address, lambda later=later: START + later, marks)  # type: ignore[misc]
        again.recall()
        assert again.takes("rich") is takes, (address, later)
        assert again.takes("moments")
