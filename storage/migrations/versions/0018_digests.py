"""When people get digests of orders, and which digests there are."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None

_KINDS = ("reply", "toast", "card", "card_edit", "card_wipe", "notice", "menu", "live")
_DIGEST = "digest"


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "digest_times",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("minute", sa.SmallInteger(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covered_to", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest_times")),
    )
    op.create_index(op.f("ix_digest_times_next_at"), "digest_times", ["next_at"])
    op.create_table(
        "digests",
        sa.Column("digest_id", serial, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest_id", name=op.f("pk_digests")),
    )
    op.create_index(op.f("ix_digests_ends_at"), "digests", ["ends_at"])
    _choose_kind((*_KINDS, _DIGEST))


def downgrade() -> None:
    # An older program has no word for them.
    rows = sa.table("outgoing", sa.column("kind"))
    op.execute(rows.delete().where(rows.c.kind == _DIGEST))
    _choose_kind(_KINDS)
    op.drop_table("digests")
    op.drop_table("digest_times")


def _choose_kind(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_outgoing_kind")
    allowed = f"kind IN ({', '.join(repr(kind) for kind in kinds)})"
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_constraint(name, type_="check")
        outgoing.create_check_constraint(name, sa.text(allowed))
