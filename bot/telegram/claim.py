"""What a process in webhook mode tells the others of its house about its settings, and hears."""

import logging

from handlers.services import registration
from handlers.services.registration import Sight, Step, Terms
from storage.database import Database

logger = logging.getLogger(__name__)


class WebhookClaim:
    """Our claim that Telegram posts by our settings, until newer ones are registered.

    While the database is away we do as if we were alone: what is ours is put right first.
    """

    def __init__(self, database: Database, terms: Terms) -> None:
        self._database = database
        self._terms = terms
        self._is_newest = True
        """We have only just started: nobody can have newer settings."""
        self._is_untold = False

    async def make(self) -> bool:
        """Tell of it right before we register; False: it is another's to do."""
        try:
            return await self._database.run(registration.claim, self._terms, newest=self._is_newest)
        except Exception:
            logger.exception("registration_not_noted")
            return True

    async def withdraw(self) -> None:
        """Tell that Telegram does not take our settings."""
        try:
            await self._database.run(registration.withdraw, self._terms)
        except Exception:
            logger.exception("registration_not_noted")

    async def look(self, sight: Sight) -> Step:
        """Have judged what we see, and before that what could not be noted when we saw it."""
        self._is_newest = False
        try:
            if self._is_untold:
                await self._database.run(registration.look, self._terms, Sight.ELSEWHERE)
                self._is_untold = False
            return await self._database.run(registration.look, self._terms, sight)
        except Exception:
            logger.exception("takeover_not_noted")
        if sight is Sight.ELSEWHERE:
            self._is_untold = True
            return Step.TAKE_BACK
        return Step.KEEP if sight in registration.QUIET else Step.REGISTER
