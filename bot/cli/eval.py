"""`python -m bot eval`: question files in, shares of right and wrong answers out."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cli.opening import (
    EXIT_FAILED,
    EXIT_USAGE,
    CommandError,
    Commands,
    add_base_options,
    add_semantic_option,
    failed,
    open_asker,
)
from bot.evaluation.questions import Conversation, Question, QuestionsError, read_files
from bot.evaluation.report import Report, Tally, answerable, misses, report_json, report_text, unanswerable
from bot.evaluation.run import evaluated

if TYPE_CHECKING:
    from bot.evaluation.reply import Asker


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as an argument gives it."""

    value: float  #: 0 to 1

    def __str__(self) -> str:
        return f"{self.value:.1%}"


def register(commands: Commands) -> None:
    """Add `eval` to the commands."""
    parser = commands.add_parser(
        "eval",
        help="score the answers on question files",
        description="Score the answers on question files; exit 1 under a threshold.",
        epilog='P is in percent ("92", "92.5%"), or a part of one when written with a point ("0.92"). Single '
        "questions and turns of conversations count together; right and wrong are shares of those with an answer, "
        "refused of those without.",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="questions or conversations")
    add_base_options(parser)
    add_semantic_option(parser)
    parser.add_argument("--min-right", metavar="P", type=share, help="fail when less is right")
    parser.add_argument("--max-wrong", metavar="P", type=share, help="fail when more is wrong")
    parser.add_argument("--min-refused", metavar="P", type=share, help="fail when less is refused")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--misses", action="store_true", help="name every question that is not right")
    parser.add_argument(
        "--calibrate",
        metavar="OUT",
        type=Path,
        help="fit the weights of the decision on the files and write them to OUT (bot/answers/weights.py)",
    )
    parser.add_argument(
        "--calibrate-threads",
        metavar="OUT",
        type=Path,
        help="fit on the conversations what a message in a thread is taken for (bot/answers/weights_threads.py)",
    )
    parser.add_argument(
        "--others", metavar="FILE", type=Path, help="with --calibrate: questions of other subjects, a line each"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Score; gives the exit status."""
    try:
        asked = read_files(arguments.files)
        asker, now = open_asker(arguments)
    except QuestionsError as error:
        return failed(CommandError(str(error), EXIT_USAGE))
    except CommandError as error:
        return failed(error)
    if arguments.calibrate:
        return _calibrate(arguments, asked.questions, asker, now)
    if arguments.calibrate_threads:
        return _calibrate_threads(arguments, asked.conversations, asker, now)
    report = evaluated(asked, asker, now)
    for line in printed(report, arguments.json, arguments.misses):
        print(line)
    under = tuple(short_of(report, arguments.min_right, arguments.max_wrong, arguments.min_refused))
    for line in under:
        print(line, file=sys.stderr)
    return EXIT_FAILED if under else 0


def _calibrate(arguments: argparse.Namespace, questions: Sequence[Question], asker: Asker, now: datetime) -> int:
    """Fit, write, and print what is reached; gives the exit status."""
    from bot.answers.weights import ANSWER, OFFER
    from bot.evaluation.calibrate import calibrated, calibration_text, samples, weights_file

    others = arguments.others.read_text("utf-8").splitlines() if arguments.others else []
    today = now.astimezone(ZoneInfo(asker.knowledge.about.timezone)).date()
    found = calibrated(samples(questions, others, asker.knowledge, today))
    sets = [_named(path) for path in (*arguments.files, *((arguments.others,) if arguments.others else ()))]
    text = weights_file(found, now.date(), asker.knowledge.version, sets, ANSWER, OFFER)
    arguments.calibrate.write_text(text, "utf-8")
    for line in calibration_text(found):
        print(line)
    return 0


def _named(path: Path) -> str:
    """A file of questions as the weights name it: below the project by its path, from elsewhere by its name."""
    return path.name if path.is_absolute() else path.as_posix()


def _calibrate_threads(
    arguments: argparse.Namespace, conversations: Sequence[Conversation], asker: Asker, now: datetime
) -> int:
    """Fit, write, and print what is reached; gives the exit status."""
    from bot.answers.engine import Engine
    from bot.evaluation.calibrate_threads import calibrated_threads, thread_calibration_text, thread_weights_file, turns

    engine = asker.engine if isinstance(asker.engine, Engine) else Engine(asker.knowledge)
    found = calibrated_threads(turns(conversations, engine, now))
    sets = [_named(path) for path in arguments.files]
    text = thread_weights_file(found, now.date(), asker.knowledge.version, sets)
    arguments.calibrate_threads.write_text(text, "utf-8")
    print(f"{found.asked} turns: {thread_calibration_text(found)}")
    return 0


def share(text: str) -> Share:
    """A part of a whole from "92", "92.5%" or "0.92"."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(%?)", text.strip())
    number = float(found[1]) if found else -1.0
    if found and not found[2] and "." in text and number <= 1:
        return Share(number)
    if 0 <= number <= 100:
        return Share(number / 100)
    raise argparse.ArgumentTypeError(f'"{text}" is no share. Write percent like 92 or 92.5, or a part like 0.92')


def printed(report: Report, as_json: bool, with_misses: bool) -> Iterator[str]:
    """The lines for stdout."""
    if as_json:
        whole = report_json(report)
        if with_misses:
            whole["misses"] = list(misses(report))
        yield json.dumps(whole, ensure_ascii=False, indent=1)
        return
    if with_misses:
        yield from misses(report)
        yield ""
    yield report_text(report)


def short_of(
    report: Report, min_right: Share | None, max_wrong: Share | None, min_refused: Share | None
) -> Iterator[str]:
    """A line for each threshold that is not kept; one that nothing was asked for is not."""
    with_answer = Tally.of(answerable(report.everything))
    without = Tally.of(unanswerable(report.everything))
    if (min_right or max_wrong) and not with_answer.asked:
        yield "no question with an answer was asked, so --min-right and --max-wrong say nothing"
        return
    if min_right and with_answer.share("right") < min_right.value:
        yield f"right: {with_answer.share('right'):.2%} of {with_answer.asked}, less than {min_right}"
    if max_wrong and with_answer.share("wrong") > max_wrong.value:
        yield f"wrong: {with_answer.share('wrong'):.2%} of {with_answer.asked}, more than {max_wrong}"
    if min_refused and not without.asked:
        yield "no question without an answer was asked, so --min-refused says nothing"
    elif min_refused and without.share("right") < min_refused.value:
        yield f"refused: {without.share('right'):.2%} of {without.asked}, less than {min_refused}"
