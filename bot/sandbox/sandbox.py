"""The sandbox in Python: make people and chats, let them act, ask what the bot did, make it hard for the bot.

    sandbox = Sandbox(clock=Clock(datetime(2026, 3, 1, 9, tzinfo=UTC)))
    aisha = sandbox.user("Aisha", language_code="en")
    chat = sandbox.private(aisha)
    async with serve(sandbox) as base_url:          # bot.sandbox.server
        ...                                         # the bot polls base_url/bot<token>/getUpdates
        chat.say("/start")
        await sandbox.until(lambda: chat.sent)
        chat.press(chat.last, "Visits")

Everything may be called from any thread. `call` asks the Bot API without HTTP.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.calls import Call, Upload, check_parameters
from bot.sandbox.clock import Clock
from bot.sandbox.conversation import Conversation
from bot.sandbox.faults import Fault, Faults, Kind
from bot.sandbox.feed import Feed
from bot.sandbox.limits import Limits
from bot.sandbox.methods.files import Shelf
from bot.sandbox.methods.profile import Profile
from bot.sandbox.methods.queries import Query
from bot.sandbox.methods.table import METHODS
from bot.sandbox.posting import membership_changed, post
from bot.sandbox.refusals import Refusal
from bot.sandbox.shapes import member_json, user_json
from bot.sandbox.spec import load_spec
from bot.sandbox.updates import Updates
from bot.sandbox.views import message_view
from bot.sandbox.world import RIGHTS, Chat, Member, Message, Topic, User, World

START = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
TOKEN = "123456789:sandbox-token-of-no-value-at-all00"


class Sandbox:
    """One bot, its people and its chats."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        token: str = TOKEN,
        name: str = "Briefing Bot",
        username: str = "briefing_bot",
        privacy: bool = True,
        inline: bool = True,
        guest: bool = True,
        strict: bool = True,
        flood: bool = True,
    ) -> None:
        self.clock = clock or Clock(START, running=True)
        self.token = token
        self.bot = User(int(token.split(":")[0]), name, username=username, is_bot=True)
        self.world = World(self.bot)
        self.privacy, self.inline, self.guest, self.strict = privacy, inline, guest, strict
        self.updates, self.faults, self.limits = Updates(), Faults(), Limits(enabled=flood)
        self.feed, self.files, self.profile = Feed(), Shelf(), Profile()
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.guest_queries: dict[str, Query] = {}
        self.inline_messages: dict[str, Message] = {}
        #: Set by logOut: what every later call is told.
        self.closed: Refusal | None = None
        #: Every call that was answered, oldest first: (method, parameters, answer).
        self.calls: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        #: Calls in hand now; a long poll that waits is none.
        self.in_hand = 0
        self.lock = threading.RLock()

    # People and chats

    def user(self, first_name: str, *, language_code: str | None = "en", **fields: Any) -> User:
        """A new person; further fields as in `world.User` (id, last_name, username, is_premium)."""
        with self.lock:
            return self.world.add_user(first_name, language_code=language_code, **fields)

    def private(self, user: User, *, started: bool = True) -> Conversation:
        """The chat between `user` and the bot; unless `started`, the bot may not write there yet."""
        with self.lock:
            chat = self.world.private_chat(user)
            chat.started = chat.started or started
            self.publish_chat(chat)
            return Conversation(self, chat, user)

    def group(self, title: str, *members: User, **settings: Any) -> Conversation:
        """A basic group; settings as in `gathering`."""
        return self.gathering("group", title, members, **settings)

    def supergroup(self, title: str, *members: User, **settings: Any) -> Conversation:
        """A supergroup, with topics if `forum=True`; settings as in `gathering`."""
        return self.gathering("supergroup", title, members, **settings)

    def channel(self, title: str, *members: User, **settings: Any) -> Conversation:
        """A channel; the bot is its administrator unless told otherwise. Settings as in `gathering`."""
        return self.gathering("channel", title, members, **{"bot": "administrator"} | settings)

    def gathering(
        self,
        kind: str,
        title: str,
        members: Iterable[User],
        *,
        admins: Iterable[User] = (),
        bot: str | None = "member",
        forum: bool = False,
        username: str | None = None,
    ) -> Conversation:
        """A group or channel; its first admin, else its first member made it. `bot`: its status, None: not there."""
        with self.lock:
            chosen = tuple(admins)
            everyone = list(dict.fromkeys([*members, *chosen]))
            chat = self.world.add_chat(kind, title=title, is_forum=forum, username=username)
            for person in everyone:
                chat.members[person.id] = Member(person)
            for admin in chosen:
                chat.members[admin.id] = Member(admin, "administrator", frozenset(RIGHTS))
            creator = next(iter((*chosen, *everyone)), self.bot)
            if everyone:
                chat.members[creator.id] = Member(creator, "creator")
            if bot is not None:
                self.set_status(chat, self.bot, bot, actor=creator)
            self.publish_chat(chat)
            return Conversation(self, chat, everyone[0] if everyone else self.bot)

    def set_status(
        self, chat: Chat, user: User, status: str, *, actor: User, rights: Iterable[str] | None = None
    ) -> Member:
        """Change somebody's standing, with the service message and the update that Telegram sends about it."""
        with self.lock:
            before = chat.member(user)
            granted = frozenset(RIGHTS if rights is None else rights) if status == "administrator" else frozenset()
            after = Member(user, status, granted)
            after.reads_all = before.reads_all if before.is_here else not self.privacy
            chat.members[user.id] = after
            self._announce(chat, before, after, actor)
            membership_changed(self, chat, actor, member_json(before, chat), member_json(after, chat))
            self.publish_chat(chat)
            return after

    def _announce(self, chat: Chat, before: Member, after: Member, actor: User) -> None:
        """Joining and leaving are seen as messages in groups, not in channels."""
        if not chat.is_group or before.is_here == after.is_here:
            return
        if after.is_here:
            post(self, chat, {"new_chat_members": [user_json(after.user)]}, author=actor)
        else:
            post(self, chat, {"left_chat_member": user_json(after.user)}, author=actor)

    def migrate(self, conversation: Conversation) -> Conversation:
        """Turn a basic group into a supergroup: a new id, and the old one refuses with `migrate_to_chat_id`."""
        with self.lock:
            old = conversation.chat
            new = self.world.add_chat("supergroup", title=old.title)
            new.members = dict(old.members)
            old.migrated_to = new.id
            post(self, old, {"migrate_to_chat_id": new.id}, author=conversation.user)
            post(self, new, {"migrate_from_chat_id": old.id}, author=conversation.user)
            self.publish_chat(old)
            self.publish_chat(new)
            return Conversation(self, new, conversation.user)

    def open_topic(self, chat: Chat, name: str, *, by: User) -> Topic:
        """A new forum topic with its service message."""
        with self.lock:
            message = post(self, chat, {"forum_topic_created": {"name": name, "icon_color": 7322096}}, author=by)
            message.thread_id, message.is_topic = message.id, True
            topic = chat.topics[message.id] = Topic(message.id, name)
            self.publish_chat(chat)
            return topic

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Delete a topic and all that was said in it."""
        with self.lock:
            topic.deleted = True
            for message in chat.visible():
                if message.is_topic and message.thread_id == topic.id:
                    message.deleted = True
            self.publish_chat(chat)

    # Making it hard

    def fault(
        self,
        kind: Kind,
        *,
        method: str | None = None,
        chat: Conversation | int | None = None,
        times: int | None = 1,
        **details: Any,
    ) -> Fault:
        """Let calls fail: which `kind`s and details there are says `faults.Fault`; `times=None` for ever."""
        with self.lock:
            where = chat.chat.id if isinstance(chat, Conversation) else chat
            return self.faults.add(Fault(kind, method, where, times, **details))

    def conflict(self) -> None:
        """Let another bot instance read the updates: whoever waits now is told 409."""
        self.updates.start_reading()

    # The Bot API

    def call(self, method: str, /, files: Mapping[str, Upload] | None = None, **parameters: Any) -> Any:
        """The result of a method; a Refusal where Telegram would refuse. Faults strike, but nothing is dropped."""
        return self.act(method, parameters, files or {})

    def act(self, method: str, given: Mapping[str, Any], files: Mapping[str, Upload]) -> Any:
        """As `call`, with parameters as they came over HTTP."""
        with self.lock:
            call = self.checked(method, given, files)
            if call.method == "getupdates":
                return self.offer(self.updates.take(call.integer("offset"), self.batch(call)))
            try:
                result = METHODS[call.method](call)
            except Refusal as refusal:
                self.record(call, refusal.body())
                raise
            self.record(call, {"ok": True, "result": result})
            return result

    def checked(self, method: str, given: Mapping[str, Any], files: Mapping[str, Upload]) -> Call:
        """The call, after what Telegram and the sandbox look at first: does the method exist, is it to fail."""
        name = method.lower()
        if name not in load_spec().methods:
            raise Refusal(404, "Not Found: method not found")
        if self.closed is not None:
            raise self.closed
        if name not in METHODS and name != "getupdates":
            raise Refusal(501, f"[sandbox] {load_spec().names[name]} is a method of Telegram, but not played here")
        call = Call(self, name, given, files)
        fault = self.faults.strike(name, call.chat_hint(), kinds=("too_many", "forbidden", "server_error", "refuse"))
        refusal = fault.refusal() if fault else None
        if refusal is not None:
            self.record(call, refusal.body())
            raise refusal
        if self.strict:
            check_parameters(call)
        if name == "getupdates":
            self.updates.allow(call.data("allowed_updates"))
        return call

    @contextmanager
    def working(self, method: str) -> Iterator[None]:
        """Count a call as being in hand."""
        counts = method.lower() != "getupdates"
        self.in_hand += counts
        try:
            yield
        finally:
            self.in_hand -= counts

    def record(self, call: Call, answer: dict[str, Any]) -> None:
        """Note what was asked and answered, and wake those who wait for something to happen."""
        self.calls.append((load_spec().names[call.method], dict(call.given), answer))
        self.feed.signal.notify()

    def batch(self, call: Call) -> int:
        """How many updates a getUpdates wants, 1 to 100."""
        return min(max(call.integer("limit", 100), 1), 100)

    def offer(self, updates: Iterable[Any]) -> list[dict[str, Any]]:
        """Updates as JSON; a fault `duplicate` gives one twice."""
        given: list[dict[str, Any]] = []
        for update in updates:
            twice = self.faults.strike("getUpdates", update.chat(), kinds=("duplicate",))
            given += [update.json()] * (2 if twice else 1)
        return given

    def count_sent(self, call: Call, chat: Chat) -> None:
        """Hold a sent message against the flood limits."""
        now = self.clock.now().timestamp()
        self.limits.count(chat.id, now, is_group=chat.is_group, paid=call.flag("allow_paid_broadcast"))

    # What happens

    def tell(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update for the bot."""
        self.updates.add(kind, payload, self.clock.stamp())

    def publish(self, kind: str, message: Message) -> None:
        """Show a message's birth, change or end on the page."""
        self.feed.publish(kind, chat_id=message.chat.id, message=message_view(self, message))

    def publish_chat(self, chat: Chat) -> None:
        """Show that a chat itself changed."""
        self.feed.publish("chat", chat_id=chat.id)

    async def until(self, happened: Callable[[], Any], seconds: float = 5.0) -> Any:
        """What `happened` gives once it is true; a TimeoutError after `seconds` of real time."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            event = self.feed.signal.subscribe()
            found = happened()
            if found:
                self.feed.signal.forget(event)
                return found
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.feed.signal.wait_on(event, min(left, 0.25)):
                _refuse_late(left)

    def wait_until(self, happened: Callable[[], Any], seconds: float = 5.0) -> Any:
        """As `until`, for a thread without event loop."""
        deadline = time.monotonic() + seconds
        while True:
            waiter = self.feed.signal.subscribe_thread()
            found = happened()
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0 or not waiter.wait(min(left, 0.25)):
                _refuse_late(left)


def _refuse_late(left: float) -> None:
    if left <= 0:
        raise TimeoutError("what was waited for did not happen in the sandbox")
