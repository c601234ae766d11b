"""Keeps the base in step with its folder: swapped as a whole, or the last good one stays and the owners hear why."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import Update
from telegram.ext import CommandHandler, filters
from telegram.ext import ContextTypes as Contexts

from bot.chat.aside import aside
from bot.chat.owners import LONGEST_TEXT, Owners
from bot.chat.parts import Base, Loaded
from bot.knowledge.entries import Knowledge
from bot.knowledge.parts import Problem

log = logging.getLogger(__name__)

LOOK_EVERY = 3.0  #: seconds between two looks at the folder
MOST_PROBLEMS = 10  #: told to the owners at once

#: File name -> (time of change, size).
Files = dict[str, tuple[int, int]]


class KnowledgeError(Exception):
    """The base does not load. `problems` are all the reasons."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"the base has {len(problems)} problem{'' if len(problems) == 1 else 's'}")
        self.problems = problems


class Reloading:
    """Loads the base again: when an owner asks, and when its files have changed and stay so."""

    def __init__(self, base: Base, load: Callable[[], Loaded], folder: Path, owners: Owners) -> None:
        self._base = base
        self._load = load  # blocking; raises KnowledgeError
        self._folder = folder
        self._owners = owners
        self._one_at_a_time = asyncio.Lock()

    async def reload(self) -> str:
        """Swaps the base or keeps the last good one; says which, and why."""
        async with self._one_at_a_time:
            try:
                loaded = await aside(self._load)
            except KnowledgeError as error:
                for problem in error.problems:
                    log.error("%s", problem)
                return _refused(error)
            before = self._base.knowledge.version
            self._base.swap(loaded)
        size, version = size_of(loaded.knowledge), loaded.knowledge.version
        log.info("base %s in use, %s (before: %s)", version, size, before)
        if version == before:
            return f"Nothing has changed: base {version}, {size}."
        return f"Reloaded: base {version}, {size}."

    async def watch(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Reloads whenever the files have changed and nobody is writing any more; runs until cancelled."""
        in_use = before = await asyncio.to_thread(files_of, self._folder)
        while True:
            await sleep(LOOK_EVERY)
            now = await asyncio.to_thread(files_of, self._folder)
            if now == before and now != in_use:
                in_use = now
                await self._owners.say(f"The files of the base have changed. {await self.reload()}")
            before = now

    def handler(self, owners: frozenset[int]) -> CommandHandler[Contexts.DEFAULT_TYPE, None]:
        """The handler of /reload. From anybody but an owner the command is left to other handlers."""

        async def on_reload(update: Update, context: Contexts.DEFAULT_TYPE) -> None:
            if update.effective_message is not None:
                await update.effective_message.reply_text(await self.reload())

        return CommandHandler("reload", on_reload, filters=filters.User(owners))


def files_of(folder: Path) -> Files:
    """The YAML files below the folder with the time of their last change and their size."""
    found: Files = {}
    for path in (*folder.rglob("*.yaml"), *folder.rglob("*.yml")):
        try:
            status = path.stat()
        except OSError:  # gone between listing and looking
            continue
        found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def size_of(knowledge: Knowledge) -> str:
    """How many entries the base has, as owners read it: "1 entry"."""
    number = len(knowledge.entries)
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _refused(error: KnowledgeError) -> str:
    lines = [str(problem) for problem in error.problems[:MOST_PROBLEMS]]
    if len(error.problems) > MOST_PROBLEMS:
        lines.append(f"... and {len(error.problems) - MOST_PROBLEMS} more; `python -m bot check` prints all.")
    return "\n".join([f"The base stays as it was: {error}.", *lines])[:LONGEST_TEXT]
