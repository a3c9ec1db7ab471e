"""What orders are for: purposes with their budgets, defaults of teams, and each order's own."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_ACT = "purpose"
_CHECK = "ck_audit_act"
_FOUND = "ix_orders_purpose_created_at_order_no"
_SUMMED = "ix_orders_purpose_money_amount"
_HAS_ONE = "purpose IS NOT NULL"


def upgrade() -> None:
    op.create_table(
        "purposes",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_purposes")),
    )
    op.create_table(
        "team_purposes",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_team_purposes")),
    )
    op.add_column("orders", sa.Column("purpose", sa.String(length=8), nullable=True))
    op.add_column("orders", sa.Column("purpose_name", sa.String(length=40), nullable=True))
    where = sa.text(_HAS_ONE)
    for name, columns in (
        (_FOUND, ["purpose", "created_at", "order_no"]),
        (_SUMMED, ["purpose", "money", "amount"]),
    ):
        op.create_index(name, "orders", columns, sqlite_where=where, postgresql_where=where)
    _choose_acts(more=(_ACT,))


def downgrade() -> None:
    # An older program cannot read what it has no word for.
    acts = sa.table("audit", sa.column("act"))
    op.execute(acts.delete().where(acts.c.act == _ACT))
    _choose_acts(less=(_ACT,))
    for name in (_SUMMED, _FOUND):
        op.drop_index(name, "orders")
    op.drop_column("orders", "purpose_name")
    op.drop_column("orders", "purpose")
    op.drop_table("team_purposes")
    op.drop_table("purposes")


def _choose_acts(more: tuple[str, ...] = (), less: tuple[str, ...] = ()) -> None:
    """Widen or narrow the CHECK, whatever its words are now."""
    name = op.f(_CHECK)
    found = sa.inspect(op.get_bind()).get_check_constraints("audit")
    text = next(str(each["sqltext"]) for each in found if each["name"] == name)
    words = [word for word in re.findall(r"'(\w+)'", text) if word not in less]
    listed = ", ".join(f"'{word}'" for word in [*words, *more])
    with op.batch_alter_table("audit") as audit:
        audit.drop_constraint(name, type_="check")
        audit.create_check_constraint(name, sa.text(f"act IN ({listed})"))
