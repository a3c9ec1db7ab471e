"""Orders against Faspay's books over real HTTP: clean days, a foreign debit, money not back."""

from datetime import timedelta

from bot.sandbox.faspay import Outage, Posting, SandboxSettings
from tests.journeys.stage import Journey, play

FEES = SandboxSettings(fee_rupiah=2_500)


async def _collected(stage: Journey) -> str:
    order, code = await stage.order()
    stage.faspay.withdraw(code=code, amount_rupiah=300_000, trx_no=order.request.trx_no)
    await stage.hear(stage.agent, "was collected")
    return order.request.trx_no


async def _compared(stage: Journey) -> str:
    """Have the books compared once everything has come to rest."""
    stage.later(minutes=20)
    stage.admin.send("/reconcile")
    said = await stage.hear(stage.admin, "Orders and Faspay's books")
    return said.text


def test_clean_books_with_fees_are_clean() -> None:
    async def script(stage: Journey) -> None:
        for posting in (Posting.FEE_INSIDE, Posting.FEE_NAMELESS):
            stage.faspay.faults.postings = posting
            stage.later(seconds=30)
            await _collected(stage)
        said = await _compared(stage)
        assert "clean ✓" in said
        assert "2 orders" in said

    play(script, faspay=FEES)


def test_the_night_finds_a_foreign_debit_stops_sending_and_pages_the_admins() -> None:
    async def script(stage: Journey) -> None:
        await _collected(stage)
        stage.faspay.debit(300_000, "somebody's salary")
        stage.later(days=1)
        card = await stage.hear(stage.admin, "unknown debit")
        assert "Rp 300.000" in card.text
        assert "salary" not in card.text
        await stage.hear(stage.admin, "Sending is stopped")
        stage.agent.send("Siti Aminah 0812-3456-7891 300rb")
        await stage.agent.wait_for("No order was made")
        stage.admin.send("/reconcile 1 salaries, paid by hand")
        await stage.admin.wait_for("is settled with your reason")
        stage.admin.send("/resume")
        await stage.agree()
        await stage.hear(stage.admin, "open again")
        assert "clean ✓" in await _compared(stage)

    play(script)


def test_money_that_does_not_come_back_is_a_card_after_a_day() -> None:
    async def script(stage: Journey) -> None:
        order, _code = await stage.order()
        stage.faspay.faults.postings = Posting.NO_REFUNDS
        stage.faspay.reverse(order.request.trx_no)
        await stage.hear(stage.agent, "reversed this order")
        assert "clean ✓" in await _compared(stage)
        stage.later(hours=25)
        stage.admin.send("/reconcile")
        card = await stage.hear(stage.admin, "money not back")
        assert order.request.trx_no in card.text

    play(script)


def test_a_faspay_that_is_away_makes_no_clean_day_and_the_next_try_does() -> None:
    async def script(stage: Journey) -> None:
        await _collected(stage)
        stage.faspay.faults.outage = Outage.BUSY
        said = await _compared(stage)
        assert "not complete" in said
        stage.faspay.faults.outage = Outage.NONE
        async with stage.hurry(timedelta(seconds=20)):
            await stage.admin.wait_for("clean ✓", 20)

    play(script)
