"""The state of the pretended Telegram: people, chats, members, topics, messages. No rules here, only what is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.rich_plain import rich_plain

ANONYMOUS_ADMIN_ID = 1087968824
CHANNEL_OFFSET = -1_000_000_000_000
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_post_messages", "can_edit_messages", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    is_premium: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(eq=False, slots=True)
class Member:
    """Somebody's standing in a chat: creator, administrator, member, restricted, left or kicked."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False
    title: str | None = None
    #: Of a bot: joined while its privacy mode was off, so it reads everything here until it joins anew.
    reads_all: bool = False

    @property
    def is_here(self) -> bool:
        """Whether they are in the chat now."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Creator or administrator."""
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether they hold an administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass(eq=False, slots=True)
class Topic:
    """A forum topic; its id is that of the service message that opened it."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(eq=False, slots=True)
class Message:
    """A message; `content` holds the fields that Telegram would send for it (text, photo, new_chat_members ...)."""

    id: int
    chat: "Chat" = field(repr=False)
    date: int
    sender: User | None = None
    sender_chat: "Chat | None" = field(default=None, repr=False)
    #: Who really wrote it, though anonymous administrators and channels do not show it.
    author: User | None = None
    content: dict[str, Any] = field(default_factory=dict)
    markup: dict[str, Any] | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    thread_id: int | None = None
    is_topic: bool = False
    via_bot: User | None = None
    edit_date: int | None = None
    signature: str | None = None
    silent: bool = False
    inline_id: str | None = None
    deleted: bool = False
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Text or caption, of a rich message what can be read in it; empty for others."""
        if "rich_message" in self.content:
            return rich_plain(self.content["rich_message"]["blocks"])
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def entities(self) -> list[dict[str, Any]]:
        """The MessageEntity objects of text or caption."""
        return list(self.content.get("entities") or self.content.get("caption_entities") or ())

    @property
    def keyboard(self) -> list[list[dict[str, Any]]]:
        """Rows of inline buttons."""
        return list((self.markup or {}).get("inline_keyboard", ()))

    @property
    def labels(self) -> list[str]:
        """What stands on the inline buttons, in reading order."""
        return [button["text"] for row in self.keyboard for button in row]


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    user: User | None = None
    is_forum: bool = False
    description: str | None = None
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    deleted: bool = False
    protected: bool = False
    muted_members: bool = False
    general_closed: bool = False
    last_bot_speaker: int | None = None
    last_id: int = 0
    #: Private chats: the person has written to the bot, or let it write.
    started: bool = False
    blocked: bool = False
    #: The reply keyboard, force_reply or removal that clients show below the messages.
    reply_markup: dict[str, Any] | None = None

    @property
    def is_group(self) -> bool:
        """Group or supergroup."""
        return self.type in ("group", "supergroup")

    def member(self, user: User) -> Member:
        """Their standing; somebody never seen here has left."""
        return self.members.get(user.id) or Member(user, "left")

    def visible(self) -> list[Message]:
        """Messages that were not deleted, oldest first."""
        return [message for message in list(self.messages.values()) if not message.deleted]

    def admins(self) -> list[Member]:
        """Creator and administrators."""
        return [member for member in self.members.values() if member.is_admin]


class World:
    """Everybody and everything, with the counters that Telegram hands out."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self._user_id = 100_000_000
        self._group_id = 5_000_000
        self._channel_id = 1_500_000_000
        self._dialog_message_id = 0
        self._query_id = 4_000_000_000_000_000_000

    def add_user(self, first_name: str, **fields: Any) -> User:
        """A new person (or bot); `id` may be given."""
        user_id = fields.pop("id", None) or self._next_user_id()
        user = User(user_id, first_name, **fields)
        self.users[user.id] = user
        return user

    def _next_user_id(self) -> int:
        self._user_id += 1
        return self._user_id

    def add_chat(self, kind: str, **fields: Any) -> Chat:
        """A new group, supergroup or channel with the id that its kind gets."""
        if kind == "group":
            self._group_id += 1
            chat_id = -self._group_id
        else:
            self._channel_id += 1
            chat_id = CHANNEL_OFFSET - self._channel_id
        chat = Chat(fields.pop("id", None) or chat_id, kind, **fields)
        self.chats[chat.id] = chat
        return chat

    def private_chat(self, user: User) -> Chat:
        """The chat between `user` and the bot; made when first asked for."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", user=user)
        return self.chats[user.id]

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and groups share one row of numbers; supergroups and channels have their own."""
        if chat.type in ("private", "group"):
            self._dialog_message_id += 1
            return self._dialog_message_id
        chat.last_id += 1
        return chat.last_id

    def next_query_id(self) -> str:
        """An id for a callback, inline or guest query."""
        self._query_id += 1
        return str(self._query_id)

    def by_username(self, name: str) -> Chat | None:
        """A public supergroup or channel by `@name`; people and bots cannot be addressed that way."""
        wanted = name.removeprefix("@").lower()
        for chat in self.chats.values():
            if chat.username and chat.username.lower() == wanted and chat.type != "private":
                return chat
        return None

    def bot_member(self, chat: Chat) -> Member:
        """The bot's own standing in `chat`."""
        return chat.member(self.bot)

    def shared_chats(self, user: User) -> Iterator[Chat]:
        """Groups in which both `user` and the bot are."""
        for chat in self.chats.values():
            if chat.is_group and chat.member(user).is_here and self.bot_member(chat).is_here:
                yield chat


def demoted(member: Member) -> Member:
    """The same person as a plain member."""
    return replace(member, status="member", rights=frozenset(), anonymous=False, title=None)
