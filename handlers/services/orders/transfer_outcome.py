"""Records what a transfer answered: the answer is kept before it is judged."""

from datetime import datetime, timedelta

from handlers.services.controls import account, failures, sending
from handlers.services.controls.sending import Guard
from handlers.services.orders.codes import set_code
from handlers.services.orders.echo import Agreement, compare, differences
from handlers.services.orders.journal_entry import Recorded
from handlers.services.orders.support import keep_details
from handlers.services.orders.transitions import MALFORMED, issue, move, page
from handlers.services.provider_answers import Accepted, Answer, Doubt, NotSent, Rejected, Unknown
from storage.engine.unit_of_work import WakeUp, Work
from storage.models.order import Order
from storage.models.order_states import CLOSED, ENDED, Cause, Code, OrderStatus, Review
from storage.models.provider_answer import AnswerDetails, AnswerSource
from storage.models.refusal import RefusalKind
from storage.repositories import orders

_FIRST_CHECK = timedelta(seconds=5)
_LONGEST_VALIDITY = timedelta(days=60)
"""A month is the longest that a page shows (faspay-sendme.md, 3.4)."""
_LATER_LOOK = timedelta(minutes=2)
"""How soon an order that was not sent is asked about all the same."""


def record(work: Work, recorded: Recorded) -> None:
    """Write down what the transfer answered. The answer is kept before it is judged.

    Safe to repeat, also from the journal after the process that sent it has died.
    """
    order = orders.get(work, recorded.order_no)
    if order is None:
        return
    work.wake(WakeUp.CHECK)
    order.check_at = work.now + _FIRST_CHECK
    not_sent = isinstance(recorded.outcome, NotSent)
    source = AnswerSource.ACCESS if not_sent else AnswerSource.TRANSFER
    details = keep_details(work, order, source, recorded.outcome.details)
    match recorded.outcome:
        case NotSent(refused=refused):
            _not_sent(work, order, recorded.owner, refused)
        case Rejected() as refused:
            failures.answered(work)
            _refused(work, order, refused)
            order.check_at = work.now
        case Unknown(doubt=doubt, answer=answer):
            if answer is not None:
                _keep(work, order, answer, recorded, details)
            if _unknown(work, order, doubt.value):
                failures.failed(work, order)
        case Accepted(answer=answer):
            if order.answer_sealed is None and order.code is not Code.WIPED:
                account.accepts(work)  # not when it is replayed
                failures.answered(work)
            _keep(work, order, answer, recorded, details)
            _accepted(work, order, answer)


def _refused(work: Work, order: Order, refused: Rejected) -> None:
    kind = refused.kind
    was_known = order.refusal_kind is kind  # a replayed answer is the same refusal
    order.refusal, order.refusal_kind = refused.refusal, kind
    if kind is RefusalKind.COMPANY and not was_known:
        if refused.others_too:
            account.refuses(work, order)
    elif kind is RefusalKind.ORDER and not was_known:
        account.accepts(work)  # it has looked at what was entered


def _not_sent(work: Work, order: Order, owner: str, refused: Rejected | None) -> None:
    # Only the process that held the order can know that nothing left; once another has taken
    # the order for abandoned, an inquiry decides.
    if order.status is OrderStatus.SENDING and order.owner == owner:
        _refused(work, order, refused or Rejected(None, RefusalKind.WAIT))
        move(work, order, OrderStatus.NOT_SENT, Cause.NO_BYTE_LEFT)
        order.check_at = work.now + _LATER_LOOK


def _keep(
    work: Work, order: Order, answer: Answer, recorded: Recorded, details: AnswerDetails
) -> None:
    if order.code is Code.WIPED or order.code_sealed is not None:
        return
    orders.keep_answer(work, order, answer.raw, answer.sealed_code)
    order.faspay_id = details.transaction_id or order.faspay_id
    order.expires_at = _believable(work, answer.expires_at) or order.expires_at
    if answer.sealed_code and order.code in {Code.NONE, Code.MISSING}:
        set_code(work, order, Code.SEALED if recorded.code_opens else Code.MISSING)
        if not recorded.code_fits:
            page(work, order, Review.CODE_MALFORMED, MALFORMED)


def _believable(work: Work, expires_at: datetime | None) -> datetime | None:
    # The zone of Faspay's times is inferred: an end that cannot be hides no code.
    if expires_at is None or not work.now < expires_at < work.now + _LONGEST_VALIDITY:
        return None
    return expires_at


def _accepted(work: Work, order: Order, answer: Answer) -> None:
    agreement = compare(work, order, answer.echo)
    if agreement is Agreement.EQUAL:
        if order.status not in ENDED - CLOSED:  # else an inquiry, which is newer, knows the end
            issue(work, order, Cause.ANSWER)
        return
    if agreement is Agreement.DIFFERENT:
        differing = ", ".join(differences(work, order, answer.echo))
        page(work, order, Review.ECHO, f"the transfer answer differs from the order: {differing}")
        sending.stop_by(work, Guard.ECHO, order.order_no)
    _unknown(work, order, "the answer does not match the order")


def _unknown(work: Work, order: Order, doubt: str) -> bool:
    """Leave the order in doubt; True where it was not before."""
    if order.status is OrderStatus.ISSUED:
        issue(
            work, order, Cause.ANSWER
        )  # an inquiry came first, and this answer may bring the code
    if order.status is not OrderStatus.SENDING:
        return False
    order.doubt = doubt
    move(work, order, OrderStatus.UNKNOWN, Cause.AMBIGUOUS)
    if doubt == Doubt.DUPLICATE:
        order.check_at = work.now
    return True
