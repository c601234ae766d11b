"""`python -m bot check`: everything in a base that a curator has to see."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from bot.cli.opening import (
    EXIT_FAILED,
    EXIT_USAGE,
    CommandError,
    Commands,
    counted,
    failed,
    moment,
    open_folder,
    problem_lines,
    settings_without_token,
)
from bot.knowledge.entries import Knowledge
from bot.knowledge.parts import Problem
from bot.knowledge.review import TITLES, Finding, review
from bot.knowledge.schema import schemas


def register(commands: Commands) -> None:
    """Add `check` to the commands."""
    parser = commands.add_parser(
        "check",
        help="say what is wrong in a base",
        description="Print all problems of a base as file:line: entry: text; exit 1 if any keeps it from being used.",
    )
    parser.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="the base; else KNOWLEDGE_DIR")
    parser.add_argument("--review", action="store_true", help="also list what could be better, by group")
    parser.add_argument("--schema", action="store_true", help="write the JSON Schemas for editors to DIR/schema")
    parser.add_argument("--now", metavar="TIME", type=moment, help="check as of this moment instead of the present")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check; gives the exit status."""
    try:
        opened = open_folder(arguments.folder, arguments.now, os.environ)
        if arguments.schema:
            _write_schemas(opened.folder)
    except CommandError as error:
        return failed(error)
    loaded = opened.loaded
    problems = sorted((*loaded.problems, *_silenced(loaded.knowledge)))
    for line in problem_lines(opened.folder, problems):
        print(line)
    if arguments.review and loaded.knowledge:
        for line in review_lines(opened.folder, review(loaded.knowledge, opened.today)):
            print(line)
    print(summary(problems), file=sys.stderr)
    return EXIT_FAILED if loaded.errors else 0


def summary(problems: Sequence[Problem]) -> str:
    """How many problems of which kind there are."""
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"


def review_lines(folder: Path, findings: Sequence[Finding]) -> Iterator[str]:
    """The to-do list: a headline with its count for each group, and a line for each finding."""
    for group, found in groupby(findings, key=lambda finding: finding.group):
        lines = [str(finding) if finding.at is None else f"{folder}/{finding}" for finding in found]
        yield from ("", f"{TITLES[group]} ({len(lines)})", *lines)


def _silenced(knowledge: Knowledge | None) -> tuple[Problem, ...]:
    """What owners silenced in the database of the settings and the base still says."""
    if knowledge is None:
        return ()
    from bot.cli.silenced import silenced_problems  # heavy, and not needed without a base

    return silenced_problems(knowledge, settings_without_token(os.environ).database_url.reveal())


def _write_schemas(folder: Path) -> None:
    target = folder / "schema"
    try:
        target.mkdir(exist_ok=True)
        for name, schema in schemas().items():
            (target / f"{name}.json").write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{target} cannot be written to: {error.strerror}.", EXIT_USAGE) from error
