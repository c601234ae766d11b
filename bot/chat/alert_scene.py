"""One moment at which somebody sets alerts: who may, in which topic, and how answers and files go out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import telegram
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.alerts.subscriptions import Preferences, Subscription
from bot.chat.addressed import is_private
from bot.chat.alert_parts import AlertParts
from bot.chat.names import Edition
from bot.chat.pages import Message
from bot.chat.scene import Scene, reply, scene_of

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


@dataclass(frozen=True)
class AlertScene:
    """A scene with the parts that alerts need."""

    alerts: AlertParts
    scene: Scene
    update: telegram.Update

    @property
    def chat_id(self) -> int:
        """The chat it is about."""
        return self.scene.chat.id

    @property
    def topic(self) -> int:
        """The topic of a forum it was written in, or 0."""
        message = self.scene.message
        if isinstance(message, telegram.Message) and message.is_topic_message and not is_private(message):
            return message.message_thread_id or 0
        return 0

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
        await reply(self.scene, message, quoting=quoting)

    async def show(self, message: Message) -> None:
        """Changes the message whose button was pressed."""
        await reply(self.scene, message, edit=self.scene.message.message_id)

    async def hand_over(self, data: bytes, name: str, caption: str) -> None:
        """Sends a file."""
        try:
            await self.alerts.parts.bot.send_document(
                self.chat_id, data, filename=name, caption=caption, message_thread_id=self.topic or None
            )
        except TelegramError as error:
            log.warning("a file could not be sent: %s", error)

    async def may_change(self) -> bool:
        """Whether whoever asks may set alerts here: anybody in private, admins in a group, anonymous ones too."""
        if self.scene.is_private:
            return True
        query, message = self.update.callback_query, self.update.message
        if query is None and message is not None and message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        user = query.from_user if query is not None else self.update.effective_user
        if user is None:
            return False
        try:
            member = await self.alerts.parts.bot.get_chat_member(self.chat_id, user.id)
        except TelegramError as error:
            log.warning("whether somebody is an admin could not be learnt: %s", error)
            return False
        return member.status in _ADMINS


async def alert_scene(alerts: AlertParts, update: telegram.Update) -> AlertScene:
    """The scene of a command, a wish or a pressed button."""
    return AlertScene(alerts, await scene_of(alerts.parts, update), update)
