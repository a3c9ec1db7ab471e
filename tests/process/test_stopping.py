"""SIGTERM, SIGKILL and start again: what was in flight is kept, found out and told truly."""

import asyncio
import random
from pathlib import Path

import pytest

from bot.sandbox.faspay import SandboxSettings, Trick
from bot.sandbox.telegram.records import Message
from storage.models.order_states import Code, OrderStatus
from tests.journeys.parts import code_in, shows_code, transfer_arrives
from tests.process.machine import Machine, play, until

CARD = "The code appears in this message"
SLOW = SandboxSettings(slow_seconds=2.0)
LONG = 300
"""Seconds: on a busy machine the program takes long to start, and it is killed again and again."""


async def confirm(machine: Machine, phone: str) -> None:
    machine.agent.send(f"Budi Santoso {phone} 300rb")
    await machine.agent.wait_for("Check this", 30)
    machine.agent.press("Confirm")
    await machine.agent.wait_for(CARD, 30)


def test_sigterm_waits_for_the_transfer_in_flight_and_the_code_is_delivered(
    tmp_path: Path,
) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        arrived = transfer_arrives(machine.faspay, SLOW.slow_seconds)
        async with machine.running():
            await confirm(machine, Trick.SLOW.phone)
            await asyncio.wait_for(arrived.wait(), 30)
            assert not list(machine.faspay.transactions)
        order = machine.check()
        assert order.status is OrderStatus.ISSUED
        assert order.code in {Code.SEALED, Code.DELIVERED}
        assert order.code_sealed is not None
        async with machine.running():
            if not any(shows_code(message) for message in machine.agent.chat.messages):
                await machine.agent.wait_for(shows_code, 30)
        shown = [m for m in machine.agent.chat.messages if shows_code(m)]
        assert [code_in(card) for card in shown] == [machine.faspay.transactions[0].code]

    play(tmp_path, script, SLOW)


def test_sigterm_while_telegram_is_away_keeps_the_code_for_the_next_start(tmp_path: Path) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        arrived = transfer_arrives(machine.faspay, SLOW.slow_seconds)
        async with machine.running():
            await confirm(machine, Trick.SLOW.phone)
            await asyncio.wait_for(arrived.wait(), 30)
            machine.played.telegram.faults.down = True
        assert machine.check().code is Code.SEALED
        machine.played.telegram.faults.down = False
        async with machine.running():
            await machine.agent.wait_for(shows_code, 30)

    play(tmp_path, script, SLOW)


def test_sigkill_before_the_answer_is_found_out_and_told_and_nothing_is_sent_twice(
    tmp_path: Path,
) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        arrived = transfer_arrives(machine.faspay, SLOW.slow_seconds)
        async with machine.running() as program:
            await confirm(machine, Trick.SLOW.phone)
            await asyncio.wait_for(arrived.wait(), 30)
            await program.kill()

            async def made() -> bool:
                return len(machine.faspay.transactions) == 1

            await until(made)
            await program.start()
            await machine.agent.wait_for("the code did not reach us", 30)
            assert machine.admin.chat.messages == []  # who never pressed Start cannot be told
        assert machine.check().code is Code.MISSING

    play(tmp_path, script, SLOW)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_kills_at_random_moments_lose_nothing_and_make_one_order(tmp_path: Path) -> None:
    moments = random.Random(20_26)  # noqa: S311 - to be the same every time

    async def script(machine: Machine) -> None:
        machine.prepare()
        async with machine.running() as program:
            talk = asyncio.create_task(conversation(machine))
            for _ in range(8):
                await asyncio.sleep(moments.uniform(0.0, 0.7))
                await program.kill()
                await program.start()
            await talk
        if machine.faspay.transactions:
            assert machine.check().status in {OrderStatus.ISSUED, OrderStatus.PAID}
        else:  # killed between the commit before the first byte and that byte
            assert [order.status for order in machine.rows()] == [OrderStatus.UNKNOWN]

    play(tmp_path, script, seconds=500)


async def conversation(machine: Machine) -> None:
    """Play the main job, patiently."""
    agent = machine.agent
    for words, question in (
        ("/cashout", "name?"),
        ("Budi Santoso", "mobile number?"),
        ("0812-3456-7890", "How much?"),
        ("300rb", "Check this"),
    ):
        agent.send(words)
        await agent.wait_for(question, LONG)
    agent.press("Confirm")
    told = await agent.wait_for(lambda message: is_answer(machine, message), LONG)
    if shows_code(told):
        assert code_in(told) == machine.faspay.transactions[0].code


def is_answer(machine: Machine, message: Message) -> bool:
    """Say whether no truer answer can follow: Faspay never settles an order that it has not."""
    if not machine.faspay.transactions:
        return "not certain yet" in message.text
    return shows_code(message) or "did not reach us" in message.text
