"""The account guard: what is wrong between the company and Faspay stops sending the second time.

Every further order would be refused as well, with a person waiting for each.
"""

from datetime import timedelta

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.repositories import system_state

_IN_A_ROW = timedelta(days=1)
"""What was refused longer ago has been mended, or is another fault."""


def refuses(work: Work, order: Order) -> None:
    """Note a refusal that only the company can mend; call it once an order.

    The second in a row stops sending, whoever's orders they are: Faspay has looked at none between
    them. The row is held, so two replicas that are refused at once see each other.
    """
    before = system_state.account_refused_at(work, to_change=True)
    if before is not None and abs(work.now - before) < _IN_A_ROW:
        sending.stop_by(work, Guard.ACCOUNT, order.order_no)
    else:
        system_state.set_account_refused_at(work, work.now)


def accepts(work: Work) -> None:
    """Note that Faspay has taken us in now, whatever it said of an order: the next is the first."""
    if system_state.account_refused_at(work) is not None:
        system_state.set_account_refused_at(work, None)


def exists(work: Work, order: Order) -> None:
    """Note that Faspay turned out to have an order: it proves something if it was sent later."""
    refused_at = system_state.account_refused_at(work)
    if refused_at is not None and order.sending_at is not None and order.sending_at > refused_at:
        system_state.set_account_refused_at(work, None)
