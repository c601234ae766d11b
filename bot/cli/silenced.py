"""What owners silenced from a chat and the base still says, as warnings for whoever checks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.jobs.note import is_still_said
from bot.knowledge.entries import Knowledge
from bot.knowledge.parts import Problem, fact_problem
from bot.storage.database import StorageError, open_database
from bot.storage.news import News, Silenced

#: Seconds to wait for a server that may not be there.
PATIENCE = 3


def silenced_problems(knowledge: Knowledge, url: str) -> tuple[Problem, ...]:
    """A warning for each; none without a database at `url`, which is not created."""
    return tuple(_problems(knowledge, _silenced(url)))


def _silenced(url: str) -> tuple[Silenced, ...]:
    prefix, _, path = url.partition(":///")
    if prefix == "sqlite":
        if not Path(path.partition("?")[0]).is_file():
            return ()
    elif "connect_timeout" not in url:
        url = f"{url}{'&' if '?' in url else '?'}connect_timeout={PATIENCE}"
    try:
        database = open_database(url)
        database.trouble.is_quiet = True
        try:
            return News(database).silenced()
        finally:
            database.close()
    except (StorageError, ImportError, OSError):
        return ()


def _problems(knowledge: Knowledge, silenced: tuple[Silenced, ...]) -> Iterator[Problem]:
    for one in silenced:
        if not is_still_said(one.ref, knowledge):
            continue
        why = f' ("{one.reason}")' if one.reason else ""
        said = f"an owner silenced it in a chat on {one.at:%Y-%m-%d}{why}, and it still stands here."
        back = f"or send the bot /restore {one.ref}"
        fact = knowledge.fact(one.ref)
        if fact is not None:
            yield fact_problem(
                *fact, f'{said} Write `withdrawn: {{reason: ..., date: "{one.at:%Y-%m-%d}"}}`, {back}', "warning"
            )
        elif (entry := knowledge.find(one.ref)) is not None and entry.at is not None:
            text = f"{said} Take it out or withdraw its facts, {back}"
            yield Problem(entry.at.file, entry.at.line, entry.id, text, "warning")
