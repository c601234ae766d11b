"""A thread of talk as JSON and back. What another version wrote is read as far as it is understood."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from bot.answers.answer import Thread


def write(thread: Thread) -> str:
    """The thread as JSON text."""
    return json.dumps(asdict(thread), default=datetime.isoformat, ensure_ascii=False)


def read(text: str) -> Thread:
    """The thread written as `text`; unknown keys are passed over."""
    known = {field.name for field in fields(Thread)}
    values = {key: _frozen(value) for key, value in json.loads(text).items() if key in known}
    if values.get("at") is not None:
        values["at"] = datetime.fromisoformat(values["at"])
    return Thread(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
