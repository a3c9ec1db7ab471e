"""What all endpoints share: reading a body, bounding requests, answering without a database."""

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

    It checks the announced length, and the real one while reading.
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
        raise HTTPException(HTTPStatus.NOT_FOUND) from None  # the client has gone


class Room:
    """Bounds how many requests of one endpoint run at once, so that none blocks the others.

    When all places are taken, a request is told at once to come back in a second.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place within the block. Raise HTTPException 503 when there is none."""
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
    """Answer that nothing was stored, and that a second try is worth it."""
    return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=_AGAIN)
