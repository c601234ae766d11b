"""Telegram, and only Telegram: updates in, replies out, the words and buttons of a chat, how these go out."""
