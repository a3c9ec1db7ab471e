"""The credentials, and settings for what Faspay's pages leave open."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Self
from uuid import uuid4


@dataclass(frozen=True, repr=False)
class SandboxCredentials:
    """One partner's credential set, by Faspay's names (faspay-sendme.md, 2)."""

    virtual_account: str
    faspay_key: str
    faspay_secret: str
    app_key: str
    app_secret: str
    client_key: str
    client_secret: str
    iv: str

    @classmethod
    def random(cls) -> Self:
        """Make up a set for one stand-in. It opens nothing else."""
        return cls(
            virtual_account="99" + "".join(secrets.choice("0123456789") for _ in range(8)),
            faspay_key=str(uuid4()),
            faspay_secret=str(uuid4()),
            app_key=str(uuid4()),
            app_secret=str(uuid4()),
            client_key=str(uuid4()),
            client_secret=str(uuid4()),
            iv=secrets.token_hex(8),
        )


@dataclass(frozen=True)
class SandboxSettings:
    """How this stand-in fills the gaps in Faspay's pages; money in whole rupiah."""

    opening_rupiah: int = 100_000_000
    reserved_rupiah: int = 0
    """Part of the balance that may not be spent: available = balance - reserved."""
    fee_rupiah: int = 0
    """Debited with each transfer, refunded with it."""
    timestamp_window: timedelta | None = timedelta(minutes=5)
    """How far faspay-timestamp (WIB) may be from now. None accepts any, to replay recordings."""
    token_life: timedelta = timedelta(hours=10)
    permata_life: timedelta = timedelta(hours=1)
    counter_life: timedelta = timedelta(hours=24)
    expires_by_itself: bool = True
    """Whether uncollected orders expire by themselves, at the next request."""
    expired_is_reversed: bool = False
    """An expired order's status, which no page names: 5 when true, else 4."""
    unauthorized_http_status: int = 200
    slow_seconds: float = 5.0
    late_seconds: float = 10.0
    reverse_after_seconds: float = 5.0
    callback_pauses_seconds: tuple[float, ...] = field(default=(0.5, 2.0))
    """Pauses before the repeats of a callback that was not answered 200."""
    first_trx_id: int = 395855
