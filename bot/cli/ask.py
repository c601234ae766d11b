"""`python -m bot ask`: a question in, its answer out; with `--json` as the object that programs read."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from bot.answers.answer import Answer, Reason
from bot.cli.opening import (
    EXIT_USAGE,
    CommandError,
    Commands,
    add_base_options,
    add_semantic_option,
    failed,
    open_asker,
)
from bot.evaluation.reply import Asker, Reply, Words
from bot.knowledge.entries import LANGUAGES, Knowledge

log = logging.getLogger(__name__)

#: Some readers of JSON lines end a line at these too; inside a JSON text they can be escaped.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Way:
    """How the questions of one call are asked and answered."""

    asker: Asker
    now: datetime
    language: str | None  #: None: that of the question
    as_json: bool
    explain: bool
    gap: bytes = b""  #: between answers for people


def register(commands: Commands) -> None:
    """Add `ask` to the commands."""
    parser = commands.add_parser("ask", help="answer a question", description="Answer a question from the base.")
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="what to ask")
    parser.add_argument("--json", action="store_true", help="one JSON object for each question")
    parser.add_argument("--explain", action="store_true", help="say what was weighed")
    parser.add_argument("--batch", metavar="FILE", help='ask every line of FILE ("-" is stdin)')
    parser.add_argument("--language", choices=(*LANGUAGES, "auto"), default="auto", help="of the answer")
    add_base_options(parser)
    add_semantic_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer; gives the exit status."""
    try:
        _check_usage(arguments)
        with _lines(arguments) as lines:
            asker, now = open_asker(arguments)
            language = None if arguments.language == "auto" else arguments.language
            gap = b"\n" if arguments.batch else b""
            way = Way(asker, now, language, arguments.json, arguments.explain, gap)
            write(answers(lines, way), sys.stdout.buffer)
    except CommandError as error:
        return failed(error)
    except BrokenPipeError:  # whoever read the answers has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def answers(lines: Iterable[bytes], way: Way) -> Iterator[bytes]:
    """What to print for each line, in order; nothing a line holds can stop the rest."""
    written = _as_json if way.as_json else _as_text
    for line in lines:
        question = line.removesuffix(b"\n").decode("utf-8", errors="replace")
        try:
            yield written(question, way.asker.ask(question, way.now, language=way.language), way)
        except Exception:
            log.exception("no answer for %r", question[:200])
            yield written(question, _without_answer(question, way), way)


def write(answered: Iterable[bytes], out: BinaryIO) -> None:
    """Print, one answer at a time, each as soon as it is there."""
    for one in answered:
        out.write(one)
        out.flush()


def as_object(question: str, reply: Reply, knowledge: Knowledge) -> dict[str, Any]:
    """The answer as programs read it."""
    answer, words = reply.answer, reply.words
    scores = {one.id: one.score for one in answer.entries}
    main = answer.entries[0].score if answer.entries else 1.0
    entries = [(knowledge.find(one), scores.get(one, main)) for one in words.entries]
    near = [knowledge.find(one) for one in answer.near] if answer.status == "unknown" else []
    return {
        "question": question,
        "status": answer.status,
        "entries": [{"id": e.id, "former_ids": list(e.former_ids), "score": score} for e, score in entries if e],
        "facts": list(words.shown),
        "text": words.text,
        "sources": [
            {"id": s.id, "publisher": s.publisher, "date": str(s.date) if s.date else None, "url": s.url}
            for s in words.sources
        ],
        "near": [entry.named(words.language) for entry in near if entry],
        "reason": str(answer.reason or ""),
        "language": words.language,
        "milliseconds": round(reply.milliseconds, 3),
    }


def _as_json(question: str, reply: Reply, way: Way) -> bytes:
    whole = as_object(question, reply, way.asker.knowledge)
    if way.explain:
        whole["explain"] = list(reply.answer.explain)
    return (json.dumps(whole, ensure_ascii=False).translate(_LINE_ENDS) + "\n").encode("utf-8", errors="replace")


def _as_text(question: str, reply: Reply, way: Way) -> bytes:
    lines = [reply.words.text]
    if reply.answer.status == "choose":
        lines += ["", *(f"{number}. {label}" for number, label in enumerate(reply.words.buttons, start=1))]
    if way.explain:
        lines += ["", *reply.answer.explain]
    return ("\n".join(lines) + "\n").encode("utf-8", errors="replace") + way.gap


def _without_answer(question: str, way: Way) -> Reply:
    """What is said when answering failed unexpectedly."""
    language = way.language or way.asker.knowledge.about.language
    answer = Answer(question, "unknown", reason=Reason("error"), language=language)
    try:
        return way.asker.worded(answer, way.now, language)
    except Exception:
        log.exception("no words either")
        return Reply(answer, Words(""), 0.0)


def _check_usage(arguments: argparse.Namespace) -> None:
    if (arguments.question is None) == (arguments.batch is None):
        raise CommandError('Name one QUESTION, or a file of them with --batch ("-" is stdin).', EXIT_USAGE)


@contextmanager
def _lines(arguments: argparse.Namespace) -> Iterator[Iterable[bytes]]:
    """The questions as bytes; only \\n ends one."""
    if arguments.batch is None:
        yield [os.fsencode(arguments.question)]
    elif arguments.batch == "-":
        yield sys.stdin.buffer
    else:
        with _opened(arguments.batch) as file:
            yield file


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CommandError(f"{name} cannot be opened: {error.strerror}.", EXIT_USAGE) from error
