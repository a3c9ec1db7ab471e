"""The chats with open updates, each with its turn; words for a bot's token in others' hands."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NEW_ACTS = ("updates_taken",)
_NEW_NOTICES = ("updates_taken", "updates_shared")


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
    _know("audit", "act", _NEW_ACTS)
    _know("outgoing", "notice", _NEW_NOTICES)


def downgrade() -> None:
    # An older program cannot read what it has no word for.
    _know_no_more("outgoing", "notice", _NEW_NOTICES)
    _know_no_more("audit", "act", _NEW_ACTS)
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


def _know(table: str, column: str, words: tuple[str, ...]) -> None:
    _choose(table, column, [*_known(table, column), *words])


def _know_no_more(table: str, column: str, words: tuple[str, ...]) -> None:
    rows = sa.table(table, sa.column(column))
    op.execute(rows.delete().where(rows.c[column].in_(words)))
    _choose(table, column, [word for word in _known(table, column) if word not in words])


def _known(table: str, column: str) -> list[str]:
    """Read from the database which words a choice has: other migrations may have added some."""
    checks = sa.inspect(op.get_bind()).get_check_constraints(table)
    (sql,) = (each["sqltext"] for each in checks if each["name"] == f"ck_{table}_{column}")
    return re.findall(r"'(\w+)'", sql)


def _choose(table: str, column: str, words: list[str]) -> None:
    """Replace the CHECK of a choice; SQLite cannot, and copies the table instead."""
    listed = ", ".join(f"'{word}'" for word in words)
    name = op.f(f"ck_{table}_{column}")
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, sa.text(f"{column} IN ({listed})"))
