"""What an order is for, over HTTP: from /policy to Faspay's description and back."""

from tests.journeys.stage import Journey, play


def test_a_purpose_and_its_budget_go_with_an_order_to_faspay() -> None:
    async def script(stage: Journey) -> None:
        admin, agent = stage.admin, stage.agent
        for words in ("FOOD Food aid", "WATER Clean water", "FOOD budget 500.000"):
            admin.send(f"/policy purpose {words}")
            await admin.wait_for(words.split()[0])
        await admin.wait_for("left Rp 500.000")
        agent.send("Budi Santoso 081234567890 300rb")
        await agent.wait_for("What is it for?")
        agent.press("Food aid")
        await agent.wait_for("Purpose: Food aid")
        agent.press("Confirm")
        sent = stage.transaction(await stage.card())
        assert sent.request.description.startswith(f"{sent.request.trx_no} FOOD")
        await stage.supervisor.wait_for("Purpose: Food aid (FOOD)")
        stage.faspay.withdraw(code=sent.code, amount_rupiah=300_000, phone="081234567890")
        await stage.hear(agent, "was collected")
        agent.send("Siti Aminah 081298765432 300rb")
        await agent.wait_for("What is it for?")
        agent.press("Food aid")
        await agent.wait_for("has only Rp 200.000 left")
        agent.press("Confirm")
        await agent.wait_for("No order was made")
        assert len(await stage.orders()) == 1
        admin.send("/policy purpose FOOD")
        await admin.wait_for("Collected Rp 300.000")

    play(script)
