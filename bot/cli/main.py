"""The parser of `python -m bot` and its groups of subcommands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.cli import ask, bench, check, demo, eval, gaps, health, run, simulate

#: Every group adds its subcommands in its own `register(commands)`: a parser with `set_defaults(run=...)`, where
#: `run` takes the parsed arguments and gives the exit code.
GROUPS = (run, demo, ask, check, eval, gaps, simulate, bench, health)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code. 2 is bad usage."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="A briefing bot for Telegram.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        group.register(commands)
    parsed = parser.parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
