"""Alerts in words: reminders, notices of changes, digests, and what owners see of a notice before it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.agenda.upcoming import upcoming
from bot.alerts.changes import DATE_KINDS, Change
from bot.alerts.digest import LATE_AFTER
from bot.alerts.reminders import Planned
from bot.alerts.snapshot import state
from bot.alerts.subscriptions import keys, may_be_quoted
from bot.chat.alert_buttons import act
from bot.chat.alert_lines import change_line, change_title, countdown, head_of, occurrence_of, quoted, when_line
from bot.chat.alert_parts import Context
from bot.chat.briefing_making import scheduled_message
from bot.chat.facts import blocks, opening, sources_line
from bot.chat.html import Html, bold, clipped, escape, fill, italic, joined, moment
from bot.chat.keyboards import Rows, button, handle
from bot.chat.messages import edition_of
from bot.chat.names import LONGEST_NAME, Edition, name_of
from bot.chat.pages import Message
from bot.knowledge.entries import Entry, Knowledge
from bot.languages.when import said_day
from bot.storage.news import Notice
from bot.storage.outbox import Claimed

#: Lines of one digest; the others are counted.
MOST_LINES = 15
LONGEST_FACT = 900
#: How far a digest looks ahead.
AHEAD = {"day": timedelta(days=3), "week": timedelta(days=10)}
BACK = {"day": timedelta(days=1), "week": timedelta(days=7)}


class Wording:
    """Words every message of the outbox in the language of its chat, from the base as it is when it is sent."""

    def one(self, claimed: Claimed, context: Context) -> Message | None:
        """One message, or None where there is nothing left to say."""
        planned, edition = claimed.waiting.planned, edition_for(context)
        if planned.entry_id in context.withdrawn and planned.kind != "change":
            return None
        match planned.kind:
            case "change":
                notice = _notice(claimed, context)
                return None if notice is None else change_message(edition, notice.change, context.withdrawn)
            case "digest":
                return digest_message(edition, context)
            case "briefing":
                given = context.briefing
                return None if given is None else _moved(claimed, edition, scheduled_message(planned, context, given))
            case "broadcast":
                return Message(escape_lines(claimed.payload or ""))
            case _:
                return _moved(claimed, edition, reminder_message(edition, planned, context))

    def together(self, claimed: Sequence[Claimed], context: Context) -> Message | None:
        """Several reminders and notices as one digest."""
        edition = edition_for(context)
        lines = [(line, ref) for one in claimed if (line := _line(one, context, edition)) for ref in [_ref(one)]]
        if not lines:
            return None
        head = edition.words.ngettext("{number} alert", "{number} alerts", len(lines)).format(number=len(lines))
        html = joined((bold(head), _list(edition, [line for line, _ in lines])), "\n\n")
        return Message(html, _foot(edition), tuple(ref for _, ref in lines[:MOST_LINES]))

    def preview(self, notice: Notice, chats: int, knowledge: Knowledge, now: datetime) -> Message:
        """What owners see: the text, how many chats, until when it is held; with buttons to tell it now or never."""
        edition = edition_of(knowledge, now.date(), "en")
        words = edition.words
        message = change_message(edition, notice.change, frozenset())
        where = words.ngettext("It goes to {number} chat.", "It goes to {number} chats.", chats).format(number=chats)
        if notice.state == "asked":
            when = words._("Many changed at once, so this waits for your yes.")
        else:
            until = moment(f"{notice.hold_until:%H:%M} UTC", notice.hold_until)
            when = fill(words._("It goes out at {time} unless you stop it."), time=until)
        text = message.html if message is not None else escape(words._("There is nothing left to say of it."))
        head = bold(words._("Notice {number}").format(number=notice.number))
        row = (act(words._("Send now"), "go", notice.number), act(words._("Stop"), "halt", notice.number))
        return Message(joined((head, fill("{where} {when}", where=where, when=when), text), "\n\n"), (row,))

    def preview_many(self, notices: Sequence[Notice], knowledge: Knowledge, now: datetime) -> Message:
        """What owners see of many notices at once: their lines, and buttons to tell all or none."""
        edition = edition_of(knowledge, now.date(), "en")
        words, count = edition.words, len(notices)
        head = words.ngettext("{number} notice waits for your yes", "{number} notices wait for your yes", count)
        lines = [_change_line(edition, notice.change) for notice in notices]
        row = (act(words._("Send all"), "go", "all"), act(words._("Stop all"), "halt", "all"))
        return Message(joined((bold(head.format(number=count)), _list(edition, lines)), "\n\n"), (row,))


def edition_for(context: Context) -> Edition:
    """The base in the words of the chat's language, on the chat's day."""
    preferences = context.follower.preferences
    today = context.now.astimezone(preferences.place).date()
    return edition_of(context.knowledge, today, preferences.language)


def reminder_message(edition: Edition, planned: Planned, context: Context) -> Message | None:
    """A reminder as the base has it now; None where its date no longer stands."""
    one = occurrence_of(planned, context.knowledge)
    if one is None:
        return None
    entry = one.entry
    shown = quoted(edition, entry, context.withdrawn)
    fact = blocks(edition, (shown,), marked=False)[0].html if shown and len(shown.text) <= LONGEST_FACT else None
    basis = (shown,) if shown is not None else ()
    late = _late(edition, planned, entry, context)
    first = opening(edition, basis) if fact else None
    html = joined(
        (
            late,
            joined(("🔔", head_of(edition, one, context.now)), " "),
            joined((first, fact)),
            sources_line(edition, basis),
        ),
        "\n\n",
    )
    refs = (f"{entry.id}#when", *((shown.ref,) if shown is not None and fact else ()))
    return Message(html, controls(edition, entry), refs)


def change_message(edition: Edition, change: Change, withdrawn: frozenset[str]) -> Message | None:
    """What changed, old value -> new value, with its source; None where the base has moved on since."""
    entry = edition.knowledge.find(change.entry_id)
    if "withdrawn" in change.kinds:
        return _withdrawal_message(edition, change, entry)
    if entry is None or entry.id in withdrawn:
        return None
    change = _still_true(change, entry)
    if not change.differences:
        return None
    lines = joined(change_line(edition, one) for one in change.differences)
    shown = quoted(edition, entry, withdrawn)
    tells = "held" in change.kinds and shown is not None and len(shown.text) <= LONGEST_FACT
    basis = (shown,) if shown is not None else ()
    fact = blocks(edition, basis, marked=False)[0].html if tells else None
    head = joined((bold(change_title(edition.words, change)), name_of(edition, entry)), " · ")
    html = joined((joined((head, lines)), fact, sources_line(edition, basis)), "\n\n")
    refs = (f"{entry.id}#when", *((shown.ref,) if tells and shown is not None else ()))
    return Message(html, controls(edition, entry), refs)


def digest_message(edition: Edition, context: Context) -> Message | None:
    """The regular digest: what changed, what is coming; None where there is nothing and the chat wants nothing then."""
    words, wish = edition.words, context.follower.preferences.digest
    every = wish.every if wish is not None else "day"
    followed = {one.key for one in context.follower.subscriptions}
    muted = context.follower.preferences.muted

    def is_followed(entry: Entry) -> bool:
        if entry.id in muted or entry.id in context.withdrawn or not may_be_quoted(entry):
            return False
        return not followed.isdisjoint(keys(entry, context.knowledge))

    days = AHEAD[every].days
    coming = [one for one in upcoming(context.knowledge, edition.today, days) if is_followed(one.entry)]
    dated = [fill("{when} – {name}", when=when_line(edition, one), name=name_of(edition, one.entry)) for one in coming]
    changed = [
        _change_line(edition, notice.change)
        for notice in context.recent
        if notice.decided_at is not None and notice.decided_at > context.now - BACK[every]
        if notice.change.audience == "followers"
        if (entry := context.knowledge.find(notice.change.entry_id)) is not None and is_followed(entry)
    ]
    if not dated and not changed and not (wish is not None and wish.always):
        return None
    nothing = escape(words._("Nothing new and nothing coming up in what you follow.")) if not dated + changed else None
    parts = (
        bold(words._("Your digest, {date}").format(date=said_day(edition.today, words))),
        joined((italic(words._("What changed")), _list(edition, changed))) if changed else None,
        joined((italic(words._("Coming up")), _list(edition, dated))) if dated else None,
        nothing,
    )
    return Message(joined(parts, "\n\n"), _foot(edition), tuple(f"{one.entry.id}#when" for one in coming[:MOST_LINES]))


def controls(edition: Edition, entry: Entry) -> Rows:
    """What can be done with an alert: open the card, hear of it later, or not at all, change when."""
    words, name = edition.words, handle(entry.id)
    return (
        (button(words._("More"), "a", name), act(words._("Again in 1 hour"), "later", name, 1)),
        (act(words._("Mute this"), "mute", name), act(words._("When?"), "lead", name), act(words._("Stop…"), "mine")),
    )


def escape_lines(text: str) -> Html:
    """A text of several lines, escaped."""
    return joined(escape(line) or " " for line in text.split("\n"))


def _withdrawal_message(edition: Edition, change: Change, entry: Entry | None) -> Message:
    words, one = edition.words, change.differences[0]
    name = name_of(edition, entry) if entry is not None else clipped(change.name, LONGEST_NAME)
    fact = edition.knowledge.fact(one.old or "")
    if fact is not None and entry is not None and may_be_quoted(entry):
        said = words._("You were told here: “{text}” That was wrong.")
        text: Html | None = fill(said, text=clipped(fact[1].text, LONGEST_FACT))
    else:
        text = escape(words._("What you were told here about this was wrong; it is withdrawn."))
    reason = fill(words._("Reason: {reason}"), reason=clipped(one.new, 500)) if one.new else None
    html = joined((joined((bold(change_title(words, change)), name), " · "), text, reason), "\n\n")
    return Message(html, (), ())


def _still_true(change: Change, entry: Entry) -> Change:
    """The change without the dates, places and states that have changed again since."""
    now = state(entry)
    date = now.get("starts_at") or now.get("when")
    current = {"venue": now.get("where"), "status": now.get("status")}
    kept = [
        one
        for one in change.differences
        if not (one.kind in DATE_KINDS and one.new is not None and one.new != date)
        if not (one.kind in current and one.new != current[one.kind])
        if not (one.kind in {"cancelled", "held", "confirmed"} and now.get("status") != one.kind)
    ]
    return replace(change, differences=tuple(kept))


def _late(edition: Edition, planned: Planned, entry: Entry, context: Context) -> Html | None:
    """That a reminder comes late, to who followed it when it was due; to a newcomer it does not."""
    wanted = keys(entry, context.knowledge)
    here = [one for one in context.follower.subscriptions if one.topic == planned.topic and one.key in wanted]
    is_new = bool(here) and all(one.since is not None and one.since > planned.due for one in here)
    if planned.kind != "reminder" or context.now - planned.due <= LATE_AFTER or is_new:
        return None
    words = edition.words
    return italic(words._("This comes late; it was due on {date}.").format(date=said_day(planned.due.date(), words)))


def _moved(claimed: Claimed, edition: Edition, message: Message | None) -> Message | None:
    """With a word on why it comes here, where the topic it was meant for is gone."""
    if message is None or not claimed.manner.topicless:
        return message
    words = edition.words
    note = words._("The topic this was meant for is gone; it comes here now. /here in another topic brings it there.")
    return replace(message, html=joined((message.html, italic(note)), "\n\n"))


def _line(claimed: Claimed, context: Context, edition: Edition) -> Html | None:
    """One alert as a line of a digest."""
    planned = claimed.waiting.planned
    if planned.kind == "change":
        notice = _notice(claimed, context)
        if notice is None or change_message(edition, notice.change, context.withdrawn) is None:
            return None
        return _change_line(edition, notice.change)
    one = occurrence_of(planned, context.knowledge)
    if one is None or planned.entry_id in context.withdrawn:
        return None
    when = joined((when_line(edition, one), countdown(edition.words, one, edition.today, context.now)), " · ")
    return fill("{name} – {when}", name=bold(name_of(edition, one.entry)), when=when)


def _change_line(edition: Edition, change: Change) -> Html:
    entry = edition.knowledge.find(change.entry_id)
    name = name_of(edition, entry) if entry is not None else clipped(change.name, LONGEST_NAME)
    lines = (change_line(edition, one) for one in change.differences)
    said = joined(lines, "; ")
    head = fill("{title}: {name}", title=change_title(edition.words, change), name=bold(name))
    return joined((head, said), " – ")


def _list(edition: Edition, lines: Sequence[Html]) -> Html:
    rest = len(lines) - MOST_LINES
    more = (
        edition.words.ngettext("and {number} more", "and {number} more", rest).format(number=rest) if rest > 0 else None
    )
    return joined((*(joined(("•", line), " ") for line in lines[:MOST_LINES]), more))


def _foot(edition: Edition) -> Rows:
    words = edition.words
    return ((button(words._("All that is coming"), "u", 1), act(words._("What I follow"), "mine")),)


def _notice(claimed: Claimed, context: Context) -> Notice | None:
    number = claimed.waiting.planned.subject.partition("/")[2]
    return context.notices.get(int(number)) if number.isdigit() else None


def _ref(claimed: Claimed) -> str:
    return f"{claimed.waiting.planned.entry_id}#when"
