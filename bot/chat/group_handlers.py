"""Where updates about groups go: commands, links into the private chat, who comes, goes and may do what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import telegram
from telegram.ext import Application, CallbackContext, ChatMemberHandler, CommandHandler, filters

from bot.chat.alert_parts import AlertParts
from bot.chat.alert_scene import AlertScene
from bot.chat.group_doing import briefing_command, groups_command, here_command, on_group_link, on_hello
from bot.chat.group_pages import GROUP_LINK, GROUPS_LINK
from bot.chat.membership import on_others_standing, on_own_standing
from bot.chat.pages import Message

App = Application[Any, Any, Any, Any, Any, Any]
Callback = Callable[[telegram.Update, CallbackContext[Any, Any, Any, Any]], Coroutine[Any, Any, None]]

#: After everything else has seen the update: it notes the chat first.
AFTERWARDS = 1

GROUP_COMMANDS: Mapping[str, Callable[[AlertScene, str], Awaitable[Message | None]]] = {
    "briefing": briefing_command,
    "groups": groups_command,
    "here": here_command,
}


def register_groups(application: App, alerts: AlertParts) -> None:
    """Adds the handlers of groups. To be called before any others are added."""
    links = filters.Regex(rf"^/start(?:@\w+)?\s+(?:{GROUPS_LINK}|{GROUP_LINK}[0-9a-z]+)\s*$")
    which = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & links
    application.add_handler(CommandHandler("start", _callback(partial(on_group_link, alerts)), filters=which))
    added = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS & filters.Regex(r"^/start(?:@\w+)?\s+hello\s*$")
    application.add_handler(CommandHandler("start", _callback(partial(on_hello, alerts)), filters=added))
    own = _callback(partial(on_own_standing, alerts))
    application.add_handler(ChatMemberHandler(own, ChatMemberHandler.MY_CHAT_MEMBER), group=AFTERWARDS)
    others = _callback(partial(on_others_standing, alerts))
    application.add_handler(ChatMemberHandler(others, ChatMemberHandler.CHAT_MEMBER), group=AFTERWARDS)


def _callback(handler: Callable[[telegram.Update], Awaitable[None]]) -> Callback:
    async def called(update: telegram.Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
        await handler(update)

    return called
