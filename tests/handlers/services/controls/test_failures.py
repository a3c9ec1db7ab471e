"""The failure guard: five transfers in a row without a clear answer stop all sending."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.services.controls import failures, sending, stop_reasons
from handlers.services.controls.failures import MOST_IN_A_ROW
from handlers.services.controls.sending import Guard
from handlers.services.controls.sending_scopes import COMPANY
from handlers.services.provider_answers import Doubt, NotSent, Outcome, Rejected, Unknown
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.outbox import Notice
from storage.models.refusal import RefusalKind
from storage.repositories import system_state
from tests.factories import ADMIN, SECOND_ADMIN, World, a_bare_order, state_row
from tests.handlers.services.controls.test_account import accepted, one

NO_ANSWER = Unknown(Doubt.TIMEOUT)
CLEAR = [
    Rejected("Beneficiary Name Not Match", RefusalKind.ORDER),
    Rejected("Invalid Virtual Account", RefusalKind.COMPANY),
]


def fail(world: World, times: int) -> str:
    return [one(world, NO_ANSWER).request.order_no for _ in range(times)][-1]


def test_so_many_in_a_row_stop_sending_and_every_admin_is_paged_once(both_worlds: World) -> None:
    world = both_worlds
    fail(world, MOST_IN_A_ROW - 1)
    assert world.do(sending.is_open)
    number = fail(world, 1)
    (given,) = world.do(stop_reasons.of, COMPANY)
    assert given.guard == f"{Guard.FAILURES} {MOST_IN_A_ROW} {number}"
    told = [each for each in world.told() if each[1] is Notice.SENDING_STOPPED]
    assert sorted(each for each, _notice in told) == [ADMIN, SECOND_ADMIN]


def test_a_clear_answer_begins_the_count_anew(world: World) -> None:
    for _ in range(2):
        fail(world, MOST_IN_A_ROW - 1)
        accepted(world)
    assert world.do(sending.is_open)


@pytest.mark.parametrize("outcome", CLEAR)
def test_a_plain_no_is_a_clear_answer(world: World, outcome: Outcome) -> None:
    fail(world, MOST_IN_A_ROW - 1)
    one(world, outcome)
    fail(world, 1)
    assert world.do(sending.is_open)


def test_what_has_not_left_neither_counts_nor_parts(world: World) -> None:
    for _ in range(2 * MOST_IN_A_ROW):
        one(world, NotSent(Doubt.UNREACHABLE))
    assert world.do(sending.is_open)
    fail(world, MOST_IN_A_ROW - 1)
    one(world, NotSent(Doubt.UNREACHABLE))
    fail(world, 1)
    assert not world.do(sending.is_open)


def test_a_replayed_answer_counts_once(world: World) -> None:
    ticket = one(world, NO_ANSWER)
    for _ in range(MOST_IN_A_ROW):
        world.record(ticket, NO_ANSWER)
    assert world.do(system_state.failed_in_a_row) == 1


def test_opening_proves_nothing(world: World) -> None:
    fail(world, MOST_IN_A_ROW)
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))
    assert world.do(sending.is_open)
    fail(world, 1)
    assert not world.do(sending.is_open)


def test_two_replicas_that_fail_at_once_count_each_other(postgres_world: World) -> None:
    world = postgres_world
    world.do(state_row)
    together = threading.Barrier(2, timeout=10)

    def failed(work: Work) -> None:
        system_state.failed_in_a_row(work)  # read before its turn
        together.wait()
        failures.failed(work, a_bare_order(work.now))

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(world.do, failed) for _ in range(2)]:
            done.result()
    assert world.do(system_state.failed_in_a_row) == 2
