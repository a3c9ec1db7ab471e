"""The chats with open updates, each with its turn: the next update is found without a search."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incoming_queues",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("precedence", sa.Integer(), nullable=False),
        sa.Column("turn", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("head_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_incoming_queues")),
    )
    with op.batch_alter_table("incoming_queues") as queues:
        queues.create_index(
            "ix_incoming_queues_next", ["precedence", "turn", "head_seq"], unique=False
        )
    _queue_what_is_open()


def downgrade() -> None:
    with op.batch_alter_table("incoming_queues") as queues:
        queues.drop_index("ix_incoming_queues_next")
    op.drop_table("incoming_queues")


def _queue_what_is_open() -> None:
    """Give every chat that has open updates its queue; people of the company go first."""
    op.execute(
        sa.text(
            """
            INSERT INTO incoming_queues (chat_id, precedence, turn, head_seq, run_at)
            SELECT head.lane,
                   CASE WHEN people.standing = 'active' THEN 0 ELSE 1 END,
                   0, head.seq, head.run_at
            FROM updates AS head
            JOIN (SELECT MIN(seq) AS seq FROM updates WHERE done_at IS NULL GROUP BY lane) AS oldest
              ON oldest.seq = head.seq
            LEFT JOIN people ON people.person_id = head.lane
            """
        )
    )
