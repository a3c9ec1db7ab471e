"""Key rotation: everything opens with the new key alone, from any point at which it stopped."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import LargeBinary

from storage.backup import resealing
from storage.engine.database import Database
from storage.engine.unit_of_work import Work
from storage.engine.vault import Vault, new_key
from storage.models.order_states import OrderStatus
from storage.models.tables import METADATA
from storage.repositories import orders, phone_tails, sentinel
from tests.factories import NAME, PHONE, World


def test_every_sealed_column_is_on_the_list() -> None:
    """A column that rotation forgets cannot be read once the old key is gone."""
    sealed = {
        (table.name, column.name)
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    listed: set[tuple[Any, Any]] = {
        (each.table.__tablename__, each.column) for each in resealing.SEALED_COLUMNS
    }
    assert listed == sealed


def test_rotation_resumes_at_any_row_and_the_old_key_is_not_needed(
    both_worlds: World, data_keys: str, database_url: str
) -> None:
    world = both_worlds
    world.do(sentinel.prove_keys)
    numbers = [world.keep(OrderStatus.REQUESTED) for _ in range(70)]
    new = new_key("k2")
    rotating = Database(database_url, Vault.from_setting(f"{new},{data_keys}"), world.clock)
    assert rotating.run_sync(resealing.reseal_some) == 100
    rotating.close()
    again = Database(database_url, Vault.from_setting(f"{new},{data_keys}"), world.clock)
    while again.run_sync(resealing.reseal_some):
        pass
    again.close()
    only_new = Database(database_url, Vault.from_setting(new), world.clock)
    only_new.run_sync(sentinel.prove_keys)
    for number in numbers:
        order = only_new.run_sync(orders.get, number)
        assert order is not None
        assert only_new.run_sync(orders.name_of, order) == NAME
        assert only_new.run_sync(orders.phone_of, order) == PHONE
        assert only_new.run_sync(phone_tails.mac, PHONE) == order.phone_tail_mac
    assert set(only_new.run_sync(resealing.sealed_with)) == {"k2"}
    only_new.close()


def _damage(work: Work, numbers: Sequence[str]) -> None:
    for number in numbers:
        order = orders.get(work, number)
        assert order is not None
        order.name_sealed = order.name_sealed[:-1] + bytes([order.name_sealed[-1] ^ 1])


def test_values_that_do_not_open_are_left_and_counted_and_hold_up_no_other(
    both_worlds: World, data_keys: str, database_url: str
) -> None:
    """More of them than are looked at at once, and before all others."""
    world = both_worlds
    world.do(sentinel.prove_keys)
    numbers = sorted(world.keep(OrderStatus.REQUESTED) for _ in range(9))
    harmed, whole = numbers[:7], numbers[7:]
    world.do(_damage, harmed)
    before = [world.order(number).name_sealed for number in harmed]
    damaged: set[resealing.Sealed] = set()
    rotating = Database(
        database_url, Vault.from_setting(f"{new_key('k2')},{data_keys}"), world.clock
    )
    while rotating.run_sync(resealing.reseal_some, 3, damaged):
        pass
    assert damaged == {("orders.name", number) for number in harmed}
    assert rotating.run_sync(resealing.sealed_with)["k1"] == len(harmed)
    for number in whole:
        order = rotating.run_sync(orders.get, number)
        assert order is not None
        assert rotating.run_sync(orders.name_of, order) == NAME
    rotating.close()
    assert [world.order(number).name_sealed for number in harmed] == before


def test_values_whose_key_is_missing_are_not_touched(
    both_worlds: World, data_keys: str, database_url: str
) -> None:
    world = both_worlds
    number = world.keep(OrderStatus.REQUESTED)
    before = world.order(number).name_sealed
    for ring in (new_key("k2"), f"{new_key('k2')},{new_key('k3')}"):
        rotating = Database(database_url, Vault.from_setting(ring), world.clock)
        assert rotating.run_sync(resealing.reseal_some) == 0
        rotating.close()
    assert world.order(number).name_sealed == before
    assert Vault.from_setting(data_keys).key_id_of(before) == "k1"
