"""Who hears of a comparison, and when what it lacked is asked for again."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.services.notices.announcing import tell
from handlers.services.reconciliation.run import Plan
from storage.engine.unit_of_work import Work
from storage.models.outbox import Notice
from storage.models.reconciliation import Discrepancy, Gap, Reconciliation
from storage.models.task import Task, TaskKind
from storage.repositories import people, tasks

CARDS = 10
"""So many new discrepancies have a card each; more are told in the report alone."""
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60))
"""Pauses before asking again for what could not be read; after the last one the next night does
it."""


def answer(work: Work, plan: Plan, run: Reconciliation, new: Sequence[Discrepancy]) -> None:
    """Tell who asked, and tell every admin what is new; retry what was not complete."""
    waiting = tasks.being_done(work, TaskKind.RECONCILE)
    asked = [each for each in waiting if each.task_id in plan.answers]
    tries = next(each.tries for each in asked if each.task_id == plan.task_id)
    pause = _pause(run, tries)
    _put_off_or_end(work, asked, pause)
    admins = {person.person_id for person in people.admins(work)}
    if pause is None or tries == 1 or len(new) > CARDS:
        _report(work, run, _readers(asked, admins, to_all=len(new) > CARDS))
    if len(new) <= CARDS:
        _send_cards(work, new, admins)


def _pause(run: Reconciliation, tries: int) -> timedelta | None:
    """Return when to try again; None: it is over."""
    if run.complete or Gap.BROKEN in run.missing() or tries > len(_PAUSES):
        return None
    return _PAUSES[tries - 1]


def _put_off_or_end(work: Work, asked: Sequence[Task], pause: timedelta | None) -> None:
    for each in asked:
        if pause is None:
            each.done_at = work.now
        else:
            each.run_at = work.now + pause


def _readers(asked: Sequence[Task], admins: set[int], *, to_all: bool) -> set[int]:
    askers = {each.person_id for each in asked}
    return admins if to_all or None in askers else admins & askers


def _report(work: Work, run: Reconciliation, readers: set[int]) -> None:
    tell(work, readers, Notice.RECONCILED, str(run.run_id), subject_id=run.run_id)


def _send_cards(work: Work, new: Sequence[Discrepancy], admins: set[int]) -> None:
    for found in new:
        subject = f"{found.discrepancy_id}:{int(found.found_at.timestamp())}"
        tell(work, admins, Notice.DISCREPANCY, subject, subject_id=found.discrepancy_id)
