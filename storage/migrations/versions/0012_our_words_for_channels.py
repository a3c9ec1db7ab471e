"""Our own words for channels and for what callbacks claim, instead of the provider's codes."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CHANNELS = {"C013": "permata", "alf": "alfamart", "imr": "indomaret"}
_STATUSES = {"1": "process", "2": "success", "4": "failed", "5": "reversed"}
_NAME = "ck_orders_channel"


def upgrade() -> None:
    # The words are no longer listed: a new channel is to need no migration, and an older program
    # that still runs may append its own.
    _check_channel("channel <> ''", _CHANNELS)
    _rewrite("callbacks", "claimed_status", _STATUSES)


def downgrade() -> None:
    listed = ", ".join(f"'{word}'" for word in _CHANNELS)
    _check_channel(f"channel IN ({listed})", _turned(_CHANNELS))
    _rewrite("callbacks", "claimed_status", _turned(_STATUSES))


def _check_channel(condition: str, words: dict[str, str]) -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_constraint(op.f(_NAME), type_="check")
    _rewrite("orders", "channel", words)
    with op.batch_alter_table("orders") as orders:
        orders.create_check_constraint(op.f(_NAME), sa.text(condition))


def _rewrite(table: str, column: str, words: dict[str, str]) -> None:
    rows = sa.table(table, sa.column(column))
    for before, after in words.items():
        op.execute(rows.update().where(rows.c[column] == before).values({column: after}))


def _turned(words: dict[str, str]) -> dict[str, str]:
    return {after: before for before, after in words.items()}
