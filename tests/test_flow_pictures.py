"""The real bot sends pictures: once drawn for all, turned in place, as text where no photo can go out."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Any

import pytest
import pytest_asyncio
from flow import CLUB, OWNER, START, ask, newcomer, press

from bot.app import Edge, run
from bot.chat import handlers
from bot.chat.parts import Parts
from bot.chat.picture_handlers import AT_ONCE, drawn, register_pictures
from bot.chat.picture_pages import Sheet
from bot.cli.staging import launching, sandboxed
from bot.config import Settings, settings_from
from bot.sandbox.clock import Clock
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Message
from bot.simulate.stage import Stage, staged

pytestmark = pytest.mark.asyncio(loop_scope="module")

MORE = """\
- id: fees
  kind: topic
  name: Fees over the years
  themes: [trade]
  facts:
  - text: Fees grew over the years.
    sources: [handbook]
    as_of: '2026-01'
- id: fees-2020
  kind: figure
  name: Fees of 2020
  themes: [trade]
  related: [fees]
  series:
  - {value: 80, unit: crowns, period: '2020', by: the club, source: handbook}
  - {value: 95, unit: crowns, period: '2023', by: the town, source: handbook}
  facts:
  - text: The club took 80 crowns in fees in 2020.
    sources: [handbook]
    as_of: '2026-01'
- id: old-course
  kind: corridor
  name: Old course
  status: active
  coordinates:
  - {name: East bay, lat: 35.1, lon: 136.1}
  - {name: North pier, lat: 35.4, lon: 136.2}
  facts:
  - text: The old course leads from the east bay to the north pier.
    sources: [handbook]
    as_of: '2026-01'
- id: quarrel
  kind: topic
  name: Quarrel over the island
  sensitive: quarrel
  facts:
  - text: The club and the town differ over the island; this is all that is said of it.
    sources: [handbook]
    as_of: '2026-01'
"""
EVENT = """\
- id: evening-{n}
  kind: event
  type: meeting
  name: Club evening {n}
  when: '2025-0{n}'
  status: held
  facts:
  - text: Club evening {n} was held in 2025.
    sources: [minutes-2026]
    as_of: '2026-02-14'
"""


def settings_in(folder: Path) -> Settings:
    """A bot that answers from the club's base with more in it."""
    base = folder / "knowledge"
    shutil.copytree(CLUB, base)
    (base / "pictures.yaml").write_text(MORE + "".join(EVENT.format(n=n) for n in range(1, 9)), encoding="utf-8")
    words = (base / "words.yaml").read_text(encoding="utf-8")
    (base / "words.yaml").write_text(words.replace("themes:\n", "themes:\n- id: trade\n  name: trade\n"))
    values = {"BOT_TOKEN": "1:unused", "KNOWLEDGE_DIR": str(base), "DATA_DIR": str(folder / "data")}
    return sandboxed(settings_from(values), folder / "bot.db", [OWNER])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    settings = settings_in(tmp_path_factory.mktemp("club"))
    async with staged(Sandbox(clock=Clock(START), privacy=False), launching(settings)) as stage:
        await stage.start()
        yield stage


@pytest.fixture(autouse=True)
def nothing_fails_any_more(stage: Stage) -> Iterator[None]:
    yield
    stage.sandbox.faults.clear()


def file_id(message: Message) -> str:
    return str(max(message.content["photo"], key=lambda size: size["width"])["file_id"])


def uploads(stage: Stage) -> int:
    return len(stage.sandbox.files.by_id)


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("/timeline", "Timeline"),
        ("/timeline 2026", "Timeline: 2026"),
        ("/timeline Aino Berg", "Timeline: Aino Berg"),
        ("/trade", "Trade by calendar year"),
        ("/map", "Corridors, ports and passes"),
    ],
)
async def test_a_command_brings_a_photo_with_caption_source_and_text_version(
    stage: Stage, command: str, title: str
) -> None:
    chat = await newcomer(stage)
    (answer,) = await ask(stage, chat, command)
    assert answer.content["photo"][-1]["width"] == 1080
    caption = str(answer.content["caption"])
    assert caption.startswith(title)
    assert "Source" in caption
    (text,) = await press(stage, chat, "As text", answer)
    assert "photo" not in text.content
    assert text.text.startswith(title)
    assert text.labels == ("See the picture",) or text.labels[-1] == "See the picture"


async def test_the_second_asker_gets_the_photo_that_telegram_has(stage: Stage) -> None:
    chat = await newcomer(stage)
    (first,) = await ask(stage, chat, "/timeline meetings")
    before = uploads(stage)
    other = await newcomer(stage, "Daniyar")
    (second,) = await ask(stage, other, "/timeline meetings")
    assert file_id(first) == file_id(second)
    assert uploads(stage) == before


async def test_two_who_ask_at_once_are_drawn_one_picture(stage: Stage) -> None:
    one, other = await newcomer(stage), await newcomer(stage, "Daniyar")
    before = uploads(stage)
    one.say("/timeline courses")
    other.say("/timeline courses")
    await stage.settle()
    assert file_id(one.last) == file_id(other.last)
    assert uploads(stage) == before + 1


async def test_a_file_that_telegram_forgot_is_drawn_again(stage: Stage) -> None:
    chat = await newcomer(stage)
    (first,) = await ask(stage, chat, "/timeline regattas")
    text = "Bad Request: wrong file identifier/HTTP URL specified"
    stage.sandbox.fault("refuse", method="sendPhoto", code=400, description=text)
    (second,) = await ask(stage, chat, "/timeline regattas")
    assert file_id(second) != file_id(first)


async def test_in_a_group_it_is_a_reply_and_without_the_right_to_send_photos_a_text(stage: Stage) -> None:
    people = [stage.sandbox.user(name) for name in ("Aisha", "Daniyar")]
    group = stage.sandbox.supergroup("Team", *people)
    await stage.settle()
    (photo,) = await ask(stage, group, "/map")
    assert photo.reply_to is not None
    assert photo.reply_to.text == "/map"
    text = "Bad Request: not enough rights to send photos to the chat"
    stage.sandbox.fault("refuse", method="sendPhoto", code=400, description=text, times=None)
    (answer,) = await ask(stage, group, "/map")
    assert "East bay – North pier" in answer.text
    assert answer.reply_to is not None


async def test_where_the_topic_went_meanwhile_the_photo_comes_to_the_group(stage: Stage) -> None:
    forum = stage.sandbox.supergroup("Forum", stage.sandbox.user("Aisha"), forum=True)
    await stage.settle()
    topic = forum.open_topic("Dates")
    forum.at(topic).say("/map")
    forum.delete_topic(topic)
    await stage.settle()
    assert "photo" in forum.last.content
    assert not forum.last.is_topic


async def test_where_the_group_became_a_supergroup_meanwhile_the_photo_comes_there(stage: Stage) -> None:
    small = stage.sandbox.group("Crew", stage.sandbox.user("Aisha"))
    await stage.settle()
    small.say("/map")
    large = stage.sandbox.migrate(small)
    await stage.settle()
    assert "photo" in large.last.content


async def test_what_arrives_nowhere_is_not_taken_for_nothing(stage: Stage) -> None:
    chat = await newcomer(stage)
    text = "Forbidden: bot was blocked by the user"
    for method in ("sendPhoto", "sendMessage"):
        stage.sandbox.fault("refuse", method=method, code=403, description=text, times=1)
    assert await ask(stage, chat, "/map") == ()


@pytest.mark.parametrize("kind", ["too_many", "server_error", "drop_before"])
async def test_a_photo_is_sent_again_until_it_arrives(stage: Stage, kind: str) -> None:
    chat = await newcomer(stage)
    struck = stage.sandbox.fault(kind, method="sendPhoto", times=2)
    (answer,) = await ask(stage, chat, "/trade")
    assert "photo" in answer.content
    assert struck.struck == 2


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/timeline nonsense", "That is no period, person or theme known here. Write for example /timeline 2026"),
        ("/timeline 1850", "That is no period"),
        ("/timeline 1950", "The base holds nothing with a date on 1950."),
        ("/timeline quarrel over the island", "this is all that is said of it"),
        ("/timeline the quarrel about the island", "this is all that is said of it"),
    ],
)
async def test_what_cannot_be_drawn_is_said_in_a_sentence(stage: Stage, command: str, said: str) -> None:
    chat = await newcomer(stage)
    (answer,) = await ask(stage, chat, command)
    assert said in answer.text


async def test_a_name_of_two_is_chosen_by_a_button(stage: Stage) -> None:
    chat = await newcomer(stage)
    (choice,) = await ask(stage, chat, "/timeline Berg")
    assert set(choice.labels) == {"Aino Berg", "Oskar Berg"}
    (answer,) = await press(stage, chat, "Aino Berg", choice)
    assert str(answer.content["caption"]).startswith("Timeline: Aino Berg")


async def test_pages_are_turned_in_place(stage: Stage) -> None:
    chat = await newcomer(stage)
    (first,) = await ask(stage, chat, "/timeline")
    turn = next((label for label in first.labels if label.startswith("‹ Earlier")), None)
    assert turn is not None, first.labels
    shown, before = file_id(first), first.content["caption"]
    assert await press(stage, chat, turn, first) == ()
    assert file_id(first) != shown
    assert first.content["caption"] != before
    back = next(label for label in first.labels if label.startswith("Later"))
    await press(stage, chat, back, first)
    assert file_id(first) == shown


async def test_a_trade_figure_leads_to_the_picture(stage: Stage) -> None:
    chat = await newcomer(stage)
    (answer,) = await ask(stage, chat, "Fees of 2020")
    (picture,) = await press(stage, chat, "See the picture", answer)
    assert str(picture.content["caption"]).startswith("Trade by calendar year")


async def test_an_old_button_says_so(stage: Stage) -> None:
    chat = await newcomer(stage)
    (first,) = await ask(stage, chat, "/map")
    chat.press_data(first, "P1|show|t|e=gone|1")
    await stage.settle()
    assert "old" in chat.last.text


@asynccontextmanager
async def drawing_with(draw: Callable[[Sheet], bytes], folder: Path) -> AsyncIterator[Stage]:
    """A bot whose pictures are made by `draw`."""

    def register(application: Any, parts: Parts) -> None:
        register_pictures(application, parts, draw)
        handlers.register(application, parts)

    async def launch(address: str, edge: Edge, stopping: asyncio.Event) -> None:
        await run(replace(settings, api_url=address), replace(edge, register=register), stopping)

    settings = settings_in(folder)
    async with staged(Sandbox(clock=Clock(START), privacy=False), launch) as stage:
        yield stage


async def test_a_drawing_that_fails_leaves_the_text_and_tells_the_owners_once(tmp_path: Path) -> None:
    def without_ink(sheet: Sheet) -> bytes:
        raise ValueError("no ink")

    async with drawing_with(without_ink, tmp_path) as stage:
        owner = stage.sandbox.private(stage.sandbox.user("Olga", id=OWNER))
        await stage.start()
        await ask(stage, owner, "/start")
        chat = await newcomer(stage)
        for command in ("/map", "/map"):
            (answer,) = await ask(stage, chat, command)
            assert "East bay – North pier" in answer.text
        told = [message.text for message in owner.sent if "could not be drawn" in message.text]
    assert told == ["A picture could not be drawn (MapSheet: ValueError). People get its text version."]


async def test_no_more_than_a_few_pictures_are_drawn_at_a_time(tmp_path: Path) -> None:
    drawing, most, lock = 0, 0, Lock()

    def slow(sheet: Sheet) -> bytes:
        nonlocal drawing, most
        with lock:
            drawing += 1
            most = max(most, drawing)
        sleep(0.05)
        with lock:
            drawing -= 1
        return drawn(sheet)

    async with drawing_with(slow, tmp_path) as stage:
        await stage.start()
        chats = [await newcomer(stage, name) for name in ("Aisha", "Daniyar", "Marat", "Zarina", "Olga")]
        for chat, command in zip(
            chats, ("/map", "/trade", "/timeline", "/timeline 2025", "/timeline 2026"), strict=True
        ):
            chat.say(command)
        await stage.settle()
        assert all("photo" in chat.last.content for chat in chats)
    assert 1 <= most <= AT_ONCE
