"""Alerts in a chat: the real application with its handlers, against a Telegram that records what it is asked for."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import telegram
from alerts_samples import base, day, event, past, utc
from alerts_store import fresh
from icalendar import Calendar
from telegram_fake import BLOCKED, BOT, TOKEN, FakeTelegram, message, press
from telegram_limits import parsed

from bot.alerts.calendar import calendar_file
from bot.alerts.subscriptions import Follower, Subscription
from bot.answers.answer import Answer, Thread
from bot.chat.alert_doing import followed_occurrences
from bot.chat.connection import build_application
from bot.chat.handlers import register
from bot.chat.html import plain
from bot.chat.parts import Base, Loaded, Parts
from bot.jobs.alerts import Alerts, build_alerts
from bot.storage.store import Store
from bot.storage.subscribers import Subscribers

START = utc("2026-11-20 06:00")  # 11:00 in Karachi
SEVEN = utc("2026-11-28 04:00")
HOLD = timedelta(minutes=15)
OWNER, ADMIN, GROUP = 77, 5, -100200

VISIT = event("state-visit", starts_at=utc("2026-12-05 10:00"), name="State visit", where="Hall 1", host="here")
FORUM = event("forum-2027", "2027-03", type="forum", name="Trade forum")
MOURNING = day("mourning-day", tone="remembrance", name="Day of mourning", themes=())
AGREED = event("agreed", "2026-12-06", sensitive="agreed", name="Agreed wording")
ENVOY = event("ali-khan", None, kind="official", status=None, type=None, name="Ali Khan")


class Engine:
    """Has no answers."""

    def answer(self, question: str, now: Any, thread: Thread, language: str | None = None) -> Answer:
        return Answer(question, "unknown")


class Telegram(FakeTelegram):
    async def _result(self, name: str, parameters: dict[str, Any]) -> Any:
        if name == "getChatMember":
            status = "administrator" if int(parameters["user_id"]) == ADMIN else "member"
            user = {"id": int(parameters["user_id"]), "is_bot": False, "first_name": "A"}
            return {"status": status, "user": user} | ADMIN_RIGHTS * (status == "administrator")
        return await super()._result(name, parameters)


class Rights(dict):
    def __mul__(self, wanted: bool) -> dict[str, bool]:
        return dict(self) if wanted else {}


ADMIN_RIGHTS = Rights(
    dict.fromkeys(
        (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        ).split(),
        False,
    )
)


@dataclass
class World:
    """The bot and its Telegram; `say` and `tap` are what a person does, `until` lets time pass."""

    fake: Telegram
    parts: Parts
    application: Any
    alerts: Alerts
    clock: list[Any]
    number: int = 100

    async def take(self, update: dict[str, Any]) -> list[dict[str, Any]]:
        before = len(self.fake.calls)
        await self.application.process_update(telegram.Update.de_json(json.loads(json.dumps(update)), self.parts.bot))
        return self.since(before)

    def since(self, before: int) -> list[dict[str, Any]]:
        found = [{**call.parameters, "method": call.method} for call in self.fake.calls[before:]]
        for call in found:
            if "text" in call and call["method"] in {"sendMessage", "editMessageText"}:
                assert parsed(call["text"])["@type"] == "formattedText", call["text"]
        return [one for one in found if one["method"] not in {"getChatMember"}]

    async def say(self, text: str, chat_id: int = 1, **more: Any) -> list[dict[str, Any]]:
        self.number += 1
        return await self.take(message(self.number, text, chat_id, **more))

    async def tap(self, data: str, chat_id: int = 1, user: int | None = None, **below: Any) -> list[dict[str, Any]]:
        self.number += 1
        update = press(self.number, data, chat_id)
        update["callback_query"]["message"].update(below)
        if user is not None:
            update["callback_query"]["from"]["id"] = user
        return await self.take(update)

    async def until(self, *moments: Any) -> list[dict[str, Any]]:
        before = len(self.fake.calls)
        for moment in moments:
            self.clock[0] = moment
            await self.alerts.play(moment)
        return self.since(before)

    def load(self, *entries: Any, version: str) -> None:
        self.parts.base.swap(Loaded(base(*entries, version=version), Engine()))

    def followed(self, chat_id: int = 1) -> list[tuple[str, str]]:
        return [one.key for one in self.alerts.desk.subscribers.subscriptions(chat_id)]


@pytest.fixture
async def chat(tmp_path):
    fake, clock = Telegram(), [START]
    application = build_application(TOKEN, "http://telegram.example", lambda connections: fake)
    await application.initialize()
    store = Store(fresh(tmp_path))
    parts = Parts(
        base=Base(Loaded(base(VISIT, FORUM, MOURNING, AGREED, ENVOY), Engine())),
        store=store,
        bot=application.bot,
        now=lambda: clock[0],
        owners=frozenset({OWNER}),
        allowed_chats=None,
        language="en",
        timezone="Asia/Karachi",
        username=BOT["username"],
    )
    alerts = build_alerts(parts, HOLD, time.monotonic)
    alerts.register(application)
    register(application, parts)
    fake.calls.clear()
    yield World(fake, parts, application, alerts, clock)
    await application.shutdown()
    store.close()


def texts(calls: list[dict[str, Any]]) -> list[str]:
    return [plain(call["text"]) for call in calls if "text" in call and call["method"] != "answerCallbackQuery"]


def data_of(calls: list[dict[str, Any]], text: str) -> str:
    marks = [call["reply_markup"] for call in calls if call.get("reply_markup")]
    rows = [(json.loads(one) if isinstance(one, str) else one)["inline_keyboard"] for one in marks]
    return next(b["callback_data"] for row in rows for line in row for b in line if text in b["text"])


# Following


async def test_subscribing_by_buttons(chat):
    menu = await chat.say("/subscribe")
    types = await chat.tap(data_of(menu, "By kind"))
    ticked = await chat.tap(data_of(types, "visit"))
    assert chat.followed() == [("type", "visit")]
    await chat.tap(data_of(ticked, "✅ visit"))
    assert chat.followed() == []


@pytest.mark.parametrize(
    ("text", "followed"),
    [
        ("follow Ali Khan", [("entry", "ali-khan")]),
        ("remind me before the next visit", [("entry", "state-visit")]),
        ("subscribe to trade", [("theme", "trade")]),
        ("follow everything", [("all", "")]),
        ("/subscribe visits", [("type", "visit")]),
        ("/subscribe the weather", []),
    ],
)
async def test_subscribing_by_words(chat, text, followed):
    [said] = texts(await chat.say(text))
    assert chat.followed() == followed
    assert ("Following" in said) == bool(followed)


async def test_everything_has_no_capital_inside_a_sentence(chat):
    assert texts(await chat.say("follow everything"))[0].startswith("Following everything: 7 days, 1 day before.")


async def test_a_question_is_still_a_question(chat):
    for text in ("who follows Ali Khan?", "follow the weather", "when is the next visit"):
        assert "Following" not in "".join(texts(await chat.say(text)))
    assert chat.followed() == []


async def test_unfollowing_by_words_and_by_button(chat):
    await chat.say("follow Ali Khan")
    await chat.say("unfollow Ali Khan")
    assert chat.followed() == []
    await chat.say("follow everything")
    page = await chat.say("/subscriptions")
    await chat.tap(data_of(page, "✕ 1"))
    assert chat.followed() == []


async def test_a_named_lead_time_is_kept(chat):
    await chat.say("remind me 3 days before visits")
    [kept] = chat.alerts.desk.subscribers.subscriptions(1)
    assert kept.stages == ("3d",)


# Alerts as they come


async def test_a_reminder_says_what_when_and_where_from(chat):
    await chat.say("follow everything")
    [said] = texts(await chat.until(START, SEVEN))
    assert said.startswith("🔔 State visit\nin 7 days · 5 December 2026, ")
    assert "Hall 1" in said
    assert "Source: The Paper" in said


async def test_a_sensitive_entry_is_pushed_only_to_its_own_followers_and_without_its_text(chat):
    await chat.say("follow everything")
    assert "Agreed wording" not in "".join(texts(await chat.until(START, utc("2026-11-29 04:00"))))
    await chat.say("follow Agreed wording", chat_id=2)
    [said] = [text for text in texts(await chat.until(utc("2026-12-05 04:00"))) if "Agreed" in text]
    assert "Fact of" not in said


async def test_days_of_mourning_come_only_to_who_follows_that_day(chat):
    await chat.say("follow everything")
    await chat.say("follow Day of mourning", chat_id=2)
    calls = await chat.until(START, SEVEN)
    assert [call["chat_id"] for call in calls if "Day of mourning" in call["text"]] == [2]


async def test_what_comes_late_says_so(chat):
    await chat.say("follow everything")
    [said] = texts(await chat.until(START, SEVEN + timedelta(hours=30)))
    assert "comes late; it was due on 28 November 2026" in said
    assert "in 6 days" in said


async def test_who_follows_only_now_is_told_without_a_word_of_lateness(chat):
    await chat.until(SEVEN + timedelta(hours=30))
    await chat.say("follow everything")
    [said] = texts(await chat.until(SEVEN + timedelta(hours=31)))
    assert "comes late" not in said
    assert "in 6 days" in said


async def test_a_postponement_is_told_old_to_new(chat):
    await chat.say("follow everything")
    await chat.until(START)
    chat.load(event("state-visit", "2026-12-09", name="State visit", history=(past("2026-12-05"),)), version="v2")
    calls = await chat.until(SEVEN - timedelta(days=2), SEVEN - timedelta(days=1))
    told = [plain(call["text"]) for call in calls if call["chat_id"] == 1]
    assert told[0].startswith("Postponed · State visit\n5 December 2026, 10:00 (UTC)")
    assert "→ 9 December 2026" in told[0]


async def test_controls_on_an_alert(chat):
    await chat.say("follow everything")
    calls = await chat.until(START, SEVEN)
    again = texts(await chat.tap(data_of(calls, "Again")))
    assert again == ["You will hear of it again at 10:00."]
    assert len(await chat.until(SEVEN + timedelta(hours=1))) == 1
    await chat.tap(data_of(calls, "Mute"))
    assert texts(await chat.until(utc("2026-12-04 04:00"))) == []


async def test_the_lead_time_of_one_entry_is_switched(chat):
    await chat.say("follow everything")
    calls = await chat.until(START, SEVEN)
    page = await chat.tap(data_of(calls, "When?"))
    page = await chat.tap(data_of(page, "1 hour"))
    await chat.tap(data_of(page, "1 day"))
    found = chat.alerts.desk.subscribers.subscriptions(1)
    assert [(one.scope, one.stages) for one in found] == [("all", None), ("entry", ("7d", "1h"))]


async def test_a_digest_names_what_is_coming(chat):
    await chat.say("follow everything")
    page = await chat.say("/settings")
    await chat.tap(data_of(page, "Weekly digest"))
    calls = await chat.until(START, *(START + timedelta(days=n, hours=22) for n in range(12)))
    [said] = [text for text in texts(calls) if "Your digest, 30 November 2026" in text]
    assert "Coming up\n• 5 December 2026" in said


async def test_a_weekly_digest_comes_on_its_chosen_day(chat):
    await chat.say("follow everything")
    page = await chat.tap(data_of(await chat.say("/settings"), "Weekly digest"))
    await chat.tap(data_of(page, "Fri"))
    calls = await chat.until(START, *(START + timedelta(days=n, hours=22) for n in range(12)))
    assert [text.split("\n")[0] for text in texts(calls) if "Your digest" in text] == ["Your digest, 27 November 2026"]


async def test_many_at_once_come_as_one_message(chat):
    await chat.say("follow everything")
    await chat.until(START)
    many = [event(f"event-{n}", "2026-12-05", name=f"Event {n}") for n in range(20)]
    chat.alerts.desk.subscribers.set_stages(1, ("1d",), START)
    chat.load(*many, version="v2")
    chat.alerts.heart.notices._hold = timedelta(0)
    chat.parts.__dict__["owners"] = frozenset()
    for one in many:
        await asyncio.to_thread(chat.alerts.desk.stop, one.id, chat.parts.base.knowledge, START)
    await chat.until(START + timedelta(hours=1))
    for one in many:
        await asyncio.to_thread(chat.alerts.desk.stop, one.id, chat.parts.base.knowledge, START + timedelta(hours=1))
    [said] = texts(await chat.until(utc("2026-12-04 04:00")))
    assert said.startswith("20 alerts")
    assert "and 5 more" in said


# Settings


async def test_settings_are_changed_in_one_message(chat):
    page = await chat.say("/settings")
    for button, expected in (
        ("23-07", "Quiet hours: 23:00–07:00"),
        ("no quiet", "Quiet hours: none"),
        ("Daily digest", "Digest: daily at 9:00"),
        ("Weekly digest", "Digest: weekly at 9:00, Monday"),
        ("Fri", "Digest: weekly at 9:00, Friday"),
        ("18:00", "Digest: weekly at 18:00, Friday"),
        ("No digest", "Digest: none"),
    ):
        page = await chat.tap(data_of(page, button))
        assert [call["method"] for call in page] == ["answerCallbackQuery", "editMessageText"]
        assert expected in texts(page)[0]


@pytest.mark.parametrize(
    ("text", "zone"), [("London", "Europe/London"), ("asia/almaty", "Asia/Almaty"), ("Here", "Asia/Almaty")]
)
async def test_the_zone_is_typed(chat, text, zone):
    assert zone in texts(await chat.say(f"/zone {text}"))[0]
    assert chat.alerts.desk.subscribers.preferences(1).zone == zone


async def test_an_unknown_city_changes_nothing(chat):
    assert "No time zone goes by “Atlantis”." in texts(await chat.say("/zone Atlantis"))[0]


async def test_a_pause_is_written_and_ended(chat):
    await chat.say("/pause 3d")
    assert chat.alerts.desk.subscribers.preferences(1).paused_until == START + timedelta(days=3)
    assert "/pause 12h" in texts(await chat.say("/pause forever"))[0]
    await chat.say("/pause 0")
    assert chat.alerts.desk.subscribers.preferences(1).paused_until is None


async def test_the_next_three_alerts_are_shown(chat):
    await chat.say("follow everything")
    page = await chat.say("/subscriptions")
    [said] = texts(await chat.tap(data_of(page, "Next three")))
    assert said.startswith("The next alerts here (Asia/Karachi)")
    assert "• 28 November 2026, 09:00: State visit" in said


async def test_the_calendar_file_holds_what_is_followed(chat):
    await chat.say("follow everything")
    before = len(chat.fake.calls)
    await chat.say("/calendar")
    [document] = [call for call in chat.fake.calls[before:] if call.method == "sendDocument"]
    assert document.parameters["caption"].startswith("Open it")
    [who] = chat.alerts.desk.subscribers.followers([1])
    assert who.subscriptions


async def test_a_calendar_file_of_nothing_says_so(chat):
    await chat.say("/subscribe forum")
    assert "Nothing with a fixed date" in texts(await chat.say("/calendar"))[0]


async def test_stopping_asks_first_and_ends_everything(chat):
    await chat.say("follow everything")
    asked = await chat.say("/stop")
    assert chat.followed() == [("all", "")]
    assert "1 subscription ended" in texts(await chat.tap(data_of(asked, "Yes")))[0]
    assert chat.followed() == []
    assert texts(await chat.until(SEVEN)) == []


async def test_forgetting_asks_first_and_leaves_nothing(chat):
    await chat.say("follow everything")
    asked = await chat.say("/forget")
    await chat.tap(data_of(asked, "No"))
    assert chat.followed() == [("all", "")]
    assert "deleted" in texts(await chat.tap(data_of(asked, "Yes")))[0]
    assert chat.parts.store.export(1) == {"chat": None, "threads": []}


async def test_ones_data_is_handed_over(chat):
    await chat.say("follow everything")
    calls = await chat.say("/mydata")
    assert [call["method"] for call in calls] == ["sendDocument"]


# Groups and owners


async def test_only_admins_set_alerts_in_a_group(chat):
    said = texts(await chat.say("/subscribe@briefing_bot visits", GROUP, user_id=6))
    assert said == ["Only admins of this group can change that."]
    assert chat.followed(GROUP) == []
    await chat.say("/subscribe@briefing_bot visits", GROUP, user_id=ADMIN)
    assert chat.followed(GROUP) == [("type", "visit")]


async def test_an_anonymous_admin_is_an_admin(chat):
    sender = {"id": GROUP, "type": "supergroup"}
    await chat.say("/subscribe@briefing_bot visits", GROUP, sender_chat=sender)
    assert chat.followed(GROUP) == [("type", "visit")]


async def test_a_button_in_a_group_is_for_admins(chat):
    menu = await chat.say("/subscribe@briefing_bot", GROUP, user_id=ADMIN)
    refused = await chat.tap(data_of(menu, "Everything"), GROUP, user=6)
    assert [call["method"] for call in refused] == ["answerCallbackQuery"]
    assert chat.followed(GROUP) == []


async def test_a_topic_follows_by_itself(chat):
    more = {"message_thread_id": 9, "is_topic_message": True}
    await chat.say("/subscribe@briefing_bot visits", GROUP, user_id=ADMIN, **more)
    [kept] = chat.alerts.desk.subscribers.subscriptions(GROUP)
    assert kept.topic == 9
    [sent] = await chat.until(START, SEVEN)
    assert sent["message_thread_id"] == 9


async def test_nobody_else_sees_how_the_bot_stands(chat):
    for command in ("/status", "/broadcast hello", "/withdraw state-visit"):
        assert texts(await chat.say(command)) == ["Only those who run this bot can do that, in private."]


async def test_owners_see_how_the_bot_stands(chat):
    await chat.say("follow everything")
    await chat.until(START)
    [said] = texts(await chat.say("/status", OWNER))
    assert "Last tick: 2026-11-20 06:00:00 UTC" in said
    assert "Chats with alerts: 1" in said


async def test_a_broadcast_is_shown_and_confirmed(chat):
    for who in (1, 2):
        await chat.say("follow everything", who)
    shown = await chat.say("/broadcast Hello & goodbye", OWNER)
    assert "2 chats would be told:" in texts(shown)[0]
    command = {
        "message_id": 9,
        "date": 1,
        "chat": {"id": OWNER, "type": "private"},
        "text": "/broadcast Hello & goodbye",
    }
    await chat.tap(data_of(shown, "Send it"), OWNER, reply_to_message=command)
    await chat.tap(data_of(shown, "Send it"), OWNER, reply_to_message=command)
    calls = await chat.until(START)
    assert sorted((call["chat_id"], call["text"]) for call in calls) == [
        (1, "Hello &amp; goodbye"),
        (2, "Hello &amp; goodbye"),
    ]


async def test_a_fact_taken_back_is_corrected_and_silent(chat):
    await chat.say("follow everything")
    await chat.until(START, SEVEN)
    said = texts(await chat.say("/withdraw state-visit it was a hoax", OWNER))
    assert "1 chat is told the correction" in said[0]
    [told] = texts(await chat.until(SEVEN + timedelta(minutes=1)))
    assert told.startswith("Correction · State visit")
    assert "it was a hoax" in told
    assert texts(await chat.until(utc("2026-12-04 04:00"))) == []
    assert "no such entry" in texts(await chat.say("/withdraw state-visit", OWNER))[0]


async def test_owners_preview_a_notice_and_send_it_now(chat):
    await chat.say("follow everything")
    await chat.until(START)
    moved = event("state-visit", "2026-12-09", name="State visit", history=(past("2026-12-05"),))
    chat.load(moved, FORUM, MOURNING, AGREED, ENVOY, version="v2")
    [preview] = await chat.until(START + timedelta(minutes=1))
    assert preview["chat_id"] == OWNER
    assert "It goes to 1 chat." in plain(preview["text"])
    refused = await chat.tap(data_of([preview], "Send now"))
    assert [call["method"] for call in refused] == ["answerCallbackQuery"]
    await chat.tap(data_of([preview], "Send now"), OWNER)
    [told] = await chat.until(START + timedelta(minutes=2))
    assert told["chat_id"] == 1
    assert "decided on already" in texts(await chat.tap(data_of([preview], "Stop"), OWNER))[0]


async def test_many_notices_are_decided_on_at_once(chat):
    await chat.say("follow everything")
    await chat.until(START)
    chat.load(VISIT, *(event(f"new-{n}", "2027-05-01", name=f"New {n}") for n in range(12)), version="v2")
    [preview] = await chat.until(START + timedelta(minutes=1))
    assert plain(preview["text"]).startswith("12 notices wait for your yes\n\n• Announced: New 0 – 1 May 2027")
    said = texts(await chat.tap(data_of([preview], "Send all"), OWNER))
    assert said == ["On their way: 12 messages."]
    [told] = await chat.until(START + timedelta(minutes=2))
    assert plain(told["text"]).startswith("12 alerts")


async def test_a_withdrawal_is_taken_back(chat):
    await chat.say("follow everything")
    await chat.say("/withdraw state-visit", OWNER)
    assert texts(await chat.say("/restore state-visit", OWNER)) == ["It is told of again."]
    assert "Nothing by that id" in texts(await chat.say("/restore state-visit", OWNER))[0]
    assert len(texts(await chat.until(START, SEVEN))) == 1


async def test_a_blocked_chat_is_silent_until_it_speaks(chat):
    await chat.say("follow everything")
    chat.fake.fail("sendMessage", BLOCKED)
    await chat.until(START, SEVEN)
    assert chat.parts.store.chat(1).blocked_at is not None
    await chat.say("/subscriptions")
    assert len(texts(await chat.until(SEVEN + timedelta(minutes=1)))) == 1


async def test_an_old_button_says_so(chat):
    calls = await chat.tap("A1|mute|gone-long-ago")
    assert "old" in texts(calls)[-1]


def test_the_calendar_can_be_read(tmp_path):
    database = fresh(tmp_path)
    wish = Subscribers(database, "en", "UTC").preferences(1)
    found = followed_occurrences(Follower(wish, (Subscription(1, "all"),)), base(VISIT, FORUM), START)
    database.close()
    data = calendar_file("T", found, {one.entry.id: one.entry.name for one in found}, wish.stages, START)
    [one] = Calendar.from_ical(data).walk("VEVENT")
    assert str(one["uid"]) == "state-visit@briefing-bot"
