"""A difference through its life: told once, explained, gone, and back again."""

from datetime import timedelta

from handlers.services.controls import sending
from handlers.services.reconciliation import discrepancies
from handlers.services.rights.actors import authorise
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.order_states import OrderStatus
from storage.models.outbox import Notice
from storage.models.reconciliation import Discrepancy, Mismatch
from storage.repositories import people
from tests.factories import ADMIN, AMOUNT, World
from tests.handlers.statement import (
    an_order,
    is_stopped,
    left_open,
    notices,
    opened,
    reconciled,
)

HOUR = timedelta(hours=1)


def explain(world: World) -> None:
    """Explain the one discrepancy there is, and open sending again."""

    def explain(work: Work) -> None:
        admin = people.get(work, ADMIN)
        assert admin is not None
        assert discrepancies.explain(
            work, authorise(admin, Capability.EXPLAIN_DISCREPANCIES), 1, "Faspay corrects it"
        )

    world.do(explain)
    world.do(sending.resume, world.agreement(Capability.RESUME_SENDING))


def test_an_explained_difference_that_went_away_and_comes_back_is_new(both_worlds: World) -> None:
    world = both_worlds
    books = opened(world)
    number = an_order(world, OrderStatus.REJECTED, hours_ago=30)
    books.write(AMOUNT, world.clock.now - 20 * HOUR, f"{number} ref")
    reconciled(world)
    explain(world)
    world.clock.move(hours=5)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} back", debit=False)
    assert left_open(world) == []
    assert world.rows(Discrepancy)[0].explained_by is None
    world.clock.move(days=1)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    assert left_open(world) == [Mismatch.UNEXPECTED_DEBIT]
    assert is_stopped(world)
    assert world.rows(Discrepancy)[0].happened_at == world.clock.now - HOUR
    assert len(notices(world, Notice.DISCREPANCY)) == 4


def test_one_that_came_back_between_two_comparisons_is_known_by_its_newest_line(
    world: World,
) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.REJECTED, hours_ago=30)
    books.write(AMOUNT, world.clock.now - 20 * HOUR, f"{number} ref")
    reconciled(world)
    explain(world)
    world.clock.move(days=1)
    books.write(AMOUNT, world.clock.now - 2 * HOUR, f"{number} back", debit=False)
    books.write(AMOUNT, world.clock.now - HOUR, f"{number} ref")
    assert left_open(world) == [Mismatch.UNEXPECTED_DEBIT]
    assert is_stopped(world)


def test_an_incomplete_comparison_does_not_take_back_what_was_explained(world: World) -> None:
    books = opened(world)
    number = an_order(world, OrderStatus.REJECTED, hours_ago=30)
    books.write(AMOUNT, world.clock.now - 20 * HOUR, f"{number} ref")
    reconciled(world)
    explain(world)
    kept = books.lines.copy()
    books.lines.clear()
    books.silent.add(number)
    world.clock.move(hours=1)
    assert not reconciled(world).complete
    books.lines += kept
    books.silent.clear()
    world.clock.move(hours=1)
    assert left_open(world) == []
    assert not is_stopped(world)


def test_an_unknown_debit_is_explained_for_good_while_it_stands_in_the_statement(
    world: World,
) -> None:
    books = opened(world)
    books.write(300_000, world.clock.now - HOUR, "salary")
    reconciled(world)
    explain(world)
    for _ in range(5):
        world.clock.move(days=1)
        assert left_open(world) == []
    assert not is_stopped(world)
    assert world.rows(Discrepancy)[0].explained_by == ADMIN
