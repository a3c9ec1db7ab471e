"""One transaction, and what every use case needs inside it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from storage.engine.vault import Vault


class WakeUp(StrEnum):
    """Which worker to wake after the commit."""

    UPDATES = "updates"
    OUTGOING = "outgoing"
    SUBMIT = "submit"
    CHECK = "check"
    TASKS = "errands"


@dataclass(frozen=True)
class Work:
    """A transaction. It commits when the use case returns, and rolls back if it raises."""

    session: Session
    vault: Vault
    now: datetime
    """One aware UTC time for the whole transaction."""
    wake_ups: set[WakeUp] = field(default_factory=set)

    def wake(self, wake_up: WakeUp) -> None:
        """Wake a worker after the commit. A timer finds the work if the wake-up is lost."""
        self.wake_ups.add(wake_up)
