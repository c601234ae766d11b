"""The words the bot itself uses in chats, and how dates and times are said, in every language. Pure."""
