"""How much one member of a group may ask of the bot: a few answers a minute, then one plain sentence, then silence."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

MOST_ANSWERS = 6
WITHIN = timedelta(minutes=1)
#: Members remembered at once; the oldest are forgotten first.
MOST_REMEMBERED = 5000

#: go: answer; say: say once that it is enough for now; silent: say nothing.
Leave = Literal["go", "say", "silent"]


@dataclass
class _Lately:
    answers: deque[datetime] = field(default_factory=deque)
    is_told: bool = False


@dataclass
class Manners:
    """What each member of each group asked lately. Losing it costs a few answers more."""

    _members: OrderedDict[tuple[int, int], _Lately] = field(default_factory=OrderedDict)

    def leave(self, chat_id: int, user_id: int, now: datetime) -> Leave:
        """Whether this member's question is answered now; counts it when it is."""
        lately = self._members.setdefault((chat_id, user_id), _Lately())
        self._members.move_to_end((chat_id, user_id))
        if len(self._members) > MOST_REMEMBERED:
            self._members.popitem(last=False)
        while lately.answers and lately.answers[0] <= now - WITHIN:
            lately.answers.popleft()
        if len(lately.answers) < MOST_ANSWERS:
            lately.answers.append(now)
            lately.is_told = False
            return "go"
        if lately.is_told:
            return "silent"
        lately.is_told = True
        return "say"
