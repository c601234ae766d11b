"""Objects as Telegram writes them: users, chats, members and messages as JSON."""

from typing import Any

from bot.sandbox.world import ANONYMOUS_ADMIN_ID, RIGHTS, Chat, Member, Message, User

Json = dict[str, Any]
GROUP_ADMINISTRATOR_BOT: Json = {
    "id": ANONYMOUS_ADMIN_ID, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"
}  # fmt: skip


def user_json(user: User) -> Json:
    """A User; absent names are left out."""
    fields: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for key in ("last_name", "username", "language_code"):
        if getattr(user, key):
            fields[key] = getattr(user, key)
    if user.is_premium:
        fields["is_premium"] = True
    return fields


def chat_json(chat: Chat) -> Json:
    """A Chat."""
    fields: Json = {"id": chat.id}
    if chat.user is not None:
        fields |= {k: v for k, v in user_json(chat.user).items() if k in ("first_name", "last_name", "username")}
    else:
        fields["title"] = chat.title
        if chat.username:
            fields["username"] = chat.username
        if chat.is_forum:
            fields["is_forum"] = True
    fields["type"] = chat.type
    return fields


def full_chat_json(chat: Chat) -> Json:
    """A ChatFullInfo."""
    fields = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": _NO_GIFTS,
    }
    if chat.username:
        fields["active_usernames"] = [chat.username]
    if chat.description:
        fields["description"] = chat.description
    if chat.is_group:
        fields["permissions"] = _permissions(chat)
    pinned = [chat.messages[i] for i in chat.pinned if not chat.messages[i].deleted]
    if pinned:
        fields["pinned_message"] = message_json(pinned[-1])
    return fields


_NO_GIFTS = {
    "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
    "gifts_from_channels": False,
}  # fmt: skip


def _permissions(chat: Chat) -> Json:
    sending = not chat.muted_members
    kinds = ("messages", "audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls")
    return {f"can_send_{kind}": sending for kind in kinds} | {
        "can_send_other_messages": sending,
        "can_add_web_page_previews": sending,
        "can_change_info": False,
        "can_invite_users": True,
        "can_pin_messages": False,
        "can_manage_topics": False,
        "can_react_to_messages": sending,
        "can_edit_tag": False,
    }


def member_json(member: Member, chat: Chat) -> Json:
    """A ChatMember of the kind that its status asks for."""
    fields: Json = {"user": user_json(member.user), "status": member.status}
    if member.status == "creator":
        fields["is_anonymous"] = member.anonymous
    elif member.status == "administrator":
        fields |= {"can_be_edited": False, "is_anonymous": member.anonymous}
        fields |= {right: right in member.rights for right in RIGHTS if _applies(right, chat)}
    elif member.status == "restricted":
        fields |= {"is_member": True, "until_date": 0} | dict.fromkeys(_permissions(chat), False)
    elif member.status == "kicked":
        fields["until_date"] = 0
    if member.title and member.is_admin:
        fields["custom_title"] = member.title
    return fields


def _applies(right: str, chat: Chat) -> bool:
    if right in ("can_post_messages", "can_edit_messages"):
        return chat.type == "channel"
    if right == "can_pin_messages":
        return chat.type != "channel"
    if right == "can_manage_topics":
        return chat.type == "supergroup"
    return True


def message_json(message: Message, *, with_reply: bool = True) -> Json:
    """A Message; the message it replies to is given once, without its own reply."""
    fields: Json = {"message_id": message.id}
    if message.sender is not None:
        fields["from"] = user_json(message.sender)
    elif message.sender_chat is not None and message.chat.type != "channel":
        fields["from"] = dict(GROUP_ADMINISTRATOR_BOT)
    if message.sender_chat is not None:
        fields["sender_chat"] = chat_json(message.sender_chat)
    if message.signature:
        fields["author_signature"] = message.signature
    fields |= {"chat": chat_json(message.chat), "date": message.date}
    fields |= _context(message, with_reply=with_reply)
    fields |= message.content
    if message.markup and "inline_keyboard" in message.markup:
        fields["reply_markup"] = message.markup
    return fields


def _context(message: Message, *, with_reply: bool) -> Json:
    fields: Json = {}
    if message.edit_date:
        fields["edit_date"] = message.edit_date
    if message.thread_id is not None:
        fields["message_thread_id"] = message.thread_id
    if message.is_topic:
        fields["is_topic_message"] = True
    if with_reply and message.reply_to is not None and not message.reply_to.deleted:
        fields["reply_to_message"] = message_json(message.reply_to, with_reply=False)
    if message.via_bot is not None:
        fields["via_bot"] = user_json(message.via_bot)
    if message.chat.protected:
        fields["has_protected_content"] = True
    return fields


def inaccessible_json(message: Message) -> Json:
    """An InaccessibleMessage: what a button's query carries once its message is deleted."""
    return {"message_id": message.id, "chat": chat_json(message.chat), "date": 0}
