"""Sending once more and finding what was sent, over HTTP."""

from tests.journeys.stage import Journey, play


def test_a_second_order_by_three_presses_is_paid_once_and_both_are_found() -> None:
    async def script(stage: Journey) -> None:
        agent = stage.agent
        first, code = await stage.order()
        stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone="081234567890")
        await stage.hear(agent, "was collected")
        agent.send("/cashout")
        await agent.wait_for("somebody you have sent to before")
        agent.press("B. S. · …7890")
        await agent.wait_for("How much?")
        agent.press("Rp 300.000")
        await agent.wait_for("Check this")
        agent.press("Confirm")
        second = stage.transaction(await stage.card())
        assert second.request.trx_no != first.request.trx_no
        assert len(await stage.orders()) == 2
        agent.send("/orders 7890")
        found = await agent.wait_for("Phone ending in 7890")
        both = found.text
        agent.press("Waiting")
        waiting = await agent.wait_for("Waiting · Phone ending in 7890")
        assert waiting.message_id == found.message_id  # changed in its place
        stage.supervisor.send("/orders 7890 today")
        theirs = await stage.supervisor.wait_for("Phone ending in 7890")
        assert "Budi Santoso" not in theirs.text
        for text, wanted in ((both, 2), (waiting.text, 1), (theirs.text, 2)):
            numbers = (first.request.trx_no, second.request.trx_no)
            assert sum(number in text for number in numbers) == wanted

    play(script)
