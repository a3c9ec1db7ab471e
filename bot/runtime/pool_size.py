"""How much one process does at the same time."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class PoolSize:
    """How many of each kind may be at work in one process."""

    transfers: int = 64
    """FASPAY_TRANSFERS_AT_ONCE. One that hangs costs a connection, a slot of the journal and a
    renewal every five seconds; it holds up nobody."""
    inquiries: int = 32
    """As many may hang before the next order has to wait."""
    updates: int = 1
    """Of what people say: one update is one transaction, and SQLite has one at a time."""

    @classmethod
    def bearable(cls, transfers_at_once: int) -> Self:
        """Return what Faspay bears: half as many inquiries as transfers."""
        return cls(transfers=transfers_at_once, inquiries=max(2, transfers_at_once // 2))
