"""How alembic runs our migrations: on the connection that `Database.upgrade` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from factcheck.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    user_module_prefix="",
    transactional_ddl=True,
)
context.run_migrations()
