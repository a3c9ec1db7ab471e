"""Metrics: for this machine, or on a port of their own."""

import asyncio
from pathlib import Path

import httpx

from bot.web.metrics import metrics_app
from bot.web.server import serve
from storage.engine.database import Database
from tests.bot.telegram.helpers import (
    database_in,
)
from tests.bot.web.helpers import tell, without_date
from tests.loopback import plain_client


def test_metrics_are_for_this_machine_only(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        del database
        answer = await client.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert 'cashout_orders{money="ISSUED"} 1\n' in answer.text
        assert "cashout_updates_open 0\n" in answer.text
        nothing = without_date(await client.get("/nothing"))
        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
            forwarded = await client.get("/metrics", headers={name: "127.0.0.1"})
            assert without_date(forwarded) == nothing

    tell(tmp_path, story)


def test_metrics_leave_this_port_when_they_have_their_own(tmp_path: Path) -> None:
    async def story(client: httpx.AsyncClient, database: Database) -> None:
        del database
        assert (await client.get("/metrics")).status_code == 404

    tell(tmp_path, story, metrics=False)


def test_a_port_of_its_own_gives_metrics_and_nothing_else(tmp_path: Path) -> None:
    async def whole(database: Database) -> None:
        async with (
            serve(metrics_app(database), "127.0.0.1", 0) as port,
            plain_client() as client,
        ):
            url = f"http://127.0.0.1:{port}"
            given = await client.get(f"{url}/metrics", headers={"X-Forwarded-For": "10.0.0.1"})
            assert given.status_code == 200
            assert (await client.get(f"{url}/healthz")).status_code == 404

    with database_in(tmp_path) as database:
        asyncio.run(whole(database))
