"""The notice that tells admins that the limits are not set."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NOTICES = """
    requested issued code_late code_missing unknown reported_on_process reported_success paid
    failed reversed expired cancelled not_sent rejected not_created echo late_evidence
    contradiction unresolved line_stopped line_resumed unreachable clock_warning reconciled
    difference updates_taken updates_shared code_malformed admin_act
"""
_NEW_NOTICES = " limits_missing"


def upgrade() -> None:
    _choose_notice(_NOTICES + _NEW_NOTICES)


def downgrade() -> None:
    # An older program cannot read what it has no word for.
    rows = sa.table("outgoing", sa.column("notice"))
    op.execute(rows.delete().where(rows.c.notice.in_(_NEW_NOTICES.split())))
    _choose_notice(_NOTICES)


def _choose_notice(words: str) -> None:
    """Replace the CHECK of a choice; SQLite cannot, and copies the table instead."""
    listed = ", ".join(f"'{word}'" for word in words.split())
    name = op.f("ck_outgoing_notice")
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_constraint(name, type_="check")
        outgoing.create_check_constraint(name, sa.text(f"notice IN ({listed})"))
