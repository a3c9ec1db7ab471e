"""Live messages of orders, and what each person chose to hear."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_NEWS = ("progress", "problems", "sending", "acts", "books", "collected")
_LOUDNESS = ("sound", "silent", "off")
_KINDS = ("reply", "toast", "card", "card_edit", "card_wipe", "notice", "menu")
_LIVE = "live"


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "live_messages",
        sa.Column("live_id", serial, autoincrement=True, nullable=False),
        sa.Column("order_no", sa.String(length=12), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("live_id", name=op.f("pk_live_messages")),
        sa.UniqueConstraint("order_no", "chat_id", name=op.f("uq_live_messages_order_no")),
    )
    op.create_table(
        "news_choices",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("news", sa.String(length=32), nullable=False),
        sa.Column("loudness", sa.String(length=32), nullable=False),
        sa.CheckConstraint(_one_of("news", _NEWS), name=op.f("ck_news_choices_news")),
        sa.CheckConstraint(_one_of("loudness", _LOUDNESS), name=op.f("ck_news_choices_loudness")),
        sa.PrimaryKeyConstraint("person_id", "news", name=op.f("pk_news_choices")),
    )
    op.create_table(
        "quiet_hours",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("begins", sa.SmallInteger(), nullable=False),
        sa.Column("ends", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_quiet_hours")),
    )
    _choose_kind((*_KINDS, _LIVE))


def downgrade() -> None:
    # An older program has no word for them. Its own notices tell what comes next.
    rows = sa.table("outgoing", sa.column("kind"))
    op.execute(rows.delete().where(rows.c.kind == _LIVE))
    _choose_kind(_KINDS)
    op.drop_table("quiet_hours")
    op.drop_table("news_choices")
    op.drop_table("live_messages")


def _choose_kind(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_outgoing_kind")
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_constraint(name, type_="check")
        outgoing.create_check_constraint(name, sa.text(_one_of("kind", kinds)))


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
