"""What Faspay said reaches admins over the wire, and a message for its support can be forwarded."""

from bot.sandbox.faspay import Trick
from tests.journeys.stage import Journey, play


def test_two_refusals_of_the_account_stop_sending_and_the_message_can_be_forwarded() -> None:
    async def script(stage: Journey) -> None:
        await stage.confirm(Trick.REFUSED_COMPANY.phone)
        await stage.hear(stage.admin, "Such refusals in a row can stop sending")
        await stage.confirm(Trick.REFUSED_COMPANY.phone, who=stage.second)
        await stage.hear(stage.admin, "two orders in a row were refused")
        stage.agent.send("Siti Aminah 0812-3456-7891 200rb")
        await stage.hear(stage.agent, "Sending is stopped")
        stage.admin.press("Message for Faspay")
        message = await stage.hear(stage.admin, "To Faspay's support")
        assert not message.protected
        assert "status 9 (error) · response_code 99 · “Invalid Virtual Account”" in message.text
        assert "please" in message.text.lower()
        for secret in ("Budi", Trick.REFUSED_COMPANY.phone, "0000-9027"):
            assert secret not in message.text
        await stage.check()

    play(script)


def test_a_status_that_no_page_explains_is_shown_with_faspays_references() -> None:
    async def script(stage: Journey) -> None:
        await stage.confirm(Trick.STRANGE_STATUS.phone)
        await stage.hear(stage.supervisor, "Faspay has it.")
        (made,) = stage.faspay.transactions
        stage.admin.send(f"/order {made.request.trx_no}")
        shown = (await stage.hear(stage.admin, "Faspay's side")).text
        assert f"trx_id: {made.trx_id}\ntrx_reff: {made.trx_reff}" in shown
        assert "status 7, which Faspay's page does not explain" in shown
        assert "Status inquiry" in shown

    play(script)
