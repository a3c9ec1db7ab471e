"""The amount unit guard: a wrong unit pays a hundredfold, so the balance must prove it first.

Until then only the smallest amount may be requested, one order at a time, and the available
balance is read before and after (faspay-sendme.md, 7; balances are plain rupiah).
"""

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from handlers.services.policy import Policy
from handlers.services.provider_answers import Balance
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.repositories import order_sums, orders, system_state

PLAUSIBLE_FEE = 25_000
"""Rupiah. No page states a fee; more than this is not taken for one."""


def is_guarded(work: Work, policy: Policy) -> bool:
    """Say whether the unit is still to be proven."""
    return policy.prove_unit and not system_state.is_amount_unit_proven(work)


def somebody_is_ahead(work: Work) -> bool:
    """Say whether another order is on its way or unclear, so that no balance proves anything."""
    return order_sums.count(work, OrderStatus.SENDING, OrderStatus.UNKNOWN) > 0


def judge(work: Work, order_no: str, before: Balance, after: Balance | None) -> bool:
    """Compare the balances around one accepted order: proven, or sending stops.

    `after` None: Faspay did not say. The order must be sent and certain to be judged at all.
    """
    order = orders.get(work, order_no)
    if order is None or order.status not in {OrderStatus.ISSUED, OrderStatus.PAID}:
        return False
    if after is None:
        sending.stop_by(work, Guard.UNIT_UNTOLD, order_no)
        return False
    fell = int(before.available) - int(after.available)
    if not order.amount <= fell <= order.amount + PLAUSIBLE_FEE:
        sending.stop_by(work, Guard.UNIT, order_no)
        return False
    system_state.prove_amount_unit(work)
    return True
