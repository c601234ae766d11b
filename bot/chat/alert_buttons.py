"""The buttons of alerts and of what they are set by, and what these say back: `A1|mute|state-visit-2026-02`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.alerts.subscriptions import STAGES, Stage
from bot.chat.keyboards import Button, saying

PREFIX = "A1"
#: Bytes of an entry's handle that stands before lead times.
ID_BEFORE_STAGES = 38

Act = Literal[
    "follow",  # scope, target, and the lead times where some were named
    "drop",  # number of a subscription
    "mute",  # entry
    "unmute",  # entry
    "later",  # entry, hours
    "lead",  # entry, or nothing for the chat: choose lead times
    "stage",  # stage, entry or nothing: switch one lead time
    "menu",  # subscribe by buttons: nothing, "types", "themes", "countries"
    "mine",  # what is followed here
    "next",  # the next three alerts
    "file",  # number of a subscription, or nothing for all: the calendar file
    "set",  # settings
    "quiet",  # hours, "22-08", or "off"
    "zone",  # IANA zone
    "pause",  # days, 0 ends it
    "digest",  # day, week or off
    "hour",  # hour of the digest
    "weekday",  # day of a weekly digest, 0 is Monday
    "always",  # 1 or 0: the digest also when there is nothing to say
    "go",  # owners: number of a notice, tell it now
    "halt",  # owners: number of a notice, tell nobody
    "cast",  # owners: send the broadcast of this stamp
    "brief",  # the regular briefing: nothing, or what to change in it and how
    "group",  # a group: nothing, or what to change in it and how
    "groups",  # the groups one runs
    "stop",  # end everything here
    "wipe",  # delete all that is kept of this chat
    "keep",  # leave it as it is
]
_ACTS = frozenset(Act.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A pressed button of ours, read."""

    act: str
    about: tuple[str, ...] = ()

    def part(self, number: int) -> str:
        """That part of what it is about, or an empty text."""
        return self.about[number] if number < len(self.about) else ""

    def number(self, number: int) -> int | None:
        """That part as a whole number, or None."""
        text = self.part(number)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def written(stages: tuple[Stage, ...] | None) -> tuple[str, ...]:
    """Lead times as a part of what a button is about, a digit each; no part where none were named."""
    return () if stages is None else ("".join(str(STAGES.index(stage)) for stage in stages),)


def stages_in(text: str) -> tuple[Stage, ...] | None:
    """The lead times that `written` wrote; None for an empty text."""
    return tuple(stage for number, stage in enumerate(STAGES) if str(number) in text) or None


def act(text: str, what: Act, *about: object) -> Button:
    """A button that says back `what` and what it is about."""
    return saying(text, PREFIX, what, *about)


def read(data: str) -> Pressed | None:
    """What a pressed button says, or None for one that is none of ours."""
    head, _, rest = data.partition("|")
    prefix = head.partition("@")[0]  # behind it the group that it is about, where that is another chat
    what, *about = rest.split("|")
    return Pressed(what, tuple(about)) if prefix == PREFIX and what in _ACTS else None
