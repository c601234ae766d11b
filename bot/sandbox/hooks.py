"""What the process that owns the sandbox may plug in: how time passes, what is due next, what curators see."""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.html_text import ParseError, parse_html
from bot.sandbox.sandbox import Sandbox

Advance = Callable[[datetime], Awaitable[None] | None]
Due = Callable[[], Awaitable[datetime | None] | datetime | None]
Panel = Callable[[], Sequence["PanelLine"]]


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One line of the curator's panel, in Telegram's HTML; `level` is heading, good, warning, problem or empty."""

    html: str
    level: str = ""

    def json(self) -> dict[str, Any]:
        """The line as the page shows it; HTML that does not parse is shown as it was written."""
        try:
            text, entities = parse_html(self.html)
        except ParseError:
            return {"text": self.html, "entities": [], "level": self.level}
        return {"text": text, "entities": [entity.json() for entity in entities], "level": self.level}


@dataclass(frozen=True, slots=True)
class Hooks:
    """All optional.

    `on_advance(target)` lets time pass until `target`: it sets the clock to every due instant on the way and plays it;
    without it the clock just jumps. `next_due()` names the next instant at which something is due. `panel()` gives the
    curator's lines; call `panel_changed` when there are new ones.
    """

    on_advance: Advance | None = None
    next_due: Due | None = None
    panel: Panel | None = None
    #: The zone in which the page tells the time, e.g. "Asia/Almaty".
    zone: str = "UTC"

    async def advance(self, sandbox: Sandbox, target: datetime) -> None:
        """Let the sandbox's time pass until `target`; into the past the clock is only set."""
        forwards = target > sandbox.clock.now()
        if self.on_advance is not None and forwards:
            waiting = self.on_advance(target)
            if inspect.isawaitable(waiting):
                await waiting
        if not forwards or sandbox.clock.now() < target:
            sandbox.clock.set(target)
        sandbox.feed.publish("clock", now=sandbox.clock.now().isoformat(), running=sandbox.clock.running)

    async def due(self) -> datetime | None:
        """The next due instant; none if nothing is due or nobody knows."""
        if self.next_due is None:
            return None
        due = self.next_due()
        return await due if inspect.isawaitable(due) else due

    def lines(self) -> list[dict[str, Any]]:
        """The curator's panel."""
        return [line.json() for line in self.panel()] if self.panel is not None else []


def panel_changed(sandbox: Sandbox) -> None:
    """Tell the page that the curator's panel has something new."""
    sandbox.feed.publish("panel")
