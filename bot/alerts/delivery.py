"""What became of an attempt + now -> done, try again at ..., or give up because ...

Network trouble is tried again with growing pauses, a 429 to the second. A chat that does not want the bot is paused,
not deleted. What Telegram does not take as built goes out once more as plain text; a lost topic once without it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

#: What an attempt came to: sent; flood: wait; blocked: not wanted; mute: there, but without the right to write;
#: gone: no such chat; migrated: another id;
#: topic-gone; rejected: never as it is; unreachable: nobody knows whether it arrived.
Result = Literal["sent", "flood", "blocked", "mute", "gone", "migrated", "topic-gone", "rejected", "unreachable"]

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
#: Nobody says when a group lets its members write again, so it is tried so often.
MUTE_PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at one message, and what it came to."""

    result: Result
    text: str = ""  #: Telegram's words
    message_id: int | None = None  #: sent
    seconds: float = 0.0  #: flood: to wait
    new_chat_id: int | None = None  #: migrated


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message is to be sent; what was tried in vain is not tried again."""

    plain: bool = False  #: without formatting
    topicless: bool = False  #: to the chat itself, its topic being gone
    attempts: int = 0  #: made so far, those told to wait left out


@dataclass(frozen=True, slots=True)
class Done:
    """It is there."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at `at`, in this manner."""

    at: datetime
    manner: Manner
    why: str
    hold_chat: bool = False  #: nothing else may go to this chat before `at` either
    tell_owner: bool = False
    pause_chat: bool = False  #: the chat does not want the bot; the message waits until it does
    is_mute: bool = False  #: the bot may not write there; somebody who can change that is told
    topic_gone: bool = False  #: the topic is to be forgotten, and the chat told
    new_chat_id: int | None = None  #: everything of the chat is to move to this id first


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will never arrive."""

    why: str
    pause_chat: bool = False  #: there is no such chat
    tell_owner: bool = False


Verdict = Done | Again | GiveUp


def verdict(attempt: Attempt, manner: Manner, now: datetime, expires: datetime) -> Verdict:
    """What follows from an attempt made in `manner`; a next one at or after `expires` is not made."""
    found = _verdict(attempt, manner, now)
    if isinstance(found, Again) and found.at >= expires:
        return GiveUp(f"over before it could be sent: {found.why}", tell_owner=found.tell_owner)
    return found


def pause(attempts: int) -> timedelta:
    """How long to wait after that many failed attempts: 5 s, doubled each time, at most a quarter of an hour."""
    doubled: int = 2 ** min(max(attempts - 1, 0), 16)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def _verdict(attempt: Attempt, manner: Manner, now: datetime) -> Verdict:
    match attempt.result:
        case "sent":
            return Done(attempt.message_id)
        case "flood":
            at = now + timedelta(seconds=max(attempt.seconds, 1.0))
            return Again(at, manner, f"told to wait {attempt.seconds:g} s", hold_chat=True)
        case "blocked":
            return Again(now, manner, attempt.text, pause_chat=True)
        case "mute":
            return Again(now + MUTE_PAUSE, manner, attempt.text, hold_chat=True, is_mute=True)
        case "gone":
            return GiveUp(attempt.text, pause_chat=True)
        case "migrated":
            return Again(now, manner, "the chat has another id", new_chat_id=attempt.new_chat_id)
        case "topic-gone" if not manner.topicless:
            return Again(now, replace(manner, topicless=True), "the topic is gone", topic_gone=True)
        case "rejected" if not manner.plain:
            return Again(now, replace(manner, plain=True), attempt.text, tell_owner=True)
        case "topic-gone" | "rejected":
            return GiveUp(attempt.text, tell_owner=True)
        case "unreachable":
            after = replace(manner, attempts=manner.attempts + 1)
            return Again(now + pause(after.attempts), after, attempt.text)
