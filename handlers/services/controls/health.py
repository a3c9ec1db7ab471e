"""How things stand: the sending switch, and what waits."""

from dataclasses import dataclass

from handlers.services.controls import clock, limits, stop_reasons
from handlers.services.controls.stop_reasons import Stopped
from handlers.services.policy import Policy
from handlers.services.proposals.deciders import second_admin_is_missing
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.repositories import inbox, order_sums, proposals


@dataclass(frozen=True)
class Health:
    """Counts at one moment."""

    stopped: tuple[Stopped, ...]
    """What is stopped, and why."""
    waiting: int
    """Orders confirmed, not yet being sent."""
    sending: int
    unknown: int
    """Orders of which nobody knows yet whether the money is out."""
    to_collect: int
    open_updates: int
    """Messages from people that are not yet handled."""
    limits_missing: bool
    """The money is real and an admin has yet to set a limit: nothing is sent."""
    clock_seconds: int | None
    """Faspay's clock minus ours, where admins were warned of it."""
    second_admin_missing: bool
    """No two admins count as two people: the operator decides with them."""
    open_proposals: int
    """What waits for a second person."""


def look(work: Work, policy: Policy) -> Health:
    """Count."""
    return Health(
        stopped=tuple(stop_reasons.everywhere(work)),
        waiting=order_sums.count(work, OrderStatus.REQUESTED, OrderStatus.AWAITING_APPROVAL),
        sending=order_sums.count(work, OrderStatus.SENDING),
        unknown=order_sums.count(work, OrderStatus.UNKNOWN),
        to_collect=order_sums.count(work, OrderStatus.ISSUED),
        open_updates=inbox.open_updates(work),
        limits_missing=limits.are_missing(work, policy),
        clock_seconds=clock.seconds_apart(work),
        second_admin_missing=second_admin_is_missing(work),
        open_proposals=len(proposals.open_ones(work)),
    )
