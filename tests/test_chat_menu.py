import re

import pytest

from bot.chat.menu import menu, menus


@pytest.mark.parametrize("language", list(menus()))
def test_every_menu_is_one_telegram_takes(language: str) -> None:
    commands = [name for name, _ in menu(language)]
    assert len(set(commands)) == len(commands) <= 100
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in commands)
    assert all(1 <= len(text) <= 256 for _, text in menu(language))


def test_every_language_has_the_same_commands() -> None:
    assert len({tuple(name for name, _ in found) for found in menus().values()}) == 1
    assert "en" in menus()
