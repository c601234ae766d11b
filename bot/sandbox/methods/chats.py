"""Chats and members: looking, leaving, topics."""

from bot.sandbox.access import find_chat, find_user
from bot.sandbox.calls import Call
from bot.sandbox.posting import post
from bot.sandbox.refusals import bad_request
from bot.sandbox.shapes import Json, full_chat_json, member_json, user_json
from bot.sandbox.world import Chat, Member, Topic

TOPIC_CHARACTERS = 128
_TOPIC_COLOR = 7322096


def get_chat(call: Call) -> Json:
    """getChat."""
    return full_chat_json(find_chat(call, "read"))


def get_chat_member(call: Call) -> Json:
    """getChatMember."""
    chat = find_chat(call, "read")
    user = find_user(call)
    if chat.user is not None:
        if user not in (chat.user, call.sandbox.bot):
            raise bad_request("user not found")
        return member_json(Member(user), chat)
    return member_json(chat.member(user), chat)


def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators; other bots are left out, as Telegram does."""
    chat = find_chat(call, "read")
    if chat.user is not None:
        raise bad_request("there are no administrators in the private chat")
    return [member_json(m, chat) for m in chat.admins() if not m.user.is_bot or m.user is call.sandbox.bot]


def get_chat_member_count(call: Call) -> int:
    """getChatMemberCount."""
    chat = find_chat(call, "read")
    return 2 if chat.user is not None else sum(member.is_here for member in chat.members.values())


def leave_chat(call: Call) -> bool:
    """leaveChat."""
    chat = find_chat(call, "edit")
    if chat.user is not None:
        raise bad_request("chat is not a group, supergroup or channel")
    call.sandbox.set_status(chat, call.sandbox.bot, "left", actor=call.sandbox.bot)
    return True


def create_forum_topic(call: Call) -> Json:
    """createForumTopic."""
    chat = find_chat(call, "write")
    name = call.text("name").strip()
    if not 1 <= len(name) <= TOPIC_CHARACTERS:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_NAME_INVALID")
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not call.sandbox.world.bot_member(chat).may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    topic = call.sandbox.open_topic(chat, name, by=call.sandbox.bot)
    return {"message_thread_id": topic.id, "name": name, "icon_color": _TOPIC_COLOR}


def edit_forum_topic(call: Call) -> bool:
    """editForumTopic."""
    chat, topic = _topic(call)
    topic.name = call.text("name").strip() or topic.name
    post(call.sandbox, chat, {"forum_topic_edited": {"name": topic.name}}, author=call.sandbox.bot, topic=topic)
    return True


def close_forum_topic(call: Call) -> bool:
    """closeForumTopic."""
    chat, topic = _topic(call)
    topic.closed = True
    post(call.sandbox, chat, {"forum_topic_closed": {}}, author=call.sandbox.bot, topic=topic)
    return True


def reopen_forum_topic(call: Call) -> bool:
    """reopenForumTopic."""
    chat, topic = _topic(call)
    topic.closed = False
    post(call.sandbox, chat, {"forum_topic_reopened": {}}, author=call.sandbox.bot, topic=topic)
    return True


def delete_forum_topic(call: Call) -> bool:
    """deleteForumTopic."""
    chat, topic = _topic(call)
    call.sandbox.delete_topic(chat, topic)
    return True


def _topic(call: Call) -> tuple[Chat, Topic]:
    chat = find_chat(call, "write")
    topic = chat.topics.get(call.integer("message_thread_id"))
    if topic is None or topic.deleted:
        raise bad_request("message thread not found")
    if not call.sandbox.world.bot_member(chat).may("can_manage_topics"):
        raise bad_request("not enough rights to manage topics in the chat")
    return chat, topic


def get_user_profile_photos(call: Call) -> Json:
    """getUserProfilePhotos; nobody here has one."""
    find_user(call)
    return {"total_count": 0, "photos": []}


def get_me(call: Call) -> Json:
    """getMe."""
    sandbox = call.sandbox
    return user_json(sandbox.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not sandbox.privacy,
        "supports_inline_queries": sandbox.inline,
        "supports_guest_queries": sandbox.guest,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }
