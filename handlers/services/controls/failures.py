"""The failure guard: transfers in a row that Faspay does not answer clearly stop sending.

Each leaves its money in doubt, and somebody waiting without a code. What has not left this machine
does not count: its money is certain, and it may well pass by itself before two people could open.
"""

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.repositories import system_state

MOST_IN_A_ROW = 5
"""One or two are bad luck, and several orders may be under way when a line drops. Five people
without an answer between them mean that the next will have none either."""


def failed(work: Work, order: Order) -> None:
    """Count a transfer that was not answered clearly; call it once an order.

    The row is held, so replicas that fail at once count each other. Opening proves nothing, so only
    a clear answer begins the count anew.
    """
    count = system_state.failed_in_a_row(work, to_change=True) + 1
    system_state.set_failed_in_a_row(work, count)
    if count >= MOST_IN_A_ROW:
        sending.stop_by(work, Guard.FAILURES, f"{count} {order.order_no}")


def answered(work: Work) -> None:
    """Note that Faspay has answered a transfer clearly, whether with yes or no."""
    if system_state.failed_in_a_row(work):
        system_state.set_failed_in_a_row(work, 0)
