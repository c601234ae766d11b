import pytest

from bot.chat.welcome import OTHER_NAMES, commands_in, near_command
from bot.languages.catalogue import translate


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("upcomming", "upcoming"),
        ("subcribe", "subscribe"),
        ("hlep", "help"),
        ("mute", "subscriptions"),
        ("timzone", "zone"),
        ("frobnicate", None),
        ("", None),
    ],
)
def test_a_command_that_is_nearly_one_is_found(name, near):
    assert near_command(name) == near


def test_what_else_a_command_is_called_leads_to_one_there_is():
    known = {name for name, _ in commands_in(translate("en"))}
    assert set(OTHER_NAMES.values()) <= known
    assert not known & set(OTHER_NAMES)
