"""Keeping and claiming tasks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import col, select

from storage.engine.unit_of_work import WakeUp, Work
from storage.models.task import Task, TaskKind

# Built once, because building these queries takes longer than running them.
_NEXT = (
    select(Task)
    .where(col(Task.question) == bindparam("question"), col(Task.done_at).is_(None))
    .where(col(Task.run_at) <= bindparam("now"))
    .order_by(col(Task.task_id))
    .limit(1)
    .with_for_update(skip_locked=True)
)


def add(
    work: Work, question: TaskKind, person_id: int | None, run_at: datetime | None = None
) -> bool:
    """Keep a task, to be done not before `run_at`.

    False when the person (None: the nightly job) waits for the same answer already.
    """
    asker = col(Task.person_id).is_not_distinct_from(person_id)
    waiting = select(Task).where(Task.question == question, asker, col(Task.done_at).is_(None))
    if work.session.exec(waiting).first() is not None:
        return False
    at = run_at or work.now
    new = Task(question=question, person_id=person_id, asked_at=work.now, run_at=at)
    work.session.add(new)
    work.wake(WakeUp.TASKS)
    return True


def claim(work: Work, question: TaskKind, lease: timedelta) -> Task | None:
    """Claim the oldest task with this question whose time has come; the claim may lapse."""
    found = work.session.exec(_NEXT, params={"question": question, "now": work.now}).first()
    if found is not None:
        found.run_at = work.now + lease
    return found


def get(work: Work, task_id: int) -> Task | None:
    """Return a task that is still open."""
    found = work.session.get(Task, task_id, with_for_update=True)
    return found if found is not None and found.done_at is None else None


def being_done(work: Work, question: TaskKind) -> Sequence[Task]:
    """Return the open tasks with this question, oldest first."""
    query = select(Task).where(Task.question == question, col(Task.done_at).is_(None))
    return work.session.exec(query.order_by(col(Task.task_id))).all()


def asked_by_night(work: Work, question: TaskKind, since: datetime) -> bool:
    """Say whether the nightly job has asked since a moment; future times do not count."""
    query = select(Task).where(
        Task.question == question,
        col(Task.person_id).is_(None),
        col(Task.asked_at).between(since, work.now),
    )
    return work.session.exec(query.limit(1)).first() is not None
