"""Writes a transaction into the statement, truthfully or with one flaw."""

from datetime import timedelta

from bot.sandbox.faspay.faults import Posting
from bot.sandbox.faspay.ledger import Ledger
from bot.sandbox.faspay.transaction import Transaction

_TIMES = {Posting.NO_DEBITS: 0, Posting.TENFOLD: 10}


def post_transfer(ledger: Ledger, transaction: Transaction, posting: Posting) -> None:
    """Write the debit of a new transfer."""
    at, what = transaction.made_at, _description(transaction)
    amount, fee = transaction.request.amount_rupiah, transaction.fee_rupiah
    if posting is Posting.DAY_LATE:
        at += timedelta(days=1)
    if posting is Posting.FEE_INSIDE:
        amount, fee = amount + fee, 0
    for _ in range(2 if posting is Posting.DOUBLE else 1):
        ledger.debit(at, amount * _TIMES.get(posting, 1), "transfer", what)
    ledger.debit(at, fee, "fee", "fee" if posting is Posting.FEE_NAMELESS else what)


def post_refund(ledger: Ledger, transaction: Transaction, posting: Posting) -> None:
    """Write the refund of a failed or reversed transfer."""
    if posting is Posting.NO_REFUNDS:
        return
    at, what = transaction.status_at, _description(transaction)
    ledger.credit(at, transaction.request.amount_rupiah, "reversal", what)
    ledger.credit(at, transaction.fee_rupiah, "fee reversal", what)


def _description(transaction: Transaction) -> str:
    """Describe a line (faspay-sendme.md, 3.8). A cash-out has no beneficiary account."""
    return f"{transaction.request.description} {transaction.trx_reff}".strip()
