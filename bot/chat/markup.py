"""Our rows of buttons as Telegram's keyboard."""

from __future__ import annotations

import telegram

from bot.chat.keyboards import Button, Rows


def keyboard(rows: Rows) -> telegram.InlineKeyboardMarkup | None:
    """The keyboard, or None where there is no button."""
    if not rows:
        return None
    return telegram.InlineKeyboardMarkup([[_button(one) for one in row] for row in rows])


def _button(one: Button) -> telegram.InlineKeyboardButton:
    copied = telegram.CopyTextButton(one.copy_text) if one.copy_text else None
    return telegram.InlineKeyboardButton(one.text, callback_data=one.data, url=one.url, copy_text=copied)
