"""The stop switch, and showing a code again."""

from datetime import timedelta

import pytest

from handlers.services.controls import sending, stop_reasons
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.orders import codes
from handlers.services.orders.codes import NoCode
from handlers.services.rights.actors import NotAuthorisedError
from handlers.services.rights.capabilities import Capability
from storage.models.audit import Act, AuditEntry
from storage.models.order import Order
from storage.models.order_states import ENDED, Code, OrderStatus, Review
from storage.models.outbox import Kind, Notice
from storage.models.system_state import SystemState
from tests.factories import ADMIN, AGENT, OTHER_AGENT, SECOND_ADMIN, SUPERVISOR, World


def _show(world: World, number: str, agent: int = AGENT) -> Order | NoCode:
    return world.do(
        codes.show_again, world.policy, world.actor(Capability.SEE_CODES, agent), number
    )


def test_a_stopped_line_stays_stopped_until_somebody_lifts_it(both_worlds: World) -> None:
    assert both_worlds.do(sending.stop, both_worlds.actor(Capability.STOP_SENDING), "guard")
    assert not both_worlds.do(sending.stop, both_worlds.actor(Capability.STOP_SENDING), "again")
    assert not both_worlds.do(sending.is_open)
    assert both_worlds.rows(SystemState)[0].reason == "", "that is for guards"
    given = both_worlds.do(stop_reasons.of, COMPANY)
    assert [each.typed and each.typed.words for each in given] == ["guard", "again"]
    assert both_worlds.do(sending.resume, both_worlds.agreement(Capability.RESUME_SENDING))
    assert both_worlds.do(sending.is_open)
    assert not both_worlds.do(sending.resume, both_worlds.agreement(Capability.RESUME_SENDING))


def test_all_admins_are_told_of_a_stop_and_of_its_end(world: World) -> None:
    world.do(sending.stop, world.actor(Capability.STOP_SENDING), "guard")
    world.clock.move(1)
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    expected = {
        (admin, notice)
        for admin in (ADMIN, SECOND_ADMIN)
        for notice in (Notice.SENDING_STOPPED, Notice.SENDING_RESUMED)
    }
    assert world.told() == expected
    acts = [(row.act, row.actor_id) for row in world.rows(AuditEntry)]
    assert acts == [(Act.SENDING_STOPPED, ADMIN), (Act.SENDING_RESUMED, ADMIN)]


def test_a_second_stop_is_told_like_the_first(world: World) -> None:
    for _ in range(2):
        world.do(sending.stop, world.actor(Capability.STOP_SENDING), "guard")
        world.clock.move(1)
        world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
        world.clock.move(1)
    assert world.waiting(SECOND_ADMIN) == [Kind.NOTICE] * 4


def test_a_long_reason_fits(both_worlds: World) -> None:
    assert both_worlds.do(sending.stop, both_worlds.actor(Capability.STOP_SENDING), "x" * 500)


def test_a_code_is_shown_again_in_a_new_card_counted_and_on_record(both_worlds: World) -> None:
    number = both_worlds.issued()
    shown = _show(both_worlds, number)
    assert isinstance(shown, Order)
    assert both_worlds.order(number).code_shown == 1
    assert both_worlds.waiting().count(Kind.CARD) == 2
    record = [row for row in both_worlds.rows(AuditEntry) if row.act is Act.CODE_SHOWN]
    assert [(row.actor_id, row.order_no) for row in record] == [(AGENT, number)]


def test_another_agents_order_does_not_exist(world: World) -> None:
    number = world.issued()
    assert _show(world, number, OTHER_AGENT) is NoCode.NO_SUCH_ORDER
    assert world.waiting(OTHER_AGENT).count(Kind.CARD) == 0
    assert _show(world, "999999999999") is NoCode.NO_SUCH_ORDER


@pytest.mark.parametrize("watcher", [SUPERVISOR, ADMIN])
def test_who_watches_over_orders_asks_for_no_code(world: World, watcher: int) -> None:
    number = world.issued()
    with pytest.raises(NotAuthorisedError):
        _show(world, number, watcher)
    assert world.waiting(watcher).count(Kind.CARD) == 0


@pytest.mark.parametrize("status", sorted(ENDED))
def test_an_ended_order_shows_no_code(world: World, status: OrderStatus) -> None:
    number = world.issued()
    world.change_order(number, status=status)
    assert _show(world, number) is NoCode.ENDED


@pytest.mark.parametrize(
    "status", [OrderStatus.REQUESTED, OrderStatus.SENDING, OrderStatus.UNKNOWN]
)
def test_an_order_that_is_not_issued_shows_no_code_yet(world: World, status: OrderStatus) -> None:
    number = world.issued()
    world.change_order(number, status=status)
    assert _show(world, number) is NoCode.NOT_YET


def test_a_code_that_ran_out_was_wiped_or_is_in_doubt_is_not_shown(world: World) -> None:
    number = world.issued()
    world.change_order(number, review=Review.ECHO.value)
    assert _show(world, number) is NoCode.HELD
    world.change_order(number, review="", expires_at=world.clock.now)
    assert _show(world, number) is NoCode.ENDED
    world.change_order(number, expires_at=world.clock.now + timedelta(1), code=Code.WIPED)
    assert _show(world, number) is NoCode.ENDED
    world.change_order(number, code=Code.MISSING, code_sealed=None)
    assert _show(world, number) is NoCode.MISSING


def test_a_code_is_shown_so_often_an_hour_and_no_more(world: World) -> None:
    number = world.issued()
    for _ in range(world.policy.code_shows_an_hour):
        assert isinstance(_show(world, number), Order)
    assert _show(world, number) is NoCode.TOO_OFTEN
    assert world.order(number).code_shown == world.policy.code_shows_an_hour
    world.clock.move(3600 / world.policy.code_shows_an_hour)
    assert isinstance(_show(world, number), Order)
