"""A flood at one order's callback address, through the web application, with askers at work."""

import asyncio
import time
from pathlib import Path

import httpx
from sqlmodel import select

from handlers.jobs import inquiries as asking
from handlers.jobs.edges import Edges
from handlers.services.orders import inquiries
from handlers.services.orders.callbacks import callback_token
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.models.inbox import StoredCallback
from storage.repositories import orders
from storage.values import OrderNumber
from tests.bot.telegram.helpers import ORDER_NO, vault
from tests.bot.web.helpers import tell
from tests.factories import a_policy
from tests.fakes import FakeGateway, FakeJournal

PATH = f"/faspay/callback/{ORDER_NO}/{callback_token(vault(), ORDER_NO)}"
CALLBACKS = 200


def _newest(work: Work) -> StoredCallback | None:
    return work.session.exec(select(StoredCallback).order_by("seq")).all()[-1]


def test_two_hundred_different_bodies_at_once_make_one_inquiry_and_none_is_lost(
    tmp_path: Path,
) -> None:
    gateway = FakeGateway()

    async def story(client: httpx.AsyncClient, database: Database) -> None:
        edges = Edges(database, gateway, a_policy(), "asker", time.monotonic, FakeJournal())
        stop = asyncio.Event()

        async def ask() -> None:
            while not stop.is_set():
                if not await asking.recheck(edges):
                    await asyncio.sleep(0.001)

        askers = [asyncio.ensure_future(ask()) for _ in range(2)]
        began = time.monotonic()
        for number in range(CALLBACKS):
            answer = await client.post(PATH, content=f'{{"trx_status":"2","x":{number}}}')
            assert answer.status_code == 200
        seconds = time.monotonic() - began
        stop.set()
        await asyncio.gather(*askers)
        assert 1 <= len(gateway.asked) <= 1 + seconds / 5
        order = await database.run(orders.get, ORDER_NO)
        assert order is not None
        assert order.check_at is not None
        assert order.asked_at is not None
        assert (order.check_at - order.asked_at).total_seconds() <= 5
        await database.run(_ask_again, gateway)
        newest = await database.run(_newest)
        assert newest is not None
        assert newest.handled_at is not None

    tell(tmp_path, story)


def _ask_again(work: Work, gateway: FakeGateway) -> None:
    """Let the inquiry that waits be made."""
    question = inquiries.question_about(work, OrderNumber(ORDER_NO))
    assert question is not None
    inquiries.apply_finding(work, question, gateway.finding(question.order_no))
