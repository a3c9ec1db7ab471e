"""The web endpoints: callbacks, webhook, health and metrics. Anything else gets the same 404."""

import base64
import logging
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.providers.faspay.callback import SignatureCheck
from bot.providers.faspay_gateway.details import details_in_body
from bot.providers.faspay_gateway.statuses import claimed_status
from bot.telegram.webhook import PATH as WEBHOOK_PATH
from bot.web.body import Room, read_body, unavailable
from bot.web.health import Readiness, alive
from bot.web.metrics import Metrics
from handlers.services.orders import callbacks
from handlers.services.orders.callbacks import Taken
from handlers.services.ports import OpenCode, no_key_opens
from storage.engine.database import Database

Endpoint = Callable[[Request], Awaitable[Response]]

CALLBACK_OCTETS = 20_000
"""Ten times the size of a callback (faspay-sendme.md, 4)."""
_BODY_SECONDS = 10.0
_AT_ONCE = 32
"""How many callbacks are looked up at once. More of them waiting for the database would delay
orders."""
_LONGEST_TOKEN = 64
_TAKEN = b'{"response_code":"00","response_desc":"success"}'
_BASE64 = "base64:"

logger = logging.getLogger(__name__)


def build(
    database: Database,
    *,
    readiness: Readiness,
    signature: SignatureCheck | None = None,
    open_code: OpenCode = no_key_opens,
    webhook: Endpoint | None = None,
    metrics: bool = True,
    body_seconds: float = _BODY_SECONDS,
) -> Starlette:
    """Put the endpoints together.

    `signature` None ignores Faspay's signature. `open_code` tells which of a callback's references
    repeat a code. `webhook` None is polling mode. `metrics` is False
    when they have a port of their own.
    """
    desk = CallbackDesk(database, signature, body_seconds, open_code)
    routes = [
        Route("/faspay/callback/{order_no}/{token}", desk.receive, methods=["POST"]),
        Route("/healthz", alive),
        Route("/readyz", readiness.answer),
    ]
    if webhook is not None:
        routes.append(Route(WEBHOOK_PATH, webhook, methods=["POST"]))
    if metrics:
        routes.append(Route("/metrics", Metrics(database).answer))
    refusals = dict.fromkeys((HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED), _refuse)
    app = Starlette(routes=routes, exception_handlers=refusals)
    app.router.redirect_slashes = False  # a redirect would reveal which paths exist
    return app


class CallbackDesk:
    """The endpoint `POST /faspay/callback/{order_no}/{token}`. It only keeps hints."""

    def __init__(
        self,
        database: Database,
        signature: SignatureCheck | None,
        body_seconds: float,
        open_code: OpenCode,
    ) -> None:
        self._open_code = open_code
        self._database = database
        self._signature = signature
        self._body_seconds = body_seconds
        self._room = Room(_AT_ONCE)
        self._dropped = 0
        """How many callbacks were over the limit since the start."""

    async def receive(self, request: Request) -> Response:
        """Answer 200 for a kept or known callback, 503 while the database is away, else 404."""
        order_no, token = request.path_params["order_no"], request.path_params["token"]
        if not re.fullmatch(r"[0-9]{12}", order_no) or len(token) > _LONGEST_TOKEN:
            return not_found()
        body = await read_body(request, CALLBACK_OCTETS, self._body_seconds)
        try:
            with self._room.place():
                taken = await self._take(request, order_no, token, body)
        except HTTPException:
            raise
        except Exception:
            logger.exception("callback_not_stored", extra={"order_no": order_no})
            return unavailable()
        if taken is None:
            return not_found()
        if taken is Taken.ONE_TOO_MANY:
            self._count_dropped(order_no)
        return Response(_TAKEN, media_type="application/json")

    async def _take(self, request: Request, order_no: str, token: str, body: bytes) -> Taken | None:
        run, signature = self._database.run, self._signature
        if signature is not None:
            # The address first: without it nobody gets anything computed.
            if not await run(callbacks.is_known, order_no, token):
                return None
            if not signature.verify(request.method, request.headers, body):
                logger.warning("callback_signature_wrong", extra={"order_no": order_no})
                return None
        said = as_text(body), claimed_status(body), details_in_body(body), self._open_code
        return await run(callbacks.receive, order_no, token, *said)

    def _count_dropped(self, order_no: str) -> None:
        self._dropped += 1
        if self._dropped.bit_count() == 1:  # at 1, 2, 4, 8, so that a flood does not fill the log
            extra = {"order_no": order_no, "count": self._dropped}
            logger.warning("callbacks_not_kept", extra=extra)


def as_text(body: bytes) -> str:
    """Return a body as text without losing an octet. `base64:` marks what is not UTF-8."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = _BASE64
    return _BASE64 + base64.b64encode(body).decode() if text.startswith(_BASE64) else text


def not_found() -> Response:
    """Return the same answer to everything wrong, so that nobody learns what is nearly right."""
    return Response("Not Found", HTTPStatus.NOT_FOUND, media_type="text/plain")


async def _refuse(_: Request, __: Exception) -> Response:
    return not_found()
