"""The jobs over a database in a file, a Telegram that only counts, a clock that is set, and a fuse that kills."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from alerts_store import fresh, rooms
from virtual_loop import now as virtual_now

from bot.chat.html import Html
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.jobs.heartbeat import Heartbeat
from bot.jobs.notices import Notices
from bot.jobs.planner import Planner
from bot.jobs.sender import Sender
from bot.storage.briefings import Briefings
from bot.storage.database import Database, open_database
from bot.storage.store import Store

#: Statements compiled once for all the processes of a test run; that takes longer than all they do.
COMPILED: dict[Any, Any] = {}


class Killed(BaseException):
    """The process is gone."""


class Fuse:
    """Counts steps; from the step it was set to on, every step ends in Killed."""

    def __init__(self, at: int | None = None) -> None:
        self.at = at
        self.steps = 0

    def step(self) -> None:
        self.steps += 1
        if self.at is not None and self.steps > self.at:
            raise Killed


class Fused:
    """An object each of whose calls is a step before and a step after."""

    def __init__(self, inner: Any, fuse: Fuse) -> None:
        self._inner, self._fuse = inner, fuse

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def called(*args: Any, **kwargs: Any) -> Any:
            self._fuse.step()
            given = found(*args, **kwargs)
            self._fuse.step()
            return given

        return called


class AtOnce(ThreadPoolExecutor):
    """Runs everything where it was handed in: changing threads takes longer than all that the jobs do."""

    def submit(self, call: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(call(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


class Subjects:
    """Words a message as the list of its subjects."""

    def one(self, claimed: Any, context: Any) -> Message | None:
        return self.together([claimed], context)

    def together(self, claimed: Any, context: Any) -> Message | None:
        subjects = [one.waiting.planned.subject for one in claimed]
        entries = {one.waiting.planned.entry_id for one in claimed}
        return Message(Html("\n".join(subjects)), (), tuple(f"{entry}#when" for entry in sorted(entries)))

    def preview(self, notice: Any, chats: int, knowledge: Any, now: Any) -> Message:
        return Message(Html(f"preview {notice.number} for {chats}"))

    def preview_many(self, notices: Any, knowledge: Any, now: Any) -> Message:
        return Message(Html(f"preview of {len(notices)}"))


class World:
    """Everything that survives a kill: the file, Telegram, the base, the time."""

    def __init__(self, folder: Path, knowledge: Any, now: datetime, owners: frozenset[int] = frozenset()) -> None:
        self.folder = folder
        self.now = now
        self.base = SimpleNamespace(knowledge=knowledge)
        self.owners = owners
        self.inbox: list[tuple[int, str]] = []
        self.sent_at: list[datetime] = []
        self.calls: list[dict[str, Any]] = []
        self.refusals: dict[int, list[Exception]] = {}
        self.told: list[str] = []
        self.fuse = Fuse()
        fresh(folder).close()

    @property
    def subjects(self) -> Counter[tuple[int, str]]:
        return Counter((chat, subject) for chat, text in self.inbox for subject in text.split("\n"))

    def subjects_of(self, chat: int) -> list[str]:
        return [subject for to, text in self.inbox if to == chat for subject in text.split("\n")]

    async def send_message(self, chat_id: int, text: str, **parameters: Any) -> Any:
        self.fuse.step()
        self.calls.append({"chat_id": chat_id, "text": text, **parameters})
        if self.refusals.get(chat_id):
            raise self.refusals[chat_id].pop(0)
        self.inbox.append((chat_id, text))
        self.sent_at.append(self.now)
        self.fuse.step()
        return SimpleNamespace(message_id=len(self.inbox))

    async def say(self, kind: str, text: str) -> None:
        self.told.append(kind)

    async def sleep(self, seconds: float) -> None:
        """Time is set, not waited for."""

    def start(self, fuse: Fuse | None = None, writer: Any = None, hold: Any = None) -> Process:
        self.fuse = fuse or Fuse()
        return Process(self, writer or Subjects(), hold)


class Process:
    """One run of the bot's jobs, until it is killed or closed."""

    def __init__(self, world: World, writer: Any, hold: Any) -> None:

        self.world = world
        opened = open_database(f"sqlite:///{world.folder}/bot.db")
        self.database = Database(opened.engine.execution_options(compiled_cache=COMPILED))
        fused = [Fused(one, world.fuse) for one in rooms(self.database)]
        self.subscribers, self.outbox, self.news = fused
        self.store = Fused(Store(self.database), world.fuse)
        self.parts = Parts(
            base=world.base,  # type: ignore[arg-type]
            store=self.store,  # type: ignore[arg-type]
            bot=world,  # type: ignore[arg-type]
            now=lambda: world.now,
            owners=world.owners,
            allowed_chats=None,
            language="en",
            timezone="Asia/Karachi",
            username="briefing_bot",
            sleep=world.sleep,
            tell_owners=world.say,
        )
        self.planner = Planner(*fused, Briefings(self.database))
        self.sender = Sender(self.parts, *fused, writer)
        self.notices = Notices(self.parts, *fused, writer, timedelta(minutes=15) if hold is None else hold)
        self.heart = Heartbeat(self.parts, self.planner, self.notices, self.sender, self.outbox, self.news, virtual_now)

    async def begin(self) -> None:
        """What a start does first."""
        self.outbox.release_leases()

    async def beat(self) -> None:
        """One tick, and everything it made due is sent."""
        await self.heart.tick()
        await self.heart.told()
        await self.sender.drain()

    def close(self) -> None:
        self.database.close()
