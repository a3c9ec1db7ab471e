"""How orders are found: a keyed hash of a phone's last digits, and indexes that end in the time.

The hashes of orders that are there already are made later, newest first, for a migration has no
keys (storage/repositories/phone_tails.py).
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None

_BY_TIME = ["created_at", "order_no"]
_AGENTS = "ix_orders_agent_id_created_at"


def upgrade() -> None:
    op.add_column("orders", sa.Column("phone_tail_mac", sa.String(64), nullable=True))
    op.drop_index(_AGENTS, "orders")  # the longer one below does all that it did
    for column in ("agent_id", "team", "amount", "phone_tail_mac"):
        op.create_index(f"ix_orders_{column}_created_at_order_no", "orders", [column, *_BY_TIME])
    # The condition holds of every order. Only who states it reads this index: PostgreSQL would else
    # walk it for an agent who has made no order for a year, until it has found ten of theirs.
    _index("ix_orders_all", _BY_TIME, "amount > 0")
    _index("ix_orders_open", _BY_TIME, "ended_at IS NULL")
    _index("ix_orders_review", _BY_TIME, "review <> ''")
    _index("ix_orders_without_tail", ["created_at"], "phone_tail_mac IS NULL")


def downgrade() -> None:
    for name in ("without_tail", "review", "open", "all"):
        op.drop_index(f"ix_orders_{name}", "orders")
    for column in ("phone_tail_mac", "amount", "team", "agent_id"):
        op.drop_index(f"ix_orders_{column}_created_at_order_no", "orders")
    op.create_index(_AGENTS, "orders", ["agent_id", "created_at"])
    op.drop_column("orders", "phone_tail_mac")


def _index(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "orders", columns, sqlite_where=where, postgresql_where=where)
