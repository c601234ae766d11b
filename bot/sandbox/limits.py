"""Flood limits on the sandbox's clock: per chat, per group and overall; beyond them 429 with `retry_after`.

Telegram publishes guidance, not figures (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits): about one
message a second to a chat with short bursts, 20 a minute to a group, 30 a second overall.
"""

from collections import deque
from dataclasses import dataclass, field
from math import ceil

from bot.sandbox.refusals import too_many

BURST = 5  # messages to one chat at once
PER_CHAT_SECOND = 1.0
PER_GROUP_MINUTE = 20
OVERALL_SECOND = 30
PAID_SECOND = 1000


@dataclass(slots=True)
class Limits:
    """Counts what is sent; `enabled` off lets everything pass."""

    enabled: bool = True
    #: How many calls were refused.
    refused: int = 0
    _buckets: dict[int, tuple[float, float]] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _all: deque[float] = field(default_factory=deque)

    def count(self, chat: int, now: float, *, is_group: bool, messages: int = 1, paid: bool = False) -> None:
        """Count `messages` sent to `chat` at `now` (seconds); a Refusal 429 if that is too much, and not counted."""
        if not self.enabled:
            return
        waits = [self._chat_wait(chat, now), self._overall_wait(now, PAID_SECOND if paid else OVERALL_SECOND)]
        if is_group:
            waits.append(self._group_wait(chat, now))
        longest = max(waits)
        if longest > 0:
            self.refused += 1
            raise too_many(max(1, ceil(longest)))
        tokens, _ = self._buckets[chat]
        self._buckets[chat] = (tokens - messages, now)
        self._all.extend([now] * messages)
        if is_group:
            self._groups[chat].extend([now] * messages)

    def _chat_wait(self, chat: int, now: float) -> float:
        tokens, since = self._buckets.get(chat, (float(BURST), now))
        tokens = min(float(BURST), tokens + max(0.0, now - since) * PER_CHAT_SECOND)
        self._buckets[chat] = (tokens, now)
        return 0.0 if tokens >= 1 else (1 - tokens) / PER_CHAT_SECOND

    def _group_wait(self, chat: int, now: float) -> float:
        sent = self._groups.setdefault(chat, deque())
        return _window_wait(sent, now, 60.0, PER_GROUP_MINUTE)

    def _overall_wait(self, now: float, limit: int) -> float:
        return _window_wait(self._all, now, 1.0, limit)


def _window_wait(sent: deque[float], now: float, seconds: float, limit: int) -> float:
    while sent and (sent[0] <= now - seconds or sent[0] > now):
        sent.popleft()
    return 0.0 if len(sent) < limit else sent[len(sent) - limit] + seconds - now
