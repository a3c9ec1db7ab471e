"""Serves counts in Prometheus' text format, to this machine only or on a port of their own."""

import logging
from http import HTTPStatus
from ipaddress import ip_address

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.body import Room, unavailable
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.repositories import inbox, order_sums, outbox

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_AT_ONCE = 4
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""A request with one of these came from elsewhere, through a proxy on this machine."""

logger = logging.getLogger(__name__)


class Metrics:
    """The endpoint."""

    def __init__(self, database: Database, *, anyone: bool = False) -> None:
        self._database = database
        self._anyone = anyone
        self._room = Room(_AT_ONCE)

    async def answer(self, request: Request) -> Response:
        """Answer the counts, 404 to other machines, or 503 while the database is away."""
        if not self._anyone and not _is_local(request):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        try:
            with self._room.place():
                text = await self._database.run(counts)
        except HTTPException:
            raise
        except Exception:
            logger.exception("metrics_not_counted")
            return unavailable()
        return Response(text, headers={"Content-Type": _TYPE})


def metrics_app(database: Database) -> Starlette:
    """Return an application with `GET /metrics` for a port of its own, open to all who reach it."""
    return Starlette(routes=[Route("/metrics", Metrics(database, anyone=True).answer)])


def counts(work: Work) -> str:
    """Count the orders by status, and the work that waits."""
    lines = ["# TYPE cashout_orders gauge"]
    lines += [
        f'cashout_orders{{money="{status}"}} {order_sums.count(work, status)}'
        for status in OrderStatus
    ]
    lines += ["# TYPE cashout_updates_open gauge"]
    lines += [f"cashout_updates_open {inbox.open_updates(work)}"]
    lines += ["# TYPE cashout_outgoing_open gauge"]
    lines += [f"cashout_outgoing_open {outbox.open_count(work)}"]
    return "\n".join(lines) + "\n"


def _is_local(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
