"""One small HTTP server: Telegram's webhook, and whether the bot is alive and ready."""
