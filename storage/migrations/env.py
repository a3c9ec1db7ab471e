"""How Alembic reaches our database: the engine is handed over by storage.engine.schema."""

from alembic import context
from sqlalchemy import Engine

from storage.models.tables import METADATA


def run() -> None:
    """Run the migrations in one transaction, by table copy where SQLite cannot alter."""
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
