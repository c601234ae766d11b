import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import telegram
from telegram_fake import (
    BAD_GATEWAY,
    CONFLICT,
    FLOOD,
    INTERNAL,
    TOKEN,
    UNAUTHORIZED,
    Dropped,
    FakeTelegram,
    FakeTime,
    Fault,
    Late,
    Raw,
    make_bot,
    message,
    press,
)

from bot.chat.insist import FIRST_PAUSE, LONGEST_PAUSE, TokenRefused
from bot.chat.polling import (
    ALLOWED_UPDATES,
    Lane,
    Polling,
    fingerprint,
    lane_of,
)
from bot.storage.database import Database
from bot.storage.store import Store

#: Real seconds a second takes: updates are parked after two real seconds, so by no accident.
PACE = 0.1
#: Where hours of pauses are slept.
QUICK = 0.0005

Handle = Callable[[telegram.Update], Awaitable[None]]


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


class Handled:
    """Notes what was handled; may be told to wait."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.begun: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    async def __call__(self, update: telegram.Update) -> None:
        text = update.message.text if update.message else type(update).__name__
        assert text is not None
        self.begun.append(text)
        if text in self.gates:
            await self.gates[text].wait()
        self.texts.append(text)


@asynccontextmanager
async def polling(fake: FakeTelegram, store: Store, handle: Handle, time: FakeTime) -> AsyncIterator[Polling]:
    """A loop that runs inside the block and is stopped cleanly after it."""
    loop = Polling(make_bot(fake), store, handle, time.now, time.sleep)
    task = asyncio.create_task(loop.run())
    try:
        yield loop
    finally:
        loop.stop()
        await asyncio.wait_for(task, 10)


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.001)


async def test_updates_are_handled_and_then_confirmed(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    handled.gates["two"] = asyncio.Event()
    fake.push(message(11, "one"), message(12, "two", chat_id=2))
    async with polling(fake, store, handled, FakeTime(pace=PACE)):
        await until(lambda: handled.texts == ["one"] and fake.confirmed == 12)
        assert handled.begun == ["one", "two"]
        handled.gates["two"].set()
        await until(lambda: fake.confirmed == 13)
    assert handled.texts == ["one", "two"]


async def test_polling_names_the_updates_it_wants_and_waits_long(store: Store) -> None:
    fake = FakeTelegram()
    async with polling(fake, store, Handled(), FakeTime(pace=PACE)):
        await until(lambda: fake.calls)
    first = fake.calls[0]
    assert (first.method, first.parameters["timeout"]) == ("getUpdates", 30)
    assert list(first.parameters["allowed_updates"]) == list(ALLOWED_UPDATES)


async def test_one_chat_is_handled_in_order_while_others_go_on(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    handled.gates["a1"] = asyncio.Event()
    fake.push(message(1, "a1", 1), message(2, "a2", 1), message(3, "b1", 2), message(4, "a3", 1))
    async with polling(fake, store, handled, FakeTime(pace=PACE)):
        await until(lambda: handled.texts == ["b1"])
        assert "a2" not in handled.begun
        handled.gates["a1"].set()
        await until(lambda: fake.confirmed == 5)
    assert handled.texts == ["b1", "a1", "a2", "a3"]


async def test_an_update_delivered_twice_is_handled_once(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    fake.push(message(1, "one"), message(1, "one"), message(2, "two"))
    async with polling(fake, store, handled, FakeTime(pace=PACE)):
        await until(lambda: fake.confirmed == 3)
        fake.push(message(2, "two"), message(1, "one"), message(3, "three"))
        await until(lambda: fake.confirmed == 4)
    assert handled.texts == ["one", "two", "three"]


async def test_an_update_handled_before_a_restart_is_not_handled_again(store: Store) -> None:
    handled = Handled()
    for _ in range(2):
        fake = FakeTelegram()
        fake.push(message(1, "one"))
        async with polling(fake, store, handled, FakeTime(pace=PACE)):
            await until(lambda f=fake: f.confirmed == 2)
    assert handled.texts == ["one"]


async def test_an_old_update_delivered_again_does_not_move_the_offset_back(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    fake.push(message(5, "five"), message(9, "nine"))
    async with polling(fake, store, handled, FakeTime(pace=PACE)):
        await until(lambda: fake.confirmed == 10)
        fake.updates = [message(5, "five")]
        fake.push()
        await until(lambda: len(fake.made("getUpdates")) == 3)
        assert fake.made("getUpdates")[-1].parameters["offset"] == 10
    assert handled.texts == ["five", "nine"]


async def test_ids_that_start_again_are_new_updates(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    fake.push(message(500, "old"))
    async with polling(fake, store, handled, FakeTime(pace=PACE)):
        await until(lambda: fake.confirmed == 501)
        fake.updates, fake.confirmed = [message(3, "new")], 0
        fake.push()
        await until(lambda: fake.made("getUpdates")[-1].parameters["offset"] == 4)
    assert handled.texts == ["old", "new"]


async def test_a_kill_between_update_and_answer_loses_nothing_and_doubles_nothing(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    handled.gates["two"] = asyncio.Event()
    fake.push(message(1, "one"), message(2, "two"))
    time = FakeTime(pace=PACE)
    killed = asyncio.create_task(Polling(make_bot(fake), store, handled, time.now, asyncio.sleep).run())
    await until(lambda: handled.begun == ["one", "two"])
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    assert fake.confirmed <= 2

    again = Handled()
    async with polling(fake, store, again, time):
        await until(lambda: fake.confirmed == 3)
    assert handled.texts + again.texts == ["one", "two"]


@pytest.mark.parametrize(
    "fault",
    [
        BAD_GATEWAY,
        INTERNAL,
        CONFLICT,
        Dropped(),
        Late(),
        Raw(200, b"<html>hello</html>"),
        Fault(400, "Bad Request: odd"),
    ],
    ids=lambda fault: f"{type(fault).__name__}{getattr(fault, 'code', '')}",
)
async def test_polling_goes_on_after(fault: Any, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    fake, handled, time = FakeTelegram(), Handled(), FakeTime(pace=QUICK)
    fake.fail("getUpdates", *[fault] * 20)
    fake.push(message(1, "one"))
    with caplog.at_level(logging.WARNING, "bot.chat.insist"):
        async with polling(fake, store, handled, time):
            await until(lambda: handled.texts and fake.confirmed == 2)
    assert handled.texts == ["one"]
    pauses = time.slept[:20]
    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    lines = [record for record in caplog.records if record.name == "bot.chat.insist"]
    assert len(lines) == 20
    assert all("\n" not in record.getMessage() for record in lines)


async def test_polling_goes_on_after_an_answer_without_sense(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    for body in (b'{"ok": true}', b'{"ok": true, "result": 7}', b'{"ok": true, "result": [{}]}', b"[]", b"7"):
        fake.fail("getUpdates", Raw(200, body), Raw(200, body))
    fake.push(message(1, "one"))
    async with polling(fake, store, handled, FakeTime(pace=QUICK)):
        await until(lambda: handled.texts and fake.confirmed == 2)
    assert handled.texts == ["one"]


async def test_the_pause_is_short_again_after_a_success(store: Store) -> None:
    fake, time = FakeTelegram(), FakeTime(pace=QUICK)
    fake.fail("getUpdates", *[Dropped()] * 5)
    async with polling(fake, store, Handled(), time):
        await until(lambda: len(fake.made("getUpdates")) == 6)
        fake.fail("getUpdates", Dropped())
        fake.push(message(1, "one"))
        await until(lambda: fake.confirmed == 2)
    assert time.slept[4] > FIRST_PAUSE
    assert FIRST_PAUSE in time.slept[5:]


async def test_a_429_is_obeyed(store: Store) -> None:
    fake, time = FakeTelegram(), FakeTime(pace=QUICK)
    fake.fail("getUpdates", FLOOD)
    async with polling(fake, store, Handled(), time):
        await until(lambda: len(fake.made("getUpdates")) == 2)
    assert time.slept == [7]


@pytest.mark.parametrize("fault", [UNAUTHORIZED, Fault(404, "Not Found")], ids=["401", "404"])
async def test_a_refused_token_ends_polling(fault: Fault, store: Store) -> None:
    fake = FakeTelegram()
    fake.fail("getUpdates", fault)
    with pytest.raises(TokenRefused) as caught:
        await Polling(make_bot(fake), store, Handled(), FakeTime(pace=PACE).now).run()
    assert TOKEN not in str(caught.value)
    assert len(fake.calls) == 1


async def test_a_webhook_in_the_way_is_removed(store: Store) -> None:
    fake = FakeTelegram()
    fake.fail("getUpdates", Fault(409, "Conflict: can't use getUpdates method while webhook is active"))
    async with polling(fake, store, Handled(), FakeTime(pace=PACE)):
        await until(lambda: len(fake.made("getUpdates")) == 2)
    assert [call.parameters for call in fake.made("deleteWebhook")] == [{"drop_pending_updates": False}]


async def test_stopping_finishes_and_confirms_what_is_in_hand(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    handled.gates["one"] = asyncio.Event()
    fake.push(message(1, "one"))
    loop = Polling(make_bot(fake), store, handled, FakeTime(pace=PACE).now, asyncio.sleep)
    task = asyncio.create_task(loop.run())
    await until(lambda: handled.begun)
    loop.stop()
    await asyncio.sleep(0.01)
    assert not task.done()
    handled.gates["one"].set()
    await asyncio.wait_for(task, 10)
    assert handled.texts == ["one"]
    assert fake.confirmed == 2


async def test_what_cannot_be_finished_at_the_end_stays_unconfirmed(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    handled.gates["two"] = asyncio.Event()
    fake.push(message(1, "one"), message(2, "two", 2), message(3, "three", 3))
    async with polling(fake, store, handled, FakeTime(pace=PACE)):
        await until(lambda: sorted(handled.texts) == ["one", "three"])
    assert fake.confirmed == 2
    again = Handled()
    async with polling(fake, store, again, FakeTime(pace=PACE)):
        await until(lambda: fake.confirmed == 4)
    assert again.texts == ["two"]


async def test_stopping_does_not_wait_for_the_long_poll(store: Store) -> None:
    fake = FakeTelegram()
    async with polling(fake, store, Handled(), FakeTime(pace=PACE)):
        await until(lambda: fake.calls)
    assert len(fake.calls) == 1


async def test_an_update_that_takes_long_is_parked_and_does_not_hold_up_the_others(store: Store) -> None:
    fake, handled, time = FakeTelegram(), Handled(), FakeTime(pace=0.01)
    handled.gates["slow"] = asyncio.Event()
    fake.push(message(1, "slow", 1))
    async with polling(fake, store, handled, time):
        await until(lambda: fake.confirmed == 2)
        assert len(store.parked_updates()) == 1
        for number in range(2, 302):
            fake.push(message(number, f"m{number}", number))
        fake.push(message(302, "behind the slow one", 1))
        await until(lambda: fake.confirmed == 303 and len(handled.texts) == 300)
        handled.gates["slow"].set()
        await until(lambda: len(handled.texts) == 302)
        await until(lambda: store.parked_updates() == ())
    assert handled.texts[-2:] == ["slow", "behind the slow one"]


async def test_a_crowd_behind_a_slow_update_is_not_kept_waiting(store: Store) -> None:
    fake, handled, time = FakeTelegram(), Handled(), FakeTime(pace=PACE)
    handled.gates["slow"] = asyncio.Event()
    fake.push(message(1, "slow", 1), *(message(n, f"m{n}", n) for n in range(2, 252)))
    async with polling(fake, store, handled, time):
        await until(lambda: len(handled.texts) == 250)
        assert sum(time.slept) < 20
        handled.gates["slow"].set()


async def test_a_parked_update_survives_a_kill_and_comes_back_as_it_was(store: Store) -> None:
    fake, handled, time = FakeTelegram(), Handled(), FakeTime(pace=0.01)
    handled.gates["/start"] = asyncio.Event()
    fake.push(message(1, "/start", 1))
    task = asyncio.create_task(Polling(make_bot(fake), store, handled, time.now, time.sleep).run())
    await until(lambda: fake.confirmed == 2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    seen: list[telegram.Update] = []

    async def note(update: telegram.Update) -> None:
        seen.append(update)

    async with polling(FakeTelegram(), store, note, time):
        await until(lambda: seen)
        await until(lambda: store.parked_updates() == ())
    assert seen[0].message is not None
    assert seen[0].message.entities[0].type == "bot_command"


async def test_an_error_in_a_handler_does_not_stop_the_loop(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()

    async def handle(update: telegram.Update) -> None:
        if update.update_id == 1:
            raise ZeroDivisionError
        await handled(update)

    fake.push(message(1, "bad"), message(2, "good"))
    async with polling(fake, store, handle, FakeTime(pace=PACE)):
        await until(lambda: fake.confirmed == 3)
    assert handled.texts == ["good"]


async def test_an_update_the_library_cannot_read_is_passed_over(store: Store) -> None:
    fake, handled = FakeTelegram(), Handled()
    odd = message(2, "odd")
    odd["message"]["chat"] = "not a chat"
    fake.push(message(1, "one"), odd, message(3, "three"))

    async def handle(update: telegram.Update) -> None:
        if update.message is not None:
            await handled(update)

    async with polling(fake, store, handle, FakeTime(pace=PACE)):
        await until(lambda: fake.confirmed == 4)
    assert handled.texts == ["one", "three"]


async def test_a_database_that_fails_does_not_make_the_bot_silent(store: Store, database: Database) -> None:
    fake, handled = FakeTelegram(), Handled()
    async with polling(fake, store, handled, FakeTime(pace=PACE)):
        await until(lambda: fake.calls)
        with database.writing() as connection:
            connection.exec_driver_sql("DROP TABLE updates")
        fake.push(message(1, "one"))
        await until(lambda: fake.confirmed == 2)
    assert handled.texts == ["one"]


async def test_the_last_success_is_known(store: Store) -> None:
    fake = FakeTelegram()
    fake.push(message(1, "one"))
    time = FakeTime(datetime(2026, 3, 1, tzinfo=UTC), PACE)
    async with polling(fake, store, Handled(), time) as loop:
        await until(lambda: fake.confirmed == 2)
        assert loop.last_success is not None
        assert loop.last_success >= datetime(2026, 3, 1, tzinfo=UTC)


def read(data: dict[str, Any]) -> telegram.Update:
    return telegram.Update.de_json(data, None)


def test_the_print_of_an_update_tells_contents_apart_and_survives_the_database() -> None:
    one, same, other = read(message(1, "/a")), read(message(1, "/a")), read(message(1, "/b"))
    assert fingerprint(one) == fingerprint(same) != fingerprint(other)
    assert fingerprint(read(json.loads(one.to_json()))) == fingerprint(one)


@pytest.mark.parametrize(
    ("data", "lane"),
    [
        (message(1, "x", chat_id=-7, user_id=3), -7),
        (press(1, "v1", chat_id=5), 5),
        (
            {
                "update_id": 1,
                "inline_query": {
                    "id": "1",
                    "from": {"id": 9, "is_bot": False, "first_name": "A"},
                    "query": "",
                    "offset": "",
                },
            },
            ("inline", 9),
        ),
        ({"update_id": 1, "guest_message": message(1, "x", chat_id=-7)["message"]}, ("guest", -7)),
        ({"update_id": 1}, 0),
    ],
)
def test_order_is_kept_by_chat_or_person(data: dict[str, Any], lane: Lane) -> None:
    assert lane_of(read(data)) == lane
