"""Which requests waited while our clock was known to be wrong."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default stays: a program of before may still run, and what it takes must not be refused.
    with op.batch_alter_table("orders") as orders:
        orders.add_column(
            sa.Column("date_doubted", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("date_doubted")
