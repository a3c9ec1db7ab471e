"""Admins stop, suspend and limit: what is not sent stays unsent, what is sent goes on."""

import asyncio

from storage.order import Money
from storage.unit_of_work import Bell
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
        await stage.admin.wait_for("open again")
        await stage.order()

    play(script, database_url)


async def hold_between_confirm_and_send(stage: Journey) -> None:
    """Have an order made, and the line stopped before a sender looks at it.

    All five senders are asleep until the bell; it is taken away until the line is stopped.
    """
    await stage.read_back()
    rung = stage.database.bell(Bell.SUBMIT)
    stage.database._bells[Bell.SUBMIT] = asyncio.Event()
    stage.agent.press("Confirm")
    await stage.agent.wait_for("Accepted")
    stage.admin.send("/stop looking at the balance")
    await stage.admin.wait_for("looking at the balance")
    stage.database._bells[Bell.SUBMIT] = rung
