"""Keeps Telegram posting to us: registers the webhook, and checks that it still stands."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken

from bot.telegram.claim import WebhookClaim
from bot.telegram.envelope import KINDS
from bot.telegram.patience import PAUSES, TOKEN_AGAIN, Patience, token_refused_again, unless
from bot.telegram.reception import Reception
from bot.telegram.webhook import PATH, address, register
from handlers.services.controls.registration import RegistrationStep, Sight

LOOK_EVERY = 15.0
"""Seconds: what was changed is put right within half a minute, with room for a slow answer."""

_UNSEEN = "not looked since we registered"

_SAID = {
    Sight.DEAF: (logging.ERROR, "webhook_secret_refused"),
    Sight.REFUSED: (logging.ERROR, "webhook_secret_refused"),
    Sight.OTHER_KINDS: (logging.WARNING, "webhook_kinds_changed"),
}

logger = logging.getLogger(__name__)


class Posts(Protocol):
    """What the endpoint (bot.web.telegram_webhook) and the registration tell each other."""

    secret: str
    accepted: int
    """Posts with our secret since somebody set this back."""
    refused: int
    """The others."""
    is_replaced: bool
    """Whether Telegram posts by newer settings of another process of ours."""


class Registration:
    """Our webhook at Telegram, and whether somebody else who holds the token has changed it."""

    def __init__(
        self,
        bot: Bot,
        posts: Posts,
        reception: Reception,
        claim: WebhookClaim,
        public_url: str,
        *,
        look_every: float = LOOK_EVERY,
        pauses: Sequence[float] = PAUSES,
        token_again: float = TOKEN_AGAIN,
    ) -> None:
        self._bot = bot
        self._posts = posts
        self._reception = reception
        self._claim = claim
        self._public_url = public_url
        self._look_every = look_every
        self._pauses = pauses
        self._token_again = token_again
        self._error_at: datetime | str | None = _UNSEEN
        """When Telegram's last post failed, as it told at the last look."""

    async def keep(self, stop: asyncio.Event) -> None:
        """Register, and again whenever it is not ours any more, until `stop` is set."""
        await self._register(stop)
        await unless(stop, self._keep(stop))
        await self._claim.withdraw()

    async def _keep(self, stop: asyncio.Event) -> None:
        patience = Patience(self._pauses)
        while True:
            await asyncio.sleep(self._look_every)
            try:
                info = await self._bot.get_webhook_info()
            except InvalidToken:
                await token_refused_again(self._token_again)
            except Exception as error:  # noqa: BLE001 - Telegram is away: it is logged, and asked again
                await patience.after(error)
            else:
                patience.reset()
                await self._look(info, stop)

    async def _look(self, info: WebhookInfo, stop: asyncio.Event) -> None:
        sight = self._sight(info)
        step = await self._claim.look(sight, info.url.removesuffix(PATH))
        is_replaced = step is RegistrationStep.LEAVE
        if is_replaced and not self._posts.is_replaced:
            logger.warning("newer_settings_in_force")
        self._posts.is_replaced = is_replaced
        if sight in _SAID and not is_replaced:
            logger.log(*_SAID[sight])
        if step is RegistrationStep.TAKE_BACK:
            self._reception.lost(info)
        if step in {RegistrationStep.REGISTER, RegistrationStep.TAKE_BACK}:
            await self._register(stop)
        else:
            await self._reception.heard()

    async def _register(self, stop: asyncio.Event) -> None:
        is_taken = await register(
            self._bot,
            self._public_url,
            self._posts.secret,
            stop,
            self._pauses,
            self._token_again,
            self._claim.announce,
        )
        self._posts.accepted = self._posts.refused = 0
        self._error_at = _UNSEEN
        if is_taken:
            await self._claim.confirm()
        await self._reception.heard()

    def _sight(self, info: WebhookInfo) -> Sight:
        """Say whether Telegram still posts all we asked for to us, with our secret."""
        if info.url != address(self._public_url):
            return Sight.ELSEWHERE
        if self._is_refused(info):
            # A proxy that drops the header looks the same, but for that nothing ever came through.
            return Sight.REFUSED if self._posts.accepted else Sight.DEAF
        if info.allowed_updates and set(info.allowed_updates) != set(KINDS):
            return Sight.OTHER_KINDS
        return Sight.OURS

    def _is_refused(self, info: WebhookInfo) -> bool:
        """Say whether Telegram posts with another secret.

        It tells nobody which one is set. But we have refused posts, as anybody's, and Telegram says
        that one of its own was refused since we looked last.
        """
        before, self._error_at = self._error_at, info.last_error_date
        refused, self._posts.refused = self._posts.refused, 0
        is_new = before is not _UNSEEN and info.last_error_date != before
        return refused > 0 and is_new and "404" in (info.last_error_message or "")
