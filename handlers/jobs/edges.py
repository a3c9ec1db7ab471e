"""The edges that the jobs of one process work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from handlers.services.orders import transfers
from handlers.services.policy import Policy
from handlers.services.ports import Gateway
from storage.engine.database import Database
from storage.engine.group_commit import GroupCommit
from storage.values import OrderNumber


class Slots(Protocol):
    """storage.engine.journal.Journal, as far as a transfer needs it."""

    def take(self) -> Path:
        """Reserve space before a transfer leaves. Raise NoSpace, or AllTaken."""

    def keep(self, slot: Path, entry: dict[str, Any]) -> None:
        """Keep an entry, durably. Raise TooLarge or OSError."""

    def release(self, slot: Path) -> None:
        """Empty a slot."""


async def _always() -> bool:
    return True


@dataclass(frozen=True)
class Edges:
    """What the jobs of one process work with; every edge is handed in."""

    database: Database
    gateway: Gateway
    policy: Policy
    owner: str
    """The name of this process among replicas."""
    monotonic: Callable[[], float]
    journal: Slots
    """Keeps answers that the database cannot take."""
    stopping: Callable[[], bool] = bool
    """Whether we were asked to stop."""
    is_current: Callable[[], Awaitable[bool]] = _always
    """Whether the database is still the one in which everything was done (data_age)."""
    asking: set[OrderNumber] = field(default_factory=set)
    """Orders that are being asked about, so that none is asked about twice at once."""

    @cached_property
    def renewals(self) -> GroupCommit[OrderNumber, bool]:
        """Renews the claims of this process, many in one statement."""

        async def commit(numbers: list[OrderNumber]) -> list[bool]:
            given = (self.policy, self.owner, numbers)
            ours = await self.database.run(transfers.renew, *given, patient=False)
            return [number in ours for number in numbers]

        return GroupCommit(commit)
