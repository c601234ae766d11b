"""What is said in groups and about them: the welcome, how a group is set, which groups one runs. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.alerts.briefings import BriefingSchedule
from bot.chat.aim import aimed, group_code
from bot.chat.alert_buttons import act
from bot.chat.html import Html, bold, clipped, escape, fill, italic, joined
from bot.chat.keyboards import Button
from bot.chat.links import address, group_address
from bot.chat.names import LONGEST_NAME, Edition
from bot.chat.pages import Message
from bot.chat.schedule_page import days_name
from bot.languages.catalogue import Words
from bot.storage.groups import Group

#: Payload of the link that lists the groups one runs, and the beginning of the one that opens one of them.
GROUPS_LINK = "groups"
GROUP_LINK = "g_"


def welcome_message(edition: Edition, username: str, *, hears_all: bool) -> Message:
    """What is said once in a group that the bot joined: what it does, how it is asked, what an admin can set.

    `hears_all`: mentions reach it, which Telegram's privacy mode keeps from bots that are no admins.
    """
    words = edition.words
    how = words._("Ask with /ask and your question, or reply to one of its messages; it is silent otherwise.")
    if hears_all:
        how = words._(
            "Ask with /ask and your question, by mentioning @{username} or by replying to it; it is silent otherwise."
        )
    lines = (
        words._("Every answer names its source; what the base does not hold is not guessed."),
        how.format(username=username),
        words._("An admin can have a briefing sent here with /briefing and alerts with /subscribe."),
    )
    head = bold(clipped(edition.knowledge.about.title, LONGEST_NAME))
    return Message(joined((head, joined(lines)), "\n\n"), ((act(words._("Set up a briefing"), "brief"),),))


def group_page(
    edition: Edition,
    group: Group,
    schedule: BriefingSchedule | None,
    followed: int,
    *,
    is_channel: bool,
    username: str | None,
) -> Message:
    """How a group or channel is set, with what an admin can change.

    `username` of the bot: the page stands in the group, and leads into the private chat; None: it stands there.
    """
    words = edition.words
    lines = (
        _trouble(words, group),
        words._("Briefing: {when}.").format(when=_when(words, schedule)),
        _followed(words, followed),
        None if is_channel else _sensitive(words, group),
        words._("Posts in the channel are never answered.") if is_channel else None,
    )
    guard = act(
        words._("Answer sensitive subjects here too")
        if group.guards_sensitive
        else words._("Sensitive subjects in private only"),
        "group",
        "guard",
        0 if group.guards_sensitive else 1,
    )
    other = act(words._("My groups"), "groups")
    if username is not None:
        link = address(username, f"{GROUP_LINK}{group_code(group.chat_id)}")
        other = Button(words._("Set up in private"), url=link)
    rows = (
        (act(words._("Regular briefing"), "brief"), act(words._("When alerts come"), "set")),
        (act(words._("What is followed"), "mine"), act(words._("Follow more"), "menu")),
        () if is_channel else (guard,),
        (other,),
    )
    head = bold(words._("This channel")) if is_channel else bold(words._("This group"))
    return Message(joined((head, joined(lines)), "\n\n"), tuple(row for row in rows if row))


def groups_page_of(edition: Edition, groups: Sequence[tuple[int, str]], username: str) -> Message:
    """The groups and channels somebody runs (id, title), each with a button, and how to add the bot to others."""
    words = edition.words
    text = (
        words._("Which group or channel do you want to set up?")
        if groups
        else words._("There is no group yet of which you are known to be an admin.")
    )
    note = words._("One that is missing appears here once you, as its admin, write /settings in it.")
    rows = tuple(aimed(((act(title, "group"),),), chat_id)[0] for chat_id, title in groups)
    add = (
        Button(words._("Add to a group"), url=group_address(username)),
        Button(words._("Add to a channel"), url=f"{address(username)}?startchannel&admin=post_messages"),
    )
    return Message(joined((escape(text), italic(note)), "\n\n"), (*rows, add))


def elsewhere_message(edition: Edition, username: str) -> Message:
    """What /groups says in a group."""
    words = edition.words
    link = Button(words._("Open the private chat"), url=address(username, GROUPS_LINK))
    return Message(escape(words._("Groups are set up in a private chat with the bot.")), ((link,),))


def private_only_message(edition: Edition, username: str, payload: str) -> Message:
    """What a group gets for an answer whose subject is kept to private chats."""
    words = edition.words
    link = Button(words._("Read it in private"), url=address(username, payload))
    return Message(escape(words._("This group keeps that subject to private chats.")), ((link,),))


def here_message(edition: Edition, *, moved: bool) -> Message:
    """What is said when alerts and briefing are moved to a topic."""
    words = edition.words
    if moved:
        return Message(escape(words._("Alerts and the briefing come to this topic from now on.")))
    return Message(
        escape(words._("Nothing is followed or sent in this group yet; /briefing and /subscribe set it up."))
    )


def _trouble(words: Words, group: Group) -> Html | None:
    if not group.can_write:
        return fill("⚠ {text}", text=words._("The bot may not write there at present; all waits until it may."))
    if not group.can_send_files:
        return fill("⚠ {text}", text=words._("The bot may not send files and pictures there."))
    return None


def _followed(words: Words, number: int) -> str:
    if number == 0:
        return words._("Nothing is followed.")
    return words.ngettext("{number} thing is followed.", "{number} things are followed.", number).format(number=number)


def _sensitive(words: Words, group: Group) -> str:
    if group.guards_sensitive:
        return words._("Sensitive subjects are answered in private chats only.")
    return words._("Sensitive subjects are answered with their agreed wording.")


def _when(words: Words, schedule: BriefingSchedule | None) -> str:
    if schedule is None or not schedule.is_on:
        return words._("off")
    return f"{days_name(words, schedule.days)}, {schedule.hour:02}:00 ({schedule.zone})"
