"""Tells other replicas in webhook mode about our settings, and hears of theirs."""

import asyncio
import logging
from dataclasses import replace

from handlers.services.controls import registration
from handlers.services.controls.registration import RegistrationStep, Sight, Terms
from storage.engine.database import Database

_AGAIN = 2.0
"""Seconds until a process that has just started asks the database again."""

logger = logging.getLogger(__name__)


class WebhookClaim:
    """Our claim that Telegram posts by our settings, until newer ones are registered.

    While the database is away all stays as it was: what is ours is put right, and what was left
    to a newer process is still left to it.
    """

    def __init__(self, database: Database, terms: Terms, *, again: float = _AGAIN) -> None:
        self._database = database
        self._terms = terms
        self._again = again
        self._is_unconfirmed = False
        """Telegram has taken our settings, and the others do not know."""
        self._unjudged: set[str] = set()
        """Where Telegram posted to while nobody could be told."""
        self._is_left = False
        self._was_blind = False

    async def announce(self) -> bool:
        """Tell of it right before we register; False: leave it to another process.

        A process that has just started waits for the database. Without it no update could be kept,
        and the others would take us for a stranger.
        """
        while True:
            try:
                if not self._terms.turn:
                    turn = await self._database.run(registration.start)
                    self._terms = replace(self._terms, turn=turn)
                return await self._database.run(registration.announce, self._terms)
            except Exception:
                logger.exception("registration_not_noted")
            if self._terms.turn:
                return True
            await asyncio.sleep(self._again)

    async def confirm(self) -> None:
        """Tell that Telegram has taken our settings, now or at the next look."""
        self._is_unconfirmed = True
        try:
            await self._told()
        except Exception:
            logger.exception("registration_not_noted")

    async def withdraw(self) -> None:
        """Tell that we end."""
        try:
            await self._database.run(registration.withdraw, self._terms)
        except Exception:
            logger.exception("registration_not_noted")

    async def look(self, sight: Sight, url: str) -> RegistrationStep:
        """Judge what we see, after what could not be noted when we saw it."""
        try:
            await self._told()
            while self._unjudged:
                seen = next(iter(self._unjudged))
                await self._database.run(registration.look, self._terms, Sight.ELSEWHERE, seen)
                self._unjudged.remove(seen)
            step = await self._database.run(registration.look, self._terms, sight, url)
        except Exception:
            logger.exception("takeover_not_noted")
            return self._blind(sight, url)
        if step is RegistrationStep.REGISTER and self._is_left and self._was_blind:
            step = (
                RegistrationStep.LEAVE
            )  # the newer process could not say that it is alive, either
        self._is_left, self._was_blind = step is RegistrationStep.LEAVE, False
        return step

    def _blind(self, sight: Sight, url: str) -> RegistrationStep:
        self._was_blind = True
        if self._is_left:
            return RegistrationStep.LEAVE
        if sight is Sight.ELSEWHERE:
            self._unjudged.add(url)
            return RegistrationStep.TAKE_BACK
        return RegistrationStep.KEEP if sight is Sight.OURS else RegistrationStep.REGISTER

    async def _told(self) -> None:
        if self._is_unconfirmed:
            await self._database.run(registration.confirm, self._terms)
            self._is_unconfirmed = False
