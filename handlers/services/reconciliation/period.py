"""Which nights ask for a comparison, and which days it covers. Days are Western Indonesian ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from handlers.services.reconciliation.matching import SETTLE
from handlers.services.reconciliation.order_lines import WIB, Span
from storage.engine.unit_of_work import Work
from storage.models.order import Order
from storage.repositories import reconciliation, system_state

_NIGHT = time(2, 30)
"""By then the day's orders no longer change."""
_AT_LEAST = timedelta(days=2)
_AGAIN = timedelta(days=1)
"""What was too fresh for the last complete comparison is looked at again."""
_MARGIN = timedelta(days=2)
"""Lines before the days that are compared, to explain those within."""
_OLD_DATA = timedelta(days=31)
"""How far back at least, where the data is older than what was done."""
_BALANCE_DAYS = timedelta(days=31)
"""How far back the statement is read for the sake of the balance alone."""
_FURTHEST = timedelta(days=88)
"""Faspay keeps three months (faspay-sendme.md, 3.8)."""


@dataclass(frozen=True)
class Days:
    """What one comparison covers; all days included."""

    began_at: datetime
    first: date
    last: date
    judged: date
    """From here on lines are judged; those before only explain. It reaches back to what is open."""
    known_from: date
    """The first day whose statement is read."""

    def __iter__(self) -> Iterator[date]:
        """Go through the days whose statement is read, oldest first."""
        count = (self.last - self.known_from).days + 1
        return (self.known_from + timedelta(days=number) for number in range(count))

    def back_to(self, day: date) -> "Days":
        """Return the same with the statement read from an earlier day, if Faspay keeps it."""
        furthest = day_of(self.began_at) - _FURTHEST
        return replace(self, known_from=min(self.known_from, max(day, furthest)))

    @property
    def base(self) -> datetime:
        """From when on the next comparison checks the balance."""
        return self.base_of(self.last)

    @staticmethod
    def base_of(last: date) -> datetime:
        """Return the same for a comparison whose last day this was."""
        return start_of(last - _AGAIN)

    @property
    def known_since(self) -> datetime:
        """When the first day began whose statement is read."""
        return start_of(self.known_from)

    @property
    def judged_since(self) -> datetime:
        """When the first day began whose lines are judged."""
        return start_of(self.judged)

    def span(self, first_act_at: datetime) -> Span:
        """Return what is known and judged; debits from before the first start are not ours."""
        whole = first_act_at.replace(microsecond=0)  # as the times of a statement are
        judged_from = max(self.judged_since, whole)
        return Span(self.known_since, judged_from, self.began_at - SETTLE)


def start_of(day: date) -> datetime:
    """Return when a day begins."""
    return datetime.combine(day, time(), WIB).astimezone(UTC)


def day_of(at: datetime) -> date:
    """Return the day in which a time lies."""
    return at.astimezone(WIB).date()


def last_night(now: datetime) -> datetime:
    """Return the newest time at which the nightly job asked, or should have."""
    local = now.astimezone(WIB)
    night = datetime.combine(local.date(), _NIGHT, WIB)
    return (night if night <= local else night - timedelta(days=1)).astimezone(UTC)


def choose(work: Work) -> Days:
    """Take all days since the last complete comparison, and the statement back to what is open.

    Open is also the balance, from the last time it could be compared: what left since is found.
    """
    today = day_of(work.now)
    first = max(_first(work, today), today - _FURTHEST + _MARGIN)
    of_orders = [sent_at(order) for order in reconciliation.orders_since(work, start_of(first))]
    of_lines = [each.happened_at for each in reconciliation.open_discrepancies(work)]
    oldest = min([first, *(day_of(at) for at in of_orders + of_lines)])
    judged = max(oldest, today - _FURTHEST + _MARGIN)
    days = Days(work.now, first, today, judged, judged - _MARGIN)
    return days.back_to(_balance_known_since(work, today))


def _first(work: Work, today: date) -> date:
    began = day_of(reconciliation.first_act_at(work) or work.now)
    if system_state.restored_data_since(work) is not None:
        unended = reconciliation.orders_since(work, work.now)
        return min([today - _OLD_DATA, *(day_of(sent_at(order)) for order in unended)])
    last = reconciliation.newest_complete(work, today)
    if last is None:
        return min(began, today - _AT_LEAST)
    return min(last.last_day - _AGAIN, today - _AT_LEAST)


def _balance_known_since(work: Work, today: date) -> date:
    last = reconciliation.newest_complete(work, today, with_balance=True)
    day = last.last_day - _AGAIN if last else today
    return day if day >= today - _BALANCE_DAYS else today


def sent_at(order: Order) -> datetime:
    """Return when an order was sent, or made where it was not."""
    return order.sending_at or order.created_at


def compared(work: Work, days: Days, named: Sequence[str]) -> list[Order]:
    """Return the orders of the days, open ones, and those with these numbers."""
    found = {
        order.order_no: order for order in reconciliation.orders_since(work, start_of(days.first))
    }
    others = [number for number in named if number not in found]
    found |= {order.order_no: order for order in reconciliation.orders_named(work, others)}
    return list(found.values())
