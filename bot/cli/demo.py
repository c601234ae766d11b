"""`python -m bot demo`: the whole bot in a browser, with no token and no network."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.agenda.upcoming import upcoming
from bot.cli import logs
from bot.cli.opening import (
    EXIT_FAILED,
    EXIT_USAGE,
    CommandError,
    Commands,
    failed,
    problem_lines,
    settings_without_token,
)
from bot.clock import real_now
from bot.config import Settings, SettingsError
from bot.knowledge.entries import Knowledge
from bot.knowledge.load import load_folder
from bot.knowledge.parts import Problem

log = logging.getLogger(__name__)

#: When the demo begins, on the day before something happens.
EVENING = time(18, 0)
USERNAME = "briefing_bot"
LONGEST_NAME = 64  #: of a bot, as Telegram has it


@dataclass(frozen=True, slots=True)
class Opened:
    """What the demo is about, and the moment and zone in which it begins."""

    settings: Settings
    knowledge: Knowledge
    start: datetime  #: aware


def register(commands: Commands) -> None:
    """Adds `demo`."""
    parser = commands.add_parser(
        "demo",
        help="try the whole bot in a browser, with no token",
        description="Serve a stand-in for Telegram, with the real bot in it, on DEMO_PORT; Ctrl-C ends it.",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0: ended as asked. 1: the base does not load. 2: the port is taken or a setting is bad."""
    try:
        opened = _open()
        logs.set_up(opened.settings.log_level, opened.settings.log_format, [])
        with TemporaryDirectory(prefix="demo-") as folder:
            asyncio.run(_demo(opened, Path(folder)))
    except CommandError as error:
        return failed(error)
    except SettingsError as error:
        return failed(CommandError(str(error), EXIT_USAGE))
    except KeyboardInterrupt:
        pass
    return 0


def eve(knowledge: Knowledge, otherwise: date) -> date:
    """The day before the first thing with a date that followers of everything hear of, after the base's own date.

    Where nothing such comes, it is that date itself.

    `otherwise` stands for the base's date where it has none.
    """
    base_date = knowledge.about.base_date
    day = (base_date.latest if base_date is not None else None) or otherwise
    coming = (one for one in upcoming(knowledge, day) if one.is_dated and not one.entry.is_guarded)
    days = [one.earliest for one in coming if one.earliest > day]
    return min(days) - timedelta(days=1) if days else day


def _open() -> Opened:
    settings = settings_without_token(os.environ)
    loaded = load_folder(settings.knowledge_dir, settings.data_dir / "cache")
    if loaded.knowledge is None:
        raise _does_not_load(settings.knowledge_dir, loaded.errors)
    zone = ZoneInfo(settings.timezone or loaded.knowledge.about.timezone)
    day = eve(loaded.knowledge, real_now().astimezone(zone).date())
    return Opened(settings, loaded.knowledge, datetime.combine(day, EVENING, zone))


async def _demo(opened: Opened, folder: Path) -> None:
    # Heavy, and of no use to the commands beside this one.
    from bot.chat.reloading import KnowledgeError
    from bot.cli.curator import Curator
    from bot.cli.staging import launching, sandboxed
    from bot.cli.world import furnish
    from bot.sandbox.clock import Clock
    from bot.sandbox.hooks import Hooks, panel_changed
    from bot.sandbox.sandbox import Sandbox
    from bot.simulate.stage import BotEnded, staged

    settings, zone = opened.settings, opened.start.tzinfo
    clock = Clock(opened.start, running=True)
    title = opened.knowledge.about.title[:LONGEST_NAME]
    # Without Telegram's privacy mode, which keeps "@bot question" in a group from every bot that is no admin.
    sandbox = Sandbox(clock=clock, name=title, username=USERNAME, privacy=False)
    owner = furnish(sandbox)

    def today() -> date:
        return clock.now().astimezone(zone).date()

    cache = settings.data_dir / "cache"
    curator = Curator(settings.knowledge_dir, cache, today, lambda: panel_changed(sandbox))
    hooks = Hooks(panel=curator.lines, zone=str(zone))
    launch = launching(sandboxed(settings, folder / "bot.db", [owner.id]))
    async with AsyncExitStack() as stack:
        try:
            stage = await stack.enter_async_context(staged(sandbox, launch, port=settings.demo_port, hooks=hooks))
        except OSError as error:
            raise CommandError(_taken(settings.demo_port, error), EXIT_USAGE) from None
        log.info("the bot starts; with a large base and for the first time that may take a minute")
        try:
            await stage.start()
        except KnowledgeError as error:
            raise _does_not_load(settings.knowledge_dir, error.problems) from None
        except BotEnded:  # stopped while it was loading
            return
        print(f"The demo is at {stage.address} (Ctrl-C ends it)", flush=True)
        watching = asyncio.create_task(curator.watch())
        stack.callback(watching.cancel)
        await stage.ended()


def _taken(port: int, error: OSError) -> str:
    other = port + 10 if port < 65000 else port - 10
    return (
        f"DEMO_PORT is {port}, and that port cannot be used ({error.strerror}). "
        f"Write another one, like DEMO_PORT={other}, or end what listens there."
    )


def _does_not_load(folder: Path, problems: Iterable[Problem]) -> CommandError:
    return CommandError("\n".join([*problem_lines(folder, problems), "The base does not load."]), EXIT_FAILED)
