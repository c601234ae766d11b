"""A question in, its answer out; edited questions change their answer; the thread of talk goes on."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import timedelta

import telegram

from bot.answers.answer import Answer, Thread
from bot.chat.addressed import is_ours, is_private, question_in, replied_to
from bot.chat.group_guard import kept_private
from bot.chat.keyboards import hashed, is_hash
from bot.chat.messages import reply_message
from bot.chat.pages import Message
from bot.chat.parts import Parts
from bot.chat.scene import Scene, choices_in, keep_miss, reply, save_thread, scene_of, thread_of
from bot.chat.welcome import ask_how_message, asked_again, only_text_message

#: Answers whose questions may still be edited, and albums that were answered; the oldest are forgotten first.
MOST_REMEMBERED = 2000
#: A question whose answer is not remembered any more is answered anew when it is edited within this time.
EDITED_WITHIN = timedelta(hours=1)
#: Reasons that say nothing about what is missing in the base.
NOT_MISSED = frozenset({"empty", "too-long"})


@dataclass(frozen=True, slots=True)
class Given:
    """The answer given to a message."""

    question: str
    answer_id: int | None


@dataclass(eq=False)
class Recent:
    """What was answered lately. Losing it costs an edited question a second answer, and nothing else."""

    given: OrderedDict[tuple[int, int], Given] = field(default_factory=OrderedDict)
    albums: OrderedDict[tuple[int, str], None] = field(default_factory=OrderedDict)
    talks: OrderedDict[tuple[int, int], Thread] = field(default_factory=OrderedDict)

    def note(self, message: telegram.Message, question: str, answer_id: int | None) -> None:
        """Remembers the answer to a message."""
        self.given[message.chat.id, message.message_id] = Given(question, answer_id)
        if len(self.given) > MOST_REMEMBERED:
            self.given.popitem(last=False)

    def keep_talk(self, chat_id: int, answer_id: int, thread: Thread) -> None:
        """Remembers what an answer in a group was about, for whoever replies to it."""
        self.talks[chat_id, answer_id] = thread
        if len(self.talks) > MOST_REMEMBERED:
            self.talks.popitem(last=False)

    def talk_behind(self, message: telegram.Message) -> Thread | None:
        """What the answer is about that a message replies to, or None."""
        before = message.reply_to_message
        return self.talks.get((message.chat.id, before.message_id)) if before is not None else None

    def is_new_album(self, message: telegram.Message) -> bool:
        """Whether nothing of the message's album was answered yet; a message without album is always new."""
        if message.media_group_id is None:
            return True
        key = message.chat.id, message.media_group_id
        is_new = key not in self.albums
        self.albums[key] = None
        if len(self.albums) > MOST_REMEMBERED:
            self.albums.popitem(last=False)
        return is_new


async def on_question(parts: Parts, recent: Recent, update: telegram.Update) -> None:
    """Answers a written question that is meant for the bot."""
    message = update.effective_message
    text = question_in(message, parts.bot.id, parts.username) if message is not None else None
    if message is None or text is None:
        return
    if not text and not is_private(message):  # the bot's name alone
        text = replied_to(message, parts.bot.id) or ""
    await _answer(await scene_of(parts, update), recent, message, text)


async def on_ask(parts: Parts, recent: Recent, update: telegram.Update) -> None:
    """Answers what stands behind /ask, or the message it replies to."""
    message = update.message
    if message is None or is_ours(message, parts.bot.id):
        return
    text = question_in(message, parts.bot.id, parts.username) or replied_to(message, parts.bot.id)
    scene = await scene_of(parts, update)
    if text:
        await _answer(scene, recent, message, text)
    else:
        await reply(scene, ask_how_message(scene.edition()))


async def _answer(scene: Scene, recent: Recent, message: telegram.Message, text: str) -> None:
    """Answers, going on with the talk that is replied to: in a group that may be another person's."""
    sent = await answered(scene, text, thread=recent.talk_behind(message))
    recent.note(message, text, sent)
    if sent is not None and not scene.is_private:
        recent.keep_talk(scene.chat.id, sent, await thread_of(scene))


async def on_edited(parts: Parts, recent: Recent, update: telegram.Update) -> None:
    """Changes the answer when its question was edited; nothing when its text is the same."""
    message = update.edited_message
    text = question_in(message, parts.bot.id, parts.username) if message is not None else None
    if message is None or text is None or text.startswith("/"):
        return
    before = recent.given.get((message.chat.id, message.message_id))
    if before is not None and before.question == text:
        return
    edited = message.edit_date or message.date
    if before is None and edited - message.date > EDITED_WITHIN:
        return
    scene = await scene_of(parts, update)
    recent.note(message, text, await answered(scene, text, quoting=True, edit=before.answer_id if before else None))


async def on_other(parts: Parts, recent: Recent, update: telegram.Update) -> None:
    """Says once, in private, that only text is read."""
    message = update.effective_message
    if message is not None and recent.is_new_album(message):
        scene = await scene_of(parts, update)
        await reply(scene, only_text_message(scene.edition()))


async def answered(
    scene: Scene,
    question: str,
    *,
    quoting: bool | None = None,
    edit: int | None = None,
    aloud: bool = False,
    thread: Thread | None = None,
) -> int | None:
    """Answers a question in its scene and keeps thread and miss; gives the id of the reply.

    `aloud` puts the question above its answer, for questions that were tapped and not written. `thread` is what it
    goes on with, None: what this person last talked about here.
    """
    found = ask(scene, question, thread if thread is not None else await thread_of(scene))
    message = await kept_private(scene, found, question) or worded(scene, found)
    sent = await reply(scene, asked_again(question, message) if aloud else message, quoting=quoting, edit=edit)
    await save_thread(scene, _after(found, message), choices_in(message) if found.status != "answered" else None)
    if found.status == "unknown" and (found.reason is None or found.reason.kind not in NOT_MISSED):
        await keep_miss(scene, question, found.reason or "", found.near, found.language)
    return sent


def ask(scene: Scene, question: str, thread: Thread) -> Answer:
    """The answer of the base in use."""
    return scene.loaded.engine.answer(question, scene.now, thread)


def worded(scene: Scene, answer: Answer, page: int = 1) -> Message:
    """The answer in the words of the scene's language."""
    return reply_message(scene.edition(answer.language), answer, page)


def _after(answer: Answer, message: Message) -> Thread:
    """The thread to keep: where a page had no room for all that answers, only what it shows was shown."""
    if answer.status != "answered" or answer.shape not in {"fact", "card"}:
        return answer.thread
    return replace(answer.thread, facts=message.shown)


def asked_before(scene: Scene, text: str, thread: Thread) -> Answer | None:
    """The answer to the question that a button names, by itself or by its hash; None when it is not found again."""
    if not is_hash(text):
        return ask(scene, text, Thread())
    quoted = scene.message.reply_to_message if isinstance(scene.message, telegram.Message) else None
    written = question_in(quoted, 0, scene.parts.username) or quoted.text if quoted is not None else None
    for question in (written, thread.question):
        if question:
            found = ask(scene, question, Thread())
            if text in (hashed(question), hashed(found.thread.question)):
                return found
    return None
