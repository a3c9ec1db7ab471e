"""What Faspay said of each order, refusals that pass by themselves, and those of the account."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KINDS = "ck_orders_refusalkind"


def upgrade() -> None:
    _choose_kinds("'order', 'company', 'wait'")
    op.create_table(
        "provider_answers",
        sa.Column("order_no", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("transaction_id", sa.String(length=64), nullable=True),
        sa.Column("reference", sa.String(length=255), nullable=True),
        sa.Column("dated", sa.String(length=32), nullable=True),
        sa.Column("instructed", sa.String(length=32), nullable=True),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=4), nullable=True),
        sa.Column("means", sa.String(length=32), nullable=True),
        sa.Column("response_code", sa.String(length=4), nullable=True),
        sa.Column("text", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "source IN ('access', 'transfer', 'inquiry', 'callback')",
            name=op.f("ck_provider_answers_answersource"),
        ),
        sa.CheckConstraint(
            "means IN ('process', 'success', 'failed', 'reversed', 'error')",
            name=op.f("ck_provider_answers_statedstatus"),
        ),
        sa.PrimaryKeyConstraint("order_no", "source", name=op.f("pk_provider_answers")),
    )
    with op.batch_alter_table("line") as line:
        line.add_column(sa.Column("account_refused_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("line") as line:
        line.drop_column("account_refused_at")
    op.drop_table("provider_answers")
    # An older program cannot read what it has no word for. Without a kind it says what it said.
    op.execute("UPDATE orders SET refusal_kind = NULL WHERE refusal_kind = 'wait'")
    _choose_kinds("'order', 'company'")


def _choose_kinds(listed: str) -> None:
    with op.batch_alter_table("orders") as orders:
        orders.drop_constraint(op.f(_KINDS), type_="check")
        orders.create_check_constraint(op.f(_KINDS), sa.text(f"refusal_kind IN ({listed})"))
