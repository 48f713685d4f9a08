"""Run by Alembic: applies the steps on the connection that `store.migrate` hands over."""

from alembic import context

from whence.store.version import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
