"""A code that cannot be one, who can mend a refusal, and when Faspay was asked last."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NOTICES = """
    requested issued code_late code_missing unknown reported_on_process reported_success paid
    failed reversed expired cancelled not_sent rejected not_created echo late_evidence
    contradiction unresolved line_stopped line_resumed unreachable clock_warning reconciled
    difference updates_taken updates_shared
"""
_NEW_NOTICES = " code_malformed"
_REFUSALS = "order company"


def upgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("refusal_kind", sa.String(length=32), nullable=True))
        orders.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        orders.create_check_constraint(
            op.f("ck_orders_refusalkind"), _one_of("refusal_kind", _REFUSALS)
        )
    _choose_notice(_NOTICES + _NEW_NOTICES)


def downgrade() -> None:
    # An older program cannot read what it has no word for; and it would show the code that is held
    # back for its form, if nothing held it back for another reason.
    rows = sa.table("outgoing", sa.column("notice"))
    op.execute(rows.delete().where(rows.c.notice.in_(_NEW_NOTICES.split())))
    op.execute("UPDATE orders SET review = REPLACE(review, 'code_malformed', 'echo')")
    _choose_notice(_NOTICES)
    with op.batch_alter_table("orders") as orders:
        orders.drop_constraint(op.f("ck_orders_refusalkind"), type_="check")
        orders.drop_column("asked_at")
        orders.drop_column("refusal_kind")


def _choose_notice(words: str) -> None:
    """Replace the CHECK of a choice; SQLite cannot, and copies the table instead."""
    name = op.f("ck_outgoing_notice")
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_constraint(name, type_="check")
        outgoing.create_check_constraint(name, _one_of("notice", words))


def _one_of(column: str, words: str) -> sa.TextClause:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.text(f"{column} IN ({listed})")
