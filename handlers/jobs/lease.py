"""Holding an order while its transfer is under way: a short claim, renewed by the living."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

logger = logging.getLogger(__name__)

_RENEWALS = 4
"""How many renewals fit into a lease: one that is lost or slow does not end it."""


class Holding:
    """Knows whether a transfer may still begin.

    It may for half a lease after the start of the last renewal that succeeded, by a clock that
    nobody sets: the other half is for the byte to leave before anybody takes the order over. One
    renewal that fails ends it for good; the claim is renewed all the same, for what has left by
    then is still under way.
    """

    def __init__(
        self,
        renew: Callable[[], Awaitable[bool]],
        lease: timedelta,
        began: float,
        monotonic: Callable[[], float],
    ) -> None:
        self._renew = renew
        self._seconds = lease.total_seconds()
        self._monotonic = monotonic
        self._deadline = began + self._seconds / 2
        self._lost = False

    def is_held(self) -> bool:
        """Say whether the order is ours beyond doubt."""
        return not self._lost and self._monotonic() < self._deadline

    async def keep(self) -> None:
        """Renew until the order is somebody else's, or this is cancelled."""
        while True:
            await asyncio.sleep(self._seconds / _RENEWALS)
            began = self._monotonic()
            try:
                if not await self._renew():
                    self._lost = True
                    return
            except Exception as error:  # noqa: BLE001 - a database that cannot renew may be back soon
                self._lost = True
                logger.warning("lease_not_renewed", extra={"error_type": type(error).__name__})
            else:
                self._deadline = began + self._seconds / 2


@contextlib.asynccontextmanager
async def holding(
    renew: Callable[[], Awaitable[bool]],
    lease: timedelta,
    began: float,
    monotonic: Callable[[], float],
) -> AsyncIterator[Holding]:
    """Keep a claim within the block; `began` is the monotonic time right before the claim."""
    held = Holding(renew, lease, began, monotonic)
    keeping = asyncio.create_task(held.keep())
    try:
        yield held
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
