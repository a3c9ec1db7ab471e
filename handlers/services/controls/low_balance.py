"""The balance guard: where less is available than waits to be sent, sending stops.

Else somebody would wait in front of each order that Faspay can only refuse.
"""

from datetime import timedelta

from handlers.services.controls import sending
from handlers.services.controls.sending import Guard
from handlers.services.provider_answers import Balance
from storage.engine.unit_of_work import Work
from storage.repositories import order_sums

_FRESH = timedelta(seconds=30)
"""An older answer says nothing of now: orders go out in seconds."""


def judge(work: Work, balance: Balance, age: timedelta) -> bool:
    """Stop all sending if the available balance, asked so long ago, is less than what waits.

    Only what was certainly not taken out of it counts: what had not begun to be sent when Faspay
    was asked. An order in doubt may be out of it already, and would stop sending for as long as it
    is in doubt.
    """
    if age > _FRESH or not sending.is_open(work):
        return False
    asked_at = work.now - age
    needed = order_sums.rupiah_unsent_at(work, asked_at)
    if needed <= max(0, balance.available):
        return False
    named = f"{int(balance.available)} {needed} {asked_at.isoformat(timespec='seconds')}"
    return sending.stop_by(work, Guard.LOW_BALANCE, named)
