"""The chat page in a real browser, with a small echo bot behind it; pictures of it are left in test-artefacts/."""

import json
import shutil
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route, expect, sync_playwright

from bot.sandbox.calls import Upload
from bot.sandbox.clock import Clock
from bot.sandbox.conversation import Conversation
from bot.sandbox.hooks import Hooks, PanelLine, panel_changed
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serve_in_thread

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PICTURES = Path(__file__).parent.parent / "test-artefacts"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, DESK = (390, 844), (1200, 800)
NO_BROWSER = "no Chromium here: install Debian's package chromium to see the sandbox's page tested"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)


def picture(width: int, height: int) -> bytes:
    """A PNG in two colours."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + b"\x1f\x74\xc4" * (width // 2) + b"\xe6\xfb\xd3" * (width - width // 2) for _ in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass
class EchoBot:
    """Fetches updates over HTTP and answers each in its own way, until told to stop."""

    url: str
    token: str
    stopping: threading.Event = field(default_factory=threading.Event)

    def call(self, method: str, files: Any = None, **parameters: Any) -> Any:
        sent = {k: json.dumps(v) if isinstance(v, dict | list) else v for k, v in parameters.items()}
        address = f"{self.url}/bot{self.token}/{method}"
        return httpx.post(address, data=sent, files=files, trust_env=False, timeout=30).json()["result"]

    def run(self) -> None:
        self.call("setMyCommands", commands=[
            {"command": "picture", "description": "Send a picture"},
            {"command": "rich", "description": "A rich message"},
            {"command": "file", "description": "Send a file"},
        ])  # fmt: skip
        offset = 0
        while not self.stopping.is_set():
            for update in self.call("getUpdates", offset=offset, timeout=1):
                offset = update["update_id"] + 1
                self.answer(update)

    def answer(self, update: dict[str, Any]) -> None:
        if "message" in update and "text" in update["message"]:
            self.echo(update["message"])
        elif "callback_query" in update:
            query = update["callback_query"]
            place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            self.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
            self.call("editMessageText", text=f"You chose {query['data']}", **place)
        elif "inline_query" in update:
            words = {"message_text": f"About {update['inline_query']['query']}"}
            article = {"type": "article", "id": "1", "title": "The answer", "description": "tap to send"}
            results = [article | {"input_message_content": words}]
            known = {"inline_query_id": update["inline_query"]["id"], "results": results}
            if update["inline_query"]["query"] == "nothing":
                known |= {"results": [], "button": {"text": "Ask in private", "start_parameter": "q_nothing"}}
            self.call("answerInlineQuery", **known)

    def echo(self, message: dict[str, Any]) -> None:
        place = {"chat_id": message["chat"]["id"]}
        if "message_thread_id" in message and message.get("is_topic_message"):
            place["message_thread_id"] = message["message_thread_id"]
        self.call("sendChatAction", action="typing", **place)
        if message["text"].startswith("/picture"):
            files = {"photo": ("map.png", picture(640, 360), "image/png")}
            self.call("sendPhoto", files, caption="A map", **place)
        elif message["text"].startswith("/file"):
            self.call("sendDocument", {"document": ("visits.ics", b"BEGIN:VCALENDAR", "text/calendar")}, **place)
        elif message["text"].startswith("/rich"):
            self.call("sendRichMessage", rich_message={"html": RICH}, **place)
        else:
            rows = [
                [
                    {"text": "First", "callback_data": "first"},
                    {"text": "Mute", "callback_data": "mute", "style": "danger"},
                ],
                [{"text": "Share", "url": "https://t.me/share/url?url=a"}],
                [{"text": "Source", "url": "https://example.org/a"}, {"text": "Copy", "copy_text": {"text": "copied"}}],
            ]
            text = f"<b>You said</b>\n{message['text']}"
            reply = {"message_id": message["message_id"]}
            self.call(
                "sendMessage", text=text, parse_mode="HTML", reply_markup={"inline_keyboard": rows},
                reply_parameters=reply, **place,
            )  # fmt: skip


RICH = (
    "<h2>This week</h2><p>Trade <b>grew</b> by a fifth.</p><table bordered><tr><th>Year</th><th>Value</th></tr>"
    "<tr><td>2025</td><td align='right'>53</td></tr></table>"
    "<details><summary>Sources</summary><p>An office.<br>A paper.</p></details>"
    "<p><a href='https://t.me/briefing_bot?start=e_visit'>The visit</a></p>"
)


@dataclass
class Stage:
    """A sandbox with people and chats, served, with the bot running."""

    sandbox: Sandbox
    url: str
    private: Conversation
    group: Conversation
    forum: Conversation
    panel: list[PanelLine]
    due: list[datetime]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    start = datetime(2026, 3, 1, 4, tzinfo=UTC)
    sandbox = Sandbox(clock=Clock(start, running=True), flood=False)
    aisha, daniyar, marat = (sandbox.user(name) for name in ("Aisha", "Daniyar", "Marat"))
    private = sandbox.private(aisha, started=False)
    sandbox.private(daniyar, started=False)
    group = sandbox.supergroup("Press team", aisha, daniyar, admins=[marat])
    forum = sandbox.supergroup("Desk", aisha, daniyar, forum=True)
    due = [start + timedelta(hours=5)]
    panel = [PanelLine("Problems", "heading"), PanelLine("<b>visits.yaml:4</b>: no month 13", "problem")]

    def advance(target: datetime) -> None:
        while due and due[0] <= target:
            sandbox.clock.set(due.pop(0))
            sandbox.call("sendMessage", chat_id=private.id, text="A reminder")

    hooks = Hooks(advance, lambda: due[0] if due else None, lambda: panel, "Asia/Karachi")
    with serve_in_thread(sandbox, hooks=hooks) as url:
        bot = EchoBot(url, sandbox.token)
        thread = threading.Thread(target=bot.run)
        thread.start()
        yield Stage(sandbox, url, private, group, forum, panel, due)
        bot.stopping.set()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def opened(
    browser: Browser, stage: Stage, size: tuple[int, int], *, scheme: Any = "light", at: str = ""
) -> Iterator[Page]:
    """The page, whose mistakes are the test's."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("response", lambda reply: mistakes.append(f"{reply.status} {reply.url}") if not reply.ok else None)
    page.goto(stage.url + at)
    expect(page.get_by_role("combobox", name="You are")).to_have_value(str(stage.private.user.id))
    yield page
    page.close()
    assert not mistakes


def taken(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"page-{name}.png")


def last(page: Page) -> Any:
    return page.locator(".message").last


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_newcomer_sees_the_private_chat_with_something_to_tap(
    browser: Browser, stage: Stage, size: tuple[int, int]
) -> None:
    stage.group.say("A word in the group")  # newer than anything in the private chat
    with opened(browser, stage, size) as page:
        expect(page.get_by_role("heading", name="Briefing Bot")).to_be_visible()
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_newcomer_starts_asks_and_presses(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, DESK, at=f"#{stage.private.user.id}/{stage.private.id}") as page:
        page.get_by_role("button", name="Start", exact=True).click()
        expect(last(page)).to_contain_text("You said /start")
        page.get_by_role("textbox", name="Message").or_(page.get_by_role("combobox", name="Message")).fill(
            "آستانہ کا اگلا دورہ کب ہے؟ 😀"
        )
        page.keyboard.press("Enter")
        expect(last(page)).to_contain_text("آستانہ")
        last(page).get_by_role("button", name="First").click()
        expect(page.locator("#toast")).to_have_text("Noted")
        expect(last(page)).to_contain_text("You chose first")
        expect(last(page)).to_contain_text("edited")
        taken(page, "desk-private")


def test_right_to_left_text_stands_on_the_right(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, PHONE, at=f"#{stage.private.user.id}/{stage.private.id}") as page:
        urdu = page.locator(".mine .text", has_text="آستانہ").first
        assert urdu.evaluate("node => getComputedStyle(node).direction") == "rtl"
        taken(page, "phone-urdu")


def test_the_command_menu_pictures_files_and_rich_messages(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, PHONE, scheme="dark", at=f"#{stage.private.user.id}/{stage.private.id}") as page:
        page.get_by_role("button", name="Commands").click()
        expect(page.locator("#popup").get_by_role("option")).to_have_count(3)
        taken(page, "phone-commands-dark")
        page.locator("#popup").get_by_role("option", name="/picture").click()
        expect(last(page).get_by_role("img", name="A map")).to_be_visible()
        assert last(page).get_by_role("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 640
        expect(last(page).get_by_role("link", name="A map")).to_have_attribute("target", "_blank")
        page.get_by_role("combobox", name="Message").fill("/fi")
        expect(page.locator("#popup").get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(last(page).get_by_role("link", name="visits.ics")).to_be_visible()
        page.get_by_role("combobox", name="Message").fill("/rich")
        page.keyboard.press("Enter")
        expect(last(page).get_by_role("table")).to_contain_text("2025")
        expect(page.locator("#popup")).to_be_hidden()
        taken(page, "phone-rich-dark")


def test_a_message_that_comes_while_the_chat_is_asked_for_stays(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, PHONE, at=f"#{stage.private.user.id}/{stage.group.id}") as page:
        held: list[tuple[Route, APIResponse]] = []
        asked = f"**/control/chat/{stage.group.id}"

        def hold(route: Route) -> None:
            held.append((route, route.fetch()))
            stage.group.say("Heard while the page waited")

        page.route(asked, hold, times=1)
        stage.group.say("Heard first")
        expect(last(page)).to_contain_text("Heard while the page waited")
        with page.expect_response(asked):  # what the page asks again, as the held answer is too old
            (route, answer), *_ = held
            route.fulfill(response=answer)
        page.get_by_role("combobox", name="You are").select_option(label="Daniyar")
        expect(page.get_by_text("Heard first").last).to_be_visible()
        expect(page.locator(".message", has_text="Heard while the page waited")).to_have_count(1)


def test_a_group_as_its_members_and_admin(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, DESK, scheme="dark", at=f"#{stage.private.user.id}/{stage.group.id}") as page:
        box = page.get_by_role("combobox", name="Message")
        box.fill("/today@briefing_bot")
        page.keyboard.press("Enter")
        expect(last(page)).to_contain_text("You said")
        page.get_by_role("combobox", name="You are").select_option(label="Marat")
        page.get_by_label("as the group").check()
        box.fill("/settings@briefing_bot")
        page.keyboard.press("Enter")
        expect(last(page)).to_contain_text("/settings")
        assert any(message.sender_chat is stage.group.chat for message in stage.group.messages)
        taken(page, "desk-group-dark")


def test_topics_keep_to_themselves(browser: Browser, stage: Stage) -> None:
    topic = stage.forum.open_topic("Visits")
    with opened(browser, stage, DESK, at=f"#{stage.private.user.id}/{stage.forum.id}") as page:
        page.get_by_role("button", name="Visits", exact=True).click()
        page.get_by_role("combobox", name="Message").fill("/here@briefing_bot")
        page.keyboard.press("Enter")
        expect(last(page)).to_contain_text("You said")
        assert stage.forum.last.thread_id == topic.id
        page.get_by_role("button", name="General").click()
        expect(page.locator(".message")).to_have_count(0)


def test_inline_results_are_offered_and_sent(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, PHONE, at=f"#{stage.private.user.id}/{stage.group.id}") as page:
        page.get_by_role("combobox", name="Message").press_sequentially("@briefing_bot visits")
        expect(page.locator("#popup").get_by_role("option", name="The answer")).to_be_visible()
        taken(page, "phone-inline")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        sent = page.locator(".message").filter(has_text="via @briefing_bot")
        expect(sent).to_contain_text("About visits")


def test_what_is_typed_is_sent_though_inline_results_are_offered(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, PHONE, at=f"#{stage.private.user.id}/{stage.group.id}") as page:
        page.get_by_role("combobox", name="Message").press_sequentially("@briefing_bot meetings")
        expect(page.locator("#popup").get_by_role("option", name="The answer")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator(".message.mine").last).to_contain_text("@briefing_bot meetings")
        expect(page.locator("#popup")).to_be_hidden()


def test_links_to_the_bot_lead_into_the_private_chat(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, DESK, at=f"#{stage.private.user.id}/{stage.group.id}") as page:
        page.get_by_role("combobox", name="Message").press_sequentially("@briefing_bot nothing")
        page.locator("#popup").get_by_role("option", name="Ask in private").click()
        expect(last(page)).to_contain_text("You said /start q_nothing")
        page.get_by_role("combobox", name="Message").fill("/rich")
        page.keyboard.press("Enter")
        last(page).get_by_role("link", name="The visit").click()
        expect(last(page)).to_contain_text("You said /start e_visit")


def test_what_telegram_would_ask_for_leads_nowhere_else(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, DESK, at=f"#{stage.private.user.id}/{stage.private.id}") as page:
        page.get_by_role("combobox", name="Message").fill("to be shared")
        page.keyboard.press("Enter")
        last(page).get_by_role("link", name="Share").click()
        expect(page.locator("#toast")).to_contain_text("Telegram would ask here for the chat")
        assert len(page.context.pages) == 1


def test_the_clock_is_shown_and_moved_to_what_is_due(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, DESK, at=f"#{stage.private.user.id}/{stage.private.id}") as page:
        expect(page.locator("#now")).to_contain_text("Sun, 1 Mar 2026, 09:0")
        page.get_by_role("button", name="Next due").click()
        expect(last(page)).to_contain_text("A reminder")
        expect(page.locator("#now")).to_contain_text("14:00 Karachi")
        expect(page.locator("#toast")).to_have_text("New messages: private chat of Aisha (1)")
        expect(page.get_by_role("button", name="Next due")).to_be_disabled()
        page.get_by_role("button", name="+1 day").click()
        expect(page.locator("#now")).to_contain_text("Mon, 2 Mar 2026")
        expect(page.locator("#toast")).to_have_text("Nothing was sent in that time")
        page.get_by_text("Go to …").click()
        page.get_by_label("Date and time to go to").fill("2026-05-04T08:30")
        page.get_by_role("button", name="Go", exact=True).click()
        expect(page.locator("#now")).to_contain_text("4 May 2026, 08:30")


def test_the_curators_panel_follows_the_file(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, DESK) as page:
        page.get_by_role("button", name="Curator").click()
        expect(page.get_by_role("complementary")).to_contain_text("visits.yaml:4: no month 13")
        taken(page, "desk-curator")
        stage.panel[:] = [PanelLine("No problems", "good")]
        panel_changed(stage.sandbox)
        expect(page.get_by_role("complementary")).to_contain_text("No problems")


def test_everything_can_be_reached_by_keyboard(browser: Browser, stage: Stage) -> None:
    with opened(browser, stage, PHONE) as page:
        page.get_by_role("button", name="Back to the chats").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Curator").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("combobox", name="Message")).to_be_focused()
        page.keyboard.type("by keyboard")
        page.keyboard.press("Enter")
        own = page.locator(".mine", has_text="by keyboard").first
        own.get_by_role("button", name="Reply").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#replying")).to_contain_text("by keyboard")
        expect(page.get_by_role("combobox", name="Message")).to_be_focused()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.get_by_role("navigation", name="Chats")).to_be_visible()
        taken(page, "phone-list")


def test_three_hundred_messages_stay_usable(browser: Browser, stage: Stage) -> None:
    for number in range(300):
        stage.group.say(f"message {number}")
    with opened(browser, stage, PHONE, at=f"#{stage.private.user.id}/{stage.group.id}") as page:
        expect(last(page)).to_be_in_viewport()
        stage.group.say("the newest")
        expect(last(page)).to_contain_text("the newest")
        expect(last(page)).to_be_in_viewport()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE[0]


def test_a_sent_picture_of_a_person_is_shown(browser: Browser, stage: Stage) -> None:
    stage.private.send_photo(Upload("me.png", "image/png", picture(200, 100)), "me")
    with opened(browser, stage, PHONE, at=f"#{stage.private.user.id}/{stage.private.id}") as page:
        expect(page.get_by_role("img", name="me")).to_be_visible()
