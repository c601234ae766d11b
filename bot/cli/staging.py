"""What the commands need that run the real bot against the sandbox: its settings there, and how it is launched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bot.app import Edge, run
from bot.config import Secret, Settings
from bot.sandbox.sandbox import TOKEN
from bot.simulate.stage import Launch


def sandboxed(settings: Settings, database: Path, owners: Iterable[int] = ()) -> Settings:
    """The settings for a bot in the sandbox, with its database in this file; what is about Telegram does not count."""
    return replace(
        settings,
        token=Secret(TOKEN),
        owners=frozenset(owners),
        allowed_chats=None,
        database_url=Secret(f"sqlite:///{database}"),
        webhook_url=None,
        webhook_secret=None,
        web_host="127.0.0.1",
        web_port=0,
    )


def launching(settings: Settings) -> Launch:
    """Runs the real bot with these settings at the address it is given."""

    async def launch(address: str, edge: Edge, stopping: asyncio.Event) -> None:
        await run(replace(settings, api_url=address), edge, stopping)

    return launch
