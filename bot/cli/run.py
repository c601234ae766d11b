"""`python -m bot run`: the real bot."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from types import FrameType

from bot.cli import logs
from bot.cli.opening import Commands
from bot.config import Settings, SettingsError, read_settings

log = logging.getLogger(__name__)

OK, FAILED, BAD_SETTINGS, SECOND_INSTANCE = 0, 1, 2, 3


def register(commands: Commands) -> None:
    """Adds `run`."""
    parser = commands.add_parser("run", help="run the bot with the token from the environment or .env")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0: stopped as asked. 1: the base does not load. 2: a setting is bad. 3: another instance polls here."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        settings = read_settings(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return BAD_SETTINGS
    logs.set_up(settings.log_level, settings.log_format, _secrets(settings))
    return _run(settings)


def _run(settings: Settings) -> int:
    # Heavy, and of no use to the commands beside this one.
    from bot.app import run as run_bot
    from bot.chat.insist import TokenRefused
    from bot.chat.reloading import KnowledgeError
    from bot.storage.lock import LockHeld

    try:
        asyncio.run(run_bot(settings))
    except SettingsError as error:
        return _refuse(BAD_SETTINGS, str(error))
    except TokenRefused:
        return _refuse(BAD_SETTINGS, "BOT_TOKEN is set, and Telegram does not know it. Write the one from @BotFather.")
    except LockHeld as error:
        return _refuse(SECOND_INSTANCE, f"another instance polls with this token on this machine (lock: {error})")
    except KnowledgeError as error:
        for problem in error.problems:
            log.error("%s", problem)
        return _refuse(FAILED, f"{error}; `python -m bot check` prints them too")
    except Exception:  # so that the secrets stay out of the traceback
        log.critical("the bot broke", exc_info=True)
        return FAILED
    return OK


def _stop(number: int, frame: FrameType | None) -> None:
    """Obeys a SIGTERM that comes before the bot itself listens for it."""
    sys.exit(OK)


def _refuse(code: int, text: str) -> int:
    log.critical("%s", text)
    return code


def _secrets(settings: Settings) -> list[str]:
    texts = [settings.token.reveal()]
    if settings.webhook_secret is not None:
        texts.append(settings.webhook_secret.reveal())
    password = settings.database_url.reveal().partition("://")[2].rpartition("@")[0].partition(":")[2]
    return [*texts, password]
