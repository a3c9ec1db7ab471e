"""What Faspay's tables say of one cash-out channel, as data (faspay-sendme.md, 3.4 and 6)."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class FaspayChannel:
    """One row: what a transfer must hold, which amounts it may have, what a code looks like."""

    bank_code: str
    """beneficiary_bank_code."""
    fields: tuple[str, ...]
    """The fields that a transfer carries besides those of every channel."""
    description: int
    """The longest trx_desc."""
    step: int
    """Rupiah: every amount is a multiple of it, and it is the least amount."""
    highest: int | None
    """Rupiah; None where Faspay names no limit."""
    code: re.Pattern[str]
    """What a code is, once opened."""

    def takes(self, rupiah: int) -> bool:
        """Say whether the channel can pay an amount out: the last guard, not the policy."""
        too_much = self.highest is not None and rupiah > self.highest
        return rupiah > 0 and rupiah % self.step == 0 and not too_much
