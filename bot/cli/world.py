"""The people and chats of the demo: a private chat, a group with two members and an admin, a forum, a channel."""

from __future__ import annotations

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import User

TOPICS = ("News", "Dates")


def furnish(sandbox: Sandbox) -> User:
    """Puts people and chats into an empty sandbox; gives the bot's owner, who is the admin of the groups."""
    reader = sandbox.user("Aisha")
    second = sandbox.user("Daniyar")
    admin = sandbox.user("Marat")
    for person in (reader, second):
        sandbox.private(person, started=False)
    sandbox.private(admin)  # owners are told things, so theirs is begun
    sandbox.supergroup("Team", reader, second, admins=[admin])
    forum = sandbox.supergroup("Forum", reader, second, admins=[admin], forum=True)
    for name in TOPICS:
        forum.by(admin).open_topic(name)
    sandbox.channel("Channel", reader, second, admins=[admin])
    return admin
