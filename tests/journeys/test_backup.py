"""A backup of the running bot, then more is done, then only the backup is left."""

import asyncio
import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli import backup, restore
from bot.runtime.start import connect
from bot.sandbox.faspay import SandboxSettings, Trick
from handlers.services.controls import sending
from storage.engine import schema
from storage.models.order import Order
from storage.models.order_states import Code, OrderStatus
from storage.repositories import sentinel, system_state
from tests.journeys import truth
from tests.journeys.parts import shows_code, transfer_arrives
from tests.journeys.stage import Journey, play

SLOW = SandboxSettings(slow_seconds=1.0)


async def backed_up(stage: Journey, file: Path) -> None:
    """Make the backup as an operator does, while everything runs."""
    header = await asyncio.to_thread(backup.make, stage.settings, stage.clock, file)
    assert header.counts["orders"] == 2


async def restored(stage: Journey, file: Path, url: str) -> None:
    """Stop, lose the database, and start on what the backup holds."""
    await stage.stop()
    elsewhere = {"database_url": SecretStr(url), "journal_dir": file.with_name("journal")}
    stage.settings = stage.settings.model_copy(update=elsewhere)
    database = connect(stage.settings, stage.clock)
    schema.migrate(database.engine)
    database.run_sync(sentinel.prove_keys)
    database.close()
    await asyncio.to_thread(restore.put_back, stage.settings, stage.clock, file)
    await stage.start()


async def asked_in_full(stage: Journey) -> bool:
    """Say whether Faspay was asked about every order that there is."""
    return all(order.checks > 0 for order in await stage.orders())


def canaries(stage: Journey, found: list[Order]) -> list[str]:
    """Return what no backup may show."""
    codes = [each.code for each in stage.faspay.transactions]
    sealed = [each.cashout_code[:40] for each in stage.faspay.transactions]
    urls = [each.request.callback_url for each in stage.faspay.transactions]
    people = ["Budi Santoso", "081234567890", "6281234567890", "Ani Kusuma", "Rina", "Dewi"]
    numbers = [order.order_no for order in found]
    return [*codes, *sealed, *urls, *people, *numbers, stage.stand_ins.token]


def test_a_file_that_was_copied_back_by_hand_is_noticed_at_the_start(tmp_path: Path) -> None:
    """Nobody said `restore`: the mark beside the database did not come back with it."""
    kept = tmp_path / "kept.db"

    async def script(stage: Journey) -> None:
        file = Path(stage.database.engine.url.database or "")
        await stage.order()
        await stage.stop()
        await asyncio.to_thread(shutil.copy, file, kept)
        await stage.start()
        stage.later(seconds=10)
        lost, _code = await stage.order("081388887777")
        await stage.stop()
        await asyncio.to_thread(shutil.copy, kept, file)
        await stage.start()
        await stage.hear(stage.admin, "Older data is in place")
        assert lost.request.trx_no not in {each.order_no for each in await stage.orders()}
        assert not await stage.database.run(sending.is_open)
        assert len(stage.faspay.transactions) == 2
        await stage.restart()
        assert (
            await stage.database.run(system_state.sending_switch)
        ).reason == sending.Guard.OLD_DATA.value

    play(script, check=False)


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_was_done_after_the_backup_is_found_out_and_nothing_is_done_twice(
    tmp_path: Path, engine: str, request: pytest.FixtureRequest
) -> None:
    """One order was shown and is then paid, one is in flight, one comes after the backup."""
    file = tmp_path / "cashout.backup"
    new = f"sqlite:///{tmp_path / 'new.db'}"
    url = new if engine == "sqlite" else request.getfixturevalue("postgres_url")

    async def script(stage: Journey) -> None:
        arrived = transfer_arrives(stage.faspay, SLOW.slow_seconds)
        paid, _code = await stage.order()
        stage.later(seconds=10)
        await stage.confirm(Trick.SLOW.phone)
        await asyncio.wait_for(arrived.wait(), 10)
        await backed_up(stage, file)
        octets = file.read_bytes()
        await stage.card()
        for word in canaries(stage, await stage.orders()):
            assert word.encode() not in octets
        stage.faspay.withdraw_now(paid.request.trx_no)
        await stage.hear(stage.agent, "was collected")
        stage.later(seconds=10)
        lost, _code = await stage.order("081388887777")
        stage.later(seconds=10)
        await stage.read_back()
        tried = dict(stage.tried)
        assert len(tried) == 3

        await restored(stage, file, url)
        await stage.hear(stage.admin, "Older data is in place")
        await stage.until(lambda: asked_in_full(stage))
        orders = {order.order_no: order for order in await stage.orders()}
        assert lost.request.trx_no not in orders
        assert orders[paid.request.trx_no].status is OrderStatus.PAID
        (in_flight,) = set(orders) - {paid.request.trx_no}
        assert orders[in_flight].status is OrderStatus.ISSUED
        assert orders[in_flight].code is Code.MISSING
        await stage.hear(stage.agent, lambda m: in_flight in m.text and "did not reach" in m.text)
        await stage.hear(stage.admin, lambda m: in_flight in m.text and "did not reach" in m.text)

        stage.agent.press("Confirm")  # of the read-back that this database knows nothing of
        stage.later(seconds=10)
        stage.agent.send("Budi Santoso 081234567890 300rb")
        await stage.hear(stage.agent, "No order was made")
        await stage.all_said()
        assert dict(stage.tried) == tried
        assert not await stage.database.run(sending.is_open)
        assert len(stage.faspay.transactions) == 3
        for chat in truth.chats(stage):
            for message in chat.messages:
                assert chat.id == stage.agent.id or not shows_code(message)

    play(script, faspay=SLOW, check=False)
