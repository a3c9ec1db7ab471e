"""The same bot when Telegram calls us instead of being asked."""

from tests.journeys.stage import Journey, play
from tests.loopback import plain_client

SECRET = "only-telegram-knows-this"
WEBHOOK = {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": SECRET}


def test_beneficiary_gets_cash_in_webhook_mode(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        order, code = await stage.order()
        stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone=order.request.phone)
        await stage.hear(stage.agent, "was collected")
        assert not any(call.method == "getUpdates" for call in stage.telegram.calls)

    play(script, database_url, extra=WEBHOOK)


def test_update_that_telegram_did_not_sign_is_a_404_and_does_nothing() -> None:
    async def script(stage: Journey) -> None:
        url = f"http://127.0.0.1:{stage.app.web_port}/telegram/webhook"
        message = {
            "message_id": 1,
            "date": 1,
            "text": "Budi Santoso 081234567890 300rb",
            "chat": {"id": stage.agent.id, "type": "private"},
            "from": {"id": stage.agent.id, "is_bot": False, "first_name": "Ani"},
        }
        async with plain_client() as client:
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}):
                update = {"update_id": 999_999, "message": message}
                answer = await client.post(url, json=update, headers=headers)
                assert answer.status_code == 404
        stage.agent.send("/help")
        await stage.hear(stage.agent, "/language")
        assert not any("Check this" in m.text for m in stage.agent.chat.messages)

    play(script, extra=WEBHOOK)


def test_updates_of_an_outage_are_delivered_again_in_webhook_mode() -> None:
    async def script(stage: Journey) -> None:
        await stage.read_back()
        await stage.stop()
        stage.agent.press("Confirm")
        await stage.start()
        await stage.hear(stage.agent, "Accepted", 20)
        assert len(await stage.orders()) == 1

    play(script, extra=WEBHOOK)
