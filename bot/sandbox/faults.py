"""Faults on demand: which call or update fails, how, and how often."""

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.refusals import Refusal, forbidden, too_many

Kind = Literal["too_many", "forbidden", "server_error", "refuse", "drop_before", "drop_after", "latency", "duplicate"]
KINDS: tuple[Kind, ...] = (
    "too_many", "forbidden", "server_error", "refuse", "drop_before", "drop_after", "latency", "duplicate"
)  # fmt: skip


@dataclass(slots=True)
class Fault:
    """One kind of failure, for calls (or, `duplicate`, for updates) that fit; `times` None goes on for ever."""

    kind: Kind
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    #: So many fitting calls pass before the first failure.
    after: int = 0
    retry_after: int = 3
    #: Real seconds, for `latency`.
    seconds: float = 0.1
    code: int = 500
    description: str = "Internal Server Error"
    #: How often it has struck.
    struck: int = 0

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether a call of `method` on `chat` is one of those that fail."""
        wanted = self.method is None or self.method.lower() == method.lower()
        return wanted and (self.chat is None or self.chat == chat)

    def refusal(self) -> Refusal | None:
        """What Telegram would answer; none for the kinds that do not answer so."""
        if self.kind == "too_many":
            return too_many(self.retry_after)
        if self.kind == "forbidden":
            return forbidden("bot was blocked by the user")
        if self.kind in ("server_error", "refuse"):
            return Refusal(self.code, self.description)
        return None


@dataclass(slots=True)
class Faults:
    """The faults that wait to strike, in the order in which they were asked for."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        """Let `fault` wait for its call."""
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all that still wait."""
        self.waiting.clear()

    def strike(self, method: str, chat: int | None, *, kinds: tuple[Kind, ...]) -> Fault | None:
        """The first waiting fault of `kinds` that fits, counted as struck; none if nothing is to fail."""
        for fault in self.waiting:
            if fault.kind not in kinds or not fault.fits(method, chat):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.struck += 1
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
            return fault
        return None
