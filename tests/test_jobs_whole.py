"""Alerts as the bot runs them: the library's application and job queue, our limiter, real time in small amounts."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from alerts_samples import base, event, utc
from alerts_store import fresh
from telegram.ext import ApplicationBuilder
from telegram_fake import BOT, TOKEN, FakeTelegram

from bot.alerts.subscriptions import Subscription
from bot.chat.limiter import Limiter
from bot.chat.parts import Base, Loaded, Parts
from bot.jobs.alerts import build_alerts
from bot.jobs.heartbeat import MARK
from bot.storage.store import Store

SEVEN = utc("2026-11-28 04:00")
VISIT = event("state-visit", starts_at=utc("2026-12-05 10:00"), name="State visit")


async def test_the_job_queue_ticks_and_the_sender_sends(tmp_path):
    fake, limiter = FakeTelegram(), Limiter(25)
    builder = ApplicationBuilder().token(TOKEN).updater(None).rate_limiter(limiter)
    application = builder.request(fake).get_updates_request(fake).build()
    await application.initialize()
    store = Store(fresh(tmp_path))
    parts = Parts(
        base=Base(Loaded(base(VISIT), None)),
        store=store,
        bot=application.bot,
        now=lambda: SEVEN,
        owners=frozenset(),
        allowed_chats=None,
        language="en",
        timezone="Asia/Karachi",
        username=BOT["username"],
    )
    alerts = build_alerts(parts, timedelta(minutes=15), time.monotonic)
    alerts.register(application)
    for chat in (1, 2, 3):
        store.see_chat(chat, "private", SEVEN)
        alerts.desk.subscribers.follow(Subscription(chat, "all"), SEVEN)
    await application.start()
    running = asyncio.create_task(alerts.run(application))
    try:
        async with asyncio.timeout(20):
            while alerts.desk.outbox.backlog(SEVEN).sent_lately < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await application.stop()
        await application.shutdown()
    assert sorted(call.parameters["chat_id"] for call in fake.made("sendMessage")) == [1, 2, 3]
    assert alerts.desk.outbox.mark(MARK)[0] == SEVEN
    store.close()


async def test_the_owners_weekly_note_is_among_what_is_next_due(tmp_path):
    fake, clock = FakeTelegram(), [SEVEN]  # a Saturday
    application = ApplicationBuilder().token(TOKEN).updater(None).request(fake).get_updates_request(fake).build()
    await application.initialize()
    store, told = Store(fresh(tmp_path)), []

    async def tell(kind, text):
        told.append((clock[0], kind))

    parts = Parts(
        base=Base(Loaded(base(VISIT), None)),
        store=store,
        bot=application.bot,
        now=lambda: clock[0],
        owners=frozenset({99}),
        allowed_chats=None,
        language="en",
        timezone="Asia/Karachi",
        username=BOT["username"],
        tell_owners=tell,
    )
    alerts = build_alerts(parts, timedelta(minutes=15), time.monotonic)
    for _ in range(2):
        clock[0] = await alerts.next_due()
        await alerts.play(clock[0])
    await application.shutdown()
    store.close()
    monday = utc("2026-11-30 04:00")
    assert told == [(monday, "weekly note"), (monday + timedelta(days=7), "weekly note")]


async def test_what_is_next_due_can_be_played(tmp_path):
    fake, clock = FakeTelegram(), [SEVEN - timedelta(days=3)]
    application = ApplicationBuilder().token(TOKEN).updater(None).request(fake).get_updates_request(fake).build()
    await application.initialize()
    store = Store(fresh(tmp_path))
    parts = Parts(
        base=Base(Loaded(base(VISIT), None)),
        store=store,
        bot=application.bot,
        now=lambda: clock[0],
        owners=frozenset(),
        allowed_chats=None,
        language="en",
        timezone="Asia/Karachi",
        username=BOT["username"],
    )
    alerts = build_alerts(parts, timedelta(minutes=15), time.monotonic)
    store.see_chat(1, "private", SEVEN)
    alerts.desk.subscribers.follow(Subscription(1, "all"), clock[0])
    played = []
    while (due := await alerts.next_due()) is not None:
        clock[0] = due
        played.append(due)
        await alerts.play(due)
    await application.shutdown()
    store.close()
    assert played == [SEVEN, utc("2026-12-04 04:00")]
    assert len(fake.made("sendMessage")) == 2
