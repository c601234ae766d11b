"""Which chat a call means, and whether the bot may do there what it wants."""

from typing import Literal

from bot.sandbox.calls import Call
from bot.sandbox.refusals import Refusal, bad_request, forbidden
from bot.sandbox.world import Chat, Message, Topic, User

Access = Literal["read", "edit", "write"]
_KIND = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def find_chat(call: Call, access: Access, name: str = "chat_id") -> Chat:
    """The chat that a parameter names; a Refusal if it is unknown or closed to the bot."""
    written = call.text(name)
    if not written:
        raise bad_request("chat_id is empty" if name == "chat_id" else f"{name} is empty")
    world = call.sandbox.world
    chat = world.by_username(written) if written.startswith("@") else world.chats.get(call.integer(name))
    if chat is None or (chat.type == "private" and not _is_known(call, chat)):
        raise _unknown(call, call.integer(name), access)
    refusal = _closed(call, chat, access)
    if refusal is not None:
        raise refusal
    return chat


def _is_known(call: Call, chat: Chat) -> bool:
    return chat.started or chat.blocked or (chat.user is not None and chat.user.deactivated)


def _unknown(call: Call, chat_id: int, access: Access) -> Refusal:
    user = call.sandbox.world.users.get(chat_id)
    if user is not None and user.is_bot:
        return forbidden("bots can't send messages to bots")
    if user is not None and access != "read" and any(call.sandbox.world.shared_chats(user)):
        return forbidden("bot can't initiate conversation with a user")
    return bad_request("chat not found")


def _closed(call: Call, chat: Chat, access: Access) -> Refusal | None:
    if chat.user is not None:
        if chat.user.deactivated and access != "read":
            return forbidden("user is deactivated")
        if chat.blocked and access == "write":
            return forbidden("bot was blocked by the user")
        return None
    if chat.migrated_to is not None and access == "write":
        return bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.deleted and access != "read":
        return forbidden("the group chat was deleted") if chat.type == "group" else bad_request("chat not found")
    member = call.sandbox.world.bot_member(chat)
    if member.status == "kicked" and (access != "read" or chat.type != "group"):
        return forbidden(f"bot was kicked from the {_KIND[chat.type]}")
    needs_membership = access != "read" or (chat.type != "group" and not chat.username)
    if not member.is_here and needs_membership and chat.migrated_to is None:
        return forbidden(f"bot is not a member of the {_KIND[chat.type]}")
    return None


def check_may_post(call: Call, chat: Chat, what: str) -> None:
    """Refuse where the bot may not send `what` (text messages, photos ...)."""
    member = call.sandbox.world.bot_member(chat)
    if chat.type == "channel" and not member.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    silenced = member.status == "restricted" or (chat.muted_members and not member.is_admin)
    if chat.is_group and silenced:
        raise bad_request(f"not enough rights to send {what} to the chat")


def find_topic(call: Call, chat: Chat) -> Topic | None:
    """The topic that message_thread_id names; none if it names none."""
    thread = call.integer("message_thread_id")
    if thread == 0:
        if chat.is_forum and chat.general_closed and not _may_manage_topics(call, chat):
            raise bad_request("TOPIC_CLOSED")
        return None
    topic = chat.topics.get(thread)
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    if topic.closed and not _may_manage_topics(call, chat):
        raise bad_request("TOPIC_CLOSED")
    return topic


def _may_manage_topics(call: Call, chat: Chat) -> bool:
    return call.sandbox.world.bot_member(chat).may("can_manage_topics")


def find_message(call: Call, chat: Chat, label: str, name: str = "message_id") -> Message:
    """The message that a parameter names; `label` says in the refusal what it was wanted for."""
    number = call.integer(name)
    if number <= 0 and not call.has(name):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None or message.deleted:
        raise bad_request(f"{label} not found")
    return message


def find_reply(call: Call, chat: Chat) -> Message | None:
    """The message that reply_parameters name; none if they name none or allow that it is gone."""
    wanted = call.data("reply_parameters")
    if not wanted:
        return None
    other = wanted.get("chat_id")
    place = call.sandbox.world.chats.get(int(other)) if other not in (None, "", chat.id, str(chat.id)) else chat
    message = place.messages.get(int(wanted["message_id"])) if place else None
    if message is not None and not message.deleted:
        return message
    if wanted.get("allow_sending_without_reply") is True:
        return None
    raise bad_request("message to be replied not found")


def find_user(call: Call, name: str = "user_id") -> User:
    """The person that a parameter names."""
    user = call.sandbox.world.users.get(call.integer(name))
    if user is None:
        raise bad_request("invalid user_id specified" if not call.has(name) else "PARTICIPANT_ID_INVALID")
    return user
