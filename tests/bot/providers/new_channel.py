"""Plays one order through a channel of CHANNELS, from the settings to Faspay and the chat.

Run in a copy of the program that has one channel more: `python -m tests.bot.providers.new_channel
FOLDER NAME LANGUAGE`. Prints what was sent, what the database holds of the order, and what its
agent reads, as one line of JSON.
"""

import asyncio
import json
import secrets
import sys
from dataclasses import replace
from pathlib import Path

import httpx
from sqlalchemy import text

from bot.runtime import compose
from bot.settings.settings import Settings
from handlers.services.orders import requests
from handlers.services.orders.requests import Requested
from handlers.services.rights.capabilities import Capability
from storage.engine import schema
from storage.engine.database import Database
from storage.engine.vault import Vault
from storage.repositories import sentinel
from tests.bot.providers.faspay.helpers import TOKEN, mock_client
from tests.bot.settings.helpers import play_money
from tests.factories import AGENT, World, a_draft
from tests.fakes import Clock, FakeTelegram

CODE, EMAIL = "0077", "a@partner.example"


def play(folder: Path, name: str, language: str) -> dict[str, object]:
    """Return what was sent, what is kept, and what is read."""
    more = {"CHANNELS": name, "BENEFICIARY_EMAIL": EMAIL, "DEFAULT_LANGUAGE": language}
    settings = Settings.load(play_money(folder) | more, None)
    [channel] = settings.channels
    clock = Clock()
    vault = Vault.from_setting(settings.data_keys.get_secret_value())
    database = Database(settings.database_url.get_secret_value(), vault, clock)
    schema.migrate(database.engine)
    database.run_sync(sentinel.prove_keys)
    world = World(database, clock, compose.policy(settings, "cashout_bot")).with_people()
    sent: dict[str, object] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/tokens"):
            return httpx.Response(200, json=TOKEN)
        sent.update(json.loads(request.content))
        more = {"cashout_code": CODE, "status": "1", "response_code": "00", "trx_id": 1}
        return httpx.Response(200, json=sent | more)

    client = mock_client(answer)
    gateway = compose.gateway(settings, client, clock)
    made = database.run_sync(
        requests.request_order,
        world.policy,
        world.actor(Capability.REQUEST_ORDERS, AGENT),
        replace(a_draft(), channel=channel),
        secrets.token_hex(8),
    )
    assert isinstance(made, Requested), made
    ticket = world.claim()
    assert ticket is not None
    world.record(ticket, asyncio.run(gateway.transfer(ticket.request, lambda: True)))
    with database.engine.connect() as connection:
        kept = connection.execute(text("SELECT channel, money FROM orders")).one()
    telegram = FakeTelegram(database, world.policy, clock, gateway.open_code)
    telegram.drain()
    database.close()
    return {"sent": sent, "kept": list(kept), "read": telegram.seen_by(AGENT)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(Path(sys.argv[1]), *sys.argv[2:])))
