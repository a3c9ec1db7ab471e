"""The start: with keys that do not fit, and with an answer whose order is not in the database."""

import asyncio
from pathlib import Path

import pytest

from bot.runtime.recovery import catch_up
from bot.runtime.start import CannotStart
from handlers.services.controls import sending
from handlers.services.orders.journal_entry import Recorded
from handlers.services.provider_answers import Accepted
from storage.engine.high_water import HighWater
from storage.engine.journal import Journal, boxes
from storage.engine.vault import Vault, new_key
from storage.models.order_states import Code, OrderStatus
from storage.repositories import sentinel
from tests.factories import World, a_request
from tests.fakes import answer_to


def leave_answer(folder: Path, vault: Vault, order_no: str) -> None:
    """Die with an answer in the journal."""
    journal = Journal(folder, vault, slots=2)
    recorded = Recorded(order_no, "gone", Accepted(answer_to(a_request(order_no))), code_opens=True)
    journal.keep(journal.take(), recorded.as_entry())
    journal.close()


def start(world: World, folder: Path, vault: Vault) -> None:
    journal = Journal(folder, vault, slots=2)
    try:
        ours = (world.database, HighWater(folder, vault), journal, world.policy)
        asyncio.run(catch_up(*ours, (), asyncio.Event()))
    finally:
        journal.close()


def test_an_answer_sealed_with_a_key_that_is_missing_is_named_and_stays(
    world: World, tmp_path: Path, vault: Vault
) -> None:
    """The database opens, rotated long ago; only the journal still needs the older key."""
    number = world.claimed().request.order_no
    older = Vault.from_setting(new_key("k0"))
    leave_answer(tmp_path, older, number)
    with pytest.raises(CannotStart, match="sealed with key 'k0'") as caught:
        start(world, tmp_path, vault)
    assert "Put that key back" in str(caught.value)
    assert len(boxes(tmp_path)) == 1


def test_older_data_is_adopted_before_the_journal_is_believed(
    world: World, tmp_path: Path, vault: Vault
) -> None:
    """What stands in the older copy as not yet sent gets its code all the same."""
    number = world.request()
    leave_answer(tmp_path, vault, number)
    name = world.do(sentinel.database_id)
    HighWater(tmp_path, vault).raise_to(name, 10**6)
    start(world, tmp_path, vault)
    order = world.order(number)
    assert (order.status, order.code) == (OrderStatus.ISSUED, Code.SEALED)
    assert world.do(sending.is_held)
    assert boxes(tmp_path) == []


def test_an_answer_whose_order_is_not_there_is_kept(
    world: World, tmp_path: Path, vault: Vault
) -> None:
    leave_answer(tmp_path, vault, "202601020001")
    for _ in range(2):
        start(world, tmp_path, vault)
        assert len(boxes(tmp_path)) == 1
