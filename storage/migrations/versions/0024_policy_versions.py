"""The policy's thresholds as versions, and under which one each order was confirmed.

The two limits that were kept beside the sending switch become the first versions.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0021"
branch_labels = None
depends_on = None

_WORDS = (
    *("order", "day", "team day", "company day", "phone week", "channel"),
    *("approval", "second approval", "approval day", "approver day", "pin"),
)
_KIND = "loosen_purpose"
_CHECK = "ck_proposals_kind"
_LIMITS = (("order", "order_limit"), ("day", "day_limit"))
_VERSIONS = sa.table(
    "policy_versions",
    *(sa.column(name) for name in ("version", "threshold", "scope", "amount", "decided_at")),
)
_LINE = sa.table("line", *(sa.column(name) for name in ("changed_at", "order_limit", "day_limit")))


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    listed = ", ".join(f"'{word}'" for word in _WORDS)
    op.create_table(
        "policy_versions",
        sa.Column("version", serial, autoincrement=True, nullable=False),
        sa.Column("threshold", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"threshold IN ({listed})", name=op.f("ck_policy_versions_threshold")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_policy_versions")),
    )
    op.create_index(
        op.f("ix_policy_versions_threshold_scope_version"),
        "policy_versions",
        ["threshold", "scope", "version"],
    )
    op.add_column("orders", sa.Column("policy_version", sa.BigInteger(), nullable=True))
    for word, column in _LIMITS:
        limit = _LINE.c[column]
        kept = sa.select(sa.literal(word), sa.literal(""), limit, _LINE.c.changed_at)
        op.execute(
            _VERSIONS.insert().from_select(
                ["threshold", "scope", "amount", "decided_at"], kept.where(limit.is_not(None))
            )
        )
    with op.batch_alter_table("line") as line:
        for _word, column in _LIMITS:
            line.drop_column(column)
    _choose_kinds(more=(_KIND,))


def downgrade() -> None:
    # An older program has no word for it, nor for the other thresholds.
    kinds = sa.table("proposals", sa.column("kind"), sa.column("content"))
    op.execute(kinds.delete().where(kinds.c.kind == _KIND))
    older = [kinds.c.content.like(f'%"about": "{word}"%') for word, _column in _LIMITS]
    loosens = kinds.c.kind == "loosen_limit"
    op.execute(kinds.delete().where(loosens, sa.not_(sa.or_(*older))))
    _choose_kinds(less=(_KIND,))
    with op.batch_alter_table("line") as line:
        for _word, column in _LIMITS:
            line.add_column(sa.Column(column, sa.BigInteger(), nullable=True))
    for word, column in _LIMITS:
        of_word = sa.select(_VERSIONS.c.amount).where(_VERSIONS.c.threshold == word)
        newest = of_word.order_by(_VERSIONS.c.version.desc()).limit(1).scalar_subquery()
        op.execute(_LINE.update().values({column: newest}))
    op.drop_column("orders", "policy_version")
    op.drop_index(op.f("ix_policy_versions_threshold_scope_version"), "policy_versions")
    op.drop_table("policy_versions")


def _choose_kinds(more: tuple[str, ...] = (), less: tuple[str, ...] = ()) -> None:
    """Widen or narrow the CHECK, whatever its words are now."""
    name = op.f(_CHECK)
    found = sa.inspect(op.get_bind()).get_check_constraints("proposals")
    text = next(str(each["sqltext"]) for each in found if each["name"] == name)
    words = [word for word in re.findall(r"'(\w+)'", text) if word not in less]
    listed = ", ".join(f"'{word}'" for word in [*words, *more])
    with op.batch_alter_table("proposals") as proposals:
        proposals.drop_constraint(name, type_="check")
        proposals.create_check_constraint(name, sa.text(f"kind IN ({listed})"))
