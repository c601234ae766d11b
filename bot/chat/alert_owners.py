"""What those who run the bot can do with alerts: see how they stand, tell everybody something, take a fact back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import telegram

from bot.alerts.reminders import Planned
from bot.chat.alert_buttons import Pressed, act
from bot.chat.alert_messages import escape_lines
from bot.chat.alert_scene import AlertScene
from bot.chat.html import bold, escape, fill, joined, units
from bot.chat.pages import Message
from bot.storage.news import Notice

BROADCAST_COUNTS_FOR = timedelta(days=1)
LONGEST_BROADCAST = 3000  #: UTF-16 units


async def status(one: AlertScene) -> Message:
    """Last tick, backlog, last 429, the base and its age, chats, notices held, facts silenced."""
    alerts, now, words = one.alerts, one.scene.now, one.edition().words
    ticked, _ = await one.run(alerts.outbox.mark, "tick")
    flood_at, flood = await one.run(alerts.outbox.mark, "flood")
    backlog = await one.run(alerts.outbox.backlog, now)
    loaded = await one.run(alerts.news.loaded_at)
    chats = await one.run(alerts.subscribers.chat_ids)
    held = await one.run(alerts.news.notices, "held", "asked")
    silenced = await one.run(alerts.news.withdrawn)
    never = words._("never")
    lines = (
        fill(words._("Last tick: {moment}"), moment=_moment(ticked, now) or never),
        fill(words._("Waiting: {pending}, due now: {due}"), pending=backlog.pending, due=backlog.due),
        fill(words._("Oldest due: {moment}"), moment=_moment(backlog.oldest_due, now) or words._("none")),
        fill(
            words._("Within a day: {sent} sent, {failed} failed"),
            sent=backlog.sent_lately,
            failed=backlog.failed_lately,
        ),
        fill(words._("Last told to wait: {moment}"), moment=joined((_moment(flood_at, now), flood), ", ") or never),
        fill(
            words._("Base: {version}, in use since {moment}"),
            version=one.scene.knowledge.version,
            moment=_moment(loaded, now) or never,
        ),
        fill(words._("Chats with alerts: {number}"), number=len(chats)),
        fill(words._("Notices held: {number}"), number=len(held)),
        fill(words._("Silenced until the base says so: {refs}"), refs=", ".join(sorted(silenced)))
        if silenced
        else None,
    )
    return Message(joined((bold(words._("Alerts")), joined(lines)), "\n\n"))


async def preview_broadcast(one: AlertScene, text: str) -> Message:
    """What everybody would be told, to how many chats, and a button that does it."""
    words = one.edition().words
    if not text.strip():
        return Message(escape(words._("Write what to tell everybody after the command: /broadcast and the text.")))
    if units(text) > LONGEST_BROADCAST:
        return Message(escape(words._("That is too long for one message; make it shorter than 3,000 characters.")))
    chats = len(await one.run(one.alerts.subscribers.chat_ids))
    head = words.ngettext("{number} chat would be told:", "{number} chats would be told:", chats).format(number=chats)
    row = (act(words._("Send it"), "cast"), act(words._("No, leave it"), "keep"))
    return Message(joined((escape(head), escape_lines(text)), "\n\n"), (row,))


async def withdraw(one: AlertScene, text: str) -> Message:
    """Silences a fact or an entry at once, and corrects whoever was told it."""
    words = one.edition().words
    ref, _, reason = text.strip().partition(" ")
    if not ref:
        return Message(escape(words._("Write which: /withdraw and an id, entry or entry#fact, and the reason.")))
    knowledge, now = one.scene.knowledge, one.scene.now
    told = await one.run(one.alerts.withdraw, ref, reason.strip() or None, knowledge, now)
    if told is None:
        return Message(escape(words._("There is no such entry or fact, or it is silenced already.")))
    one.alerts.wake()
    wording = words.ngettext(
        "It is silent in alerts now; {number} chat is told the correction. Now withdraw it in the base.",
        "It is silent in alerts now; {number} chats are told the correction. Now withdraw it in the base.",
        told,
    )
    return Message(escape(wording.format(number=told)))


async def restore(one: AlertScene, text: str) -> Message:
    """Takes a withdrawal back: the fact or entry is told of again."""
    words = one.edition().words
    is_back = await one.run(one.alerts.news.restore, text.strip())
    if is_back:
        return Message(escape(words._("It is told of again.")))
    return Message(escape(words._("Nothing by that id is silenced. /status names what is.")))


async def _cast(one: AlertScene, _: Pressed) -> None:
    words, shown = one.edition().words, one.scene.message
    command = shown.reply_to_message if isinstance(shown, telegram.Message) else None
    text = ((command.text if command is not None else None) or "").partition(" ")[2].strip()
    if command is None or not text:
        await one.show(Message(escape(words._("The text is gone. Please write /broadcast again."))))
        return
    now, subject = one.scene.now, f"broadcast@{one.chat_id}.{command.message_id}"
    chats = await one.run(one.alerts.subscribers.chat_ids)
    rows = [Planned(chat, 0, "broadcast", subject, now, now + BROADCAST_COUNTS_FOR) for chat in chats]
    added = await one.run(one.alerts.outbox.add, rows, text)
    one.alerts.wake()
    said = words.ngettext("On its way to {number} chat.", "On its way to {number} chats.", added).format(number=added)
    await one.show(Message(escape(said)))


async def _go(one: AlertScene, press: Pressed) -> None:
    await _decide(one, press, tell=True)


async def _halt(one: AlertScene, press: Pressed) -> None:
    await _decide(one, press, tell=False)


async def _decide(one: AlertScene, press: Pressed, *, tell: bool) -> None:
    words, open_ones = one.edition().words, await one.run(one.alerts.news.notices, "held", "asked")
    meant = [notice for notice in open_ones if _is_meant(notice, press)]
    if not meant:
        await one.show(Message(escape(words._("This notice was decided on already."))))
        return
    knowledge, now, sent = one.scene.knowledge, one.scene.now, 0
    for entry_id in dict.fromkeys(notice.change.entry_id for notice in meant):
        if tell:
            sent += await one.run(one.alerts.release, entry_id, knowledge, now)
        else:
            await one.run(one.alerts.stop, entry_id, knowledge, now)
    one.alerts.wake()
    going = words.ngettext("On its way: {number} message.", "On their way: {number} messages.", sent)
    await one.show(Message(escape(going.format(number=sent) if tell else words._("Stopped. Nobody is told."))))


def _is_meant(notice: Notice, press: Pressed) -> bool:
    return notice.state == "asked" if press.part(0) == "all" else notice.number == press.number(0)


def _moment(at: datetime | None, now: datetime) -> str | None:
    if at is None:
        return None
    seconds = round((now - at).total_seconds())
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC ({seconds} s)"


OWNERS_DO: dict[str, Callable[[AlertScene, Pressed], Awaitable[None]]] = {"cast": _cast, "go": _go, "halt": _halt}
