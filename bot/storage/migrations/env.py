"""Run by Alembic for every command: works on the connection it is handed, all steps in one transaction."""

from alembic import context

from bot.storage.alert_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
