"""Tells the operator whether the bot is alive, and whether everything it needs is there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.body import Room

Check = Callable[[], Awaitable[bool]]

ALIVE = {"alive": True}
"""What `/healthz` answers. Hardly any other program answers this."""
_KEPT_SECONDS = 10.0
_CHECK_SECONDS = 5.0
_AT_ONCE = 64

logger = logging.getLogger(__name__)


def _yes() -> bool:
    return True


async def alive(_: Request) -> Response:
    """Answer that the process runs its loop. It checks nothing else."""
    return JSONResponse(ALIVE)


class Readiness:
    """The endpoint over named checks. It caches answers, so probing floods nobody."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        monotonic: Callable[[], float],
        *,
        kept_seconds: float = _KEPT_SECONDS,
        check_seconds: float = _CHECK_SECONDS,
        now: Mapping[str, Callable[[], bool]] | None = None,
    ) -> None:
        """`now` gives what some checks know without asking. Those answers are never cached."""
        self._checks = checks
        self._monotonic = monotonic
        self._kept_seconds = kept_seconds
        self._check_seconds = check_seconds
        self._now = now or {}
        self._found: dict[str, bool] = {}
        self._found_at: float | None = None
        self._looking = asyncio.Lock()
        self._room = Room(_AT_ONCE)

    async def answer(self, _: Request) -> Response:
        """Answer 200 when all is well, else 503, with one boolean for each check."""
        with self._room.place():
            await self._look()
        told = {name: well and self._is_now(name) for name, well in self._found.items()}
        status = HTTPStatus.OK if all(told.values()) else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse(told, status)

    async def _look(self) -> None:
        async with self._looking:
            now = self._monotonic()
            if self._found_at is None or now - self._found_at >= self._kept_seconds:
                found = await asyncio.gather(*(self._ask(*each) for each in self._checks.items()))
                self._found = dict(zip(self._checks, found, strict=True))
                self._found_at = self._monotonic()

    def _is_now(self, name: str) -> bool:
        return self._now.get(name, _yes)()

    async def _ask(self, name: str, check: Check) -> bool:
        try:
            async with asyncio.timeout(self._check_seconds):
                return await check()
        except Exception as error:  # noqa: BLE001 - not well, for whatever reason; it is logged
            fields = {"job": name, "error_type": type(error).__name__}
            logger.warning("readiness_check_failed", extra=fields)
            return False
