"""Keeping and claiming errands."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import col, select

from storage.engine.unit_of_work import Bell, Work
from storage.models.errand import Errand, Question

# Asked whenever anything happens, so built once: building takes longer than asking.
_NEXT = (
    select(Errand)
    .where(col(Errand.question) == bindparam("question"), col(Errand.done_at).is_(None))
    .where(col(Errand.run_at) <= bindparam("now"))
    .order_by(col(Errand.errand_id))
    .limit(1)
    .with_for_update(skip_locked=True)
)


def add(
    work: Work, question: Question, person_id: int | None, run_at: datetime | None = None
) -> bool:
    """Keep an errand, to be done not before `run_at`.

    False when the person (None: the night) waits for the same answer already.
    """
    asker = col(Errand.person_id).is_not_distinct_from(person_id)
    waiting = select(Errand).where(
        Errand.question == question, asker, col(Errand.done_at).is_(None)
    )
    if work.session.exec(waiting).first() is not None:
        return False
    at = run_at or work.now
    new = Errand(question=question, person_id=person_id, asked_at=work.now, run_at=at)
    work.session.add(new)
    work.ring(Bell.ERRANDS)
    return True


def claim(work: Work, question: Question, lease: timedelta) -> Errand | None:
    """Claim the oldest errand with this question whose time has come; the claim may lapse."""
    found = work.session.exec(_NEXT, params={"question": question, "now": work.now}).first()
    if found is not None:
        found.run_at = work.now + lease
    return found


def get(work: Work, errand_id: int) -> Errand | None:
    """Return an errand that is still open."""
    found = work.session.get(Errand, errand_id, with_for_update=True)
    return found if found is not None and found.done_at is None else None


def being_done(work: Work, question: Question) -> Sequence[Errand]:
    """Return the open errands with this question, oldest first."""
    query = select(Errand).where(Errand.question == question, col(Errand.done_at).is_(None))
    return work.session.exec(query.order_by(col(Errand.errand_id))).all()


def asked_by_night(work: Work, question: Question, since: datetime) -> bool:
    """Say whether the night has asked since a moment; a time that is yet to come does not count."""
    query = select(Errand).where(
        Errand.question == question,
        col(Errand.person_id).is_(None),
        col(Errand.asked_at).between(since, work.now),
    )
    return work.session.exec(query.limit(1)).first() is not None
