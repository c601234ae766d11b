"""The command line: `python -m bot`, one short file for each group of subcommands."""
