"""What goes to a channel: posts whose buttons lead into the private chat, since nothing is answered there."""

from __future__ import annotations

from bot.chat.keyboards import Button, Rows, pressed
from bot.chat.links import address, entry_payload

#: Actions that open an entry.
_OPENING = frozenset("aeoc")


def channel_rows(rows: Rows, username: str) -> Rows:
    """The buttons that make sense below a post: those that lead somewhere, with cards opened in private."""
    found = (tuple(kept for one in row if (kept := _leading(one, username)) is not None) for row in rows)
    return tuple(row for row in found if row)


def _leading(one: Button, username: str) -> Button | None:
    if one.data is None:
        return one
    press = pressed(one.data)
    if press is None or press.action not in _OPENING or not press.part(0):
        return None
    return Button(one.text, url=address(username, entry_payload(press.part(0))))
