"""The main job, as agent, supervisor and admin live it."""

import pytest

from bot.sandbox.faspay import SandboxSettings, Trick
from bot.sandbox.telegram import NoSuchButton
from tests.journeys.parts import HANGS, hold_slow_transfers, shows_code
from tests.journeys.stage import Journey, play


def test_beneficiary_gets_cash_and_everybody_hears_what_is_theirs(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        agent = stage.agent
        agent.send("/cashout")
        await agent.wait_for("name?")
        agent.send("Budi Santoso")
        await agent.wait_for("mobile number?")
        agent.send("0812-3456-7890")
        await agent.wait_for("How much?")
        agent.press("Rp 300.000")
        await agent.wait_for("three hundred thousand rupiah")
        agent.press("Confirm")
        card = await stage.card()
        code = stage.transaction(card).code
        assert card.edited_at is not None
        assert card.protected
        assert "0812-3456-7890" in card.text
        assert agent.copy("Copy code") == code
        told = await stage.hear(stage.supervisor, "Faspay has it.")
        assert told.silent
        assert "Ani Kusuma" in told.text
        assert "Budi Santoso" not in told.text
        assert "-3456-" not in told.text
        assert "08••-••••-7890" in told.text
        stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone="081234567890")
        await stage.hear(agent, "was collected")
        assert await stage.hear(stage.supervisor, "Collected ✓") is told
        await stage.all_said()
        assert card.deleted
        with pytest.raises(NoSuchButton):
            agent.copy("Copy code")
        assert not any("collected" in message.text for message in stage.admin.chat.messages)

    play(script, database_url)


COUNTERS = {
    "CHANNELS": "permata,alfamart,indomaret",
    "BENEFICIARY_EMAIL": "cash@company.example",
    "BENEFICIARY_REGION_CODE": "0300",
}


@pytest.mark.parametrize(
    ("place", "wire", "hint"),
    [
        ("Permata ATM", "C013", "cardless withdrawal"),
        ("Alfamart", "alf", "show this code to the cashier"),
        ("Indomaret", "imr", "tell the cashier the phone number"),
    ],
)
def test_each_channel_pays_and_explains_itself(place: str, wire: str, hint: str) -> None:
    async def script(stage: Journey) -> None:
        agent = stage.agent
        agent.send("/cashout")
        await agent.wait_for("Where will")
        agent.press(place)
        await agent.wait_for("name?")
        agent.send("Budi Santoso 0812-3456-7890 500rb")
        await stage.hear(agent, f"Collected at: {place}")
        agent.press("Confirm")
        card = await stage.card()
        assert hint in card.text
        order = stage.transaction(card)
        assert order.request.channel == wire
        stage.faspay.withdraw(code=order.code, amount_rupiah=500_000, phone="081234567890")
        await stage.hear(agent, "was collected")

    play(script, extra=COUNTERS)


def test_code_is_shown_again_in_one_card_only_and_not_for_ever() -> None:
    async def script(stage: Journey) -> None:
        order, code = await stage.order()
        number = order.request.trx_no
        stage.second.send(f"/code {number}")
        await stage.second.wait_for("no order of yours")
        for who in (stage.supervisor, stage.admin):
            who.send(f"/code {number}")
            await who.wait_for("not for your role")
        for _ in range(5):
            stage.agent.send(f"/code {number}")
            await stage.hear(stage.agent, lambda m: shows_code(m) and code in m.text)
        stage.agent.send(f"/code {number}")
        await stage.hear(stage.agent, "too often")
        await stage.all_said()
        cards = [m for m in stage.agent.chat.messages if m.protected]
        assert len(cards) == 6
        assert [m.deleted for m in cards] == [True] * 5 + [False]

    play(script)


def test_cancel_after_sending_says_that_nobody_can_recall_it() -> None:
    async def script(stage: Journey) -> None:
        await stage.order()
        stage.agent.send("/cancel")
        said = await stage.agent.wait_for("cannot be recalled")
        assert "valid until" in said.text
        assert (await stage.only_order()).ended_at is None

    play(script)


def test_invited_newcomer_sends_cash_only_after_approval() -> None:
    async def script(stage: Journey) -> None:
        joko, admin = stage.newcomer, stage.admin
        joko.send("/cashout")
        await joko.wait_for("only for the company's staff")
        admin.send("/invite agent Jakarta")
        link = (await admin.wait_for("https://t.me/")).text.split()[-1]
        joko.open_link(link)
        await joko.wait_for("must approve first")
        joko.send("Budi Santoso 0812-3456-7890 300rb")
        await admin.wait_for("Joko Pratama")
        admin.press("Approve")
        await joko.wait_for("Welcome")
        stage.later(seconds=10)
        stage.second.open_link(link)
        await stage.second.wait_for("is not valid")
        await stage.confirm(who=joko)
        await stage.card(joko)
        assert (await stage.only_order()).agent_id == joko.id

    play(script)


def test_second_agent_is_served_while_the_first_ones_transfer_hangs() -> None:
    async def script(stage: Journey) -> None:
        released = hold_slow_transfers(stage.faspay, HANGS.slow_seconds)
        await stage.confirm(Trick.SLOW.phone)
        await stage.agent.wait_for("Accepted")
        await stage.confirm("081234567891", who=stage.second)
        await stage.card(stage.second)
        assert not any(shows_code(message) for message in stage.agent.chat.messages)
        released.set()
        await stage.card()

    play(script, faspay=HANGS)


def test_groups_get_no_code_no_names_and_one_sentence() -> None:
    async def script(stage: Journey) -> None:
        stage.telegram.privacy_mode = False  # so that the bot reads everything
        group = stage.telegram.group(-4_000_000_001, "Agents of Jakarta")
        order, _code = await stage.order()
        for text in ("good morning", "/cashout", "Budi Santoso 0812-3456-7890 300rb"):
            stage.agent.send_in_group(group, text)
        stage.agent.send_in_group(group, f"/code {order.request.trx_no}")
        stage.agent.send("/help")
        await stage.hear(stage.agent, "/language")
        await stage.all_said()
        said = [message.text for message in group.messages if message.from_bot]
        assert len(said) == 1
        assert "only in private" in said[0]
        assert len(await stage.orders()) == 1

    play(script)


def test_pressing_confirm_many_times_makes_one_order() -> None:
    async def script(stage: Journey) -> None:
        agent = await stage.read_back()
        question = agent.chat.last
        for _ in range(4):
            agent.press_old(question, "Confirm")
        agent.send("yes")
        await stage.card()
        await stage.all_said()
        await stage.only_order()

    play(script)


def test_code_that_nobody_collects_ends_and_its_money_is_told_back_truly() -> None:
    async def script(stage: Journey) -> None:
        order, code = await stage.order()
        stage.agent.mark()
        stage.later(hours=1, minutes=1)
        await stage.hear(stage.agent, "not certain yet whether the money has come back")
        await stage.hear(stage.supervisor, "Not collected in time")
        await stage.all_said()
        assert not any(code in message.holds for message in stage.agent.chat.visible())
        stage.agent.send(f"/code {order.request.trx_no}")
        await stage.hear(stage.agent, "no longer valid")
        stage.agent.mark()
        stage.faspay.expire(order.request.trx_no)
        await stage.hear(stage.agent, "said twice that this order failed")
        await stage.hear(stage.supervisor, "Failed, as Faspay said twice")

    play(script, faspay=SandboxSettings(expires_by_itself=False))
