"""Older data under senders at work: what it holds as not yet sent may have been sent."""

import asyncio
from pathlib import Path

from handlers.jobs import data_age, transfers
from handlers.services.recovery import restored_data
from storage.engine.high_water import HighWater
from storage.engine.vault import Vault
from storage.models.order_states import OrderStatus
from tests.factories import World, edges_of


def behind_its_mark(world: World, folder: Path, vault: Vault) -> HighWater:
    """Fail over to older data: what was done since is known from the mark alone."""
    here = world.do(restored_data.position)
    marks = HighWater(folder / "journal", vault)
    marks.raise_to(here.database_id, here.newest + 50)
    return marks


def test_who_finds_older_data_adopted_already_by_another_does_not_send_either(
    both_worlds: World, tmp_path: Path, vault: Vault
) -> None:
    """By its new name the database is current; but the order is not ours any more."""
    number = both_worlds.request()
    marks = behind_its_mark(both_worlds, tmp_path, vault)

    async def second_look() -> bool:
        assert not await data_age.is_current(both_worlds.database, marks)
        return await data_age.is_current(both_worlds.database, marks)

    assert asyncio.run(transfers.submit(edges_of(both_worlds, second_look)))
    assert both_worlds.gateway.executed == []
    assert both_worlds.order(number).status is OrderStatus.UNKNOWN


def test_of_many_senders_that_wake_on_older_data_none_sends(
    postgres_world: World, tmp_path: Path, vault: Vault
) -> None:
    senders = 5
    for _ in range(senders):
        postgres_world.request()
    marks = behind_its_mark(postgres_world, tmp_path, vault)

    async def current() -> bool:
        return await data_age.is_current(postgres_world.database, marks)

    edges = edges_of(postgres_world, current)

    async def wake() -> None:
        await asyncio.gather(*(transfers.submit(edges) for _ in range(senders)))

    asyncio.run(wake())
    assert postgres_world.gateway.executed == []
