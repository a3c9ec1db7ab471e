"""Opens the HTTP ports of one process: callbacks, webhook and health, and metrics."""

import contextlib
from collections.abc import AsyncIterator

from bot.runtime import compose
from bot.runtime.parts import Parts
from bot.runtime.readiness import checks
from bot.runtime.start import CannotStart
from bot.settings.settings import TelegramMode
from bot.telegram import webhook
from bot.web.application import build
from bot.web.health import Readiness
from bot.web.metrics import metrics_app
from bot.web.server import serve

_MOST_SCRAPERS = 50
"""Connections to the port of metrics that may be silent."""
_KEPT_SECONDS = 30
"""For how long an answer of /readyz is given again."""


@contextlib.asynccontextmanager
async def open_endpoints(parts: Parts) -> AsyncIterator[int]:
    """Serve until the block is left; give the port that was taken. Raise CannotStart."""
    settings = parts.settings
    web = build(
        parts.database,
        readiness=_readiness(parts),
        signature=compose.callback_check(settings),
        open_code=parts.gateway.open_code,
        webhook=parts.webhook.receive if parts.webhook else None,
        metrics=settings.metrics_port is None,
    )
    async with contextlib.AsyncExitStack() as stack:
        try:
            port = await stack.enter_async_context(serve(web, settings.web_host, settings.web_port))
            if settings.metrics_port is not None:
                metrics = serve(
                    metrics_app(parts.database),
                    settings.web_host,
                    settings.metrics_port,
                    most_waiting=_MOST_SCRAPERS,
                )
                await stack.enter_async_context(metrics)
        except OSError as error:
            raise CannotStart(
                f"WEB_HOST and WEB_PORT (or METRICS_PORT) cannot be used: {error.strerror}. "
                "Is another program there already?"
            ) from error
        yield port


def _readiness(parts: Parts) -> Readiness:
    is_posted = parts.settings.telegram_mode is TelegramMode.WEBHOOK
    url = webhook.address(parts.settings.public_url) if is_posted else None
    looks = checks(parts.database, parts.bot, parts.gateway, url)
    now = {"telegram": parts.reception.is_ours}
    return Readiness(looks, parts.monotonic, kept_seconds=_KEPT_SECONDS, now=now)
