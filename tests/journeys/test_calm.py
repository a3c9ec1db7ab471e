"""A supervisor's day: fifty orders are fifty silent messages; only what needs somebody sounds."""

from bot.sandbox.faspay import SandboxSettings
from bot.sandbox.telegram.records import Message
from handlers.services.orders import requests
from handlers.services.orders.requests import ConfirmedDraft, Requested
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.order_states import OrderStatus
from storage.repositories import outbox, people
from storage.values import PhoneNumber, Rupiah
from tests.factories import NAME
from tests.journeys.live_truth import live_messages
from tests.journeys.stage import Journey, play

ORDERS = 50


def new(stage: Journey, since: int) -> list[Message]:
    """Return what the bot has put into the supervisor's chat since it held so many messages."""
    return [each for each in stage.supervisor.chat.messages[since:] if each.from_bot]


def test_fifty_orders_from_request_to_collected_are_fifty_silent_messages() -> None:
    async def script(stage: Journey) -> None:
        before = len(stage.supervisor.chat.messages)
        for number in range(ORDERS):
            agent = (stage.agent, stage.second)[number % 2]
            await stage.database.run(_request, stage, agent.id, f"08123456{number:04}")
        await stage.until(lambda: _all_are(stage, OrderStatus.ISSUED), 60)
        for made in stage.faspay.transactions:
            stage.faspay.withdraw_now(made.request.trx_no)
        await stage.faspay.settled()
        await stage.until(lambda: _all_are(stage, OrderStatus.PAID), 60)
        await stage.until(lambda: _nothing_waits(stage), 60)
        seen = new(stage, before)
        assert len(seen) == len(live_messages(stage.supervisor.chat)) == ORDERS
        assert all(each.silent and not each.sounded_for for each in seen)
        assert all(each.text.endswith("Collected ✓") for each in seen)

    play(script, faspay=SandboxSettings(opening_rupiah=50_000_000))


def _request(work: Work, stage: Journey, agent_id: int, phone: str) -> None:
    """Confirm an order as its agent: fifty conversations would take a minute."""
    agent = people.get(work, agent_id)
    assert agent is not None
    actor = authorise(agent, Capability.REQUEST_ORDERS)
    draft = ConfirmedDraft(Channel.PERMATA, NAME, PhoneNumber(phone), Rupiah(100_000))
    made = requests.request_order(work, stage.app._parts.policy, actor, draft, phone)
    assert isinstance(made, Requested)


async def _all_are(stage: Journey, status: OrderStatus) -> bool:
    return all(order.status is status for order in await stage.orders())


async def _nothing_waits(stage: Journey) -> bool:
    return await stage.database.run(outbox.open_count) == 0


def test_an_order_that_was_collected_and_is_then_reversed_sounds_once() -> None:
    async def script(stage: Journey) -> None:
        before = len(stage.supervisor.chat.messages)
        made, _code = await stage.order()
        stage.faspay.withdraw_now(made.request.trx_no)
        await stage.order_is(lambda order: order.status is OrderStatus.PAID)
        stage.faspay.reverse(made.request.trx_no)
        await stage.order_is(lambda order: order.status is OrderStatus.REVERSED)
        await stage.all_said()
        loud = [each for each in new(stage, before) if not each.silent]
        assert [("has reversed this order" in each.text) for each in loud] == [True]
        (live,) = live_messages(stage.supervisor.chat)
        assert "Collected ✓" in live.text
        assert live.text.endswith("Reversed: the money is back with the company.")

    play(script)


def test_a_supervisor_who_deleted_the_message_gets_a_new_silent_one_at_the_next_step() -> None:
    async def script(stage: Journey) -> None:
        order, _code = await stage.order()
        first = await stage.hear(stage.supervisor, "Faspay has it.")
        first.deleted = True
        stage.faspay.withdraw_now(order.request.trx_no)
        second = await stage.hear(stage.supervisor, "Collected ✓")
        assert second.message_id != first.message_id
        assert second.silent

    play(script)
