"""A thread of talk as JSON and back, with what the bot waits for in it.

What another version wrote is read as far as it is understood.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from bot.answers.answer import Thread

#: The key beside those of the thread.
_AWAITED = "awaited"


@dataclass(frozen=True, slots=True)
class Awaited:
    """What the bot offered or asked for last, which the next message may answer; empty: nothing."""

    choices: tuple[tuple[str, str], ...] = ()  #: the buttons offered in order: what stands on each, what it says back
    command: str = ""  #: the command that asked for what belongs behind it, without slash


def write(thread: Thread, awaited: Awaited | None = None) -> str:
    """The thread as JSON text."""
    values = asdict(thread)
    if awaited is not None and (awaited.choices or awaited.command):
        values[_AWAITED] = asdict(awaited)
    return json.dumps(values, default=datetime.isoformat, ensure_ascii=False)


def read(text: str) -> Thread:
    """The thread written as `text`; unknown keys are passed over."""
    known = {field.name for field in fields(Thread)}
    values = {key: _frozen(value) for key, value in json.loads(text).items() if key in known}
    if values.get("at") is not None:
        values["at"] = datetime.fromisoformat(values["at"])
    return Thread(**values)


def read_awaited(text: str) -> Awaited:
    """What the bot waits for in the thread written as `text`."""
    kept = json.loads(text).get(_AWAITED) or {}
    return Awaited(_frozen(kept.get("choices") or []), str(kept.get("command") or ""))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
