"""The real bot on the sandbox, over HTTP, with the small base of `data/club`."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli.staging import launching, sandboxed
from bot.config import settings_from
from bot.sandbox.clock import Clock
from bot.sandbox.conversation import Conversation
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Message
from bot.simulate.stage import Stage, staged

DATA = Path(__file__).with_name("data")
CLUB = DATA / "club"
START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)  # noon in the club's zone
OWNER = 990
#: Questions that fit several entries of the club, or none well; the first that the engine finds unclear serves.
UNCLEAR = (
    "the bay or the pier",
    "anything about the pier and the bay",
    "juniors or beginners in the boathouse",
    "tell me about the night row",
    "what about the boathouse",
    "something about Berg or the boathouse",
    "first row or last row",
    "which course or camp was it again",
    "news of the fee, the meeting and the chair",
)


@asynccontextmanager
async def club(
    folder: Path, *, privacy: bool = True, start: datetime = START, topics: str = ""
) -> AsyncIterator[Stage]:
    """A running bot that answers from a copy of the base below `folder`, with these topics (YAML) beside its own."""
    knowledge = folder / "knowledge"
    shutil.copytree(CLUB, knowledge)
    with (knowledge / "topics.yaml").open("a") as file:
        file.write(topics)
    values = {"BOT_TOKEN": "1:unused", "KNOWLEDGE_DIR": str(knowledge), "DATA_DIR": str(folder / "data")}
    settings = sandboxed(settings_from(values), folder / "bot.db", [OWNER])
    async with staged(Sandbox(clock=Clock(start), privacy=privacy), launching(settings)) as stage:
        await stage.start()
        yield stage


async def newcomer(stage: Stage, name: str = "Aisha") -> Conversation:
    """The private chat of somebody new, a minute later than whatever was before, so that no limit is near."""
    await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=1))
    return stage.sandbox.private(stage.sandbox.user(name))


async def ask(stage: Stage, chat: Conversation, text: str, *, reply_to: Message | None = None) -> tuple[Message, ...]:
    """What the bot wrote in the chat because of what somebody says there."""
    before = len(chat.sent)
    chat.say(text, reply_to=reply_to)
    await stage.settle()
    return chat.sent[before:]


async def press(stage: Stage, chat: Conversation, label: str, message: Message | None = None) -> tuple[Message, ...]:
    """What the bot wrote anew because of a press on the button of a message, or of the bot's latest."""
    before = len(chat.sent)
    chat.press(message or chat.last, label)
    await stage.settle()
    return chat.sent[before:]


def button(message: Message, beginning: str) -> str:
    """The label of the first button that begins so."""
    return next(label for label in message.labels if label.startswith(beginning))


async def choice(stage: Stage, chat: Conversation) -> Message:
    """A message of the bot in this chat that offers several entries."""
    for question in UNCLEAR:
        (answer,) = await ask(stage, chat, question)
        if "None of these" in answer.labels:
            return answer
        await stage.pass_until(stage.sandbox.clock.now() + timedelta(minutes=1))
    raise AssertionError("none of the unclear questions is unclear to the engine any more; write others")
