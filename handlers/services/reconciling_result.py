"""What a comparison comes to: differences kept, the line stopped, people told, the next try."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.services import differences, line
from handlers.services.announcing import tell
from handlers.services.line import Guard
from handlers.services.matching import compare
from handlers.services.moving import page
from handlers.services.reconciling import Heard, Plan, Verdict, names
from handlers.services.reconciling_days import compared, sent_at
from handlers.services.sheets import Booked
from handlers.services.weighing import Weighed, weigh
from storage.audit import Act, AuditEntry
from storage.errand import Errand, Question
from storage.order import Order, Review
from storage.outbox import Notice
from storage.reconciliation import Difference, Gap, Mismatch, Reconciliation
from storage.repositories import errands, house, orders, people, reconciliation
from storage.unit_of_work import Work

CARDS = 10
"""So many new differences have a card each; more are told in the report alone."""
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60))
"""Before what could not be read is asked for again; after that the next night does it."""
_MOST_TRIES = 8
"""Begun for one errand, those that were cut off included."""


def finish(work: Work, plan: Plan, heard: Heard) -> None:
    """Conclude a comparison, all in one transaction. Nothing where somebody else has done it."""
    errand = errands.get(work, plan.errand_id)
    run = reconciliation.run_of(work, plan.run_id)
    if errand is None or run is None or run.finished_at is not None:
        return
    gaps = heard.gaps | ({Gap.INQUIRY} if heard.all_of(Verdict.UNANSWERED) else set())
    run.finished_at, run.complete, run.gaps = work.now, not gaps, ",".join(sorted(gaps))
    run.orders_seen, run.lines_seen = len(heard.verdicts), len(heard.lines)
    new = [] if Gap.STATEMENT in gaps else _compare(work, plan, heard, run)
    run.open_differences = len(reconciliation.open_differences(work))
    _guard(work, new)
    after = "complete" if run.complete else "incomplete"
    entry = AuditEntry(at=work.now, act=Act.RECONCILED, actor_id=errand.person_id, after=after)
    house.record(work, entry)
    _release_old_data(work, run)
    _answer(work, errand, run, new)


def _guard(work: Work, new: Sequence[Difference]) -> None:
    """Stop the line for a debit that nothing explains, and take back that no money went out."""
    stopping = [each for each in new if each.mismatch in differences.STOPPING]
    if stopping:
        line.stop_by(work, Guard.DEBIT, stopping[0].order_no or "")
    for each in new:
        order = orders.get(work, each.order_no or "")
        if order is not None and each.mismatch is Mismatch.UNEXPECTED_DEBIT:
            page(work, order, Review.LATE_EVIDENCE, "a debit, but no money should be out")


def give_up(work: Work, plan: Plan) -> bool:
    """End an errand whose comparison was cut off again and again. True when it was."""
    errand = errands.get(work, plan.errand_id)
    if errand is None or _tries(work, errand) < _MOST_TRIES:
        return False
    finish(work, plan, Heard(gaps={Gap.STATEMENT, Gap.BROKEN}))
    return True


def _tries(work: Work, errand: Errand) -> int:
    return reconciliation.tries(work, errand.person_id, errand.asked_at)


def _compare(work: Work, plan: Plan, heard: Heard, run: Reconciliation) -> list[Difference]:
    span = plan.days.span(reconciliation.house_began(work) or plan.days.began_at)
    ours = compared(work, plan.days, sorted(names(heard.lines)))
    comparison = compare([_booked(order, heard) for order in ours], heard.lines, span)
    weighed = weigh(work, plan, heard, ours)
    found = [*comparison.found, *weighed.found]
    new = differences.keep(work, found)
    if not run.complete:
        return new

    def covered(each: Difference) -> bool:
        if each.mismatch is Mismatch.BALANCE:
            return each.subject == weighed.against
        if each.mismatch is Mismatch.UNKNOWN_DEBIT:
            return span.judged_from <= each.happened_at <= span.until
        return each.order_no in comparison.judged

    differences.settle(work, found, covered)
    run.opening = _opening(work, weighed)
    return new


def _opening(work: Work, weighed: Weighed) -> int | None:
    # While the balance is in doubt it is held against the last one that was not.
    doubtful = reconciliation.open_differences(work, Mismatch.BALANCE)
    return None if doubtful else weighed.opening


def _booked(order: Order, heard: Heard) -> Booked:
    verdict = heard.verdicts.get(order.order_no)
    return Booked(
        order.order_no,
        order.amount,
        order.money,
        sent_at(order),
        order.ended_at,
        in_doubt=verdict is Verdict.UNANSWERED or order.failed_seen_at is not None,
        contradicted=verdict is Verdict.CONTRADICTS,
    )


def _release_old_data(work: Work, run: Reconciliation) -> None:
    """Let people open the line again: all that the older data lacks has been found, and told.

    A comparison that began after the data was found to be old has chosen its days accordingly.
    """
    since = house.line(work).unreconciled_since
    if since is None or not run.complete or run.began_at <= since or not people.admins(work):
        return
    house.line(work, to_change=True).unreconciled_since = None
    house.record(work, AuditEntry(at=work.now, act=Act.OLD_DATA, after="reconciled"))


def _answer(work: Work, errand: Errand, run: Reconciliation, new: Sequence[Difference]) -> None:
    """Tell who asked, and every admin of what is new; what was not complete is tried again."""
    asked = [
        each
        for each in errands.being_done(work, Question.RECONCILE)
        if each.asked_at <= run.began_at
    ]
    tries = _tries(work, errand)
    again = not run.complete and tries <= len(_PAUSES) and Gap.BROKEN not in run.missing()
    for each in asked:
        if again:
            each.run_at = work.now + _PAUSES[tries - 1]
        else:
            each.done_at = work.now
    admins, many = {person.person_id for person in people.admins(work)}, len(new) > CARDS
    askers = {each.person_id for each in asked}
    if many or not again or tries == 1:
        readers = admins if many or None in askers else admins & askers
        tell(work, readers, Notice.RECONCILED, str(run.run_id), subject_id=run.run_id)
    for found in () if many else new:
        subject = f"{found.difference_id}:{int(found.found_at.timestamp())}"
        tell(work, admins, Notice.DIFFERENCE, subject, subject_id=found.difference_id)
