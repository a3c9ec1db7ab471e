"""Groups in which a team's orders are shown."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ACTS, _KINDS = ("group_begun", "group_ended"), ("leave",)


def upgrade() -> None:
    op.create_table(
        "team_groups",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("set_by", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_team_groups")),
    )
    _choose("audit", "act", more=_ACTS)
    _choose("outgoing", "kind", more=_KINDS)


def downgrade() -> None:
    # An older program has no word for them, and would take a group for nobody it knows.
    for table, column, words in (("audit", "act", _ACTS), ("outgoing", "kind", _KINDS)):
        rows = sa.table(table, sa.column(column))
        op.execute(rows.delete().where(rows.c[column].in_(words)))
    live = sa.table("live_messages", sa.column("chat_id"))
    op.execute(live.delete().where(live.c.chat_id < 0))
    _choose("outgoing", "kind", less=_KINDS)
    _choose("audit", "act", less=_ACTS)
    op.drop_table("team_groups")


def _choose(
    table: str, column: str, more: tuple[str, ...] = (), less: tuple[str, ...] = ()
) -> None:
    """Widen or narrow the CHECK of a choice, whatever its words are now."""
    name = op.f(f"ck_{table}_{column}")
    found = sa.inspect(op.get_bind()).get_check_constraints(table)
    text = next(str(each["sqltext"]) for each in found if each["name"] == name)
    words = [word for word in re.findall(r"'(\w+)'", text) if word not in less]
    listed = ", ".join(f"'{word}'" for word in [*words, *more])
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(name, type_="check")
        changed.create_check_constraint(name, sa.text(f"{column} IN ({listed})"))
