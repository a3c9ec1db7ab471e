"""The last digits of phones: orders of before are made findable, also after a rotation."""

from datetime import timedelta

from storage.engine.database import Database
from storage.engine.vault import Vault, new_key
from storage.models.order_states import OrderStatus
from storage.repositories import order_lists, phone_tails
from storage.repositories.order_streams import Wanted, Whose
from tests.factories import PHONE, World


def _without(world: World, count: int) -> list[str]:
    """Keep orders as an older program did, the oldest first."""
    kept = []
    for _ in range(count):
        world.clock.now += timedelta(minutes=1)
        kept.append(str(world.keep(OrderStatus.PAID)))
        world.change_order(kept[-1], phone_tail_mac=None)
    return kept


def _found(world: World) -> list[str]:
    page = world.do(order_lists.page, Whose(everything=True), Wanted(tail=PHONE.tail))
    return [order.order_no for order in page.orders]


def test_a_new_order_is_found_by_its_last_digits_which_are_nowhere_in_clear(
    both_worlds: World,
) -> None:
    number = both_worlds.keep(OrderStatus.REQUESTED)
    assert _found(both_worlds) == [number]
    kept = both_worlds.order(number).phone_tail_mac
    assert kept is not None
    assert PHONE.tail not in kept
    assert kept != both_worlds.order(number).phone_mac


def test_older_orders_are_made_findable_a_few_at_a_time_the_newest_first(
    both_worlds: World,
) -> None:
    oldest, older, newest = _without(both_worlds, 3)
    versions = [both_worlds.order(each).version for each in (oldest, older, newest)]
    assert not both_worlds.do(phone_tails.are_complete)
    assert both_worlds.do(phone_tails.fill_some, 2) == 2
    assert _found(both_worlds) == [newest, older]
    assert not both_worlds.do(phone_tails.are_complete)
    assert both_worlds.do(phone_tails.fill_some, 2) == 1
    assert _found(both_worlds) == [newest, older, oldest]
    assert both_worlds.do(phone_tails.are_complete)
    assert both_worlds.do(phone_tails.fill_some, 2) == 0
    assert [both_worlds.order(each).version for each in (oldest, older, newest)] == versions


def test_a_phone_that_no_key_opens_holds_up_no_other_and_is_tried_again_at_the_next_start(
    both_worlds: World,
) -> None:
    readable, damaged = _without(both_worlds, 2)
    whole = both_worlds.order(damaged).phone_sealed
    both_worlds.change_order(damaged, phone_sealed=b"k9:nonsense")
    assert both_worlds.do(phone_tails.fill_some, 1) == 1
    assert both_worlds.do(phone_tails.fill_some, 1) == 1
    assert both_worlds.do(phone_tails.are_complete)
    assert _found(both_worlds) == [readable]
    both_worlds.change_order(damaged, phone_sealed=whole)
    both_worlds.do(phone_tails.try_unreadable_again)
    both_worlds.do(phone_tails.fill_some)
    assert _found(both_worlds) == [damaged, readable]


def test_after_a_rotation_has_begun_orders_under_either_key_are_found(
    both_worlds: World, data_keys: str, database_url: str
) -> None:
    before = both_worlds.keep(OrderStatus.PAID)
    ring = Vault.from_setting(f"{new_key('k2')},{data_keys}")
    rotating = World(
        Database(database_url, ring, both_worlds.clock), both_worlds.clock, both_worlds.policy
    )
    both_worlds.clock.now += timedelta(minutes=1)
    after = rotating.keep(OrderStatus.PAID)
    assert _found(rotating) == [after, before]
    rotating.database.close()
