"""Plays a scenario on a stage: acts as people do, lets time pass, and holds what came against what was expected."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.knowledge.entries import Place
from bot.sandbox.conversation import Conversation
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Message, Topic, User
from bot.simulate.judge import complaints
from bot.simulate.received import Got, received
from bot.simulate.scenario import (
    ANYWHERE,
    Does,
    Edits,
    Expected,
    Fails,
    Moment,
    Passes,
    Presses,
    Restarts,
    Saves,
    Says,
    Scenario,
    Step,
    Where,
)
from bot.simulate.stage import Stage

#: A running bot has taken in a saved file after so long.
NOTICED_AFTER = timedelta(seconds=15)


class Impossible(Exception):
    """A step that cannot be made, in a sentence."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something expected that did not happen, or a step that could not be made."""

    at: Place
    text: str

    def __str__(self) -> str:
        return f"{self.at.file}:{self.at.line}: {self.text}"


@dataclass(slots=True)
class Player:
    """Plays one scenario; `tell` is given a line at a time."""

    stage: Stage
    scenario: Scenario
    folder: Path  #: of the base, which may be changed
    zone: ZoneInfo
    tell: Callable[[str], None]
    users: dict[str, User] = field(default_factory=dict)
    rooms: dict[str, Conversation] = field(default_factory=dict)
    topics: dict[tuple[str, str], Topic] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    @property
    def sandbox(self) -> Sandbox:
        """The sandbox it is played in."""
        return self.stage.sandbox

    def furnish(self) -> tuple[int, ...]:
        """Puts people and chats into the sandbox; gives the ids of the bot's owners."""
        for person in self.scenario.people:
            self.users[person.name] = self.sandbox.user(person.name, language_code=person.language)
            self.sandbox.private(self.users[person.name], started=person.is_owner)
        for room in self.scenario.rooms:
            members, admins = ([self.users[name] for name in names] for names in (room.members, room.admins))
            chat = self.sandbox.gathering(
                room.type, room.name, members, admins=admins, bot=room.bot, forum=bool(room.topics)
            )
            self.rooms[room.name] = chat
            self.topics |= {(room.name, name): chat.open_topic(name) for name in room.topics}
        return tuple(self.users[person.name].id for person in self.scenario.people if person.is_owner)

    async def play(self) -> tuple[Failure, ...]:
        """Plays every step; gives what went otherwise than expected."""
        await self.stage.settle()
        for step in self.scenario.steps:
            since = len(self.sandbox.calls)
            if step.when is not None:
                await self._pass(step.when)
            self.tell(f"{self._time(self.sandbox.clock.now())}  {said(step)}")
            try:
                await self._do(step)
            except (Impossible, LookupError) as error:
                self._fail(step.at, f"this step cannot be made: {error}")
            got = received(self.sandbox, since)
            for line in self._lines(got):
                self.tell(line)
            self._judge(step, got)
        return tuple(self.failures)

    async def _do(self, step: Step) -> None:
        match step.action:
            case Says(where, text, is_reply):
                chat = self._chat(where)
                chat.say(text, reply_to=chat.last if is_reply else None)
            case Edits(where, text):
                chat = self._chat(where)
                chat.edit(_latest(chat, chat.user), text)
            case Presses(where, label):
                chat = self._chat(where)
                chat.press(*_button(chat, label))
            case Does():
                self._does(step.action)
            case Passes(until):
                await self._pass(until)
            case Fails():
                self._fails(step.action)
            case Saves():
                await asyncio.to_thread(self._save, step.action)
                await self.stage.pass_until(self.sandbox.clock.now() + NOTICED_AFTER)
            case Restarts(after):
                await self.stage.stop()
                self.sandbox.clock.advance(after)
                await self.stage.start()
        await self.stage.settle()

    async def _pass(self, until: Moment) -> None:
        target = until.time.replace(tzinfo=until.time.tzinfo or self.zone) if until.time else None
        if until.step is not None:
            target = self.sandbox.clock.now() + until.step
        elif until.is_next:
            target = await self.stage.next_due()
        if target is None:
            raise Impossible("nothing is due")
        if target < self.sandbox.clock.now():
            raise Impossible(f"{self._time(target)} is over already")
        await self.stage.pass_until(target)

    def _does(self, action: Does) -> None:
        where = action.where
        chat = self._chat(where)
        match action.what:
            case "joins":
                chat.join(chat.user)
            case "leaves":
                chat.leave(chat.user)
            case "blocks":
                chat.block()
            case "unblocks":
                chat.unblock()
            case "adds":
                chat.add_bot()
            case "removes":
                chat.remove_bot()

    def _fails(self, action: Fails) -> None:
        if action.kind is None:
            self.sandbox.faults.clear()
            return
        details: dict[str, object] = {key: _as_whole(value) for key, value in action.numbers.items()}
        if action.description is not None:
            details["description"] = action.description
        chat = self._place(action.where) if action.where is not None else None
        self.sandbox.fault(action.kind, method=action.method, chat=chat, times=action.times, **details)

    def _save(self, action: Saves) -> None:
        path = self.folder / action.file
        text = path.read_text("utf-8") if path.is_file() else ""
        if action.old is None:
            path.write_text(f"{text.rstrip()}\n{action.new}\n".lstrip(), "utf-8")
            return
        if text.count(action.old) != 1:
            raise Impossible(f'"{action.old}" stands {text.count(action.old)} times in {action.file}, and not once')
        path.write_text(text.replace(action.old, action.new), "utf-8")

    def _chat(self, where: Where) -> Conversation:
        user = self.users[where.who]
        if where.room is None:
            return self.sandbox.private(user, started=False)
        topic = self.topics[where.room, where.topic] if where.topic is not None else None
        return self.rooms[where.room].by(user, anonymous=where.is_anonymous).at(topic)

    def _place(self, name: str) -> int:
        """The id of a room, or of somebody's private chat."""
        return self.rooms[name].id if name in self.rooms else self.users[name].id

    def _judge(self, step: Step, got: Sequence[Got]) -> None:
        for expected in step.expected:
            here = [one for one in got if self._is_there(one, expected, step)]
            for complaint in complaints(expected, here):
                self._fail(expected.at, complaint)

    def _is_there(self, one: Got, expected: Expected, step: Step) -> bool:
        if expected.where == ANYWHERE:
            return True
        room, topic = expected.where, expected.topic
        if room is None and isinstance(step.action, Says | Edits | Presses | Does):
            where = step.action.where
            room, topic = where.room or where.who, expected.topic or where.topic
        if room is None or one.chat_id != self._place(room):
            return False
        return topic is None or one.topic == self.topics[room, topic].id

    def _fail(self, at: Place, text: str) -> None:
        self.failures.append(Failure(at, text))
        self.tell(f"FAILED {self.failures[-1]}")

    def _time(self, instant: datetime) -> str:
        return instant.astimezone(self.zone).strftime("%a %Y-%m-%d %H:%M:%S")

    def _lines(self, got: Sequence[Got]) -> Iterator[str]:
        names = {self._place(name): name for name in (*self.users, *self.rooms)}
        topics = {(self.rooms[room].id, topic.id): name for (room, name), topic in self.topics.items()}
        for one in got:
            where = names.get(one.chat_id, str(one.chat_id))
            if (one.chat_id, one.topic) in topics:
                where += f" / {topics[one.chat_id, one.topic or 0]}"
            sign = "*" if one.is_popup else "~" if one.is_change else ">"
            time = self._time(datetime.fromtimestamp(one.stamp, self.zone))
            first, *others = one.text.splitlines() or [""]
            yield f"{time}    {sign} {where}: {first}"
            rest = [*others, "".join(f"[{label}]" for label in one.buttons)]
            yield from (f"{' ' * (len(time) + 6)}{line}" for line in rest if line)


def said(step: Step) -> str:
    """What happens in a step, in a line."""
    match step.action:
        case Says(where, text):
            return f"{_who(where)} says: {text}"
        case Edits(where, text):
            return f"{_who(where)} changes it to: {text}"
        case Presses(where, label):
            return f"{_who(where)} presses [{label}]"
        case Does(where, what):
            return f"{_who(where)} {what}" + ("" if what in ("joins", "leaves") else " the bot")
        case Passes(until):
            stretch = lasting(until.step) if until.step is not None else None
            return f"time passes: {stretch or until.time or 'to what is due next'}"
        case Fails(kind, method):
            return f"Telegram fails: {kind} {method or ''}".rstrip() if kind else "Telegram works again"
        case Saves(file, old, new):
            return f"{file} is saved: {old or 'at its end'} -> {new}"
        case Restarts(after):
            return "the bot is started anew" + (f" after {lasting(after)}" if after else "")


def lasting(step: timedelta) -> str:
    """A stretch of time in words: "1 day 2 hours"."""
    hours, minutes = divmod(step.seconds // 60, 60)
    parts = {"day": step.days, "hour": hours, "minute": minutes, "second": step.seconds % 60}
    words = [f"{number} {unit}{'' if number == 1 else 's'}" for unit, number in parts.items() if number]
    return " ".join(words) or "no time"


def _who(where: Where) -> str:
    return " / ".join(part for part in (where.who, where.room, where.topic) if part)


def _as_whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _latest(chat: Conversation, user: User) -> Message:
    for message in reversed(chat.messages):
        if message.author is user:
            return message
    raise Impossible(f"{user.name} has written nothing there")


def _button(chat: Conversation, label: str) -> tuple[Message, str]:
    """The button with this label, or one that begins so, on the latest message of the bot that has one."""
    for is_it in (str.__eq__, str.startswith):
        for message in reversed(chat.sent):
            for found in message.labels:
                if is_it(found, label):
                    return message, found
    there = [found for message in chat.sent[-1:] for found in message.labels]
    raise Impossible(f"there is no button [{label}]; the last message has {', '.join(there) or 'none'}")
