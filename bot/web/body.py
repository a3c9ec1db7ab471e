"""What every endpoint does with a body and with a database that is away."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

_AGAIN = {"Retry-After": "1"}


async def read_body(request: Request, most_octets: int, most_seconds: float) -> bytes:
    """Read a whole body. Raise HTTPException: 404 when it is too long, 408 when it is too slow.

    The length is checked as announced and again as it comes.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most_octets:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    try:
        async with asyncio.timeout(most_seconds):
            return await _up_to(request, most_octets)
    except TimeoutError:
        close = {"Connection": "close"}
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, headers=close) from None
    except ClientDisconnect:
        raise HTTPException(HTTPStatus.NOT_FOUND) from None  # nobody is there to hear it


class Room:
    """Places for so many requests at once, of one endpoint: none holds up the others, or the bot.

    Whoever comes when all are taken is told at once to come again in a second.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Have a place within the block. Raise HTTPException, 503."""
        if self._taken >= self._places:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, headers=_AGAIN)
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1


async def _up_to(request: Request, most_octets: int) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most_octets:
            raise HTTPException(HTTPStatus.NOT_FOUND)
    return bytes(body)


def unavailable() -> Response:
    """Say that nothing was stored and that it is worth trying again at once."""
    return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=_AGAIN)
