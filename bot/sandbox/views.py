"""The world as the page shows it: people, chats and messages as JSON."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.shapes import message_json, user_json
from bot.sandbox.world import Chat, Message, User

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


def state_view(sandbox: "Sandbox") -> Json:
    """Everything, for a page that has just been opened."""
    world = sandbox.world
    return {
        "bot": user_json(sandbox.bot) | {"description": _text(sandbox, "description")},
        "users": [user_json(user) for user in world.users.values() if not user.is_bot],
        "chats": [chat_view(sandbox, chat) for chat in world.chats.values() if chat.migrated_to is None],
        "clock": {"now": sandbox.clock.now().isoformat(), "running": sandbox.clock.running},
        "last": sandbox.feed.last,
    }


def _text(sandbox: "Sandbox", name: str) -> str:
    return sandbox.profile.texts.get((name, ""), "")


def chat_view(sandbox: "Sandbox", chat: Chat) -> Json:
    """A chat with all that is to be read in it, up to the event `last`."""
    return {
        "id": chat.id,
        "last": sandbox.feed.last,
        "type": chat.type,
        "title": chat.title or (chat.user.name if chat.user else ""),
        "user": chat.user.id if chat.user else None,
        "is_forum": chat.is_forum,
        "blocked": chat.blocked,
        "started": chat.started,
        "members": [
            {"id": m.user.id, "status": m.status, "name": m.user.name} for m in chat.members.values() if m.is_here
        ],
        "topics": [{"id": t.id, "name": t.name} for t in chat.topics.values() if not t.deleted],
        "pinned": chat.pinned,
        "reply_markup": chat.reply_markup,
        "messages": [message_view(sandbox, message) for message in chat.visible()],
    }


def message_view(sandbox: "Sandbox", message: Message) -> Json:
    """A message as Telegram writes it, with what only the page needs."""
    shown = message_json(message)
    if message.reactions:
        shown["reactions"] = [one.get("emoji", "?") for given in message.reactions.values() for one in given]
    shown["mine"] = message.author.id if message.author else None
    shown["by_bot"] = message.author is sandbox.bot
    return shown


def menu_view(sandbox: "Sandbox", chat: Chat, user: User) -> list[Json]:
    """The commands that this person is offered here."""
    return sandbox.profile.menu(chat, user, is_admin=chat.member(user).is_admin)
