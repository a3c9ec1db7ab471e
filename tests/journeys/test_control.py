"""Admins stop, suspend and limit: what is not sent stays unsent, what is sent goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.sandbox.faspay import Trick
from storage.models.order import Order
from storage.models.order_states import OrderStatus
from tests.journeys.parts import HANGS, hold_slow_transfers
from tests.journeys.stage import Journey, play


def test_stopped_line_makes_no_orders_until_it_is_opened(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        await stage.read_back()
        stage.admin.send("/stop looking at the balance")
        await stage.admin.wait_for("looking at the balance")
        stage.agent.press("Confirm")
        await stage.agent.wait_for("No order was made")
        assert await stage.orders() == []
        stage.admin.send("/resume")
        await stage.agree()
        await stage.admin.wait_for("open again")
        await stage.order()

    play(script, database_url)


@asynccontextmanager
async def one_waits_behind_five(stage: Journey) -> AsyncIterator[Order]:
    """Have as many transfers hang within the block as may be, so that a sixth order has to wait."""
    released = hold_slow_transfers(stage.faspay, HANGS.slow_seconds)
    for _ in range(5):
        await stage.confirm(Trick.SLOW.phone)
        stage.later(seconds=5)
    await stage.confirm(amount="200rb")
    yield await stage.order_is(lambda order: order.amount == 200_000)
    released.set()


FIVE = {"FASPAY_TRANSFERS_AT_ONCE": "5", "FASPAY_TIMEOUT_SECONDS": "60"}


def test_order_of_an_agent_suspended_before_it_was_sent_is_not_sent(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        async with one_waits_behind_five(stage) as waiting:
            assert waiting.status is OrderStatus.REQUESTED
            stage.admin.send("/stop looking at Ani")
            await stage.admin.wait_for("looking at Ani")
            stage.admin.send(f"/suspend {stage.agent.id}")
            await stage.admin.wait_for("is suspended")
            stage.admin.send("/resume")
            await stage.agree()
            await stage.admin.wait_for("open again")
        stage.later(seconds=5)
        ended = await stage.order_is(lambda order: order.status is OrderStatus.CANCELLED)
        assert ended.order_no == waiting.order_no
        assert ended.order_no not in stage.tried
        await stage.hear(stage.supervisor, "Cancelled before it was sent")

    play(script, database_url, FIVE, HANGS)


def test_order_that_waits_can_still_be_cancelled_by_its_agent() -> None:
    async def script(stage: Journey) -> None:
        async with one_waits_behind_five(stage) as waiting:
            stage.later(seconds=5)
            stage.agent.send("/cancel")
            said = await stage.agent.wait_for("cancelled before it was sent")
            assert waiting.order_no in said.text

    play(script, extra=FIVE, faspay=HANGS)


def test_suspended_agent_can_do_nothing_until_restored() -> None:
    async def script(stage: Journey) -> None:
        order, _code = await stage.order()
        stage.admin.send(f"/suspend {stage.agent.id}")
        await stage.admin.wait_for("is suspended")
        for text in ("Siti Aminah 0812-3456-7891 200rb", f"/code {order.request.trx_no}"):
            stage.later(minutes=11)
            stage.agent.send(text)
            await stage.agent.wait_for("rights here are suspended")
        stage.admin.send(f"/restore {stage.agent.id}")
        await stage.hear(stage.admin, "may act again")
        stage.later(seconds=10)
        await stage.confirm("081234567891")
        await stage.card()

    play(script)


def test_limit_of_an_order_and_of_a_day_hold_in_the_moment_of_confirming() -> None:
    async def script(stage: Journey) -> None:
        await stage.read_back()
        stage.admin.send("/limits order 200rb")
        await stage.hear(stage.admin, "These are the limits now.")
        stage.agent.press("Confirm")
        await stage.agent.wait_for("can be at most Rp 200.000")
        assert await stage.orders() == []

    play(script)
