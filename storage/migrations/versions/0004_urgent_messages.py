"""Which message goes first, who is saying it, and which cards Telegram was asked to delete."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WIPE, _CODE, _CHAT = 0, 1, 2
_OPEN, _DONE, _CLAIMED = "done_at IS NULL", "done_at IS NOT NULL", "claimed_at IS NOT NULL"
_NOT_WIPED = "wiped_at IS NULL"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    with op.batch_alter_table("outgoing") as rows:
        rows.add_column(
            sa.Column("priority", sa.SmallInteger(), nullable=False, server_default=str(_CHAT))
        )
        rows.add_column(sa.Column("claimed_at", moment, nullable=True))
        rows.drop_index("ix_outgoing_open")
    with op.batch_alter_table("outgoing") as rows:
        rows.alter_column("priority", existing_type=sa.SmallInteger(), server_default=None)
    row = sa.table("outgoing", sa.column("kind"), sa.column("priority"))
    for priority, kinds in ((_WIPE, ("card_wipe",)), (_CODE, ("card", "card_edit"))):
        op.execute(row.update().where(row.c.kind.in_(kinds)).values(priority=priority))
    with op.batch_alter_table("cards") as cards:
        cards.add_column(sa.Column("deleted_at", moment, nullable=True))
    _index("ix_outgoing_open", "outgoing", ["lane", "priority", "seq"], _OPEN)
    _index("ix_outgoing_claimed", "outgoing", ["lane"], _CLAIMED)
    _index("ix_cards_not_wiped", "cards", ["chat_id"], _NOT_WIPED)
    _index("ix_outgoing_done", "outgoing", ["done_at"], _DONE)
    buckets = sa.table("buckets", sa.column("scope"))
    op.execute(buckets.delete().where(buckets.c.scope == "all"))  # places took over from it


def downgrade() -> None:
    op.drop_index("ix_outgoing_done", "outgoing")
    op.drop_index("ix_cards_not_wiped", "cards")
    op.drop_index("ix_outgoing_claimed", "outgoing")
    op.drop_index("ix_outgoing_open", "outgoing")
    buckets = sa.table("buckets", sa.column("scope"))
    op.execute(buckets.delete().where(buckets.c.scope.like("calls:%")))
    with op.batch_alter_table("cards") as cards:
        cards.drop_column("deleted_at")
    with op.batch_alter_table("outgoing") as rows:
        rows.drop_column("claimed_at")
        rows.drop_column("priority")
    op.create_index("ix_outgoing_open", "outgoing", ["done_at", "lane", "seq"])


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
