"""Puts the Faspay stand-in together: one partner, one account, all in memory."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.sandbox.faspay.background import Background
from bot.sandbox.faspay.book import Book
from bot.sandbox.faspay.callbacks import Announcer, Deliver, HttpDelivery
from bot.sandbox.faspay.code import public_pem, throw_away_key
from bot.sandbox.faspay.control import control_app
from bot.sandbox.faspay.credentials import SandboxCredentials, SandboxSettings
from bot.sandbox.faspay.dated import Dated
from bot.sandbox.faspay.faults import FaspayFaults
from bot.sandbox.faspay.gate import WIB, Gate
from bot.sandbox.faspay.ledger import Ledger
from bot.sandbox.faspay.services import Services
from bot.sandbox.faspay.transaction import Status, Transaction
from bot.sandbox.faspay.transfers import Transfers

_log = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class FaspaySandbox:
    """A Faspay that is no bank. `app` is the ASGI application, `control` its control API alone.

    Every edge is an argument: clock (aware times), sleep, delivery of callbacks, and the key that
    encrypts codes. Methods that change a status post callbacks, so they need a running loop.
    `settled` waits until the callbacks are done.
    """

    def __init__(
        self,
        credentials: SandboxCredentials,
        *,
        now: Callable[[], datetime] = _utc_now,
        settings: SandboxSettings | None = None,
        deliver_callback: Deliver | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        key: RSAPrivateKey | None = None,
    ) -> None:
        _log.warning("This Faspay is a STAND-IN and NO BANK: no money moves, its codes open no ATM")
        settings = settings or SandboxSettings()
        key = key or throw_away_key()
        self.credentials = credentials
        self.public_key_pem = public_pem(key)
        self.faults = FaspayFaults()
        self._now = now
        self.gate = Gate(credentials, settings, now)
        self.ledger = Ledger(settings.reserved_rupiah)
        self.ledger.credit(now().astimezone(WIB), settings.opening_rupiah, "topup", "sandbox")
        self._background = Background(sleep)
        announcer = Announcer(
            credentials,
            settings,
            self.faults,
            self._background,
            deliver_callback or HttpDelivery(),
            now,
        )
        self._book = Book(self.ledger, key, settings, now, announcer.announce, self.faults)
        services = self._services(settings, announcer, now)
        self.control = control_app(self)
        routes = [*services.routes(), Mount("/sandbox", self.control)]
        self.app = Dated(Starlette(routes=routes, lifespan=self._lifespan), now)

    def _services(
        self, settings: SandboxSettings, announcer: Announcer, now: Callable[[], datetime]
    ) -> Services:
        transfers = Transfers(
            self.credentials.virtual_account,
            settings,
            self.faults,
            self._book,
            announcer,
            self._background,
            now,
        )
        return Services(self.gate, self.ledger, self._book, transfers)

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        """Every transaction, oldest first. Overdue ones are expired before."""
        self._book.expire_due()
        return self._book.transactions

    def transaction(self, trx_no: str) -> Transaction:
        """Look one up; raises UnknownTransactionError."""
        return self._book.find(trx_no)

    def withdraw(
        self, *, code: str, amount_rupiah: int, phone: str = "", trx_no: str = ""
    ) -> Transaction:
        """Collect as at an ATM, by phone or order number: status 2.

        Raises WithdrawalRefusedError, UnknownTransactionError.
        """
        if trx_no:
            phone = self._book.find(trx_no).request.phone
        return self._book.withdraw(phone, code, amount_rupiah)

    def withdraw_now(self, trx_no: str) -> Transaction:
        """Collect without the code: status 2; raises NotAllowedError, UnknownTransactionError."""
        return self._book.advance(self._book.find(trx_no), Status.SUCCESS)

    def expire(self, trx_no: str) -> Transaction:
        """Let the code run out: status 4 (or 5 by the settings) and the money back."""
        return self._book.expire(self._book.find(trx_no))

    def reverse(self, trx_no: str) -> Transaction:
        """Reverse a transaction, even a collected one: status 5 and the money back."""
        return self._book.advance(self._book.find(trx_no), Status.REVERSED)

    def fail(self, trx_no: str) -> Transaction:
        """Fail an open transaction: status 4 and the money back."""
        return self._book.advance(self._book.find(trx_no), Status.FAILED)

    def debit(self, amount_rupiah: int, description: str) -> None:
        """Debit the account as another user of it would."""
        self.ledger.debit(self._now().astimezone(WIB), amount_rupiah, "transfer", description)

    async def settled(self) -> None:
        """Wait until every callback and every late event has happened."""
        await self._background.settled()

    async def aclose(self) -> None:
        """Cancel what is still running. Call it when `app` runs without its lifespan."""
        await self._background.close()

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        await self.aclose()
