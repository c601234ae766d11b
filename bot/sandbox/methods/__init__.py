"""The Bot API's methods by subject: each takes a Call and gives the result that Telegram would give.

`table.py` names them all; a method that Telegram knows and that is missing there is answered with 501, so that nobody
takes the sandbox's silence for Telegram's yes.
"""
