"""`python -m bot bench`: how quick, how large and how right, side by side with what others use for the same work."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot.cli.opening import (
    EXIT_USAGE,
    CommandError,
    Commands,
    add_base_options,
    add_semantic_option,
    embedder,
    failed,
    open_folder,
)
from bot.evaluation.bench import QUICK_SIZES, SIZES, Measured, Started, as_json, bench_text, benched
from bot.evaluation.benchmark import Figures, QuestionSet, SetError, base_of, benchmarked, figures_text, read_set
from bot.evaluation.questions import QuestionsError, read_files
from bot.evaluation.synthetic import Probe

if TYPE_CHECKING:
    from bot.answers.semantic import Embedder

EXAMPLES = 10  #: for each intent of a public set
QUICK_EVERY = 20  #: of a public set's questions one in so many is asked


def register(commands: Commands) -> None:
    """Add `bench` to the commands."""
    parser = commands.add_parser("bench", help="measure speed, memory and accuracy")
    parser.add_argument("--quick", action="store_true", help="small bases and few questions only")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write the figures there")
    parser.add_argument(
        "--questions", metavar="FILE", type=Path, nargs="+", default=[], help="ask these of the real base"
    )
    parser.add_argument("--sets", metavar="FILE", type=Path, nargs="+", default=[], help="public question sets (JSON)")
    add_base_options(parser)
    add_semantic_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure; gives the exit status."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes that measure: figures of one core
    try:
        sets = [read_set(path) for path in arguments.sets]
        probes = probes_of(arguments.questions)
        opened = open_folder(arguments.knowledge, arguments.now, os.environ)
        real = (opened.folder.resolve(), probes) if probes else None
        embed = embedder(arguments, os.environ)
        rows, starts = _bases(arguments.quick, opened.now, real, embed is not None)
        figures = _sets(sets, opened.now, QUICK_EVERY if arguments.quick else 1, embed)
        if arguments.json:
            _write(arguments.json, [*map(as_json, rows)], [*map(as_json, starts)], [one.as_json() for one in figures])
    except CommandError as error:
        return failed(error)
    except (SetError, QuestionsError) as error:
        return failed(CommandError(str(error), EXIT_USAGE))
    return 0


def probes_of(files: Sequence[Path]) -> tuple[Probe, ...]:
    """The single questions of these files that have an answer. May raise QuestionsError."""
    asked = read_files(files)
    return tuple(Probe(question.q, question.expect) for question in asked.questions if question.expect)


def _bases(
    quick: bool, now: datetime, real: tuple[Path, tuple[Probe, ...]] | None, semantic: bool
) -> tuple[list[Measured], list[Started]]:
    rows: list[Measured] = []
    starts: list[Started] = []
    with TemporaryDirectory() as scratch:
        for row in benched(Path(scratch), now, QUICK_SIZES if quick else SIZES, quick, real, semantic):
            if isinstance(row, Started):
                starts.append(row)
            else:
                rows.append(row)
                print(f"{row.work}: {row.matcher} measured", file=sys.stderr)
    print(bench_text(rows, starts), flush=True)
    return rows, starts


def _sets(sets: Sequence[QuestionSet], now: datetime, every: int, embed: Embedder | None) -> list[Figures]:
    from bot.answers.kept import open_engine  # heavy, and of no use to the commands beside this one

    rows = []
    for questions in sets:
        engine = open_engine(base_of(questions, EXAMPLES), None, embed)
        rows.append(benchmarked(questions, engine, now, EXAMPLES, every))
        print(f"{questions.name}: measured", file=sys.stderr)
    if rows:
        print(f"\n{figures_text(rows)}")
    return rows


def _write(path: Path, rows: list[Any], starts: list[Any], figures: list[Any]) -> None:
    whole = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "bases": rows,
        "starts": starts,
        "sets": figures,
    }
    try:
        path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.", EXIT_USAGE) from error
