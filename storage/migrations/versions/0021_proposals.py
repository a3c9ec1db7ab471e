"""Grave acts that one person proposes and another decides."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_PROPOSALS = {
    "kind": ("open_sending", "loosen_limit", "enrol", "suspend_admin", "restore"),
    "status": ("open", "approved", "rejected", "expired", "withdrawn"),
    "ended_why": ("by asker", "replaced", "changed", "stopped again", "asker left", "old data"),
}
_ATTEMPTS = {
    "press": ("approve", "reject", "withdraw"),
    "verdict": ("approved", "rejected", "withdrawn", "redundant", "denied"),
    "denial": (
        *("other content", "own", "about them", "no right", "enrolled"),
        *("not theirs", "expired", "changed"),
    ),
}
_WORDS = (
    ("audit", "act", ("proposed", "proposal_ended")),
    ("outgoing", "kind", ("proposal",)),
    ("outgoing", "notice", ("proposal_ended",)),
)


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "proposals",
        sa.Column("proposal_id", serial, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("content", sa.String(length=500), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("asked_by", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("ended_why", sa.String(length=32), nullable=True),
        *_checks("proposals", _PROPOSALS),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_proposals")),
    )
    is_open = sa.text("status = 'open'")
    op.create_index(
        "ix_proposals_open",
        "proposals",
        ["expires_at"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "proposal_attempts",
        sa.Column("attempt_id", serial, autoincrement=True, nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("press", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("denial", sa.String(length=32), nullable=True),
        sa.Column("judged_by", sa.String(length=500), nullable=False),
        *_checks("proposal_attempts", _ATTEMPTS),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_proposal_attempts")),
    )
    op.create_table(
        "proposal_cards",
        sa.Column("card_id", serial, autoincrement=True, nullable=False),
        sa.Column("proposal_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("is_reminder", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_proposal_cards")),
    )
    op.create_index(op.f("ix_proposal_cards_proposal_id"), "proposal_cards", ["proposal_id"])
    with op.batch_alter_table("audit") as audit:
        audit.add_column(
            sa.Column("decided_by", sa.BigInteger(), autoincrement=False, nullable=True)
        )
    for table, column, words in _WORDS:
        _choose(table, column, more=words)


def downgrade() -> None:
    # An older program has no word for them.
    for table, column, words in _WORDS:
        rows = sa.table(table, sa.column(column))
        op.execute(rows.delete().where(rows.c[column].in_(words)))
        _choose(table, column, less=words)
    with op.batch_alter_table("audit") as audit:
        audit.drop_column("decided_by")
    for table in ("proposal_cards", "proposal_attempts", "proposals"):
        op.drop_table(table)


def _checks(table: str, choices: dict[str, tuple[str, ...]]) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(_one_of(column, words), name=op.f(f"ck_{table}_{column}"))
        for column, words in choices.items()
    ]


def _choose(
    table: str, column: str, more: tuple[str, ...] = (), less: tuple[str, ...] = ()
) -> None:
    """Widen or narrow the CHECK of a choice, whatever its words are now."""
    name = op.f(f"ck_{table}_{column}")
    found = sa.inspect(op.get_bind()).get_check_constraints(table)
    text = next(str(each["sqltext"]) for each in found if each["name"] == name)
    words = [word for word in re.findall(r"'(\w+)'", text) if word not in less]
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(name, type_="check")
        changed.create_check_constraint(name, sa.text(_one_of(column, (*words, *more))))


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
