"""Sending stopped for a team or a channel, every reason kept; failures in a row; locks."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_SCOPES = ("company", "team", "channel")
_WORDS = (("audit", "act", ("locked",)),)


def upgrade() -> None:
    op.create_table(
        "sending_stops",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.CheckConstraint(_one_of("scope", _SCOPES), name=op.f("ck_sending_stops_scope")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sending_stops")),
    )
    with op.batch_alter_table("line") as line:
        line.add_column(
            sa.Column("failed_in_a_row", sa.Integer(), server_default="0", nullable=False)
        )
    for table, column, words in _WORDS:
        _choose(table, column, more=words)


def downgrade() -> None:
    # An older program knows no stop of a part: it must not send what is stopped.
    stopped = sa.text("scope <> 'company'")
    parts = sa.select(sa.literal(1)).select_from(sa.table("sending_stops")).where(stopped)
    line = sa.table("line", sa.column("stopped", sa.Boolean()))
    op.execute(line.update().where(sa.exists(parts)).values(stopped=sa.true()))
    op.drop_table("sending_stops")
    with op.batch_alter_table("line") as changed:
        changed.drop_column("failed_in_a_row")
    # It has no word for a lock, and takes who is locked for suspended, which they are.
    for table, column, words in _WORDS:
        rows = sa.table(table, sa.column(column))
        op.execute(rows.update().where(rows.c[column].in_(words)).values({column: "suspended"}))
        _choose(table, column, less=words)


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
