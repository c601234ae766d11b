"""A local stand-in for Telegram: its Bot API over HTTP, and a chat page in the browser.

It refuses what Telegram refuses, with Telegram's texts; it fails when told to; its clock moves when told to. It knows
nothing of the bot it serves, and needs only Starlette and uvicorn. Start at `sandbox.py` (the Python interface for
tests) or `server.py` (HTTP).
"""
