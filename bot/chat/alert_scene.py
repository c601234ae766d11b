"""One moment at which somebody sets alerts: who may, in which topic, and how answers and files go out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

import telegram

from bot.alerts.subscriptions import Preferences, Subscription
from bot.chat.aim import aim_of, aimed
from bot.chat.alert_parts import AlertParts
from bot.chat.html import clipped, escape, fill, joined
from bot.chat.names import Edition
from bot.chat.pages import Message
from bot.chat.photo import Place, Refused, insistently
from bot.chat.scene import Scene, reply, scene_of, topic_of

P = ParamSpec("P")
R = TypeVar("R")

LONGEST_TITLE = 80  #: UTF-16 units of a group's name


@dataclass(frozen=True, slots=True)
class There:
    """A group or channel that is set up from a private chat."""

    chat_id: int
    title: str
    topic: int  #: where its alerts go, 0 for no topic


@dataclass(frozen=True)
class AlertScene:
    """A scene with the parts that alerts need."""

    alerts: AlertParts
    scene: Scene
    update: telegram.Update
    there: There | None = None  #: None: it is about the chat it is in

    @property
    def chat_id(self) -> int:
        """The chat it is about."""
        return self.scene.chat.id if self.there is None else self.there.chat_id

    @property
    def is_for_group(self) -> bool:
        """Whether it is about a group or a channel."""
        return self.there is not None or not self.scene.is_private

    @property
    def topic(self) -> int:
        """The topic of a forum it was written in or is about, or 0."""
        if self.there is not None:
            return self.there.topic
        return topic_of(self.scene.message) or 0

    @property
    def is_owner(self) -> bool:
        """Whether one of those who run the bot is asking, in private."""
        return self.scene.is_private and self.scene.user_id in self.alerts.parts.owners

    def edition(self) -> Edition:
        """The base in the words of this reader."""
        return self.scene.edition()

    async def run(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What a blocking call gives."""
        return await asyncio.to_thread(call, *args, **kwargs)

    async def followed(self) -> tuple[Subscription, ...]:
        """What this chat follows, in all its topics."""
        return await self.run(self.alerts.subscribers.subscriptions, self.chat_id)

    async def preferences(self) -> Preferences:
        """How this chat wants to be told."""
        return await self.run(self.alerts.subscribers.preferences, self.chat_id)

    async def say(self, message: Message, *, quoting: bool | None = None) -> None:
        """Answers in a message of its own, quoting what it answers where asked to, else as everywhere."""
        await reply(self.scene, self._aimed(message), quoting=quoting)

    async def show(self, message: Message) -> None:
        """Changes the message whose button was pressed."""
        await reply(self.scene, self._aimed(message), edit=self.scene.message.message_id)

    async def hand_over(self, data: bytes, name: str, caption: str) -> None:
        """Sends a file; says so where the group takes none."""

        async def attempt(place: Place) -> None:
            await self.alerts.parts.bot.send_document(
                place.chat_id, data, filename=name, caption=caption, message_thread_id=place.topic
            )

        outcome = await insistently(self.scene, attempt)
        if isinstance(outcome, Refused) and outcome.by_chat:
            words = self.edition().words
            await self.say(Message(escape(words._("This group takes no files from the bot; ask in a private chat."))))

    async def may_change(self) -> bool:
        """Whether whoever asks may set alerts here: anybody in private, admins in a group, anonymous ones too."""
        if not self.is_for_group:
            return True
        query, message = self.update.callback_query, self.update.message
        if query is None and message is not None and message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        user = query.from_user if query is not None else self.update.effective_user
        return user is not None and await self.runs(self.chat_id, user.id)

    async def runs(self, chat_id: int, user_id: int) -> bool:
        """Whether this person runs that group, asked of Telegram; noted, so that they can find the group again."""
        alerts, now = self.alerts, self.scene.now
        anew = self.there is not None or chat_id != self.scene.chat.id
        found = await alerts.members.is_admin(alerts.parts.bot, chat_id, user_id, now, anew=anew)
        if found:
            await self.run(alerts.groups.see_admin, chat_id, user_id, now)
        return found

    def _aimed(self, message: Message) -> Message:
        """The message, and where it sets up a group from elsewhere, with its name and buttons that are about it."""
        if self.there is None:
            return message
        head = fill("⚙ {title}", title=clipped(self.there.title, LONGEST_TITLE))
        return replace(message, html=joined((head, message.html), "\n\n"), buttons=aimed(message.buttons, self.chat_id))


async def alert_scene(alerts: AlertParts, update: telegram.Update) -> AlertScene:
    """The scene of a command, a wish or a pressed button."""
    query = update.callback_query
    one = AlertScene(alerts, await scene_of(alerts.parts, update), update)
    chat_id = aim_of((query.data if query is not None else None) or "")
    return one if chat_id is None or not one.scene.is_private else await looking_at(one, chat_id)


async def looking_at(one: AlertScene, chat_id: int) -> AlertScene:
    """The same scene about another chat, a group or channel."""
    alerts = one.alerts
    title = await alerts.members.title(alerts.parts.bot, chat_id, one.scene.now) or str(chat_id)
    return replace(one, there=There(chat_id, title, await one.run(home_of, alerts, chat_id)))


def home_of(alerts: AlertParts, chat_id: int) -> int:
    """The topic to which a group's briefing and alerts go, 0 for none."""
    schedule = alerts.briefings.get(chat_id)
    followed = alerts.subscribers.subscriptions(chat_id)
    return schedule.topic if schedule is not None else next((one.topic for one in followed), 0)
