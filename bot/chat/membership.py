"""The bot's own standing in groups and channels: added, sent away, promoted, restricted; and who runs them."""

from __future__ import annotations

import asyncio
import logging

import telegram
from telegram.constants import ChatMemberStatus, ChatType

from bot.chat.adders import tell_adder, tell_somebody
from bot.chat.alert_parts import AlertParts
from bot.chat.group_pages import welcome_message
from bot.chat.markup import keyboard
from bot.chat.members import ADMINS, NOBODY
from bot.chat.messages import edition_of
from bot.chat.send import Delivery, answer

log = logging.getLogger(__name__)

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def on_own_standing(alerts: AlertParts, update: telegram.Update) -> None:
    """Notes what the bot may do in a group, says hello once, tells somebody when it can no longer do its work."""
    change = update.my_chat_member
    if change is None or change.chat.type == ChatType.PRIVATE:
        return
    chat_id, before, after = change.chat.id, change.old_chat_member, change.new_chat_member
    alerts.members.drop(chat_id)
    if not is_here(after):
        await asyncio.to_thread(alerts.groups.set_rights, chat_id, can_write=True, can_send_files=True)
        await asyncio.to_thread(alerts.parts.store.set_blocked, chat_id, alerts.parts.now())
        return
    if not is_here(before):
        await _note_adder(alerts, chat_id, change.from_user)
    await _note_rights(alerts, chat_id, after)
    if change.chat.type == ChatType.CHANNEL:
        if not is_here(before):
            await tell_adder(alerts.parts, alerts.members, chat_id, "channel")
    elif not is_here(before) and may_write(after):
        await _welcome(alerts, change.chat, after)
    elif before.status in ADMINS and after.status not in ADMINS and not alerts.parts.bot.can_read_all_group_messages:
        await tell_adder(alerts.parts, alerts.members, chat_id, "hears-less")


async def on_others_standing(alerts: AlertParts, update: telegram.Update) -> None:
    """Believes nothing of before about whoever was promoted or demoted."""
    change = update.chat_member
    if change is None:
        return
    person = change.new_chat_member.user.id
    alerts.members.drop(change.chat.id, person)
    if change.new_chat_member.status not in ADMINS:
        await asyncio.to_thread(alerts.groups.drop_admin, change.chat.id, person)


def is_here(member: telegram.ChatMember) -> bool:
    """Whether the member is in the chat."""
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.is_member
    return member.status not in {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


def may_write(member: telegram.ChatMember) -> bool:
    """Whether the member may write, as far as its own standing says; the group's may forbid it to all."""
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.can_send_messages
    if isinstance(member, telegram.ChatMemberAdministrator):
        return member.can_post_messages is not False  # said of channels only
    return True


def may_send_files(member: telegram.ChatMember) -> bool:
    """Whether the member may send pictures and files."""
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.can_send_photos and member.can_send_documents
    return may_write(member)


async def _note_adder(alerts: AlertParts, chat_id: int, person: telegram.User) -> None:
    if person.is_bot or person.id in NOBODY:
        return
    await asyncio.to_thread(alerts.groups.note_added, chat_id, person.id)
    now = alerts.parts.now()
    if await alerts.members.is_admin(alerts.parts.bot, chat_id, person.id, now, anew=True):
        await asyncio.to_thread(alerts.groups.see_admin, chat_id, person.id, now)


async def _note_rights(alerts: AlertParts, chat_id: int, member: telegram.ChatMember) -> None:
    parts, writes, files = alerts.parts, may_write(member), may_send_files(member)
    known = await asyncio.to_thread(alerts.groups.get, chat_id)
    await asyncio.to_thread(alerts.groups.set_rights, chat_id, can_write=writes, can_send_files=files)
    if not writes:
        await asyncio.to_thread(parts.store.set_blocked, chat_id, parts.now())
        if known.can_write:
            log.info("the bot may not write in %d", chat_id)
            await tell_somebody(parts, alerts.members, chat_id, "mute")
        return
    await asyncio.to_thread(parts.store.set_blocked, chat_id, None)
    alerts.wake()
    if known.can_send_files and not files:
        await tell_somebody(parts, alerts.members, chat_id, "files")


async def _welcome(alerts: AlertParts, chat: telegram.Chat, member: telegram.ChatMember) -> None:
    parts = alerts.parts
    if chat.type not in _GROUPS or not await asyncio.to_thread(alerts.groups.welcome, chat.id, parts.now()):
        return
    known = await asyncio.to_thread(parts.store.chat, chat.id)
    language = (known.language if known is not None else None) or parts.language
    hears_all = parts.bot.can_read_all_group_messages or member.status in ADMINS
    edition = edition_of(parts.base.knowledge, parts.now().date(), language)
    message = welcome_message(edition, parts.username, hears_all=hears_all)
    await answer(parts, Delivery(chat.id, message.html, keyboard(message.buttons)))
