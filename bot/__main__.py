"""`python -m bot`."""

import os
import signal
import sys

# Read when numpy is first imported: its threads wait by spinning, which tripled the time of a question beside others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

#: What Ctrl-C ends with: nothing else ends the demo, so there it is as asked.
INTERRUPTED = 0 if sys.argv[1:2] == ["demo"] else 130


def started() -> int:
    """Loads the commands and runs one; Ctrl-C, at whatever moment and however often, ends it without a traceback."""
    usual = signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))  # nothing is open yet
    from bot.cli.main import main

    try:
        signal.signal(signal.SIGINT, usual)
        return main()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(started())
