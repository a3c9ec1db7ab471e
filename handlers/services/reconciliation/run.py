"""Comparing our orders with Faspay's books: who asks for it, and what Faspay is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from handlers.services.orders import inquiries
from handlers.services.orders.inquiries import Question
from handlers.services.policy import Policy
from handlers.services.provider_answers import (
    Balance,
    Finding,
    Found,
    ProviderStatus,
    StatementLine,
)
from handlers.services.reconciliation.matching import SETTLE, number_in
from handlers.services.reconciliation.period import (
    Days,
    choose,
    compared,
    day_of,
    last_night,
    sent_at,
    start_of,
)
from handlers.services.rights.actors import Actor
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import CLOSED, OrderStatus, Review
from storage.models.reconciliation import Gap, Reconciliation, Said
from storage.models.task import TaskKind
from storage.repositories import orders, reconciliation, system_state, tasks
from storage.values import OrderNumber

_LEASE = timedelta(minutes=5)
"""How long a claim lasts, so also how soon another worker takes over from a dead one. Each answer
of Faspay renews it."""

_FITS: dict[OrderStatus, frozenset[Said]] = {
    OrderStatus.ISSUED: frozenset({Said.ON_PROCESS, Said.FAILED}),
    OrderStatus.PAID: frozenset({Said.SUCCESS}),
    OrderStatus.FAILED: frozenset({Said.FAILED}),
    OrderStatus.REVERSED: frozenset({Said.REVERSED}),
    OrderStatus.UNKNOWN: frozenset(Said),
    **dict.fromkeys(CLOSED, frozenset({Said.NOT_FOUND, Said.FAILED, Said.REVERSED})),
}
"""What an inquiry may say of an order once it was applied. A first "failed" moves nothing, so it
fits an issued order. What is not here was never sent."""
_NEVER_SENT = frozenset({Said.NOT_FOUND})
_SAID = {
    ProviderStatus.ON_PROCESS: Said.ON_PROCESS,
    ProviderStatus.SUCCESS: Said.SUCCESS,
    ProviderStatus.FAILED: Said.FAILED,
    ProviderStatus.REVERSED: Said.REVERSED,
}


@dataclass(frozen=True)
class Plan:
    """One comparison under way."""

    task_id: int
    run_id: int
    days: Days
    answers: frozenset[int] = frozenset()
    """The tasks that waited when it began: it answers them all."""


class Verdict(Enum):
    """What an inquiry said of an order, held against what we know of it."""

    FITS = auto()
    CONTRADICTS = auto()
    UNANSWERED = auto()
    """Nothing that can be believed."""


@dataclass(frozen=True)
class Judged:
    """A verdict, and of a contradicting inquiry what it said."""

    verdict: Verdict
    said: Said | None = None


UNANSWERED = Judged(Verdict.UNANSWERED)


@dataclass
class Heard:
    """What Faspay has said in one comparison."""

    lines: list[StatementLine] = field(default_factory=list)
    balance: Balance | None = None
    """None where it moved while the statement was read: then it proves nothing."""
    gaps: set[Gap] = field(default_factory=set)
    verdicts: dict[str, Judged] = field(default_factory=dict)
    """By order number."""

    def all_of(self, verdict: Verdict) -> set[str]:
        """Return the orders with this verdict."""
        return {number for number, each in self.verdicts.items() if each.verdict is verdict}


def ask(work: Work, actor: Actor) -> bool:
    """Have the books compared now. False when this admin waits for it already."""
    actor.require(Capability.RECONCILE)
    return tasks.add(work, TaskKind.RECONCILE, actor.person_id)


def ask_nightly(work: Work, _policy: Policy) -> bool:
    """Ask once a night, or as soon as we run again. True when it was done now."""
    if not _is_due(work):
        return False
    system_state.take_turns(work)  # replicas wait for each other here, then look once more
    return _is_due(work) and tasks.add(work, TaskKind.RECONCILE, None)


def _is_due(work: Work) -> bool:
    night = last_night(work.now)
    if tasks.asked_by_night(work, TaskKind.RECONCILE, night):
        return False
    began = reconciliation.first_act_at(work)
    return began is not None and began < night


def begin(work: Work) -> Plan | None:
    """Claim the oldest task and choose its days; None when nobody waits."""
    task = tasks.claim(work, TaskKind.RECONCILE, _LEASE)
    if task is None or task.task_id is None:
        return None
    days = choose(work)
    run = Reconciliation(
        asked_by=task.person_id, began_at=work.now, first_day=days.first, last_day=days.last
    )
    return Plan(task.task_id, reconciliation.begin(work, run), days, _taken_up(work))


def _taken_up(work: Work) -> frozenset[int]:
    """Count this try for every task that it answers: all but those whose time is yet to come."""
    waiting = tasks.being_done(work, TaskKind.RECONCILE)
    due = [each for each in waiting if each.tries or each.run_at <= work.now + _LEASE]
    for each in due:
        each.tries += 1
    return frozenset(each.task_id or 0 for each in due)


def widened(work: Work, plan: Plan, lines: Sequence[StatementLine]) -> Plan:
    """Return the plan with the statement read back to each order that a judged line names.

    A refund or a second debit may come weeks after its order: only all its lines tell which it is.
    """
    named = sorted(names(lines, plan.days.judged_since))
    sent = [sent_at(order) for order in reconciliation.orders_named(work, named)]
    days = [day_of(at) for at in sent if at < plan.days.known_since]
    return replace(plan, days=plan.days.back_to(min(days))) if days else plan


def go_on(work: Work, plan: Plan) -> bool:
    """Renew the claim. False when somebody else has finished the task."""
    task = tasks.get(work, plan.task_id)
    if task is not None:
        task.run_at = work.now + _LEASE
    return task is not None


def give_back(work: Work, plan: Plan) -> None:
    """Release a task that we cannot finish, because we were asked to stop."""
    task = tasks.get(work, plan.task_id)
    if task is not None:
        task.run_at = work.now


def to_ask(work: Work, plan: Plan, lines: Sequence[StatementLine]) -> list[OrderNumber]:
    """Return the orders that Faspay is to be asked about: all that were or may have been sent.

    Lines from before the days that are compared are only there to explain: theirs were asked about.
    """
    named = names(lines, start_of(plan.days.first))
    settled = plan.days.began_at - SETTLE
    return [
        OrderNumber(order.order_no)
        for order in compared(work, plan.days, sorted(named))
        if sent_at(order) <= settled and _may_be_there(order, named)
    ]


def names(lines: Sequence[StatementLine], since: datetime | None = None) -> set[str]:
    """Return the order numbers that a statement names, from a moment on."""
    judged = [line for line in lines if since is None or line.at >= since]
    return {number for line in judged if (number := number_in(line.description)) is not None}


def _may_be_there(order: Order, named: set[str]) -> bool:
    sent = order.sending_at is not None or order.status is OrderStatus.UNKNOWN
    return sent or order.order_no in named


def question_about(work: Work, order_no: OrderNumber) -> Question | None:
    """Ask about one order; None where its sender is at it: a "not found" would mean nothing."""
    order = orders.get(work, order_no)
    if order is None or order.status is OrderStatus.SENDING:
        return None
    return inquiries.question_about(work, order_no)


def take_finding(work: Work, question: Question, finding: Finding) -> Judged:
    """Apply an answer, as every recheck does, and say whether it fits what we know now."""
    believed = inquiries.apply_finding(work, question, finding)
    order = orders.get(work, question.order_no)
    if order is None or not believed:
        return UNANSWERED
    differs = Review.ECHO in order.reviews()  # this answer may have shown it, or an earlier one
    said = _said(finding, differs=differs)
    overtaken = order.ended_at is not None and question.asked_at < order.ended_at
    fits = overtaken or said in _FITS.get(order.status, _NEVER_SENT)
    return Judged(Verdict.FITS) if fits and not differs else Judged(Verdict.CONTRADICTS, said)


def _said(finding: Finding, *, differs: bool) -> Said:
    if not isinstance(finding, Found):
        return Said.NOT_FOUND
    return Said.OTHER if differs else _SAID[finding.status]
