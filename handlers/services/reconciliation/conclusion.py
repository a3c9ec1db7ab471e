"""What a comparison comes to: discrepancies kept, sending stopped, older data let go of."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from handlers.services.orders.transitions import page
from handlers.services.reconciliation import discrepancies
from handlers.services.reconciliation.balance import CheckedBalance, check_balance
from handlers.services.reconciliation.matching import SETTLE, compare
from handlers.services.reconciliation.order_lines import LATE_POSTING, Booked
from handlers.services.reconciliation.period import compared, sent_at
from handlers.services.reconciliation.report import answer
from handlers.services.reconciliation.run import Heard, Plan, Verdict, names
from storage.engine.unit_of_work import Work
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import ENDED, Review
from storage.models.reconciliation import BalanceCheck, Discrepancy, Gap, Mismatch, Reconciliation
from storage.models.task import TaskKind
from storage.repositories import audit_trail, orders, people, reconciliation, system_state, tasks

_MOST_TRIES = 8
"""How often a comparison is begun for one task, those that were cut off included."""
_NOTHING_READ = frozenset({Gap.STATEMENT, Gap.BROKEN})
"""With any of these there is nothing to compare."""
_SURE_AFTER = SETTLE + LATE_POSTING
"""By then every transfer that older data lacks is in the statement, and judged."""
_HELD_ASKS = (SETTLE, SETTLE + timedelta(hours=1), _SURE_AFTER)
"""After older data was put in place, the books are compared at once, and then again."""


def finish(work: Work, plan: Plan, heard: Heard) -> None:
    """Conclude a comparison, all in one transaction. Nothing where somebody else has done it."""
    task = tasks.get(work, plan.task_id)
    run = reconciliation.run_of(work, plan.run_id)
    if task is None or run is None or run.finished_at is not None:
        return
    _close(work, run, heard)
    new = [] if run.missing() & _NOTHING_READ else _compare(work, plan, heard, run)
    _guard(work, new)
    after = "complete" if run.complete else "incomplete"
    entry = AuditEntry(at=work.now, act=Act.RECONCILED, actor_id=task.person_id, after=after)
    audit_trail.record(work, entry)
    _release_old_data(work, run)
    answer(work, plan, run, new)
    _ask_while_held(work)


def give_up(work: Work, plan: Plan) -> bool:
    """End a task whose comparison was cut off again and again. True when it was."""
    task = tasks.get(work, plan.task_id)
    if task is None or task.tries < _MOST_TRIES:
        return False
    finish(work, plan, Heard(gaps={Gap.BROKEN}))
    return True


def _close(work: Work, run: Reconciliation, heard: Heard) -> None:
    gaps = heard.gaps | ({Gap.INQUIRY} if heard.all_of(Verdict.UNANSWERED) else set())
    run.finished_at, run.complete, run.gaps = work.now, not gaps, ",".join(sorted(gaps))
    run.orders_seen, run.lines_seen = len(heard.verdicts), len(heard.lines)


def _guard(work: Work, new: Sequence[Discrepancy]) -> None:
    """Stop sending for a debit that nothing explains, and take back that no money went out."""
    stopping = [each for each in new if each.mismatch in discrepancies.STOPPING]
    if stopping:
        sending.stop_by(work, Guard.DEBIT, stopping[0].order_no or "")
    for each in new:
        order = orders.get(work, each.order_no or "")
        if order is not None and each.mismatch is Mismatch.UNEXPECTED_DEBIT:
            page(work, order, Review.LATE_EVIDENCE, "a debit, but no money should be out")


def _compare(work: Work, plan: Plan, heard: Heard, run: Reconciliation) -> list[Discrepancy]:
    span = plan.days.span(reconciliation.first_act_at(work) or plan.days.began_at)
    ours = compared(work, plan.days, sorted(names(heard.lines)))
    comparison = compare([_booked(order, heard) for order in ours], heard.lines, span)
    checked = check_balance(work, plan, heard, ours)
    found = [*comparison.found, *checked.found]
    new = discrepancies.keep(work, found)

    def covered(each: Discrepancy) -> bool:
        if each.mismatch is Mismatch.BALANCE:
            return each.subject == checked.against
        if each.mismatch is Mismatch.UNKNOWN_DEBIT:
            return span.judged_from <= each.happened_at <= span.until
        return each.order_no in comparison.judged

    if run.complete:
        discrepancies.settle(work, found, covered)
    _keep_balance_check(work, run, checked)
    return new


def _keep_balance_check(work: Work, run: Reconciliation, checked: CheckedBalance) -> None:
    # While the balance is in doubt, it is compared with the last one that was not.
    doubtful = reconciliation.open_discrepancies(work, Mismatch.BALANCE)
    explained = checked.outcome is BalanceCheck.DIFFERS and not doubtful
    run.balance_check = BalanceCheck.EXPLAINED if explained else checked.outcome
    run.opening = checked.opening if run.complete and not doubtful else None


def _booked(order: Order, heard: Heard) -> Booked:
    judged = heard.verdicts.get(order.order_no)
    unanswered = judged is not None and judged.verdict is Verdict.UNANSWERED
    may_fail = order.failed_seen_at is not None and order.status not in ENDED
    return Booked(
        order.order_no,
        order.amount,
        order.status,
        sent_at(order),
        order.ended_at,
        in_doubt=unanswered or may_fail,
        contradicted=judged.said if judged else None,
    )


def _release_old_data(work: Work, run: Reconciliation) -> None:
    """Let people open sending again: all that the older data lacks has been found, and told.

    A comparison that began after the data was found to be old has chosen its days accordingly.
    """
    since = system_state.restored_data_since(work)
    if since is None or not _shows_all(run, since) or not people.admins(work):
        return
    system_state.set_restored_data_since(work, None)
    audit_trail.record(work, AuditEntry(at=work.now, act=Act.OLD_DATA, after="reconciled"))


def _shows_all(run: Reconciliation, since: datetime) -> bool:
    """Say whether a transfer made right before the older data came would have been found.

    What is younger than SETTLE is not judged, and a debit may be written late. Where the balance
    fits the statement, none is yet to be written; else that is waited for.
    """
    known_after = SETTLE if run.balance_check is BalanceCheck.FITS else _SURE_AFTER
    return run.complete and run.began_at >= since + known_after


def _ask_while_held(work: Work) -> None:
    """Have the books compared again when more can be known than this look has shown."""
    since = system_state.restored_data_since(work)
    if since is None:
        return
    if since > work.now:  # a clock that was ahead wrote that time; in truth it was before now
        since = work.now
        system_state.set_restored_data_since(work, since)
    later = [since + wait for wait in _HELD_ASKS if since + wait > work.now]
    if later:
        tasks.add(work, TaskKind.RECONCILE, None, min(later))
