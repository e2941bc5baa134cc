"""How Alembic reaches the database: through the connection that `runtime.schema` hands over, in its transaction."""

from alembic import context

from venuecheck.runtime.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
