"""Purposes of orders, the defaults of teams, and what budgets have left."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import col, func, select

from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.models.order_states import BACK, OrderStatus
from storage.models.purpose import Purpose, TeamPurpose
from storage.repositories import order_sums


@dataclass(frozen=True)
class Spending:
    """What of a budget is taken, whole rupiah."""

    used: int = 0
    """Collected."""
    reserved: int = 0
    """Confirmed, and neither collected nor provably back."""

    @property
    def taken(self) -> int:
        """Both together."""
        return self.used + self.reserved


def add(work: Work, code: str, name: str, *, is_on: bool = True) -> Purpose:
    """Keep a new purpose, which has no budget."""
    new = Purpose(code=code, name=name, is_on=is_on, created_at=work.now)
    work.session.add(new)
    work.session.flush()
    return new


def get(work: Work, code: str, *, held: bool = False) -> Purpose | None:
    """Return one by its code; `held` keeps others out until the transaction ends.

    Whoever holds it reads it anew, and sees every order that others have confirmed under it.
    """
    return work.session.get(Purpose, code, with_for_update=held, populate_existing=held)


def everything(work: Work) -> Sequence[Purpose]:
    """Return all purposes: those that are on first, then by name."""
    query = select(Purpose).order_by(col(Purpose.is_on).desc(), Purpose.name, Purpose.code)
    return work.session.exec(query).all()


def offered(work: Work, team: str) -> list[Purpose]:
    """Return what a team's agents may choose from, the team's default first."""
    default = default_of(work, team)
    on = (purpose for purpose in everything(work) if purpose.is_on)
    return sorted(on, key=lambda purpose: purpose.code != default)


def default_of(work: Work, team: str) -> str | None:
    """Return the code of a team's default; no team has none."""
    found = work.session.get(TeamPurpose, team) if team else None
    return found.code if found is not None else None


def defaults(work: Work) -> Sequence[TeamPurpose]:
    """Return the defaults of all teams, by team."""
    return work.session.exec(select(TeamPurpose).order_by(col(TeamPurpose.team))).all()


def set_default(work: Work, team: str, code: str | None) -> None:
    """Keep a team's default in place of an earlier one; None for none."""
    if code is None:
        work.session.exec(delete(TeamPurpose).where(col(TeamPurpose.team) == team))
    else:
        work.session.merge(TeamPurpose(team=team, code=code))


def spending(work: Work, code: str, before: Order | None = None) -> Spending:
    """Return what the orders of one purpose have taken, over its whole life.

    `before` counts only what was requested before that order. It is summed each time, so it can
    never be wrong, and the sum is read from one index.
    """
    counted = [col(Order.purpose) == code, col(Order.status).not_in(BACK)]
    if before is not None:
        counted.append(order_sums.requested_before(before))
    query = select(Order.status, func.sum(Order.amount)).where(*counted)
    sums = dict(work.session.exec(query.group_by(col(Order.status))).all())
    used = int(sums.pop(OrderStatus.PAID, 0))
    return Spending(used, sum(int(amount) for amount in sums.values()))
