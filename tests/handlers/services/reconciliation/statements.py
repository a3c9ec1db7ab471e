"""Made-up pages of Faspay's statement, and orders to hold against them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.services.provider_answers import StatementLine
from handlers.services.reconciliation.matching import Comparison, compare
from handlers.services.reconciliation.order_lines import Booked, Span
from storage.models.order_states import OrderStatus
from storage.models.reconciliation import Mismatch
from storage.values import Rupiah

NUMBER = "512345678901"
AMOUNT = 500_000
START = datetime(2026, 1, 1, 17, tzinfo=UTC)
"""Midnight of 2 January in Jakarta."""
SPAN = Span(START, START + timedelta(days=2), START + timedelta(days=6))
AT = START + timedelta(days=3, hours=10)
"""When the order was sent: noon is two hours off."""


def booked(status: OrderStatus = OrderStatus.PAID, order_no: str = NUMBER, **fields: Any) -> Booked:  # noqa: ANN401 - fields of Booked
    given: dict[str, Any] = {"amount": AMOUNT, "at": AT}
    return Booked(order_no, status=status, **given | fields)


def debit(amount: int = AMOUNT, at: datetime = AT, text: str = f"{NUMBER} ref_17") -> StatementLine:
    return StatementLine(at, debit=True, amount=Rupiah(amount), name="transfer", description=text)


def credit(
    amount: int = AMOUNT, at: datetime = AT, text: str = f"{NUMBER} ref_17"
) -> StatementLine:
    return StatementLine(at, debit=False, amount=Rupiah(amount), name="reversal", description=text)


def compared(*lines: StatementLine, order: Booked | None = None) -> Comparison:
    return compare([order or booked()], lines, SPAN)


def mismatches(*lines: StatementLine, order: Booked | None = None) -> list[Mismatch]:
    return [each.mismatch for each in compared(*lines, order=order).found]
