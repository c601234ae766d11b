"""`python -m bot simulate FILE`: a scenario played with the real bot; prints who got what when."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import bot.simulate
from bot.cli import logs
from bot.cli.opening import (
    EXIT_FAILED,
    EXIT_USAGE,
    CommandError,
    Commands,
    counted,
    failed,
    problem_lines,
    settings_without_token,
)
from bot.clock import real_now
from bot.config import Settings, SettingsError
from bot.knowledge.entries import Knowledge
from bot.knowledge.load import load_folder

if TYPE_CHECKING:
    from bot.app import Edge
    from bot.simulate.play import Failure
    from bot.simulate.scenario import Scenario

MORNING = time(9, 0)


def register(commands: Commands) -> None:
    """Adds `simulate`."""
    parser = commands.add_parser(
        "simulate",
        help="play scenario files and print who got what when",
        description="Play scenario files with the real bot on a clock of their own; exit 1 when something expected\n"
        "does not happen, 2 when a file cannot be read.",
        epilog=bot.simulate.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="scenarios")
    parser.add_argument(
        "--knowledge", metavar="DIR", type=Path, help="the base; beats the file's own and KNOWLEDGE_DIR"
    )
    parser.add_argument("--quiet", action="store_true", help="print only what fails")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0: all went as expected. 1: something did not, or a base does not load. 2: a file cannot be read."""
    # Heavy, and of no use to the commands beside this one.
    from bot.simulate.script import ScenarioError, read_scenario

    try:
        settings = settings_without_token(os.environ)
        level = settings.log_level if "LOG_LEVEL" in os.environ else "ERROR"
        logs.set_up(level, settings.log_format, [])
        scenarios = [read_scenario(path) for path in arguments.files]
        failures = [one for each in scenarios for one in _played(each, arguments.knowledge, settings, arguments.quiet)]
    except ScenarioError as error:
        return failed(CommandError(str(error), EXIT_USAGE))
    except (CommandError, SettingsError) as error:
        return failed(error if isinstance(error, CommandError) else CommandError(str(error), EXIT_USAGE))
    return EXIT_FAILED if failures else 0


def _played(scenario: Scenario, folder: Path | None, settings: Settings, quiet: bool) -> tuple[Failure, ...]:
    with TemporaryDirectory(prefix="simulate-") as name:
        work = Path(name)
        base = folder or scenario.knowledge or settings.knowledge_dir
        if base.is_dir():
            shutil.copytree(base, work / "knowledge", ignore=lambda at, names: _no_yaml(Path(at), names))
        if (settings.data_dir / "cache").is_dir():
            shutil.copytree(settings.data_dir / "cache", work / "data" / "cache")
        loaded = load_folder(work / "knowledge" if base.is_dir() else base, work / "data" / "cache")
        if loaded.knowledge is None:
            lines = [*problem_lines(base, loaded.errors), "The base does not load."]
            raise CommandError("\n".join(lines), EXIT_FAILED)
        there = replace(settings, knowledge_dir=work / "knowledge", data_dir=work / "data")
        return asyncio.run(_play(scenario, loaded.knowledge, there, quiet))


async def _play(scenario: Scenario, knowledge: Knowledge, settings: Settings, quiet: bool) -> tuple[Failure, ...]:
    from bot.cli.staging import launching, sandboxed
    from bot.sandbox.clock import Clock
    from bot.sandbox.sandbox import Sandbox
    from bot.simulate.play import Player
    from bot.simulate.stage import staged

    zone = ZoneInfo(settings.timezone or knowledge.about.timezone)
    start, began = _start(scenario, knowledge, zone), monotonic()
    sandbox = Sandbox(clock=Clock(start), privacy=scenario.privacy)

    def tell(line: str) -> None:
        if not quiet or line.startswith("FAILED"):
            print(line, flush=True)

    settings, owners = sandboxed(settings, settings.data_dir / "bot.db"), set[int]()

    async def launch(address: str, edge: Edge, stopping: asyncio.Event) -> None:
        await launching(replace(settings, owners=frozenset(owners)))(address, edge, stopping)

    async with staged(sandbox, launch) as stage:
        player = Player(stage, scenario, settings.knowledge_dir, zone, tell)
        owners.update(player.furnish())
        await stage.start()
        failures = await player.play()
        passed = sandbox.clock.now() - start
    expected = sum(len(step.expected) for step in scenario.steps)
    size = f"{counted(len(scenario.steps), 'step')}, {counted(expected, 'expectation')}"
    took = f"{passed.total_seconds() / 86400:.1f} days in {monotonic() - began:.1f} s"
    print(f"{scenario.path}: {size}, {len(failures)} failed; {took}", file=sys.stderr)
    return failures


def _start(scenario: Scenario, knowledge: Knowledge, zone: ZoneInfo) -> datetime:
    """When a scenario begins: as it says, or in the morning of the base's own date."""
    if scenario.start is not None:
        return scenario.start.replace(tzinfo=scenario.start.tzinfo or zone)
    base_date = knowledge.about.base_date
    day = (base_date.latest if base_date is not None else None) or real_now().astimezone(zone).date()
    return datetime.combine(day, MORNING, zone)


def _no_yaml(folder: Path, names: list[str]) -> list[str]:
    """Whatever is no part of a base."""
    return [name for name in names if not (folder / name).is_dir() and not name.endswith((".yaml", ".yml"))]
