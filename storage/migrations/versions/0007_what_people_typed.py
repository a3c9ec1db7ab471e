"""When an invitation was claimed, and sealed columns for what people typed.

Reasons that stand in the clear from before are sealed at the next start, for a migration has no
keys (handlers/services/recovery/after_upgrade.py).
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ACTS = ("keys_rotated", "teams_merged", "assigned")
_NOTICES = ("admin_act",)


def upgrade() -> None:
    with op.batch_alter_table("invites") as invites:
        invites.add_column(sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    # When is not known, but no link could be used later than this.
    op.execute("UPDATE invites SET claimed_at = expires_at WHERE claimed_by IS NOT NULL")
    for table in ("audit", "line"):
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column("words_sealed", sa.LargeBinary(), nullable=True))
    _choose("audit", "act", more=_ACTS)
    _choose("outgoing", "notice", more=_NOTICES)


def downgrade() -> None:
    # An older program cannot read what it has no word for, nor what is sealed where it looks for
    # clear words: that a person stopped the line stays, the reason does not.
    for table, column, words in (("audit", "act", _ACTS), ("outgoing", "notice", _NOTICES)):
        rows = sa.table(table, sa.column(column))
        op.execute(rows.delete().where(rows.c[column].in_(words)))
    _choose("outgoing", "notice", less=_NOTICES)
    _choose("audit", "act", less=_ACTS)
    for table in ("line", "audit"):
        with op.batch_alter_table(table) as changed:
            changed.drop_column("words_sealed")
    with op.batch_alter_table("invites") as invites:
        invites.drop_column("claimed_at")


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
