"""`python -m bot gaps`: what the base has no answer to, asked alike taken together, and what would help.

Behind it stand the sources that people suggested.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answers.gaps import Gap, clusters
from bot.answers.kept import open_engine
from bot.cli.opening import (
    EXIT_FAILED,
    CommandError,
    Commands,
    Opened,
    add_base_options,
    counted,
    failed,
    open_folder,
    problem_lines,
    settings_without_token,
)
from bot.knowledge.entries import Knowledge, Place

if TYPE_CHECKING:
    from bot.storage.store import Miss
    from bot.storage.suggestions import Suggestion

#: Wordings of one group that are printed; `--json` has them all.
MOST_WORDINGS = 5


def register(commands: Commands) -> None:
    """Add `gaps` to the commands."""
    parser = commands.add_parser(
        "gaps",
        help="list what was asked and not answered",
        description="Group the questions without an answer that the bot kept, and show what would help each group.",
    )
    parser.add_argument("--since", metavar="DAYS", type=_days, help="only the last DAYS days (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    add_base_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the groups; gives the exit status."""
    try:
        opened = open_folder(arguments.knowledge, arguments.now, os.environ)
        since = opened.today - timedelta(days=arguments.since or _most_days())
        misses, suggested = kept(settings_without_token(os.environ).database_url.reveal(), since)
        gaps = _gaps(opened, misses)
    except CommandError as error:
        return failed(error)
    if arguments.json:
        found = as_object(gaps, opened.folder, since) | {"suggested": [_suggestion(one) for one in suggested]}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in (*lines(gaps, opened.folder, since), *suggestion_lines(suggested)):
            print(line)
    return 0


def kept(url: str, since: date) -> tuple[tuple[Miss, ...], tuple[Suggestion, ...]]:
    """The questions and suggested sources in the database at `url`, which is not created. May raise CommandError."""
    from bot.storage.database import StorageError, open_database  # heavy, and of no use to the commands beside this
    from bot.storage.store import Store
    from bot.storage.suggestions import Suggestions

    prefix, _, path = url.partition(":///")
    file = Path(path.partition("?")[0])
    if prefix == "sqlite" and not file.is_file():
        text = (
            f"There is no database at {file}: the bot keeps questions there once it runs. DATABASE_URL names another."
        )
        raise CommandError(text, EXIT_FAILED)
    store = Store(open_database(url))
    store.database.trouble.is_quiet = True
    try:
        return store.misses(since), Suggestions(store.database).since(since)
    except StorageError as error:
        name = str(file) if prefix == "sqlite" else "DATABASE_URL"
        text = f"The database ({name}) cannot be read: {type(error).__name__}. Start the bot once, it makes the tables."
        raise CommandError(text, EXIT_FAILED) from None
    finally:
        store.close()


def lines(gaps: Sequence[Gap], folder: Path, since: date) -> Iterator[str]:
    """What people read."""
    asked = sum(gap.times for gap in gaps)
    if not gaps:
        yield f"Nothing asked since {since} is without an answer."
        return
    yield f"Without an answer since {since}: asked {counted(asked, 'time')}, in {counted(len(gaps), 'group')}."
    for number, gap in enumerate(gaps, 1):
        yield ""
        yield f"{number}. {counted(gap.times, 'time')}, last on {gap.last}: {gap.reason or 'no reason kept'}"
        for one in gap.questions[:MOST_WORDINGS]:
            yield f"   {counted(one.times, 'time')}: {' '.join(one.text.split())}"
        if len(gap.questions) > MOST_WORDINGS:
            yield f"   ... and {counted(len(gap.questions) - MOST_WORDINGS, 'more wording')}"
        if gap.near is not None:
            yield f"   nearest: {gap.near.name} ({gap.near.id}){_at(gap.near.at, folder)}"
        yield f"   {gap.advice}{':' if gap.line else ''}"
        if gap.line:
            yield f"  {gap.line}"


def suggestion_lines(suggested: Sequence[Suggestion]) -> Iterator[str]:
    """What people read of the sources that were suggested; nothing where there are none."""
    if not suggested:
        return
    yield ""
    yield f"Suggested with /suggest: {counted(len(suggested), 'source')}."
    for one in suggested:
        yield f"   {one.last}, {counted(one.times, 'time')}: {one.url}{f' ({one.note})' if one.note else ''}"


def as_object(gaps: Sequence[Gap], folder: Path, since: date) -> dict[str, Any]:
    """What programs read."""
    return {
        "since": since.isoformat(),
        "times": sum(gap.times for gap in gaps),
        "gaps": [_object(g, folder) for g in gaps],
    }


def _gaps(opened: Opened, misses: Sequence[Miss]) -> tuple[Gap, ...]:
    knowledge: Knowledge | None = opened.loaded.knowledge
    if knowledge is None:
        told = [*problem_lines(opened.folder, opened.loaded.errors), "The base does not load."]
        raise CommandError("\n".join(told), EXIT_FAILED)
    if not misses:
        return ()
    engine = open_engine(knowledge, opened.cache)
    return clusters(misses, engine.searcher, lambda text: engine.answer(text, opened.now), opened.today)


def _object(gap: Gap, folder: Path) -> dict[str, Any]:
    near = gap.near
    place = near.at if near is not None else None
    return {
        "times": gap.times,
        "last": gap.last.isoformat(),
        "questions": [{"text": one.text, "times": one.times} for one in gap.questions],
        "reason": gap.reason,
        "fix": gap.fix,
        "advice": gap.advice,
        "entry": {"id": near.id, "name": near.name} if near is not None else None,
        "file": f"{folder}/{place.file}" if place is not None else None,
        "line": place.line if place is not None else None,
        "key": gap.key,
        "yaml": gap.line,
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {"url": one.url, "note": one.note, "last": one.last.isoformat(), "times": one.times}


def _at(place: Place | None, folder: Path) -> str:
    return f", {folder}/{place.file}:{place.line}" if place is not None else ""


def _most_days() -> int:
    from bot.storage.store import MISSES_KEPT  # heavy, as above

    return MISSES_KEPT.days


def _days(text: str) -> int:
    most = _most_days()
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= most:
        raise argparse.ArgumentTypeError(f'"{text[:20]}" is no number of days. Write one from 1 to {most}')
    return int(text)
