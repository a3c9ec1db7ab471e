"""Reconciliations and their differences; the clock guard's and the old-data guard's memory."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ACTS = """
    money code code_shown order_requested invited invite_claimed invite_approved invite_refused
    suspended restored line_stopped line_resumed first_admin limits
"""
_NOTICES = """
    requested issued code_late code_missing unknown reported_on_process reported_success paid
    failed reversed expired cancelled not_sent rejected not_created echo late_evidence
    contradiction unresolved line_stopped line_resumed unreachable
"""
_QUESTIONS = "balance"
_MISMATCHES = """
    unknown_debit unexpected_debit second_debit missing_debit amount day missing_refund
    unexpected_refund status balance
"""
_NEW_ACTS = " reconciled old_data"
_NEW_NOTICES = " clock_warning reconciled difference"
_NEW_QUESTIONS = " reconcile"


def upgrade() -> None:
    _make_differences()
    _make_reconciliations()
    with op.batch_alter_table("line") as line:
        line.add_column(sa.Column("clock_warned_at", sa.DateTime(timezone=True), nullable=True))
        line.add_column(sa.Column("unreconciled_since", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.add_column(sa.Column("subject_id", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("errands") as errands:
        errands.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)
    op.create_index(op.f("ix_callbacks_handled_at"), "callbacks", ["handled_at"])
    _choose("audit", "act", _ACTS + _NEW_ACTS)
    _choose("outgoing", "notice", _NOTICES + _NEW_NOTICES)
    _choose("errands", "question", _QUESTIONS + _NEW_QUESTIONS)


def downgrade() -> None:
    # An older program cannot read what it has no word for.
    _forget("audit", "act", _NEW_ACTS)
    _forget("outgoing", "notice", _NEW_NOTICES)
    _forget("errands", "question", _NEW_QUESTIONS)
    _choose("errands", "question", _QUESTIONS)
    _choose("outgoing", "notice", _NOTICES)
    _choose("audit", "act", _ACTS)
    op.drop_index(op.f("ix_callbacks_handled_at"), "callbacks")
    with op.batch_alter_table("errands") as errands:
        errands.alter_column("person_id", existing_type=sa.BigInteger(), nullable=False)
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_column("subject_id")
    with op.batch_alter_table("line") as line:
        line.drop_column("unreconciled_since")
        line.drop_column("clock_warned_at")
    op.drop_table("reconciliations")
    op.drop_table("differences")


def _make_differences() -> None:
    op.create_table(
        "differences",
        _serial("difference_id"),
        sa.Column("mismatch", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("order_no", sa.String(length=12), nullable=True),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("seen", sa.BigInteger(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("explained_by", sa.BigInteger(), nullable=True),
        sa.Column("evidence_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("difference_id", name=op.f("pk_differences")),
        sa.UniqueConstraint("subject", name=op.f("uq_differences_subject")),
        sa.CheckConstraint(_one_of("mismatch", _MISMATCHES), op.f("ck_differences_mismatch")),
    )
    op.create_index(op.f("ix_differences_order_no"), "differences", ["order_no"])
    op.create_index(op.f("ix_differences_settled_at"), "differences", ["settled_at"])


def _make_reconciliations() -> None:
    op.create_table(
        "reconciliations",
        _serial("run_id"),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("gaps", sa.String(length=64), nullable=False),
        sa.Column("opening", sa.BigInteger(), nullable=True),
        sa.Column("orders_seen", sa.Integer(), nullable=False),
        sa.Column("lines_seen", sa.Integer(), nullable=False),
        sa.Column("open_differences", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_reconciliations")),
    )


def _serial(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=True, nullable=False)


def _choose(table: str, column: str, words: str) -> None:
    """Replace the CHECK of a choice; SQLite cannot, and copies the table instead."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{table}_{column}"), _one_of(column, words))


def _one_of(column: str, words: str) -> sa.TextClause:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.text(f"{column} IN ({listed})")


def _forget(table: str, column: str, words: str) -> None:
    rows = sa.table(table, sa.column(column))
    op.execute(rows.delete().where(rows.c[column].in_(words.split())))
