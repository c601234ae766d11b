"""The real bot in a real browser: what the demo shows, on a phone and on a desk, by mouse and by keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flow import UNCLEAR
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from test_cli_demo import demo, free_port, state
from test_sandbox_page import CHROMIUM, DESK, FLAGS, NO_BROWSER, PHONE, PICTURES

#: A machine that runs the whole suite plays months of a clock in more than the usual five seconds.
expect.set_options(timeout=20_000)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER)


@dataclass
class Shown:
    """The demo's address and who and what is in it."""

    port: int
    people: dict[str, int]
    chats: dict[str, int]

    def at(self, person: str, chat: str | None = None) -> str:
        number = self.people[person] if chat is None else self.chats[chat]
        return f"http://127.0.0.1:{self.port}/#{self.people[person]}/{number}"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    port = free_port()
    with demo(tmp_path_factory.mktemp("demo"), port) as (process, line):
        assert "http" in line, process.stderr
        world = state(port)
        people = {user["first_name"]: user["id"] for user in world["users"]}
        yield Shown(port, people, {chat["title"]: chat["id"] for chat in world["chats"] if chat["type"] != "private"})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def opened(browser: Browser, address: str, size: tuple[int, int], scheme: Any = "light") -> Iterator[Page]:
    """The page; a mistake in its JavaScript or a request that fails is the test's."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("response", lambda reply: mistakes.append(f"{reply.status} {reply.url}") if not reply.ok else None)
    page.goto(address)
    expect(page.locator("#who option")).to_have_count(3)
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.close()
    assert not mistakes


def taken(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=Path(PICTURES) / f"bot-{name}-{page.evaluate('innerWidth')}.png")


def last(page: Page) -> Locator:
    return page.locator(".message").last


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Message")


def ask(page: Page, text: str, answer: str) -> None:
    box(page).fill(text)
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text(answer)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_newcomer_starts_asks_goes_on_and_sees_the_source(
    browser: Browser, shown: Shown, size: tuple[int, int]
) -> None:
    person = "Aisha" if size == PHONE else "Daniyar"
    with opened(browser, shown.at(person), size) as page:
        expect(page.locator(".description")).to_contain_text("Ask in your own words")
        page.get_by_role("button", name="Start", exact=True).click()
        expect(last(page)).to_contain_text("Lakeside Rowing Club")
        expect(page.locator(".description")).to_have_count(0)
        taken(page, "start")
        last(page).get_by_role("button", name="When is the spring regatta?").click()
        expect(last(page)).to_contain_text("16 May 2026")
        ask(page, "and the autumn regatta?", "12 September 2026")
        expect(last(page).get_by_role("link", name="Lakeside Rowing Club")).to_have_attribute(
            "href", "https://club.example/calendar-2026"
        )
        last(page).get_by_role("button", name="This is wrong").click()
        expect(page.locator("#toast")).to_contain_text("Thank you.")
        taken(page, "answer")


def test_a_choice_is_pressed_and_looking_around_stays_in_one_message(browser: Browser, shown: Shown) -> None:
    with opened(browser, shown.at("Marat"), DESK, "dark") as page:
        for question in UNCLEAR:
            before = page.locator(".message").count()
            box(page).fill(question)
            page.keyboard.press("Enter")
            expect(page.locator(".message")).to_have_count(before + 2)
            if last(page).get_by_role("button", name="None of these").is_visible():
                break
        taken(page, "choice")
        first = last(page).get_by_role("group", name="Buttons").get_by_role("button").first
        name = (first.text_content() or "").partition(" (")[0].partition(",")[0]
        first.click()
        expect(last(page)).to_contain_text("edited")
        expect(last(page)).to_contain_text(name)
        ask(page, "/events", "Events")
        before = page.locator(".message").count()
        for label in ("2026", "More", "10", "‹ 2026", "‹ All groups"):
            last(page).get_by_role("button", name=label).first.click()
            expect(last(page).get_by_role("button", name=label, exact=True)).to_have_count(0)
        assert page.locator(".message").count() == before
        taken(page, "browse-dark")


def test_the_command_menu_is_that_of_the_bot(browser: Browser, shown: Shown) -> None:
    with opened(browser, shown.at("Marat"), PHONE) as page:
        page.get_by_role("button", name="Commands").click()
        expect(page.locator("#popup").get_by_role("option", name="/upcoming")).to_be_visible()
        taken(page, "commands")
        page.locator("#popup").get_by_role("option", name="/upcoming").click()
        expect(last(page)).to_contain_text("Coming up")
        taken(page, "upcoming")


def test_by_keyboard_alone(browser: Browser, shown: Shown) -> None:
    with opened(browser, shown.at("Marat"), DESK) as page:
        box(page).focus()
        page.keyboard.type("/up")
        expect(page.locator("#popup").get_by_role("option")).to_have_count(1)
        before = page.locator(".message").count()
        page.keyboard.press("Enter")
        expect(page.locator(".message")).to_have_count(before + 2)  # the command and its answer, not an older one
        expect(last(page)).to_contain_text("Coming up")
        page.keyboard.press("Shift+Tab")  # the commands
        expect(page.get_by_role("button", name="Commands")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        while not page.evaluate("document.activeElement.closest('.keyboard')"):
            page.keyboard.press("Shift+Tab")
        button = page.evaluate("document.activeElement.textContent")
        assert button == "More (2 of 2)"
        page.keyboard.press("Enter")
        expect(last(page)).to_contain_text("9. ")
        expect(last(page).get_by_role("button", name="Back (1 of 2)")).to_be_focused()
        page.keyboard.press("Enter")
        expect(last(page)).to_contain_text("1. ")
        page.get_by_role("button", name="Curator").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("complementary")).to_be_visible()
        taken(page, "keyboard")


def test_urdu_and_emoji_stand_where_they_belong(browser: Browser, shown: Shown) -> None:
    with opened(browser, shown.at("Marat"), PHONE, "dark") as page:
        before = page.locator(".message").count()
        box(page).fill("کشتی رانی کا مقابلہ کب ہے؟ 🚣🏽‍♀️🇵🇰")
        page.keyboard.press("Enter")
        expect(page.locator(".message")).to_have_count(before + 2)
        mine = page.locator(".mine .text", has_text="کشتی").last
        assert mine.evaluate("node => getComputedStyle(node).direction") == "rtl"
        taken(page, "urdu-dark")


def test_the_clock_moves_and_the_bot_goes_with_it(browser: Browser, shown: Shown) -> None:
    with opened(browser, shown.at("Marat"), DESK) as page:
        ask(page, "/upcoming", "Coming up")
        page.get_by_text("Go to …").click()
        page.get_by_label("Date and time to go to").fill("2026-06-10T08:30")
        page.get_by_role("button", name="Go", exact=True).click()
        expect(page.locator("#now")).to_contain_text("10 Jun 2026, 08:3")
        ask(page, "/upcoming", "Night row")
        expect(last(page)).not_to_contain_text("Spring regatta")
        page.get_by_role("button", name="+1 day").click()
        expect(page.locator("#now")).to_contain_text("11 Jun 2026, 08:3")
        taken(page, "clock")


def test_in_the_group_the_bot_is_silent_unless_spoken_to(browser: Browser, shown: Shown) -> None:
    with opened(browser, shown.at("Aisha", "Team"), PHONE) as page:
        ask(page, "@briefing_bot When is the spring regatta?", "16 May 2026")
        expect(last(page)).to_contain_text("@briefing_bot When is")  # the quotation
        before = page.locator(".message").count()
        box(page).fill("see you there")
        page.keyboard.press("Enter")
        page.get_by_role("combobox", name="You are").select_option(label="Daniyar")
        ask(page, "@briefing_bot What does membership cost?", "120 crowns")
        expect(page.locator(".message")).to_have_count(before + 3)
        taken(page, "group")


def test_the_curators_view_shows_the_base(browser: Browser, shown: Shown) -> None:
    for size in (PHONE, DESK):
        with opened(browser, shown.at("Marat"), size) as page:
            page.get_by_role("button", name="Curator").click()
            expect(page.get_by_role("complementary")).to_contain_text("0 errors, 0 warnings")
            taken(page, "curator")
            if size == PHONE:
                page.keyboard.press("Escape")
                expect(page.get_by_role("complementary")).to_be_hidden()
                expect(page.get_by_role("button", name="Curator")).to_be_focused()


def test_the_bell_is_pressed_and_the_clock_goes_to_the_reminder(browser: Browser, shown: Shown) -> None:
    with opened(browser, shown.at("Marat"), PHONE) as page:
        ask(page, "When is the autumn regatta?", "12 September 2026")
        last(page).get_by_role("button", name="Follow").click()
        expect(last(page)).to_contain_text("Following Autumn regatta")
        last(page).get_by_role("button", name="Next three alerts").click()
        expect(last(page)).to_contain_text("5 September 2026, 09:00: Autumn regatta")
        page.get_by_role("button", name="Next due").click()
        expect(page.locator("#now")).to_contain_text("Sept 2026, 09:00", timeout=20_000)
        expect(page.locator(".message", has_text="in 7 days")).to_contain_text("Autumn regatta")
        taken(page, "reminder")
