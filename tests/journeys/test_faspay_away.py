"""Faspay is away around a transfer: nothing is sent twice, and nothing untrue is said."""

from datetime import timedelta

import pytest

from bot.sandbox.faspay import Mishap, Outage, SandboxSettings, Trick
from storage.models.order_states import OrderStatus
from tests.journeys.stage import Journey, play


@pytest.mark.parametrize("outage", [Outage.BUSY, Outage.DROPS])
def test_faspay_down_before_the_transfer_sends_nothing_and_says_so(
    outage: Outage, database_url: str
) -> None:
    async def script(stage: Journey) -> None:
        stage.faspay.faults.outage = outage
        await stage.confirm()
        await stage.hear(stage.agent, "did not reach Faspay: no money went out")
        await stage.hear(stage.supervisor, "Did not reach Faspay: no money went out")
        assert (await stage.only_order()).status is OrderStatus.NOT_SENT
        assert stage.tried == {}
        stage.faspay.faults.outage = Outage.NONE
        await stage.order()
        assert len(stage.faspay.transactions) == 1

    play(script, database_url)


def test_faspay_down_after_a_lost_answer_is_unsure_until_it_can_be_asked(
    database_url: str,
) -> None:
    async def script(stage: Journey) -> None:
        stage.faspay.faults.next_transfers[Mishap.LOST_ANSWER] = 1
        stage.faspay.faults.inquiry_down = True
        await stage.confirm()
        await stage.hear(stage.agent, "not certain yet whether the money is out")
        await stage.hear(stage.supervisor, "Do not repeat it")
        stage.agent.send("/cancel")
        await stage.hear(stage.agent, "Its outcome is not certain yet")
        stage.faspay.faults.inquiry_down = False
        await stage.hear(stage.agent, "exists at Faspay")
        await stage.hear(stage.admin, "did not reach us")

    play(script, database_url)


def test_time_out_is_followed_by_an_inquiry_and_never_by_a_second_transfer() -> None:
    async def script(stage: Journey) -> None:
        await stage.confirm(Trick.SLOW.phone)
        await stage.hear(stage.agent, "not certain yet whether the money is out")
        await stage.hear(stage.agent, "did not reach us")
        (made,) = stage.faspay.transactions
        assert stage.tried == {made.request.trx_no: 1}

    slower_than_we_wait = SandboxSettings(slow_seconds=1.0)
    play(script, extra={"FASPAY_TIMEOUT_SECONDS": "0.5"}, faspay=slower_than_we_wait)


@pytest.mark.parametrize(
    "mishap", [Mishap.LOST_REQUEST, Mishap.ERROR_BEFORE], ids=lambda m: m.name.lower()
)
def test_transfer_that_made_nothing_is_unknown_and_is_not_repeated(mishap: Mishap) -> None:
    async def script(stage: Journey) -> None:
        stage.faspay.faults.next_transfers[mishap] = 1
        await stage.confirm()
        await stage.hear(stage.agent, "not certain yet whether the money is out")
        asked = await stage.order_is(lambda order: order.checks >= 5, timedelta(minutes=1))
        assert asked.status is OrderStatus.UNKNOWN
        assert stage.faspay.transactions == ()

    play(script)
