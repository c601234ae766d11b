"""`python -m bot`."""

import os
import sys

# Read when numpy is first imported: its threads wait by spinning, which tripled the time of a question beside others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
