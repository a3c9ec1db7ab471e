"""What Faspay's support is asked: the gravest question of each state."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.services.orders.support import SupportCase, case_of
from storage.models.order_states import Code, OrderStatus, Review
from storage.models.refusal import RefusalKind
from tests.factories import a_bare_order
from tests.fakes import START

COMPANY, ORDER, WAIT = RefusalKind.COMPANY, RefusalKind.ORDER, RefusalKind.WAIT
CASES: list[tuple[OrderStatus, dict[str, Any], SupportCase | None]] = [
    *((status, {}, None) for status in (OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL)),
    (OrderStatus.CANCELLED, {}, None),
    (OrderStatus.CANCELLED, {"review": Review.CONTRADICTION}, SupportCase.CONTRADICTION),
    (OrderStatus.SENDING, {}, SupportCase.UNCERTAIN),
    (OrderStatus.UNKNOWN, {"refusal_kind": COMPANY}, SupportCase.UNCERTAIN),
    (OrderStatus.UNKNOWN, {"review": Review.UNRESOLVED}, SupportCase.UNCERTAIN),
    (OrderStatus.UNKNOWN, {"review": Review.ECHO}, SupportCase.CONTRADICTION),
    (OrderStatus.ISSUED, {"review": Review.LATE_EVIDENCE}, SupportCase.CONTRADICTION),
    (OrderStatus.ISSUED, {"code": Code.SEALED}, SupportCase.STATUS),
    (OrderStatus.ISSUED, {"code": Code.MISSING}, SupportCase.CODE_MISSING),
    (OrderStatus.ISSUED, {"review": Review.CODE_MALFORMED}, SupportCase.CODE_MALFORMED),
    (
        OrderStatus.ISSUED,
        {"code": Code.MISSING, "expires_at": START - timedelta(1)},
        SupportCase.NOT_COLLECTED,
    ),
    (OrderStatus.NOT_SENT, {"refusal_kind": COMPANY}, SupportCase.NO_ACCESS),
    (OrderStatus.NOT_SENT, {"refusal_kind": WAIT}, SupportCase.UNREACHABLE),
    (OrderStatus.NOT_SENT, {}, SupportCase.UNREACHABLE),
    (OrderStatus.REJECTED, {"refusal_kind": COMPANY}, SupportCase.REFUSED_ACCOUNT),
    (OrderStatus.REJECTED, {"refusal_kind": ORDER}, SupportCase.REFUSED),
    (OrderStatus.REVERSED, {"paid_at": START}, SupportCase.REVERSED_AFTER_PAID),
    (OrderStatus.REVERSED, {}, SupportCase.MONEY_BACK),
    (OrderStatus.FAILED, {}, SupportCase.MONEY_BACK),
    (OrderStatus.NOT_CREATED, {}, SupportCase.MONEY_BACK),
    (OrderStatus.PAID, {}, SupportCase.STATUS),
]


@pytest.mark.parametrize(("status", "fields", "case"), CASES)
def test_each_state_has_its_question(
    status: OrderStatus, fields: dict[str, Any], case: SupportCase | None
) -> None:
    assert case_of(a_bare_order(START, status=status, **fields), START) is case


def test_each_question_and_each_state_is_in_the_table() -> None:
    assert {case for _status, _fields, case in CASES} == {*SupportCase, None}
    assert {status for status, _fields, _case in CASES} == set(OrderStatus)
