"""A code that cannot be one, who can mend a refusal, and when Faspay was asked last."""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NOTICES = ("code_malformed",)
_REFUSALS = ("order", "company")


def upgrade() -> None:
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("refusal_kind", sa.String(length=32), nullable=True))
        orders.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        orders.create_check_constraint(
            op.f("ck_orders_refusalkind"), _one_of("refusal_kind", _REFUSALS)
        )
    _choose_notice(more=_NOTICES)


def downgrade() -> None:
    # An older program cannot read what it has no word for; and it would show the code that is held
    # back for its form, if nothing held it back for another reason.
    rows = sa.table("outgoing", sa.column("notice"))
    op.execute(rows.delete().where(rows.c.notice.in_(_NOTICES)))
    op.execute("UPDATE orders SET review = REPLACE(review, 'code_malformed', 'echo')")
    _choose_notice(less=_NOTICES)
    with op.batch_alter_table("orders") as orders:
        orders.drop_constraint(op.f("ck_orders_refusalkind"), type_="check")
        orders.drop_column("asked_at")
        orders.drop_column("refusal_kind")


def _choose_notice(more: tuple[str, ...] = (), less: tuple[str, ...] = ()) -> None:
    """Widen or narrow the CHECK of notices, whatever its words are now."""
    name = op.f("ck_outgoing_notice")
    found = sa.inspect(op.get_bind()).get_check_constraints("outgoing")
    text = next(str(each["sqltext"]) for each in found if each["name"] == name)
    words = [word for word in re.findall(r"'(\w+)'", text) if word not in less]
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_constraint(name, type_="check")
        outgoing.create_check_constraint(name, _one_of("notice", [*words, *more]))


def _one_of(column: str, words: Sequence[str]) -> sa.TextClause:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.text(f"{column} IN ({listed})")
