"""How the balance came out, what an inquiry said, how often an errand was begun; no words kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MISMATCHES = """
    unknown_debit unexpected_debit second_debit missing_debit amount day missing_refund
    unexpected_refund status balance
"""
_NEW_MISMATCHES = " unconfirmed_debit"
_SAID = "on_process success failed reversed not_found other"
_WEIGHINGS = "fits differs explained first anew moved untold"


def upgrade() -> None:
    with op.batch_alter_table("errands") as errands:
        errands.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("errands") as errands:
        errands.alter_column("tries", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("reconciliations") as runs:
        runs.add_column(sa.Column("weighing", sa.String(length=32), nullable=True))
        runs.create_check_constraint(*_check("reconciliations", "weighing", _WEIGHINGS))
        runs.drop_column("open_differences")
    with op.batch_alter_table("differences") as differences:
        differences.add_column(sa.Column("said", sa.String(length=32), nullable=True))
        differences.create_check_constraint(*_check("differences", "said", _SAID))
        differences.drop_column("seen_at")
        differences.drop_column("evidence_sealed")
    _choose_mismatch(_MISMATCHES + _NEW_MISMATCHES)


def downgrade() -> None:
    # An older program cannot read what it has no word for.
    rows = sa.table("differences", sa.column("mismatch"))
    op.execute(rows.delete().where(rows.c.mismatch.in_(_NEW_MISMATCHES.split())))
    _choose_mismatch(_MISMATCHES)
    with op.batch_alter_table("differences") as differences:
        differences.drop_constraint(op.f("ck_differences_said"), type_="check")
        differences.drop_column("said")
        differences.add_column(sa.Column("evidence_sealed", sa.LargeBinary(), nullable=True))
        differences.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    times = sa.table("differences", sa.column("seen_at"), sa.column("found_at"))
    op.execute(times.update().values(seen_at=times.c.found_at))
    with op.batch_alter_table("differences") as differences:
        kind = sa.DateTime(timezone=True)
        differences.alter_column("seen_at", existing_type=kind, nullable=False)
    with op.batch_alter_table("reconciliations") as runs:
        runs.drop_constraint(op.f("ck_reconciliations_weighing"), type_="check")
        runs.drop_column("weighing")
        count = sa.Column("open_differences", sa.Integer(), nullable=False, server_default="0")
        runs.add_column(count)
    with op.batch_alter_table("reconciliations") as runs:
        runs.alter_column("open_differences", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("errands") as errands:
        errands.drop_column("tries")


def _choose_mismatch(words: str) -> None:
    """Replace the CHECK of a choice; SQLite cannot, and copies the table instead."""
    name, condition = _check("differences", "mismatch", words)
    with op.batch_alter_table("differences") as differences:
        differences.drop_constraint(name, type_="check")
        differences.create_check_constraint(name, condition)


def _check(table: str, column: str, words: str) -> tuple[str, sa.TextClause]:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return op.f(f"ck_{table}_{column}"), sa.text(f"{column} IN ({listed})")
