"""Holds a message of the bot against what Telegram takes: its own parser, its lengths, its buttons."""

import json
import re
from typing import Any

import tdjson

from bot.chat.alert_buttons import read
from bot.chat.html import plain, units
from bot.chat.keyboards import pressed
from bot.chat.pages import Message
from bot.chat.picture_buttons import wanted_by

LONGEST_TEXT = 4096
LONGEST_DATA = 64
LONGEST_COPY = 256
MOST_IN_A_ROW = 8
MOST_BUTTONS = 100


tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())


def parsed(html: str) -> dict[str, Any]:
    """The formatted text that Telegram reads in the HTML, or its error."""
    request = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    found: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    return found


def check(message: Message) -> None:
    """Fails where Telegram would refuse the message or show anything else than is meant."""
    found = parsed(message.html)
    assert found["@type"] == "formattedText", (found, message.html)
    assert found["text"] == plain(message.html)
    assert message.html.strip() == message.html
    assert 1 <= units(found["text"]) <= LONGEST_TEXT
    buttons = [button for row in message.buttons for button in row]
    assert len(buttons) <= MOST_BUTTONS
    assert all(1 <= len(row) <= MOST_IN_A_ROW for row in message.buttons)
    for button in buttons:
        assert button.text.strip()
        assert [button.data, button.url, button.copy_text, button.share].count(None) == 3, button
        assert button.share is None or re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.share), button
        if button.data is not None:
            assert len(button.data.encode()) <= LONGEST_DATA, button
            assert pressed(button.data) or read(button.data) or wanted_by(button.data), button
        assert button.copy_text is None or 1 <= units(button.copy_text) <= LONGEST_COPY, button
