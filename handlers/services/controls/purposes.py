"""What orders are for: which purposes are offered, and how much their budgets still allow.

Every purpose that is on is open to every team. A team's default is only what its agents are
offered first.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handlers.services.controls.refusals import Refusal, Refused
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.purpose import Purpose, TeamPurpose
from storage.repositories import purposes
from storage.repositories.purposes import Spending
from storage.values import Rupiah


@dataclass(frozen=True)
class PurposeState:
    """A purpose as admins see it."""

    purpose: Purpose
    spending: Spending
    teams: Sequence[str]
    """Whose default it is."""

    @property
    def left(self) -> int | None:
        """Rupiah that its budget still allows, below zero where it is over; None without one."""
        budget = self.purpose.budget
        return None if budget is None else budget - self.spending.taken


def look(work: Work) -> list[PurposeState]:
    """Return all purposes."""
    defaults = purposes.defaults(work)
    return [_state(work, purpose, defaults) for purpose in purposes.everything(work)]


def look_at(work: Work, code: str) -> PurposeState | None:
    """Return one of them; None where there is no such code."""
    purpose = purposes.get(work, code)
    return None if purpose is None else _state(work, purpose, purposes.defaults(work))


def _state(work: Work, purpose: Purpose, defaults: Sequence[TeamPurpose]) -> PurposeState:
    teams = [each.team for each in defaults if each.code == purpose.code]
    return PurposeState(purpose, purposes.spending(work, purpose.code), teams)


def find(work: Work, code: str | None) -> Purpose | None:
    """Return a purpose by its code; None for none."""
    return purposes.get(work, code) if code is not None else None


def called(work: Work, name: str, *, but: str) -> str | None:
    """Return the code of another purpose that has this name, however it is written."""
    same = " ".join(name.casefold().split())
    found = (each for each in purposes.everything(work) if each.code != but)
    return next((each.code for each in found if each.name.casefold() == same), None)


def left_of(work: Work, code: str | None) -> int | None:
    """Return what a budget still allows, whole rupiah; None where there is no budget."""
    purpose = find(work, code)
    if purpose is None or purpose.budget is None:
        return None
    return purpose.budget - purposes.spending(work, purpose.code).taken


def would_allow_more(work: Work, code: str, *, on: bool) -> bool:
    """Say whether orders could take more altogether, were this purpose on, or off."""
    on_now = (purpose.code for purpose in purposes.everything(work) if purpose.is_on)
    now = {each: left_of(work, each) for each in on_now}
    then = {**now, code: left_of(work, code)}
    if not on:
        del then[code]
    return _altogether(then.values()) > _altogether(now.values())


def _altogether(lefts: Collection[int | None]) -> float:
    """Add up what budgets leave: no end without a purpose, or with one without a budget."""
    if not lefts:
        return math.inf
    return sum(math.inf if left is None else max(0, left) for left in lefts)


def why_not(work: Work, code: str | None, name: str | None, amount: Rupiah) -> Refused | None:
    """Say why an order may not be made for a purpose that was read back; None where it may.

    Whoever makes orders takes turns (system_state.take_turns). So of orders that are confirmed at
    once each sees those before it, and their sum never passes the budget.
    """
    if code is None:
        is_one_needed = any(purpose.is_on for purpose in purposes.everything(work))
        return Refused(Refusal.PURPOSE_NEEDED) if is_one_needed else None
    purpose = purposes.get(work, code)
    if purpose is None or not purpose.is_on:
        return Refused(Refusal.PURPOSE_OFF)
    if purpose.name != name:
        return Refused(Refusal.PURPOSE_RENAMED)
    left = left_of(work, code)
    if left is not None and amount > left:
        return Refused(Refusal.BUDGET, Rupiah(max(0, left)), purpose.name)
    return None


def still_allow(work: Work, order: Order) -> bool:
    """Say whether an order may still be sent, whose amount is reserved in its budget already.

    Where a budget no longer reaches for all, it reaches for those that were confirmed first. The
    purpose is held: whoever switches it off, or lowers its budget, comes before this or after it.
    """
    if order.purpose is None:
        return True
    purpose = purposes.get(work, order.purpose, held=True)
    if purpose is None or not purpose.is_on:
        return False
    if purpose.budget is None:
        return True
    before = purposes.spending(work, purpose.code, before=order).taken
    return before + order.amount <= purpose.budget
