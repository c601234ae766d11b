"""What every command that asks a base needs first: which folder, which moment, and the base itself or what is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.clock import real_now
from bot.config import Settings, SettingsError, read_settings
from bot.knowledge.load import Loaded, check_folder, load_folder
from bot.knowledge.parts import Problem

if TYPE_CHECKING:
    from bot.answers.semantic import Embedder
    from bot.evaluation.reply import Asker

#: What `add_parser` hangs commands on.
Commands = Any

EXIT_FAILED = 1
EXIT_USAGE = 2


class CommandError(Exception):
    """A command that cannot do its work: what to say on stderr, and the exit status."""

    def __init__(self, text: str, status: int) -> None:
        """Say `text`, end with `status`."""
        super().__init__(text)
        self.status = status


def counted(number: int, one: str, many: str | None = None) -> str:
    """So many of a thing: "1 entry"; `many` where an s is not enough."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def add_base_options(parser: argparse.ArgumentParser) -> None:
    """Add `--knowledge` and `--now`."""
    parser.add_argument("--knowledge", metavar="DIR", type=Path, help="the base; beats KNOWLEDGE_DIR")
    parser.add_argument(
        "--now",
        metavar="TIME",
        type=moment,
        help='the moment of asking: "2026-11-21", "2026-11-21T12:00", or with a zone of its own "2026-11-21T12:00Z"',
    )


def add_semantic_option(parser: argparse.ArgumentParser) -> None:
    """Add `--semantic`."""
    parser.add_argument(
        "--semantic", action="store_true", help='weigh meaning too, as SEMANTIC=on does; needs the extra "semantic"'
    )


def moment(text: str) -> datetime:
    """The time an argument names, without zone where it has none."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(
            f'"{text}" is no time. Write one like 2026-11-21T12:00 or 2026-11-21T12:00+05:00'
        ) from None


def settings_without_token(environment: Mapping[str, str]) -> Settings:
    """The settings for commands that talk to nobody. May raise CommandError."""
    try:
        return read_settings({**environment, "BOT_TOKEN": "0:none"})
    except SettingsError as error:
        raise CommandError(str(error), EXIT_USAGE) from error


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder that was read, and when."""

    folder: Path
    loaded: Loaded
    now: datetime  #: aware
    zone: ZoneInfo  #: the default one
    cache: Path | None = None  #: where what was read is kept, if anywhere

    @property
    def today(self) -> date:
        """The day in the default zone."""
        return self.now.astimezone(self.zone).date()


def open_folder(folder: Path | None, now: datetime | None, environment: Mapping[str, str]) -> Opened:
    """The base in `folder`, or in that of the settings, with all its problems. May raise CommandError."""
    settings = settings_without_token(environment)
    folder = folder or settings.knowledge_dir
    cache = settings.data_dir / "cache"
    named = None if settings.timezone else load_folder(folder, cache).knowledge  # the default zone stands in the base
    zone = ZoneInfo(settings.timezone or (named.about.timezone if named else "UTC"))
    opened = Opened(folder, Loaded(None, ()), aware(now, zone), zone, cache)
    return replace(opened, loaded=check_folder(folder, opened.today, cache))


def open_asker(arguments: argparse.Namespace) -> tuple[Asker, datetime]:
    """What asks the base that the arguments name, and the moment of asking, aware. May raise CommandError."""
    opened = open_folder(arguments.knowledge, arguments.now, os.environ)
    if opened.loaded.knowledge is None:
        lines = [*problem_lines(opened.folder, opened.loaded.errors), "The base does not load."]
        raise CommandError("\n".join(lines), EXIT_FAILED)
    from bot.answers.kept import open_engine  # heavy, and of no use to the commands beside these
    from bot.evaluation.reply import Asker
    from bot.evaluation.wording import chat_words

    knowledge = opened.loaded.knowledge
    engine = open_engine(knowledge, opened.cache, embedder(arguments, os.environ))
    return Asker(knowledge, engine, chat_words), opened.now


def embedder(arguments: argparse.Namespace, environment: Mapping[str, str]) -> Embedder | None:
    """What tells likeness in meaning, where `--semantic` or SEMANTIC asks for it. May raise CommandError."""
    if not arguments.semantic and settings_without_token(environment).semantic == "off":
        return None
    from bot.answers.minilm import MissingExtra, open_embedder  # heavy, and not needed without the extra

    try:
        return open_embedder()
    except MissingExtra as error:
        raise CommandError(str(error), EXIT_USAGE) from error


def problem_lines(folder: Path, problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each problem, whose beginning an editor can jump to."""
    for problem in problems:
        mark = " (warning)" if problem.severity == "warning" else ""
        within = "" if problem.file == str(folder) else f"{folder}/"
        yield f"{within}{problem}{mark}"


def failed(error: CommandError) -> int:
    """Say what keeps a command from its work; gives the exit status."""
    print(error, file=sys.stderr)
    return error.status


def aware(now: datetime | None, zone: ZoneInfo) -> datetime:
    """The moment an argument names, in `zone` where it says none, or the present one."""
    if now is not None:
        return now if now.tzinfo else now.replace(tzinfo=zone)
    return real_now()
