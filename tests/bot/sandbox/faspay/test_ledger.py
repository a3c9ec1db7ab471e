"""Whatever happens, the account is the sum of its lines, and money not out is back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.faspay import NotAllowedError, SandboxSettings, Status, Transaction
from bot.sandbox.faspay.book import Book
from bot.sandbox.faspay.ledger import Ledger, Side
from bot.sandbox.faspay.refusals import RefusedError
from bot.sandbox.faspay.requests import read_transfer
from tests.bot.sandbox.faspay.partner import NOON_WIB, PERMATA, shared_key

OPENING = 1_000_000
FEE = 5_000
STEPS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["make", *Status]), st.integers(1, 15))
)


def opened_book() -> tuple[Ledger, Book, list[Transaction]]:
    ledger = Ledger(reserved_rupiah=0)
    ledger.credit(NOON_WIB, OPENING, "topup", "")
    announced: list[Transaction] = []
    settings = SandboxSettings(fee_rupiah=FEE)
    return (
        ledger,
        Book(ledger, shared_key(), settings, lambda: NOON_WIB, announced.append),
        announced,
    )


def step(book: Book, number: int, act: str | Status, notes: int) -> None:
    if isinstance(act, Status):
        one = [each for each in book.transactions if each.request.trx_no == str(number)]
        for transaction in one:
            book.advance(transaction, act)
        return
    body = {**PERMATA, "virtual_account": "1", "trx_no": str(number)}
    body["trx_amount"] = notes * 10_000_000
    book.make(read_transfer(body, "1", NOON_WIB))


@given(STEPS)
def test_the_balance_is_the_opening_minus_what_is_out(
    steps: list[tuple[int, str | Status, int]],
) -> None:
    ledger, book, _ = opened_book()
    for number, act, notes in steps:
        before = ledger.balance_rupiah
        try:
            step(book, number, act, notes)
        except (RefusedError, NotAllowedError):
            assert ledger.balance_rupiah == before
        out = sum(
            one.request.amount_rupiah + FEE
            for one in book.transactions
            if one.status in {Status.ON_PROCESS, Status.SUCCESS}
        )
        assert ledger.balance_rupiah == OPENING - out
        assert ledger.balance_rupiah == sum(line.signed_rupiah for line in ledger.lines)
        assert ledger.available_rupiah >= 0


@given(STEPS)
def test_every_change_of_a_status_is_announced_once(
    steps: list[tuple[int, str | Status, int]],
) -> None:
    _, book, announced = opened_book()
    changes = 0
    for number, act, notes in steps:
        before = {one: one.status for one in book.transactions}
        try:
            step(book, number, act, notes)
        except (RefusedError, NotAllowedError):
            continue
        changes += sum(one.status is not status for one, status in before.items())
    assert len(announced) == changes


def test_a_line_is_found_on_its_own_day_only() -> None:
    ledger = Ledger(reserved_rupiah=0)
    ledger.credit(NOON_WIB, 1, "topup", "")
    ledger.debit(NOON_WIB + timedelta(days=1), 1, "transfer", "")
    first, second = date(2026, 1, 2), date(2026, 1, 3)
    assert [line.side for line in ledger.between(first, first)] == [Side.CREDIT]
    assert [line.side for line in ledger.between(second, second)] == [Side.DEBIT]
    assert len(ledger.between(first, second)) == 2


def test_nothing_is_written_for_zero_and_never_a_negative_line() -> None:
    ledger = Ledger(reserved_rupiah=0)
    ledger.debit(NOON_WIB, 0, "fee", "")
    assert ledger.lines == ()
    with pytest.raises(ValueError, match="negative"):
        ledger.debit(NOON_WIB, -1, "fee", "")
