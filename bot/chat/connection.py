"""The library's `Application`, wired to a Bot API server: our own request classes, no updater, no surprises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import telegram
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat.limiter import Limiter

#: (name, description) of each command, in the order of the menu.
Menu = tuple[tuple[str, str], ...]
#: Language -> what an empty chat with the bot shows, and what its profile shows.
Profile = Mapping[str, tuple[str, str]]

ANSWERS_AT_ONCE = 64  #: connections for everything but getUpdates
TIMEOUT = 10.0  #: seconds to connect, and for an answer; a long poll's own time comes on top
WAIT_FOR_CONNECTION = 30.0  #: seconds, when all connections are busy


def build_request(connections: int, *, is_local: bool) -> BaseRequest:
    """A request class of the library; proxies of the environment count, but not on the way to this machine."""
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=TIMEOUT,
        read_timeout=TIMEOUT,
        write_timeout=TIMEOUT,
        pool_timeout=WAIT_FOR_CONNECTION,
        httpx_kwargs={"trust_env": False} if is_local else {},
    )


def build_application(
    token: str, api_url: str, requests: Callable[[int], BaseRequest], limiter: Limiter | None = None
) -> Application[Any, Any, Any, Any, Any, Any]:
    """An application that neither polls nor serves by itself; `requests` is given a number of connections."""
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .updater(None)
        .request(requests(ANSWERS_AT_ONCE))
        .get_updates_request(requests(1))
    )
    return (builder.rate_limiter(limiter) if limiter is not None else builder).build()


async def set_menu(bot: telegram.Bot, menus: Mapping[str, Menu], default: str) -> None:
    """Sets the command menu for each language; the default one, or English, is shown to everybody else."""
    default = default if default in menus else "en"
    await bot.set_my_commands(menus[default])
    for language, menu in menus.items():
        if language != default:
            await bot.set_my_commands(menu, language_code=language)


async def set_profile(bot: telegram.Bot, profile: Profile, default: str) -> None:
    """Sets both descriptions for each language, where they are not so already: Telegram wants them changed rarely."""
    default = default if default in profile else "en"
    for language, (long, short) in profile.items():
        code = None if language == default else language
        if (await bot.get_my_description(code)).description != long:
            await bot.set_my_description(long, language_code=code)
        if (await bot.get_my_short_description(code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)
