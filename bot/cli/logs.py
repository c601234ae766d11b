"""Logging to stderr, for people or for machines, with every secret taken out of whatever is logged."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote, unquote

#: These say too much below a warning, the token among it.
LOUD = ("httpx", "httpcore", "telegram", "apscheduler", "alembic", "uvicorn", "asyncio", "sqlalchemy")
HIDDEN = "<secret>"
#: They log an update that they cannot read with all that the person wrote; the bot says which one it was.
INDISCREET = ("telegram.Bot", "telegram.ext.ExtBot")
#: It adds a traceback to every answer that is no JSON, as 5xx ones are; who called says what failed.
REPETITIVE = ("telegram.request.BaseRequest",)
TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class Redacting(logging.Formatter):
    """Takes secrets out of the finished line, so out of message, arguments, exceptions and tracebacks alike."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = sorted(forms_of(secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line without secrets."""
        return self.redacted(self._inner.format(record))

    def redacted(self, text: str) -> str:
        """`text` without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str, style: Literal["text", "json"], secrets: Iterable[str]) -> None:
    """Sends all logging to stderr; what other libraries say counts from WARNING on."""
    inner = JsonLines() if style == "json" else logging.Formatter(TEXT)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(inner, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
    for name in INDISCREET + REPETITIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.captureWarnings(True)


def forms_of(secrets: Iterable[str]) -> set[str]:
    """The secrets as they may appear: whole, percent-encoded or not, within JSON, and a token's secret half alone."""
    found = set()
    for secret in secrets:
        half = secret.partition(":")[2]
        found |= {secret, quote(secret, ""), quote(secret, ":"), secret.replace(":", "%3a"), unquote(secret)}
        found |= {half} if len(half) >= 8 else set()
    return (found | {json.dumps(form, ensure_ascii=False)[1:-1] for form in found}) - {""}
