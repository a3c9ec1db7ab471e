"""To whom an agent has sent before: their own people only, newest first, at a cost that stays."""

from datetime import timedelta

from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.repositories import beneficiaries, orders
from storage.values import BeneficiaryName, PhoneNumber
from tests.factories import AGENT, OTHER_AGENT, PHONE, World, a_bare_order


def _keep(world: World, name: str, phone: str = PHONE, agent_id: int = AGENT) -> str:
    def keep(work: Work) -> str:
        number = str(orders.fresh_number(work))
        order = a_bare_order(work.now, order_no=number, status=OrderStatus.PAID, agent_id=agent_id)
        orders.add(work, order, BeneficiaryName(name), PhoneNumber(phone))
        return order.order_no

    world.clock.now += timedelta(seconds=1)
    return world.do(keep)


def _newest(world: World, most: int = 6) -> list[str]:
    return [each.order_no for each in world.do(beneficiaries.newest_of, AGENT, most)]


def test_each_person_of_the_agent_is_found_once_the_newest_first(both_worlds: World) -> None:
    _keep(both_worlds, "Siti Aminah")
    other_phone = _keep(both_worlds, "Siti Aminah", "085711112222")
    other_name = _keep(both_worlds, "Budi")
    newest = _keep(both_worlds, "SITI AMINAH")
    _keep(both_worlds, "Joko", agent_id=OTHER_AGENT)
    assert _newest(both_worlds) == [newest, other_name, other_phone]
    assert _newest(both_worlds, 1) == [newest]


def test_only_so_many_orders_are_looked_at(world: World) -> None:
    _keep(world, "Budi")
    for _ in range(beneficiaries._LOOKED_AT):
        newest = _keep(world, "Siti Aminah")
    assert _newest(world) == [newest]


def test_the_mask_shows_initials_and_the_last_digits_and_no_more(world: World) -> None:
    _keep(world, "Siti Nur 'Aini Rahma", "081234567890")
    (found,) = world.do(beneficiaries.newest_of, AGENT, 6)
    assert found.masked() == "S. N. A. · …7890"
    assert "Siti" not in repr(found)
    assert "0812" not in repr(found)
