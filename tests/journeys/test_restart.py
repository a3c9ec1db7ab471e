"""The program stops, dies and starts again at every step: nothing is lost, nothing done twice."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox.faspay import Mishap, SandboxSettings, Trick
from storage.models.order_states import OrderStatus
from tests.journeys.parts import shows_code, transfer_arrives
from tests.journeys.stage import Journey, play

SLOW = SandboxSettings(slow_seconds=0.5)
Act = Callable[[Journey], object]
STEPS: tuple[tuple[str, Act], ...] = (
    ("name?", lambda stage: stage.agent.send("/cashout")),
    ("mobile number?", lambda stage: stage.agent.send("Budi Santoso")),
    ("How much?", lambda stage: stage.agent.send("0812-3456-7890")),
    ("Check this", lambda stage: stage.agent.press("Rp 300.000")),
)


def test_restart_between_any_two_steps_of_the_conversation_is_not_noticed(
    database_url: str,
) -> None:
    async def script(stage: Journey) -> None:
        for question, act in STEPS:
            act(stage)
            await stage.hear(stage.agent, question)
            await stage.restart()
        stage.agent.press("Confirm")
        await stage.card()
        assert len(await stage.orders()) == 1

    play(script, database_url)


def test_what_is_typed_and_pressed_while_the_program_is_away_is_answered_later() -> None:
    async def script(stage: Journey) -> None:
        for question, act in STEPS:
            await stage.stop()
            act(stage)
            await stage.start()
            await stage.hear(stage.agent, question)
        await stage.stop()
        stage.agent.press("Confirm")
        await stage.start()
        await stage.card()
        assert len(await stage.orders()) == 1

    play(script)


async def requested(stage: Journey) -> None:
    """Stop before the order is sent."""
    stage.faspay.faults.slow_seconds = 0.3
    await stage.confirm()
    await stage.order_is(lambda _: True)


async def in_flight(stage: Journey) -> None:
    """Stop while the transfer is on its way."""
    arrived = transfer_arrives(stage.faspay, SLOW.slow_seconds)
    await stage.confirm(Trick.SLOW.phone)
    await asyncio.wait_for(arrived.wait(), 10)


async def unknown(stage: Journey) -> None:
    """Stop while nobody knows."""
    stage.faspay.faults.next_transfers[Mishap.LOST_ANSWER] = 1
    stage.faspay.faults.inquiry_down = True
    await stage.confirm()
    await stage.order_is(lambda order: order.status is OrderStatus.UNKNOWN)
    stage.faspay.faults.inquiry_down = False


async def issued(stage: Journey) -> None:
    """Stop as soon as the code is kept, perhaps before it is shown."""
    await stage.confirm()
    await stage.order_is(lambda order: order.status is OrderStatus.ISSUED)


async def paid(stage: Journey) -> None:
    """Stop as soon as the cash is collected, perhaps before it is told."""
    order, code = await stage.order()
    stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone=order.request.phone)
    await stage.order_is(lambda found: found.status is OrderStatus.PAID)


async def failing(stage: Journey) -> None:
    """Stop between the two inquiries that a failure needs."""
    order, _code = await stage.order()
    stage.faspay.fail(order.request.trx_no)
    await stage.order_is(lambda found: found.failed_seen_at is not None)


async def told(stage: Journey) -> bool:
    """Say whether the agent knows how it stands."""
    return any(
        shows_code(message) or any(word in message.text for word in ENDS)
        for message in stage.agent.chat.messages
    )


async def booked(stage: Journey) -> bool:
    """Say whether Faspay has made the transaction."""
    return bool(stage.faspay.transactions)


ENDS = ("was collected", "did not reach us", "said twice", "no money went out", "not certain yet")
STATES = (requested, in_flight, unknown, issued, paid, failing)


@pytest.mark.parametrize("dies", [False, True], ids=["stops", "dies"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_program_ends_at_a_state_of_the_order_and_goes_on_from_there(
    state: Callable[[Journey], Awaitable[None]], *, dies: bool, sqlite_url: str
) -> None:
    async def script(stage: Journey) -> None:
        await state(stage)
        await (stage.crash() if dies else stage.stop())
        stage.agent.mark()
        await stage.start()
        await stage.until(lambda: told(stage))
        killed_before_the_first_byte = dies and state is requested
        if state is in_flight:  # Faspay books it a moment after it came
            await stage.until(lambda: booked(stage))
        await stage.check()
        assert len(stage.faspay.transactions) == 1 or killed_before_the_first_byte

    play(script, sqlite_url, faspay=SLOW)


@pytest.mark.postgres
def test_order_of_a_dead_replica_is_asked_about_once_its_lease_is_over(postgres_url: str) -> None:
    async def script(stage: Journey) -> None:
        await in_flight(stage)
        await stage.crash()
        await stage.start()
        assert (await stage.only_order()).status is OrderStatus.SENDING  # it may be alive elsewhere
        stage.later(minutes=5)
        await stage.hear(stage.agent, "did not reach us", 20)

    play(script, postgres_url, faspay=SLOW)
