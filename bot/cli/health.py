"""`python -m bot health`: whether the bot that runs on this machine is alive; for containers."""

from __future__ import annotations

import argparse
import os
import sys

from bot.cli.opening import Commands


def register(commands: Commands) -> None:
    """Adds `health`."""
    parser = commands.add_parser("health", help="ask the running bot whether it is alive, or ready")
    parser.add_argument("--ready", action="store_true", help="also ask whether it reaches Telegram and its database")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when it is, 1 when not."""
    import httpx  # heavy, and of no use to the commands beside this one

    host, port = os.environ.get("WEB_HOST") or "127.0.0.1", os.environ.get("WEB_PORT") or "8081"
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    path = "readyz" if arguments.ready else "healthz"
    address = f"http://{f'[{local}]' if ':' in local else local}:{port}/{path}"
    try:
        code = httpx.get(address, timeout=5, trust_env=False).status_code
    except httpx.HTTPError as error:
        print(f"{address}: {error}", file=sys.stderr)
        return 1
    print(f"{address}: {code}", file=sys.stderr)
    return 0 if code == httpx.codes.OK else 1
