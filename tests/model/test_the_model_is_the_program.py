"""The program does with a real row what the model says, for each evidence and state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from handlers.services.orders import inquiries, requests, transfer_outcome, transfers
from handlers.services.orders.inquiries import Question
from handlers.services.orders.journal_entry import Recorded
from handlers.services.provider_answers import (
    Accepted,
    Answer,
    Doubt,
    Echo,
    Found,
    NotFound,
    NotSent,
    ProviderStatus,
    Rejected,
    Unclear,
    Unknown,
)
from handlers.services.provider_answers import Finding as RealFinding
from handlers.services.provider_answers import Outcome as RealOutcome
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import CLOSED, ENDED, Cause, Code, OrderStatus, Review
from storage.models.person import Person, Role
from storage.repositories import orders
from storage.values import OrderNumber
from tests.factories import AGENT, AMOUNT, PHONE, an_order
from tests.model.checker import reachable
from tests.model.row import (
    CARRIES_CODE,
    Finding,
    Look,
    Outcome,
    Row,
    apply,
    led,
    record,
    recover,
    unanswered,
)
from tests.model.rules import Rules
from tests.model.transfer import Transfer

DESIGN = Rules()
NUMBER = "202601020001"
STATUS = {
    Finding.ON_PROCESS: ProviderStatus.ON_PROCESS,
    Finding.SUCCESS: ProviderStatus.SUCCESS,
    Finding.FAILED: ProviderStatus.FAILED,
    Finding.REVERSED: ProviderStatus.REVERSED,
}
REVIEWS = {
    Review.ECHO: "echo",
    Review.LATE_EVIDENCE: "late",
    Review.CONTRADICTION: "contradiction",
}


class UndoneError(Exception):
    """Rolls back a transaction that was only looked at."""

    def __init__(self, row: Row) -> None:
        self.row = row


class Evidence(NamedTuple):
    """One thing that may happen to a row."""

    name: str
    outcome: Outcome = Outcome.NONE
    claim: int = 1
    look: Look | None = None


def the_rows() -> list[Row]:
    """Give every row that an order can reach, also where people were wrong.

    No decision depends on whether people were paged before. Such rows are left out where the same
    row exists without it.
    """
    rules = Rules(people_can_be_wrong=True)
    rows = {system.row for system in reachable(Transfer(rules, crashes=0, inquiries=1))}
    quiet = {row for row in rows if not (row.late or row.contradiction)}
    paged = {row for row in rows - quiet if row._replace(late=False, contradiction=False) in quiet}
    return sorted(rows - paged)


def the_evidence(row: Row) -> Iterator[Evidence]:
    if row.status in {OrderStatus.REQUESTED, OrderStatus.CANCELLED}:
        yield Evidence("given up")
        return
    for outcome in set(Outcome) - {Outcome.NONE}:
        yield Evidence("outcome", outcome)
    yield Evidence("outcome", Outcome.NOT_SENT, claim=2)
    yield Evidence("unanswered")
    yield Evidence("given up")
    yield Evidence("owner died")
    yield Evidence("look", look=Look(Finding.NOT_FOUND, firm=row.refused))
    yield Evidence("look", look=Look(Finding.DIFFERS))
    for finding in STATUS:
        yield Evidence("look", look=Look(finding))
        if row.status in ENDED:
            yield Evidence("look", look=Look(finding, fresh=True))
    if row.failed_seen:
        yield Evidence("look", look=Look(Finding.FAILED, firm=True))


def said_by_the_model(row: Row, evidence: Evidence) -> Row:
    match evidence:
        case Evidence("outcome", outcome, claim):
            after = record(row, outcome, claim, DESIGN)
        case Evidence("unanswered"):
            after = unanswered(row, DESIGN)
        case Evidence("given up"):
            after = led(row, Cause.AGENT, DESIGN)
        case Evidence("owner died"):
            after = next(recover(row, DESIGN), row)
        case Evidence(look=look):
            assert look is not None
            after = apply(row, look, DESIGN)
    return _as_far_as_it_matters(after)


def _as_far_as_it_matters(row: Row) -> Row:
    # No decision needs these after the end, so the model forgets them.
    return row._replace(refused=False, failed_seen=False) if row.status in ENDED else row


def done_by_the_program(database: Database, row: Row, evidence: Evidence) -> Row:
    """Bring a real row into a state, run the use case, and roll back."""

    def look_at(work: Work) -> None:
        order = _kept(work, row)
        _run(work, order, evidence)
        raise UndoneError(_read(order))

    with pytest.raises(UndoneError) as undone:
        database.run_sync(look_at)
    return _as_far_as_it_matters(undone.value.row)


def _kept(work: Work, row: Row) -> Order:
    """Make the order as in the model: sent a minute ago, ended half a minute ago."""
    order = orders.get(work, NUMBER)
    assert order is not None
    order.status, order.code = row.status, row.code
    order.owner, order.owner_until = "1", _ago(work, 1)
    order.refusal = "Invalid amount" if row.refused else None
    order.sending_at = _ago(work, 65) if row.claim else None
    order.failed_seen_at = _ago(work, 60) if row.failed_seen else None
    order.ended_at = _ago(work, 30) if row.status in ENDED else None
    order.issued_at = _ago(work, 50) if row.status not in {*CLOSED, OrderStatus.REQUESTED} else None
    if row.code is Code.SEALED:
        orders.keep_answer(work, order, "{}", "sealed")
    for review, name in REVIEWS.items():
        if getattr(row, name):
            order.needs(review)
    return order


def _ago(work: Work, seconds: int) -> datetime:
    return work.now - timedelta(seconds=seconds)


def _run(work: Work, order: Order, evidence: Evidence) -> None:
    match evidence:
        case Evidence("outcome", outcome, claim):
            said = _outcome(order, outcome)
            transfer_outcome.record(
                work, Recorded(order.order_no, str(claim), said, code_opens=True)
            )
        case Evidence("owner died"):
            transfers.recover(work)
        case Evidence("given up"):
            agent = Person(person_id=AGENT, role=Role.AGENT, created_at=work.now)
            requests.cancel_latest(work, authorise(agent, Capability.CANCEL_ORDERS))
        case Evidence(look=look):
            inquiries.apply_finding(work, _question(work, order, look), _finding(order, look))


def _echo(order: Order) -> Echo:
    channel = order.channel
    return Echo(order.order_no, int(AMOUNT), str(PHONE), channel, our_account=True)


def _outcome(order: Order, outcome: Outcome) -> RealOutcome:
    echo = _echo(order)
    if outcome is Outcome.LACKS:
        answer = Answer("{}", replace(echo, phone=None), sealed_code="sealed")
        return Accepted(answer)
    if outcome in CARRIES_CODE:
        other = outcome is Outcome.DIFFERS
        told = replace(echo, amount=int(AMOUNT) * 100) if other else echo
        return Accepted(Answer("{}", told, sealed_code="sealed"))
    if outcome is Outcome.REFUSED:
        return Rejected("Invalid amount")
    if outcome is Outcome.NOT_SENT:
        return NotSent(Doubt.UNREACHABLE)
    return Unknown(Doubt.DUPLICATE if outcome is Outcome.DUPLICATE else Doubt.TIMEOUT)


def _question(work: Work, order: Order, look: Look | None) -> Question:
    """Ask when the model asks: before or after the end, soon after the first "failed" or not."""
    late = look is not None and (look.firm or look.fresh)
    asked_at = _ago(work, 20 if late else 55)
    refused = look is not None and look.finding is Finding.NOT_FOUND and look.firm
    return Question(OrderNumber(order.order_no), asked_at, refused=refused)


def _finding(order: Order, look: Look | None) -> RealFinding:
    if look is None:
        return Unclear(Doubt.UNREACHABLE)
    if look.finding is Finding.NOT_FOUND:
        return NotFound()
    if look.finding is Finding.DIFFERS:
        return Found(ProviderStatus.ON_PROCESS, replace(_echo(order), amount=1))
    return Found(STATUS[look.finding], _echo(order))


def _read(order: Order) -> Row:
    reviews = {name: review in order.reviews() for review, name in REVIEWS.items()}
    return Row(
        OrderStatus(order.status),
        Code(order.code),
        1 if order.sending_at else 0,
        refused=order.refusal is not None,
        failed_seen=order.failed_seen_at is not None,
        **reviews,
    )


def test_evidence_makes_of_every_row_what_the_model_says(memory: Database) -> None:
    memory.run_sync(an_order, OrderStatus.REQUESTED, order_no=NUMBER)
    cases = [(row, evidence) for row in the_rows() for evidence in the_evidence(row)]
    assert len(cases) > 600
    for row, evidence in cases:
        told = said_by_the_model(row, evidence)
        assert done_by_the_program(memory, row, evidence) == told, (row, evidence)
