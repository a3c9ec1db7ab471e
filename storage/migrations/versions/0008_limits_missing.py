"""The notice that tells admins that the limits are not set."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NOTICES = ("limits_missing",)


def upgrade() -> None:
    _choose_notice(more=_NOTICES)


def downgrade() -> None:
    # An older program cannot read what it has no word for.
    rows = sa.table("outgoing", sa.column("notice"))
    op.execute(rows.delete().where(rows.c.notice.in_(_NOTICES)))
    _choose_notice(less=_NOTICES)


def _choose_notice(more: tuple[str, ...] = (), less: tuple[str, ...] = ()) -> None:
    """Widen or narrow the CHECK of notices, whatever its words are now."""
    name = op.f("ck_outgoing_notice")
    found = sa.inspect(op.get_bind()).get_check_constraints("outgoing")
    text = next(str(each["sqltext"]) for each in found if each["name"] == name)
    words = [word for word in re.findall(r"'(\w+)'", text) if word not in less]
    listed = ", ".join(f"'{word}'" for word in [*words, *more])
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_constraint(name, type_="check")
        outgoing.create_check_constraint(name, sa.text(f"notice IN ({listed})"))
