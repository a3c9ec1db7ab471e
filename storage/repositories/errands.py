"""Keeping and claiming errands."""

from datetime import timedelta

from sqlmodel import col, select

from storage.errand import Errand, Question
from storage.unit_of_work import Bell, Work


def add(work: Work, question: Question, person_id: int) -> bool:
    """Keep an errand; False when the person already waits for the same answer."""
    waiting = select(Errand).where(
        Errand.question == question, Errand.person_id == person_id, col(Errand.done_at).is_(None)
    )
    if work.session.exec(waiting).first() is not None:
        return False
    new = Errand(question=question, person_id=person_id, asked_at=work.now, run_at=work.now)
    work.session.add(new)
    work.ring(Bell.ERRANDS)
    return True


def claim(work: Work, lease: timedelta) -> Errand | None:
    """Claim the oldest errand; the claim lapses after the lease."""
    query = (
        select(Errand)
        .where(col(Errand.done_at).is_(None), Errand.run_at <= work.now)
        .order_by(col(Errand.errand_id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = work.session.exec(query).first()
    if found is not None:
        found.run_at = work.now + lease
    return found


def get(work: Work, errand_id: int) -> Errand | None:
    """Return an errand that is still open."""
    found = work.session.get(Errand, errand_id, with_for_update=True)
    return found if found is not None and found.done_at is None else None
