"""A priority for what a program of before 0004 appends: it may still run while tables change."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_CHAT = "2"


def upgrade() -> None:
    _default(_CHAT)


def downgrade() -> None:
    _default(None)


def _default(value: str | None) -> None:
    with op.batch_alter_table("outgoing") as rows:
        rows.alter_column(
            "priority",
            existing_type=sa.SmallInteger(),
            existing_nullable=False,
            server_default=value,
        )
