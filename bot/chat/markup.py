"""Our rows of buttons as Telegram's keyboard."""

from __future__ import annotations

import telegram

from bot.chat.keyboards import Button, Rows
from bot.chat.links import share_address


def keyboard(rows: Rows, username: str = "") -> telegram.InlineKeyboardMarkup | None:
    """The keyboard, or None where there is no button. What shares a link to the bot needs the bot's `username`."""
    kept = [[_button(one, username) for one in row if one.share is None or username] for row in rows]
    return telegram.InlineKeyboardMarkup([row for row in kept if row]) if any(kept) else None


def _button(one: Button, username: str) -> telegram.InlineKeyboardButton:
    copied = telegram.CopyTextButton(one.copy_text) if one.copy_text else None
    url = share_address(username, one.share) if one.share is not None else one.url
    return telegram.InlineKeyboardButton(one.text, callback_data=one.data, url=url, copy_text=copied)
