"""How the database came to its present shape, step by step: Alembic scripts, run by the bot at start."""
