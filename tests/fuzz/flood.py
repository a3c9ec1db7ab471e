"""A company with orders in every state, and a flood of callbacks let loose on it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select
from starlette.types import ASGIApp, Message

from bot.providers.faspay_gateway.statuses import claimed_status
from bot.web.application import as_text, build
from bot.web.health import Readiness
from handlers.services.orders import callbacks
from handlers.services.provider_answers import ProviderStatus
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault
from storage.models.order_states import SENT, Code, OrderStatus
from storage.models.tables import METADATA
from storage.repositories import orders
from storage.values import OrderNumber
from tests.factories import AMOUNT, World, a_policy, a_request
from tests.fakes import CODE, SEALED, Clock
from tests.fuzz.mutations import Request, Target

Rows = dict[str, dict[Any, dict[str, Any]]]
"""Every row of every table, by table and primary key."""

Answer = tuple[int, tuple[tuple[bytes, bytes], ...], bytes]
"""All that a caller can see: status, headers, body."""

TRUTHS = (None, *ProviderStatus)
"""What Faspay has: no such order, or one in one of its states."""


def a_world(template: Path, vault: Vault, seed: int) -> World:
    """Build a company with an order for each of our states and each of Faspay's."""
    clock = Clock()
    database = Database("sqlite://", vault, clock)
    with closing(sqlite3.connect(template)) as source:
        source.backup(_inside(database))
    world = World(database, clock, a_policy()).with_people()
    random = Random(seed)  # noqa: S311 - a seed that gives the same orders again is the point
    for status in OrderStatus:
        for truth in TRUTHS if status in SENT else (None,):
            _order(world, random, status, truth)
    return world


def _inside(database: Database) -> sqlite3.Connection:
    inside = database.engine.raw_connection().driver_connection
    assert isinstance(inside, sqlite3.Connection)
    return inside


def _order(world: World, random: Random, status: OrderStatus, truth: ProviderStatus | None) -> None:
    number = f"{random.randrange(10**11, 10**12)}"
    sent = status in SENT
    was_sent = world.clock.now if sent else None
    world.keep(
        status,
        order_no=number,
        confirm_token=f"made-up-{number}",
        sending_at=was_sent,
        issued_at=was_sent if status in {OrderStatus.ISSUED, OrderStatus.PAID} else None,
        code=Code.SEALED if status is OrderStatus.ISSUED else Code.NONE,
        check_at=random.choice((None, world.clock.now)) if sent else None,
    )
    if status is OrderStatus.ISSUED:
        world.do(_keep_code, number)
    if truth is not None:
        world.gateway.execute(a_request(number))
        world.gateway.statuses[OrderNumber(number)] = truth


def _keep_code(work: Work, number: str) -> None:
    order = orders.get(work, number)
    assert order is not None
    orders.keep_answer(work, order, f'{{"cashout_code":"{CODE}"}}', SEALED)


def twin_of(world: World) -> World:
    """Copy a company to the last octet; Faspay is one and the same."""
    clock = Clock(world.clock.now)
    database = Database("sqlite://", world.database._vault, clock)
    with closing(_inside(world.database).cursor()) as cursor:
        cursor.connection.backup(_inside(database))
    return World(database, clock, world.policy, world.gateway)


def targets(world: World) -> list[Target]:
    """Name every order's true callback address."""
    vault = world.database._vault
    numbers = sorted(number for (number,) in rows(world)["orders"])
    return [
        Target(number, callbacks.callback_token(vault, number), int(AMOUNT)) for number in numbers
    ]


def rows(world: World) -> Rows:
    """Read everything there is."""
    with world.database.engine.connect() as connection:
        return {
            name: {
                tuple(row[key.name] for key in table.primary_key): dict(row)
                for row in connection.execute(select(table)).mappings()
            }
            for name, table in METADATA.tables.items()
        }


class Gate:
    """The ways in: through the whole application, or the function right beneath it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._app: ASGIApp = build(world.database, readiness=Readiness({}, time.monotonic))

    def beneath(self, request: Request) -> bool:
        """Hand over what the endpoint hands over once it has read the body; True when taken."""
        body = request.body
        taken = self._world.do(
            callbacks.receive, request.order_no, request.token, as_text(body), claimed_status(body)
        )
        return taken is not None

    async def through(self, request: Request) -> Answer:
        """Send a request through routing, reading and storing."""
        path = request.path or f"/faspay/callback/{request.order_no}/{request.token}"
        parts = _parts(request)
        heard: list[Message] = []

        async def receive() -> Message:
            return next(parts)

        async def send(message: Message) -> None:
            heard.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": request.query,
            "headers": list(request.headers),
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        await self._app(scope, receive, send)
        start, *bodies = heard
        body = b"".join(each.get("body", b"") for each in bodies)
        return start["status"], tuple(start["headers"]), body


def _parts(request: Request) -> Iterator[Message]:
    size = max(1, -(-len(request.body) // request.chunks))
    cut = [request.body[at : at + size] for at in range(0, len(request.body), size)] or [b""]
    for number, part in enumerate(cut, start=1):
        if request.hangs_up and number == len(cut):
            break
        yield {"type": "http.request", "body": part, "more_body": number < len(cut)}
    while True:
        yield {"type": "http.disconnect"}
