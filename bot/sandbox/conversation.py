"""What people do in a chat: write, press, edit, join, leave, block; and what they see there."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.calls import Call, Upload
from bot.sandbox.detect import find_entities
from bot.sandbox.methods.queries import Query, callback_json, inline_content, inline_query_json
from bot.sandbox.posting import SERVICE, deliver, membership_changed, post
from bot.sandbox.shapes import inaccessible_json, member_json, message_json, user_json
from bot.sandbox.texts import Formatted
from bot.sandbox.world import Chat, Member, Message, Topic, User

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat as `user` sees it; `at(topic)` and `by(somebody)` give the same chat from elsewhere."""

    sandbox: "Sandbox"
    chat: Chat
    user: User
    topic: Topic | None = None
    anonymous: bool = False

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.chat.id

    @property
    def messages(self) -> tuple[Message, ...]:
        """What can be read in the chat, oldest first."""
        return tuple(self.chat.visible())

    @property
    def sent(self) -> tuple[Message, ...]:
        """What the bot wrote, oldest first; service messages left out."""
        bot = self.sandbox.bot
        mine = (m for m in self.chat.visible() if bot in (m.author, m.via_bot))
        return tuple(m for m in mine if not SERVICE & m.content.keys())

    @property
    def last(self) -> Message:
        """The bot's latest message."""
        return self.sent[-1]

    def by(self, user: User, *, anonymous: bool = False) -> "Conversation":
        """The chat as somebody else; `anonymous` for an administrator who hides behind the group."""
        return replace(self, user=user, anonymous=anonymous)

    def at(self, topic: Topic | None) -> "Conversation":
        """The chat inside a topic."""
        return replace(self, topic=topic)

    def say(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Write a text; in a chat without the bot, mentioning it asks it as a guest."""
        return self._post(Formatted(text, find_entities(text)).fields(), reply_to)

    def send_photo(self, upload: Upload, words: str = "") -> Message:
        """Send a picture."""
        stored = self.sandbox.files.keep(upload, "photo", 1, 1)
        size = {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "width": 1, "height": 1}
        return self._post({"photo": [size]} | Formatted(words).fields("caption", "caption_entities"), None)

    def _post(self, content: dict[str, Any], reply_to: Message | None) -> Message:
        with self.sandbox.lock:
            chat = self.chat
            if chat.type == "private":
                self._start()
            message = post(
                self.sandbox, chat, content, author=self.user, hidden=self.anonymous, reply_to=reply_to,
                topic=self.topic, signature=chat.member(self.user).title if self.anonymous else None,
            )  # fmt: skip
            self._ask_guest(message)
            return message

    def _start(self) -> None:
        self.chat.started = True
        if self.chat.blocked:
            self.unblock()

    def _ask_guest(self, message: Message) -> None:
        """A mention in a chat that the bot is not in."""
        sandbox, bot = self.sandbox, self.sandbox.bot
        mentioned = re.search(rf"@{re.escape(bot.username or '')}\b", message.text, re.IGNORECASE)
        answering = message.reply_to is not None and message.reply_to.author is bot
        outside = self.chat.type != "private" and not self.chat.member(bot).is_here
        if not (sandbox.guest and outside and not self.chat.protected and (mentioned or answering)):
            return
        query = self._query(message)
        sandbox.guest_queries[query.id] = query
        sandbox.tell("guest_message", message_json(message) | {"guest_query_id": query.id})

    def _query(self, message: Message | None = None, data: str = "") -> Query:
        world = self.sandbox.world
        return Query(world.next_query_id(), self.user, self.chat, self.sandbox.clock.stamp(), message, data)

    def press(self, message: Message, label: str | int) -> Query:
        """Press the inline button with this label (or of this number, in reading order).

        The result tells later whether and how the bot answered. Buttons that open an address or copy a text send
        nothing to the bot.
        """
        buttons = [button for row in message.keyboard for button in row]
        chosen = _button(buttons, label)
        with self.sandbox.lock:
            query = self._query(message, str(chosen.get("callback_data", "")))
            if "callback_data" not in chosen:
                query.text = str(chosen.get("url") or (chosen.get("copy_text") or {}).get("text", ""))
                return query
            return self._send_press(query, message)

    def press_data(self, message: Message, data: str) -> Query:
        """Press a button whose data is `data`, though the message may no longer have it or be deleted."""
        with self.sandbox.lock:
            return self._send_press(self._query(message, data), message)

    def _send_press(self, query: Query, message: Message) -> Query:
        self.sandbox.callbacks[query.id] = query
        body = inaccessible_json(message) if message.deleted else message_json(message)
        self.sandbox.tell("callback_query", callback_json(query, body, message.inline_id))
        return query

    def edit(self, message: Message, text: str) -> None:
        """Change one's own message."""
        with self.sandbox.lock:
            message.content = Formatted(text, find_entities(text)).fields()
            message.edit_date = self.sandbox.clock.stamp()
            deliver(self.sandbox, message, edited=True)
            self.sandbox.publish("edit", message)

    def delete(self, message: Message) -> None:
        """Delete a message; bots are not told."""
        with self.sandbox.lock:
            message.deleted = True
            self.sandbox.publish("delete", message)

    def react(self, message: Message, emoji: str) -> None:
        """React to a message; the bot hears of it as administrator, if it asked to."""
        with self.sandbox.lock:
            old = message.reactions.get(self.user.id, [])
            new = [{"type": "emoji", "emoji": emoji}] if emoji else []
            message.reactions[self.user.id] = new
            if self.chat.type == "private" or self.chat.member(self.sandbox.bot).is_admin:
                about = message_json(message)
                self.sandbox.tell("message_reaction", {
                    "chat": about["chat"], "message_id": message.id, "user": user_json(self.user),
                    "date": self.sandbox.clock.stamp(), "old_reaction": old, "new_reaction": new,
                })  # fmt: skip
            self.sandbox.publish("edit", message)

    def open_topic(self, name: str) -> Topic:
        """Open a forum topic."""
        return self.sandbox.open_topic(self.chat, name, by=self.user)

    def delete_topic(self, topic: Topic) -> None:
        """Delete a forum topic."""
        self.sandbox.delete_topic(self.chat, topic)

    # Who is here

    def join(self, user: User) -> None:
        """Somebody joins."""
        self.sandbox.set_status(self.chat, user, "member", actor=user)

    def leave(self, user: User) -> None:
        """Somebody leaves."""
        self.sandbox.set_status(self.chat, user, "left", actor=user)

    def add_bot(self, status: str = "member") -> None:
        """The bot is added, as `member` or `administrator`."""
        self.sandbox.set_status(self.chat, self.sandbox.bot, status, actor=self.user)

    def remove_bot(self) -> None:
        """The bot is thrown out."""
        self.sandbox.set_status(self.chat, self.sandbox.bot, "kicked", actor=self.user)

    def promote(self, user: User, *rights: str) -> None:
        """Make somebody administrator, with all rights unless some are named."""
        self.sandbox.set_status(self.chat, user, "administrator", actor=self.user, rights=rights or None)

    def demote(self, user: User) -> None:
        """Make somebody a plain member."""
        self.sandbox.set_status(self.chat, user, "member", actor=self.user)

    def block(self) -> None:
        """The person blocks the bot (private chats)."""
        self._block("member", "kicked", blocked=True)

    def unblock(self) -> None:
        """The person lets the bot write again."""
        self._block("kicked", "member", blocked=False)

    def _block(self, before: str, after: str, *, blocked: bool) -> None:
        with self.sandbox.lock:
            if self.chat.blocked == blocked:
                return
            self.chat.blocked = blocked
            bot = self.sandbox.bot
            old, new = member_json(Member(bot, before), self.chat), member_json(Member(bot, after), self.chat)
            membership_changed(self.sandbox, self.chat, self.user, old, new)
            self.sandbox.publish_chat(self.chat)

    # Inline mode

    def ask_inline(self, text: str, *, offset: str = "") -> Query:
        """Type `@bot text` into the line; the result tells later what the bot offers."""
        with self.sandbox.lock:
            query = self._query()
            self.sandbox.inline_queries[query.id] = query
            self.sandbox.tell("inline_query", inline_query_json(query, text, offset))
            return query

    def choose(self, query: Query, number: int = 0) -> Message:
        """Send the offered result of this number."""
        with self.sandbox.lock:
            result = query.results[number]
            content, markup = inline_content(Call(self.sandbox, "answerinlinequery", {}), result)
            message = post(
                self.sandbox, self.chat, content, author=self.user, markup=markup, via_bot=self.sandbox.bot,
                topic=self.topic,
            )  # fmt: skip
            message.inline_id = f"CAAAA{query.id}"
            self.sandbox.inline_messages[message.inline_id] = message
            self.sandbox.tell("chosen_inline_result", {
                "result_id": str(result["id"]), "from": user_json(self.user), "query": "",
                "inline_message_id": message.inline_id,
            })  # fmt: skip
            return message


def _button(buttons: list[dict[str, Any]], label: str | int) -> dict[str, Any]:
    if isinstance(label, int):
        return buttons[label]
    for button in buttons:
        if button["text"] == label:
            return button
    raise LookupError(f"there is no button {label!r}; there are {[button['text'] for button in buttons]}")
