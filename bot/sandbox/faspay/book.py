"""The life of transactions: made once, then collected, expired, failed or reversed."""

import secrets
import string
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.sandbox.faspay.code import encrypt, random_code
from bot.sandbox.faspay.credentials import SandboxSettings
from bot.sandbox.faspay.faults import FaspayFaults
from bot.sandbox.faspay.gate import WIB
from bot.sandbox.faspay.ledger import Ledger
from bot.sandbox.faspay.magic import MAGIC, Trick
from bot.sandbox.faspay.postings import post_refund, post_transfer
from bot.sandbox.faspay.refusals import RefusedError, Text
from bot.sandbox.faspay.requests import ReceivedTransfer, domestic
from bot.sandbox.faspay.transaction import Status, Transaction

_FOLLOWS: Mapping[Status, frozenset[Status]] = {
    Status.ON_PROCESS: frozenset({Status.SUCCESS, Status.FAILED, Status.REVERSED}),
    Status.SUCCESS: frozenset({Status.REVERSED}),
    Status.FAILED: frozenset(),
    Status.REVERSED: frozenset(),
}
_INQUIRIES_BEFORE_FOUND = 2
_LETTERS = string.ascii_letters + string.digits


class UnknownTransactionError(LookupError):
    """No transaction has this number."""


class NotAllowedError(Exception):
    """The status cannot follow the one the transaction has."""

    def __init__(self, current: Status, wanted: Status) -> None:
        super().__init__(current, wanted)
        self.current = current
        self.wanted = wanted


class Why(Enum):
    """Why a withdrawal was refused."""

    NO_SUCH_PHONE = "no order for this phone number"
    WRONG_CODE = "wrong code"
    WRONG_AMOUNT = "wrong amount"
    EXPIRED = "code expired"
    CLOSED = "code already used or order closed"


class WithdrawalRefusedError(Exception):
    """The machine pays nothing; `why` gives the reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Book:
    """Holds every transaction by its number, and calls `announce` after each change of status."""

    def __init__(
        self,
        ledger: Ledger,
        key: RSAPrivateKey,
        settings: SandboxSettings,
        now: Callable[[], datetime],
        announce: Callable[[Transaction], None],
        faults: FaspayFaults | None = None,
    ) -> None:
        self._ledger = ledger
        self._key = key
        self._settings = settings
        self._now = now
        self._announce = announce
        self._faults = faults or FaspayFaults()
        self._by_number: dict[str, Transaction] = {}

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        """Every transaction, oldest first."""
        return tuple(self._by_number.values())

    def check_new(self, request: ReceivedTransfer) -> None:
        """Refuse a used number, and an amount beyond the balance."""
        if request.trx_no in self._by_number:
            raise RefusedError(Text.DUPLICATE, "trx_no")
        if request.amount_rupiah + self._settings.fee_rupiah > self._ledger.available_rupiah:
            raise RefusedError(Text.POOR, "trx_amount")

    def make(self, request: ReceivedTransfer) -> Transaction:
        """Debit the account and make the transaction with its code; raises RefusedError."""
        self.check_new(request)
        now = self._clock()
        trick, code = MAGIC.get(request.domestic_phone), random_code()
        told = code[1:] if trick is Trick.SHORT_CODE else code
        transaction = Transaction(
            request=request,
            trick=trick,
            trx_id=self._settings.first_trx_id + len(self._by_number),
            trx_reff=_reference(now),
            code=code,
            cashout_code=encrypt(told, self._key),
            fee_rupiah=self._settings.fee_rupiah,
            made_at=now,
            expires_at=self._end(request, trick, now),
            status_at=now,
        )
        self._by_number[request.trx_no] = transaction
        post_transfer(self._ledger, transaction, self._faults.postings)
        return transaction

    def find(self, trx_no: str) -> Transaction:
        """Look a transaction up; raises UnknownTransactionError."""
        try:
            return self._by_number[trx_no]
        except KeyError:
            raise UnknownTransactionError from None

    def inquire(self, trx_no: str, trx_id: str | None) -> Transaction:
        """Look it up as a partner does; raises RefusedError("Transaction not found")."""
        transaction = self._by_number.get(trx_no)
        if transaction is None or trx_id not in {None, str(transaction.trx_id)}:
            raise RefusedError(Text.NOT_FOUND, "trx_no")
        transaction.inquiries += 1
        hidden = transaction.inquiries <= _INQUIRIES_BEFORE_FOUND
        if transaction.trick is Trick.FOUND_LATE and hidden:
            raise RefusedError(Text.NOT_FOUND, "trx_no")
        return transaction

    def withdraw(self, phone: str, code: str, amount_rupiah: int) -> Transaction:
        """Pay out at a machine if phone, code, amount agree; raises WithdrawalRefusedError."""
        self.expire_due()
        known = [one for one in self.transactions if one.request.domestic_phone == domestic(phone)]
        matching = [one for one in known if secrets.compare_digest(one.code, code)]
        if not matching:
            raise WithdrawalRefusedError(Why.WRONG_CODE if known else Why.NO_SUCH_PHONE)
        transaction = matching[-1]
        if transaction.request.amount_rupiah != amount_rupiah:
            raise WithdrawalRefusedError(Why.WRONG_AMOUNT)
        if transaction.expires_at <= self._clock():
            raise WithdrawalRefusedError(Why.EXPIRED)
        if transaction.status is not Status.ON_PROCESS:
            raise WithdrawalRefusedError(Why.CLOSED)
        return self.advance(transaction, Status.SUCCESS)

    def expire(self, transaction: Transaction) -> Transaction:
        """Close an uncollected order and give the money back: status 4, or 5 by the settings."""
        reversed_ = self._settings.expired_is_reversed
        if transaction.status is not Status.ON_PROCESS:
            raise NotAllowedError(
                transaction.status, Status.REVERSED if reversed_ else Status.FAILED
            )
        return self.advance(transaction, Status.REVERSED if reversed_ else Status.FAILED)

    def expire_due(self) -> None:
        """Expire what is past its time, unless the settings leave that to people."""
        if not self._settings.expires_by_itself:
            return
        now = self._clock()
        for transaction in self.transactions:
            if transaction.status is Status.ON_PROCESS and transaction.expires_at <= now:
                self.expire(transaction)

    def advance(self, transaction: Transaction, status: Status) -> Transaction:
        """Change the status, refund where it demands that, announce; raises NotAllowedError."""
        if status not in _FOLLOWS[transaction.status]:
            raise NotAllowedError(transaction.status, status)
        transaction.status = status
        transaction.status_at = self._clock()
        if status in {Status.FAILED, Status.REVERSED}:
            post_refund(self._ledger, transaction, self._faults.postings)
        self._announce(transaction)
        return transaction

    def _end(self, request: ReceivedTransfer, trick: Trick | None, now: datetime) -> datetime:
        end = request.expires or now + self._life(request.channel)
        if trick is Trick.DATE_ONLY:
            return end.astimezone(WIB).replace(hour=23, minute=59, second=59, microsecond=0)
        return end

    def _life(self, channel: str) -> timedelta:
        return self._settings.permata_life if channel == "C013" else self._settings.counter_life

    def _clock(self) -> datetime:
        return self._now().astimezone(WIB)


def _reference(now: datetime) -> str:
    """Make a trx_reff like the sample's: 20 characters and a Unix time in microseconds."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(20))
    return f"{letters}_{int(now.timestamp() * 1_000_000)}"
