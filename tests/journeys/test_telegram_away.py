"""Telegram is away, busy or closed by a person: everything is told in the end, in order, once."""

from bot.sandbox.faspay import Trick
from storage.models.outbox import Notice
from tests.journeys.parts import HANGS, hold_slow_transfers, shows_code
from tests.journeys.stage import Journey, play
from tests.journeys.truth import notices


def down(stage: Journey) -> None:
    stage.telegram.faults.down = True


def up(stage: Journey) -> None:
    stage.telegram.faults.down = False


async def issued(stage: Journey) -> None:
    await stage.order_is(lambda order: order.issued_at is not None)


def test_telegram_down_during_the_order_loses_nothing(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        await stage.read_back()
        stage.agent.press("Confirm")
        await stage.order_is(lambda _: True)
        down(stage)
        await issued(stage)
        (made,) = stage.faspay.transactions
        stage.faspay.withdraw(code=made.code, amount_rupiah=300_000, phone=made.request.phone)
        await stage.faspay.settled()
        await stage.order_is(lambda order: order.paid_at is not None)
        up(stage)
        await stage.hear(stage.agent, "was collected")
        await stage.hear(stage.supervisor, "Collected ✓")
        await stage.check()
        said = [kind for _number, kind in notices(stage.agent.chat)]
        assert said.count(Notice.PAID) == 1

    play(script, database_url)


def test_card_and_code_come_once_telegram_is_back_and_people_are_told_in_order() -> None:
    async def script(stage: Journey) -> None:
        agent = await stage.read_back()
        agent.press("Confirm")
        await issued(stage)
        down(stage)
        stage.later(minutes=2)
        await stage.faspay.settled()
        up(stage)
        await stage.hear(agent, shows_code)
        await stage.hear(stage.supervisor, "Faspay has it.")
        await stage.all_said()
        assert sum(shows_code(message) for message in agent.chat.messages) == 1
        assert len([each for each in stage.supervisor.chat.messages if each.silent]) == 1

    play(script)


def test_confirm_pressed_while_the_bot_cannot_hear_makes_one_order_afterwards() -> None:
    async def script(stage: Journey) -> None:
        agent = await stage.read_back()
        down(stage)
        agent.press("Confirm")
        agent.press("Confirm")
        up(stage)
        await stage.card()
        await stage.only_order()

    play(script)


def test_lost_answers_of_telegram_send_no_second_code() -> None:
    async def script(stage: Journey) -> None:
        agent = await stage.read_back()
        stage.telegram.faults.lost_answers = 6
        agent.press("Confirm")
        await stage.hear(agent, shows_code, 30)
        await stage.check()
        assert sum(shows_code(message) for message in agent.chat.messages) == 1

    play(script)


def test_rate_limit_of_telegram_is_waited_out_exactly() -> None:
    async def script(stage: Journey) -> None:
        agent = await stage.read_back()
        stage.telegram.faults.rate_limit_next(3, 7)
        began = stage.clock()
        agent.press("Confirm")
        card = await stage.hear(agent, shows_code)
        assert (card.sent_at - began).total_seconds() >= 7
        assert sum(message.protected for message in agent.chat.messages) == 1
        await stage.hear(stage.supervisor, "Faspay has it.")

    play(script)


def test_agent_who_blocks_the_bot_gets_the_code_after_taking_it_back(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        agent = await stage.read_back()
        agent.press("Confirm")
        agent.block_bot()
        await issued(stage)
        for who in (stage.supervisor, stage.admin):
            told = await stage.hear(who, "has blocked the bot")
            assert "Ani Kusuma" in told.text
        await stage.all_said()
        agent.unblock_bot()
        agent.send("/help")
        await stage.hear(agent, shows_code)
        await stage.all_said()
        assert sum(shows_code(message) for message in agent.chat.messages) == 1

    play(script, database_url)


def test_agent_who_deleted_the_card_gets_another() -> None:
    async def script(stage: Journey) -> None:
        released = hold_slow_transfers(stage.faspay, HANGS.slow_seconds)
        await stage.confirm(Trick.SLOW.phone)
        card = await stage.agent.wait_for("Accepted")
        card.deleted = True
        released.set()
        again = await stage.card()
        assert again.message_id != card.message_id

    play(script, faspay=HANGS)
