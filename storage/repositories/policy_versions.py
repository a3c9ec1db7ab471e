"""The company's policy as it is, or as it was in an earlier version."""

from collections.abc import Mapping

from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.policy import PolicyVersion, Threshold

Amounts = Mapping[tuple[Threshold, str], int]
"""Whole rupiah by threshold and scope; what is absent has no threshold."""


def amounts(work: Work, version: int | None = None) -> Amounts:
    """Return all thresholds as they are, or as they were in a version."""
    newest = select(func.max(PolicyVersion.version))
    if version is not None:
        newest = newest.where(col(PolicyVersion.version) <= version)
    newest = newest.group_by(col(PolicyVersion.threshold), PolicyVersion.scope)
    query = select(PolicyVersion).where(col(PolicyVersion.version).in_(newest))
    rows = work.session.exec(query).all()
    return {(row.threshold, row.scope): row.amount for row in rows if row.amount is not None}


def newest(work: Work) -> int:
    """Return the number of the newest version; 0 before the first decision."""
    return work.session.exec(select(func.max(PolicyVersion.version))).one() or 0


def decide(work: Work, threshold: Threshold, scope: str, amount: int | None) -> None:
    """Add a version in which a threshold is this; None for no such threshold."""
    row = PolicyVersion(threshold=threshold, scope=scope, amount=amount, decided_at=work.now)
    work.session.add(row)
    work.session.flush()
